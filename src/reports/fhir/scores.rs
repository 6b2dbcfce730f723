//! Scores: an observation for each.

use std::collections::BTreeMap;

use super::{
    codes,
    elements::{CodeableConcept, Coding, Effective, Quantity},
    ids::{Id, Subject},
    observation::{Category, Observation, ReferenceRange, Value},
    primitives::{date_time, string},
};
use crate::{
    domain::{
        day::When,
        measure::{Asked, BuiltIn, Polarity, Words},
    },
    reports::view::{Score, Series},
};

/// Every score of a measure, in the words that it was given in.
pub fn observations(series: &Series, subject: &Subject) -> impl Iterator<Item = (When, (Id, Observation))> {
    let mut said: BTreeMap<u16, (CodeableConcept, ReferenceRange)> = BTreeMap::new();
    series.scores.iter().map(move |Score { check_in, when, score, asked }| {
        let version = asked.as_ref().map_or(0, |asked| asked.version);
        let (code, range) = said.entry(version).or_insert_with(|| described(series, asked.as_ref(), subject));
        let id = subject.id(&["score", check_in, series.id.as_str()]);
        let effective = Effective::DateTime(date_time(*when));
        let mut observation = Observation::new(subject, id, Category::Survey, code.clone(), effective);
        observation.extension = asked.as_ref().map(|asked| [asked.into()]);
        observation.value = Some(Value::Quantity(Quantity::score(*score)));
        observation.reference_range = Some([range.clone()]);
        (*when, (id, observation))
    })
}

/// The question, and what its lowest and highest score stand for.
fn described(series: &Series, asked: Option<&Asked>, subject: &Subject) -> (CodeableConcept, ReferenceRange) {
    let Some((built_in, asked)) = BuiltIn::find(series.id.as_str()).zip(asked) else {
        // Two patients may give their own measures the same name: its code is theirs alone.
        let own = Coding::new(codes::OWN_MEASURES, subject.id(&["measure", series.id.as_str()]).text());
        let labels = (series.low_label.as_deref(), series.high_label.as_deref());
        return (CodeableConcept::new([own], string(&series.question)), range(series, labels));
    };
    let Words { question, low_label, high_label, .. } = built_in.words_of(asked.version, "en");
    let code = CodeableConcept::new([codes::measure(built_in)], string(question));
    (code, range(series, (Some(low_label), Some(high_label))))
}

/// FHIR means what is usual by this, and these are all the scores there are; the text says so.
fn range(series: &Series, (low, high): (Option<&str>, Option<&str>)) -> ReferenceRange {
    let end = |score: i32, label: Option<&str>| match label {
        Some(label) => format!("{score} ({})", string(label)),
        None => score.to_string(),
    };
    let worse = match series.polarity {
        Polarity::HigherIsWorse => "higher is worse",
        Polarity::HigherIsBetter => "higher is better",
    };
    let (lowest, highest) = (end(series.min, low), end(series.max, high));
    ReferenceRange {
        low: Quantity::score(series.min),
        high: Quantity::score(series.max),
        text: format!("Possible scores, from {lowest} to {highest}; {worse}"),
    }
}
