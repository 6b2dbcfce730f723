//! The answers of a questionnaire: for each question one of its options.

use std::collections::BTreeMap;

use deserr::{Deserr, IntoValue, Map, MergeWithError, Value, ValuePointerRef, take_cf_content};
use serde::{Deserialize, Serialize};

use crate::domain::fault::{Faults, Refusal};

/// The most answers of one response.
const MOST: usize = 100;
/// The longest name of a question or an option, in characters.
const LONGEST: usize = 255;

/// The code of the option chosen, by the `linkId` of its question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = std::collections::HashMap<String, String>)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a question was answered.
    pub fn has(&self, link_id: &str) -> bool {
        self.0.contains_key(link_id)
    }

    /// Each question with its answer.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(link_id, code)| (link_id.as_str(), code.as_str()))
    }
}

/// Not deserr's own map, which leaves a wrong value out without a word.
impl Deserr<Faults> for Answers {
    fn deserialize_from_value<V: IntoValue>(value: Value<V>, location: ValuePointerRef) -> Result<Self, Faults> {
        let Value::Map(sent) = value else {
            return BTreeMap::deserialize_from_value(value, location).map(Self);
        };
        let (mut answers, mut faults) = (BTreeMap::new(), Faults::default());
        for (link_id, code) in sent.into_iter() {
            let place = location.push_key(&link_id);
            let code: Result<String, Faults> = String::deserialize_from_value(code.into_value(), place);
            match code {
                Ok(code) if fits(&code) && fits(&link_id) => _ = answers.insert(link_id, code),
                Ok(_) => faults = take_cf_content(Faults::merge(Some(faults), too_long(), place)),
                Err(wrong) => faults.join(wrong),
            }
        }
        if answers.len() > MOST {
            let refusal = Refusal::TooMany { most: MOST, what: "answers" };
            faults = take_cf_content(Faults::merge(Some(faults), refusal, location));
        }
        faults.or(Self(answers))
    }
}

fn fits(name: &str) -> bool {
    name.len() <= LONGEST || name.chars().count() <= LONGEST
}

fn too_long() -> Refusal {
    Refusal::AtMostCharacters { most: LONGEST }
}
