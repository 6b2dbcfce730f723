//! Scores: an observation for each.

use super::{
    codes,
    elements::{CodeableConcept, Coding, Effective, Quantity},
    ids::{Id, Subject},
    observation::{Category, Observation, ReferenceRange, Value},
    primitives::{date_time, string},
};
use crate::{
    domain::measure::{BuiltIn, Polarity},
    shares::view::{Score, Series},
};

/// Every score of a measure.
pub fn observations(series: &Series, subject: &Subject) -> impl Iterator<Item = (Id, Observation)> {
    let (code, range) = (code(series, subject), range(series));
    series.scores.iter().map(move |Score { check_in, when, score }| {
        let id = subject.id(&["score", check_in, series.id.as_str()]);
        let effective = Effective::DateTime(date_time(*when));
        let mut observation = Observation::new(subject, id, Category::Survey, code.clone(), effective);
        observation.value = Some(Value::Quantity(Quantity::score(*score)));
        observation.reference_range = Some([range.clone()]);
        (id, observation)
    })
}

fn code(series: &Series, subject: &Subject) -> CodeableConcept {
    // Two patients may give their own measures the same name: its code is theirs alone.
    let own = || Coding::new(codes::OWN_MEASURES, subject.id(&["measure", series.id.as_str()]).text());
    let coding = BuiltIn::find(series.id.as_str()).map_or_else(own, codes::measure);
    CodeableConcept::new([coding], string(&series.question))
}

/// FHIR means what is usual by this, and these are all the scores there are; the text says so.
fn range(series: &Series) -> ReferenceRange {
    let end = |score: i32, label: Option<&String>| match label {
        Some(label) => format!("{score} ({})", string(label)),
        None => score.to_string(),
    };
    let worse = match series.polarity {
        Polarity::HigherIsWorse => "higher is worse",
        Polarity::HigherIsBetter => "higher is better",
    };
    let (low, high) = (end(series.min, series.low_label.as_ref()), end(series.max, series.high_label.as_ref()));
    ReferenceRange {
        low: Quantity::score(series.min),
        high: Quantity::score(series.max),
        text: format!("Possible scores, from {low} to {high}; {worse}"),
    }
}
