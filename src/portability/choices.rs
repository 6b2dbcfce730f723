//! What becomes of entries of another app's file that are otherwise in the journal, as the patient chose.

use std::collections::HashMap;

use deserr::Deserr;

use crate::domain::{
    fault::{Faults, Refusal},
    id::RecordId,
};

/// What becomes of an entry that was changed in the other app, or here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, rename_all = lowercase)]
#[schema(rename_all = "lowercase")]
pub enum Choice {
    /// The journal's version stays.
    #[default]
    Mine,
    /// The file's version takes its place.
    Theirs,
    /// The file's version comes beside it.
    Both,
}

/// The choice for each entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// For those of which nothing else is said.
    every: Choice,
    /// By the ids of the journal's records.
    each: HashMap<RecordId, Choice>,
}

impl Choices {
    /// The same for all of them.
    pub fn every(choice: Choice) -> Self {
        Self { every: choice, each: HashMap::new() }
    }

    /// With another choice for these. Where several are made for one, the journal's version stays.
    #[must_use]
    pub fn but(mut self, choice: Choice, entries: impl IntoIterator<Item = RecordId>) -> Self {
        for id in entries {
            let chosen = |before: &mut Choice| *before = if *before == choice { choice } else { Choice::Mine };
            self.each.entry(id).and_modify(chosen).or_insert(choice);
        }
        self
    }

    /// What becomes of the entry that the journal has as this record.
    pub fn of(&self, id: &RecordId) -> Choice {
        self.each.get(id).copied().unwrap_or(self.every)
    }
}

/// Records of the journal, as `ID,ID`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserr)]
#[deserr(error = Faults, try_from(String) = Entries::try_from -> Refusal)]
pub struct Entries(Vec<RecordId>);

impl TryFrom<String> for Entries {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let entry = |id: &str| id.parse().ok().filter(RecordId::is_uuid).ok_or(Refusal::RecordId);
        text.split(',').map(|id| entry(id.trim())).collect::<Result<_, _>>().map(Self)
    }
}

impl IntoIterator for Entries {
    type Item = RecordId;
    type IntoIter = std::vec::IntoIter<RecordId>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> RecordId {
        format!("01900000-0000-7000-8000-0000000000{n:02}").parse().unwrap()
    }

    #[test]
    fn single_entries_are_chosen_for_and_what_contradicts_itself_changes_nothing() {
        let choices = Choices::every(Choice::Both)
            .but(Choice::Theirs, [id(1), id(2), id(1)])
            .but(Choice::Both, [id(2)])
            .but(Choice::Mine, [id(3)]);
        assert_eq!(
            [1, 2, 3, 4].map(|n| choices.of(&id(n))),
            [Choice::Theirs, Choice::Mine, Choice::Mine, Choice::Both]
        );
    }
}
