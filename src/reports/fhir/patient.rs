//! The patient, under a pseudonym: whose observations belong together, and nothing else.

use serde::Serialize;

use super::{
    codes,
    elements::Identifier,
    ids::{Id, Subject},
};

/// Who the bundle is about.
#[derive(Debug, Clone, Serialize)]
pub struct Patient {
    id: String,
    identifier: [Identifier; 1],
}

/// The id of the patient.
pub fn id(subject: &Subject) -> Id {
    subject.id(&["patient"])
}

impl Patient {
    /// Known by this pseudonym.
    pub fn new(subject: &Subject) -> Self {
        let identifier = Identifier::new(codes::SUBJECTS, subject.as_str().to_owned());
        Self { id: id(subject).text(), identifier: [identifier] }
    }

    /// The pseudonym.
    pub fn identifier(&self) -> &Identifier {
        let [identifier] = &self.identifier;
        identifier
    }
}
