//! Ids: the same content always has the same ones, and two patients never share one.

use uuid::Uuid;

use super::elements::Reference;
use crate::domain::id::{AccountId, uuid_named};

/// The pseudonym under which a patient is known in FHIR: always the same, and no way back to the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// The pseudonym of an account's patient.
    pub fn of(account: &AccountId) -> Self {
        Self(uuid_named(&["afterglow fhir subject", account.as_str()]).to_string())
    }

    /// As written in an identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of what `parts` tell apart among everything of this patient. Imported records have the same
    /// ids in every journal, hence not theirs alone.
    pub fn id(&self, parts: &[&str]) -> Id {
        let mut name = vec![self.as_str()];
        name.extend_from_slice(parts);
        Id(uuid_named(&name))
    }
}

/// The id of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Id(Uuid);

impl Id {
    /// As the member `id`.
    pub fn text(self) -> String {
        self.0.to_string()
    }

    /// As the `fullUrl` of an entry.
    pub fn full_url(self) -> String {
        self.0.urn().to_string()
    }

    /// As a pointer from elsewhere in the bundle.
    pub fn reference(self) -> Reference {
        Reference::to(self.full_url())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_id_and_no_other_name_has_it() {
        let ada = Subject::of(&AccountId::known("ada".to_owned()));
        let bob = Subject::of(&AccountId::known("bob".to_owned()));
        assert_eq!(ada, Subject::of(&AccountId::known("ada".to_owned())));
        assert_eq!(ada.id(&["score", "1"]), ada.id(&["score", "1"]));
        assert_ne!(ada.id(&["score", "1"]), bob.id(&["score", "1"]));
        assert_ne!(ada.id(&["score", "1"]), ada.id(&["score1"]));
        assert!(!ada.as_str().contains("ada"));
    }
}
