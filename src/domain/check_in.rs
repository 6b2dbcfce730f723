//! A check-in: scores, a note, or both, at one instant or on one day.

use std::collections::BTreeMap;

use deserr::{Deserr, IntoValue, Map, Value, ValuePointerRef};
use serde::{Deserialize, Serialize};

use super::{
    day::{Day, Moment, When},
    fault::{Faults, Refusal, Within, escaped},
    measure::{Asked, BuiltIn, MeasureId, Scales},
    text::Note,
};

/// What a patient recorded of themselves at one time. Has at least one score or a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(CheckInForm) = CheckIn::try_from -> Within)]
#[schema(as = CheckIn)]
pub struct CheckIn {
    /// When it was made.
    #[serde(flatten)]
    #[schema(value_type = crate::domain::day::WhenSchema)]
    pub when: When,
    /// The score of each measure that was answered, at most 100, each in its own integer range.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, i32>, example = json!({"low_mood": 7, "anxiety": 4}))]
    pub scores: BTreeMap<MeasureId, i32>,
    /// In which words each built-in measure was answered. One that is not here was answered in those of version 1, in a
    /// language that nobody noted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = std::collections::HashMap<String, Asked>, required = false,
        example = json!({"low_mood": {"version": 1, "language": "de"}, "anxiety": {"version": 2, "language": "de"}}))]
    pub asked: BTreeMap<MeasureId, Asked>,
    /// What the patient wrote about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, max_length = 10_000)]
    pub note: Option<Note>,
}

/// The most measures one check-in can answer.
const MOST_SCORES: usize = 100;

/// A check-in as sent, before its parts are seen together.
#[derive(Debug, deserr::Deserr)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct CheckInForm {
    #[deserr(default)]
    at: Option<Moment>,
    #[deserr(default)]
    date: Option<Day>,
    #[deserr(default)]
    scores: ByName<i32>,
    #[deserr(default)]
    asked: ByName<Asked>,
    #[deserr(default)]
    note: Option<Note>,
}

/// What is said of each measure, by the names as sent. Not deserr's own map, which leaves a wrong value out without a
/// word.
#[derive(Debug)]
struct ByName<T>(BTreeMap<String, T>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Deserr<Faults>> Deserr<Faults> for ByName<T> {
    fn deserialize_from_value<V: IntoValue>(value: Value<V>, location: ValuePointerRef) -> Result<Self, Faults> {
        let Value::Map(sent) = value else {
            return BTreeMap::deserialize_from_value(value, location).map(Self);
        };
        let (mut named, mut faults) = (BTreeMap::new(), Faults::default());
        for (name, said) in sent.into_iter() {
            let said: Result<T, Faults> = T::deserialize_from_value(said.into_value(), location.push_key(&name));
            match said {
                Ok(said) => _ = named.insert(name, said),
                Err(wrong) => faults.join(wrong),
            }
        }
        faults.or(Self(named))
    }
}

impl TryFrom<CheckInForm> for CheckIn {
    type Error = Within;

    fn try_from(form: CheckInForm) -> Result<Self, Within> {
        let CheckInForm { at, date, scores, asked, note } = form;
        let mut faults = Faults::default();
        let when = When::one_of(at, date).map_err(|wrong| faults.join(wrong));
        let scores = named(scores.0, &mut faults);
        if scores.is_empty() && faults.is_empty() && note.as_ref().is_none_or(Note::is_blank) {
            faults.add("/scores", Refusal::ScoreOrNote);
        }
        if scores.len() > MOST_SCORES {
            faults.add("/scores", Refusal::TooMany { most: MOST_SCORES, what: "scores" });
        }
        let asked = answered(asked.0, &scores, &mut faults);
        match when {
            Ok(when) => faults.or(Self { when, scores, asked, note }).map_err(Within),
            Err(()) => Err(Within(faults)),
        }
    }
}

fn named(scores: BTreeMap<String, i32>, faults: &mut Faults) -> BTreeMap<MeasureId, i32> {
    let mut named = BTreeMap::new();
    for (name, score) in scores {
        if let Ok(id) = name.parse::<MeasureId>() {
            named.insert(id, score);
        } else {
            faults.add(format!("/scores/{}", escaped(&name)), Refusal::MeasureId);
        }
    }
    named
}

/// Of own measures there is nothing to say: their words are kept with them.
fn answered(
    asked: BTreeMap<String, Asked>,
    scores: &BTreeMap<MeasureId, i32>,
    faults: &mut Faults,
) -> BTreeMap<MeasureId, Asked> {
    let mut answered = BTreeMap::new();
    for (name, words) in asked {
        let of = BuiltIn::find(&name).and_then(|_| scores.keys().find(|id| id.as_str() == name));
        match of {
            Some(id) => _ = answered.insert(id.clone(), words),
            None => faults.add(format!("/asked/{}", escaped(&name)), Refusal::AskedMeasure),
        }
    }
    answered
}

impl CheckIn {
    /// In which words a measure was answered.
    pub fn asked(&self, id: &MeasureId) -> Asked {
        self.asked.get(id).cloned().unwrap_or_default()
    }

    /// Checks every score against its measure.
    ///
    /// # Errors
    /// A fault for each score whose measure is not known or whose value is out of its range.
    pub fn check(&self, scales: &Scales) -> Result<(), Faults> {
        let mut faults = Faults::default();
        for (id, score) in &self.scores {
            if let Err(refusal) = scales.check(id, *score) {
                faults.add(format!("/scores/{id}"), refusal);
            }
        }
        faults.or(())
    }
}
