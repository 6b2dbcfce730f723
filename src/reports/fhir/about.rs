//! What a file says of itself, where a viewer shows it: observations beside the others.

use jiff::{Timestamp, civil::Date};

use super::{
    codes,
    elements::{CodeableConcept, Coding, Effective, Period},
    ids::{Id, Subject},
    observation::{Category, Observation, Value},
    primitives::{self, string},
};
use crate::{
    domain::language::Language,
    reports::{
        pdf::{self, filed},
        view::View,
    },
};

/// That this is one of several files, and which days it holds.
pub fn file(
    (number, of): (usize, usize),
    (from, to): (Date, Date),
    subject: &Subject,
    language: Language,
) -> (Id, Observation) {
    about(filed::part((number, of), (from, to), language), (from, to), subject, language)
}

/// That this file leaves out all that is older: from the day `from` on there is room, and the oldest entry is of `oldest`.
pub fn excerpt((from, oldest): (Date, Date), subject: &Subject, language: Language) -> (Id, Observation) {
    about(filed::excerpt((from, oldest), language), (oldest, from), subject, language)
}

fn about(text: String, (from, to): (Date, Date), subject: &Subject, language: Language) -> (Id, Observation) {
    let id = subject.id(&["about this file", &text]);
    let code = CodeableConcept::new(
        [Coding::named(codes::JOURNAL, "about_this_file", ABOUT)],
        filed::named("report_file_title", language),
    );
    let effective = Effective::Period(Period { start: from.to_string(), end: Some(to.to_string()) });
    let mut observation = Observation::new(subject, id, Category::Survey, code, effective);
    observation.value = Some(Value::Text(text));
    (id, observation)
}

/// The names of the codes, which are in English.
const ABOUT: &str = "About this file";
const IN_SHORT: &str = "In short";

/// Where things stand, as the report says it; none where no measure is shown.
pub fn in_short(view: &View, subject: &Subject, now: Timestamp) -> Option<(Id, Observation)> {
    let lines = pdf::in_short(view, now);
    if lines.is_empty() {
        return None;
    }
    let id = subject.id(&["in short"]);
    let code = CodeableConcept::new(
        [Coding::named(codes::JOURNAL, "in_short", IN_SHORT)],
        filed::named("report_file_short", view.language),
    );
    let effective = Effective::DateTime(primitives::now(now));
    let mut observation = Observation::new(subject, id, Category::Survey, code, effective);
    observation.value = Some(Value::Text(string(&lines.join("\n"))));
    Some((id, observation))
}
