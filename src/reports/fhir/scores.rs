//! Scores: an observation for each.

use std::collections::BTreeMap;

use super::{
    codes,
    elements::{CodeableConcept, Coding, Effective, Quantity},
    ids::{Id, Subject},
    observation::{Category, Observation, ReferenceRange, Value, Wording},
    primitives::{date_time, string},
};
use crate::{
    domain::{
        day::When,
        language::Language,
        measure::{Asked, BuiltIn, Polarity, Words},
    },
    reports::{
        pdf::filed,
        view::{Score, Series},
    },
};

/// Every score of a measure, in the words that it was given in, told in this language.
///
/// They are most of a bundle, so each says what it must and no more: that it is an answer of the patient is said by its
/// code, and needs no category.
pub fn observations(
    series: &Series,
    subject: &Subject,
    language: Language,
) -> impl Iterator<Item = (When, (Id, Observation))> {
    let mut said: BTreeMap<u16, (CodeableConcept, ReferenceRange)> = BTreeMap::new();
    series.scores.iter().map(move |Score { check_in, when, score, asked, .. }| {
        let version = asked.as_ref().map_or(0, |asked| asked.version);
        let (code, range) = said.entry(version).or_insert_with(|| described(series, asked.as_ref(), subject, language));
        let id = subject.id(&["score", check_in, series.id.as_str()]);
        let effective = Effective::DateTime(date_time(*when));
        let mut observation = Observation::new(subject, id, Category::Survey, code.clone(), effective);
        observation.category = None;
        observation.extension =
            asked.as_ref().and_then(|asked| Wording::unlike(asked, language)).map(|wording| [wording]);
        observation.value = Some(Value::Quantity(Quantity::points(*score)));
        observation.reference_range = Some([range.clone()]);
        (*when, (id, observation))
    })
}

/// The question, and what its lowest and highest score stand for.
fn described(
    series: &Series,
    asked: Option<&Asked>,
    subject: &Subject,
    language: Language,
) -> (CodeableConcept, ReferenceRange) {
    let Some((built_in, asked)) = BuiltIn::find(series.id.as_str()).zip(asked) else {
        // Two patients may give their own measures the same name: its code is theirs alone.
        let code = subject.id(&["measure", series.id.as_str()]).text();
        let own = Coding::named(codes::OWN_MEASURES, code, string(&series.question));
        let labels = (series.low_label.as_deref(), series.high_label.as_deref());
        return (CodeableConcept::new([own], string(&series.question)), range(series, labels, language));
    };
    let Words { question, low_label, high_label, .. } = built_in.words_of(asked.version, language.tag());
    let code = CodeableConcept::new([codes::measure(built_in)], string(question));
    (code, range(series, (Some(low_label), Some(high_label)), language))
}

/// All the scores there are, as `0 = not at all, 10 = as low as I can imagine`. Where an end has no words, it is said
/// which of them is the bad one.
fn range(series: &Series, (low, high): (Option<&str>, Option<&str>), language: Language) -> ReferenceRange {
    let end = |score: i32, label: Option<&str>| match label {
        Some(label) => format!("{score} = {}", string(label)),
        None => score.to_string(),
    };
    let (lowest, highest) = (end(series.min, low), end(series.max, high));
    let text = match (low, high) {
        (Some(_), Some(_)) => format!("{lowest}, {highest}"),
        (None, None) => format!(
            "{lowest} {} {highest}; {}",
            filed::named("report_to", language),
            direction(series.polarity, language)
        ),
        _ => format!("{lowest}, {highest}; {}", direction(series.polarity, language)),
    };
    ReferenceRange { text }
}

/// Which end is the bad one.
pub fn direction(polarity: Polarity, language: Language) -> &'static str {
    let name = match polarity {
        Polarity::HigherIsWorse => "report_file_higher_is_worse",
        Polarity::HigherIsBetter => "report_file_higher_is_better",
    };
    filed::named(name, language)
}
