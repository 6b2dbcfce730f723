//! A safety plan: what the patient wants to have at hand when a bad hour comes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    fault::{Faults, Refusal, Within},
    id::RecordId,
    text::{Label, Text},
};

/// One line of a plan: up to three hundred characters.
pub type Line = Text<300>;
/// One line of a safety plan: a few words.
#[derive(utoipa::ToSchema)]
#[schema(as = SafetyPlanLine, value_type = String, min_length = 1, max_length = 300)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct LineSchema(String);
/// A telephone number as a person writes it: up to forty characters.
pub type Phone = Text<40>;

/// The most lines, or people, in one part of a plan.
const MOST: usize = 20;

/// What the patient wrote down for a bad hour, in their own words and in the order that they chose.
///
/// Each part may be empty, but not all of them: a plan without anything in it is deleted instead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields, validate = SafetyPlan::check -> Within)]
pub struct SafetyPlan {
    /// What tells that such an hour is coming.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<LineSchema>, max_items = 20)]
    #[deserr(default)]
    pub warning_signs: Vec<Line>,
    /// What helps and can be done alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<LineSchema>, max_items = 20)]
    #[deserr(default)]
    pub helps_alone: Vec<Line>,
    /// What helps among others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<LineSchema>, max_items = 20)]
    #[deserr(default)]
    pub helps_with_others: Vec<Line>,
    /// Where it is easier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<LineSchema>, max_items = 20)]
    #[deserr(default)]
    pub places: Vec<Line>,
    /// Whom to call or to go to, the first one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20)]
    #[deserr(default)]
    pub people: Vec<Person>,
    /// What makes the surroundings safer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<LineSchema>, max_items = 20)]
    #[deserr(default)]
    pub safer_surroundings: Vec<Line>,
    /// What the patient lives for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<LineSchema>, max_items = 20)]
    #[deserr(default)]
    pub reasons_to_live: Vec<Line>,
}

/// Somebody who can be asked for help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
#[schema(as = SafetyPlanPerson)]
pub struct Person {
    /// What the patient calls them.
    #[schema(value_type = String, min_length = 1, max_length = 100)]
    pub name: Label,
    /// Their telephone number, kept as it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 40, example = "+49 (0)30 1234-56")]
    #[deserr(default)]
    pub phone: Option<Phone>,
    /// More about them, such as when they can be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 300)]
    #[deserr(default)]
    pub note: Option<Line>,
}

impl SafetyPlan {
    /// The one id that a plan has, in every account.
    ///
    /// An account has one plan. Two devices that each wrote a plan while they were offline so wrote the same record,
    /// and sync tells the second one of a conflict, with both versions: none of them is overwritten or overlooked.
    pub fn id() -> RecordId {
        RecordId::imported(Timestamp::UNIX_EPOCH, b"safety_pla")
    }

    /// The parts that are lists of lines, each by its name, in the order in which a plan is read.
    pub fn lists(&self) -> [(&'static str, &[Line]); 6] {
        [
            ("warning_signs", &self.warning_signs),
            ("helps_alone", &self.helps_alone),
            ("helps_with_others", &self.helps_with_others),
            ("places", &self.places),
            ("safer_surroundings", &self.safer_surroundings),
            ("reasons_to_live", &self.reasons_to_live),
        ]
    }

    fn check(self, _: deserr::ValuePointerRef) -> Result<Self, Within> {
        let mut faults = Faults::default();
        for (name, lines) in self.lists() {
            count(&mut faults, name, lines.len());
            for (index, _) in lines.iter().enumerate().filter(|(_, line)| line.is_blank()) {
                faults.add(format!("/{name}/{index}"), Refusal::FewWords);
            }
        }
        count(&mut faults, "people", self.people.len());
        for (index, person) in self.people.iter().enumerate() {
            person.check(&mut faults, index);
        }
        if self == Self::default() {
            faults.add("", Refusal::PlanEntry);
        }
        faults.or(self).map_err(Within)
    }
}

fn count(faults: &mut Faults, name: &str, entries: usize) {
    if entries > MOST {
        faults.add(format!("/{name}"), Refusal::TooMany { most: MOST, what: "entries" });
    }
}

impl Person {
    fn check(&self, faults: &mut Faults, index: usize) {
        if self.name.is_blank() {
            faults.add(format!("/people/{index}/name"), Refusal::PersonName);
        }
        if self.phone.as_ref().is_some_and(Phone::is_blank) {
            faults.add(format!("/people/{index}/phone"), Refusal::TelephoneOrNone);
        }
        if self.note.as_ref().is_some_and(Line::is_blank) {
            faults.add(format!("/people/{index}/note"), Refusal::FewWordsOrNone);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_id_never_changes_for_plans_are_kept_under_it() {
        assert_eq!(SafetyPlan::id().as_str(), "00000000-0000-7361-a665-74795f706c61");
        assert!(SafetyPlan::id().is_uuid());
    }
}
