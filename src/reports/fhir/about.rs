//! What a file says of itself, where a viewer shows it: observations beside the others.

use jiff::{Timestamp, civil::Date};

use super::{
    codes,
    elements::{CodeableConcept, Coding, Effective, Period},
    ids::{Id, Subject},
    observation::{Category, Observation, Value},
    primitives::{self, string},
};
use crate::reports::{pdf, view::View};

/// That this is one of several files, and which days it holds.
pub fn file((number, of): (usize, usize), (from, to): (Date, Date), subject: &Subject) -> (Id, Observation) {
    let days = if from == to { format!("the day {from}") } else { format!("the days from {from} to {to}") };
    let text =
        format!("This is file {number} of {of} of this link. It holds entries of {days}; the newest come first.");
    about(text, (from, to), subject)
}

/// That this file leaves out all that is older: from the day `from` on there is room, and the oldest entry is of `oldest`.
pub fn excerpt((from, oldest): (Date, Date), subject: &Subject) -> (Id, Observation) {
    let text = format!(
        "This file holds what fits into one: a summary, and the newest entries, from {from} on. Older entries, back to \
         {oldest}, are left out here. The patient's link for a clinic's system, or its page, shows all of them."
    );
    about(text, (oldest, from), subject)
}

fn about(text: String, (from, to): (Date, Date), subject: &Subject) -> (Id, Observation) {
    let id = subject.id(&["about this file", &text]);
    let code = CodeableConcept::new([Coding::named(codes::JOURNAL, "about_this_file", ABOUT)], ABOUT);
    let effective = Effective::Period(Period { start: from.to_string(), end: Some(to.to_string()) });
    let mut observation = Observation::new(subject, id, Category::Survey, code, effective);
    observation.value = Some(Value::Text(text));
    (id, observation)
}

const ABOUT: &str = "About this file";
const IN_SHORT: &str = "In short";

/// Where things stand, as the report says it; none where no measure is shown.
pub fn in_short(view: &View, subject: &Subject, now: Timestamp) -> Option<(Id, Observation)> {
    let lines = pdf::in_short(view, now);
    if lines.is_empty() {
        return None;
    }
    let id = subject.id(&["in short"]);
    let code = CodeableConcept::new([Coding::named(codes::JOURNAL, "in_short", IN_SHORT)], IN_SHORT);
    let effective = Effective::DateTime(primitives::now(now));
    let mut observation = Observation::new(subject, id, Category::Survey, code, effective);
    observation.value = Some(Value::Text(string(&lines.join("\n"))));
    Some((id, observation))
}
