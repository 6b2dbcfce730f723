//! Who told all of it: the patient, as the author.

use jiff::Timestamp;
use serde::Serialize;

use super::{
    codes,
    elements::{CodeableConcept, Coding, Reference},
    ids::{Id, Subject},
    patient, primitives,
};

/// From whom the entries of a bundle are.
#[derive(Debug, Clone, Serialize)]
pub struct Provenance {
    id: String,
    target: Vec<Reference>,
    recorded: String,
    agent: [Agent; 1],
}

#[derive(Debug, Clone, Serialize)]
struct Agent {
    r#type: CodeableConcept,
    who: Reference,
}

impl Provenance {
    /// Of what has these addresses, handed out at `now`; none where there is nothing.
    pub fn of<'a>(targets: impl Iterator<Item = &'a str>, subject: &Subject, now: Timestamp) -> Option<(Id, Self)> {
        let target: Vec<Reference> = targets.map(|target| Reference::to(target.to_owned())).collect();
        let id = subject.id(&["provenance"]);
        let author = Coding::named(codes::PARTICIPANT, "author", "Author");
        let agent = Agent { r#type: CodeableConcept::new([author], "Author"), who: patient::id(subject).reference() };
        let told = Self { id: id.text(), target, recorded: primitives::now(now), agent: [agent] };
        (!told.target.is_empty()).then_some((id, told))
    }
}
