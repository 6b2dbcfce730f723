//! The patient, under a pseudonym: whose observations belong together; with a name only where the link says it.

use serde::Serialize;

use super::{
    codes,
    elements::Identifier,
    ids::{Id, Subject},
    primitives,
};
use crate::domain::share::Whose;

/// Who the bundle is about.
#[derive(Debug, Clone, Serialize)]
pub struct Patient {
    id: String,
    identifier: [Identifier; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    name: Vec<HumanName>,
    #[serde(rename = "birthDate", skip_serializing_if = "Option::is_none")]
    birth_date: Option<String>,
}

/// A name as it was written: which part of it is which, nobody asked.
#[derive(Debug, Clone, Serialize)]
struct HumanName {
    text: String,
}

/// The id of the patient.
pub fn id(subject: &Subject) -> Id {
    subject.id(&["patient"])
}

impl Patient {
    /// Known by this pseudonym, and by name where the patient said it.
    pub fn new(subject: &Subject, whose: Option<&Whose>) -> Self {
        let identifier = Identifier::new(codes::SUBJECTS, subject.as_str().to_owned());
        Self {
            id: id(subject).text(),
            identifier: [identifier],
            name: whose.map(|whose| HumanName { text: primitives::string(whose.name.as_str()) }).into_iter().collect(),
            birth_date: whose.and_then(|whose| whose.birth_date).map(|day| day.to_string()),
        }
    }

    /// The pseudonym.
    pub fn identifier(&self) -> &Identifier {
        let [identifier] = &self.identifier;
        identifier
    }
}
