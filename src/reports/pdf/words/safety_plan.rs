//! The words around a safety plan: the parts have the names of their fields.

use super::language::{Phrase, phrase};
use crate::domain::safety_plan::{Line, Person, Phone};

pub(in super::super) const TITLE: Phrase = Phrase("report_plan_title");
pub(in super::super) const NONE: Phrase = Phrase("report_plan_none");
pub(in super::super) const PEOPLE: Phrase = Phrase("report_plan_people");

/// The title of a part.
pub(in super::super) fn part(name: &str) -> &'static str {
    phrase(match name {
        "warning_signs" => "report_plan_warning_signs",
        "helps_alone" => "report_plan_helps_alone",
        "helps_with_others" => "report_plan_helps_with_others",
        "places" => "report_plan_places",
        "safer_surroundings" => "report_plan_safer_surroundings",
        _ => "report_plan_reasons_to_live",
    })
}

/// Somebody with their number and what is noted of them.
pub(in super::super) fn person(person: &Person) -> String {
    let more = [person.phone.as_ref().map(Phone::as_str), person.note.as_ref().map(Line::as_str)];
    more.into_iter().flatten().fold(person.name.as_str().to_owned(), |told, next| format!("{told}, {next}"))
}
