//! The words around a safety plan: the parts have the names of their fields.

use crate::domain::safety_plan::{Line, Person, Phone};

pub(in super::super) const TITLE: &str = "The patient’s safety plan";
pub(in super::super) const NONE: &str = "The patient has not written one.";
pub(in super::super) const PEOPLE: &str = "People to call";

/// The title of a part.
pub(in super::super) fn part(name: &str) -> &'static str {
    match name {
        "warning_signs" => "Warning signs",
        "helps_alone" => "What helps, alone",
        "helps_with_others" => "What helps, with others",
        "places" => "Places that help",
        "safer_surroundings" => "What makes the surroundings safer",
        _ => "Reasons to live",
    }
}

/// Somebody with their number and what is noted of them.
pub(in super::super) fn person(person: &Person) -> String {
    let more = [person.phone.as_ref().map(Phone::as_str), person.note.as_ref().map(Line::as_str)];
    more.into_iter().flatten().fold(person.name.as_str().to_owned(), |told, next| format!("{told}, {next}"))
}
