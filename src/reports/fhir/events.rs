//! Events and notes: observations in the patient's words.
//!
//! R4 has no resource for a mark in a diary. `Communication` would say that a message was sent, and a
//! `MedicationStatement` that a sentence like "sertraline again" was understood: an observation claims least.

use std::collections::HashMap;

use super::{
    codes,
    elements::{Annotation, CodeableConcept, Coding, Effective},
    ids::{Id, Subject},
    observation::{Category, Observation, Value},
    primitives::{date_time, string},
};
use crate::{
    domain::{day::When, language::Language, text::Note},
    reports::{
        pdf::filed,
        view::{SharedEvent, SharedNote},
    },
};

/// A remark, unless there is nothing to read in it.
pub fn remark(note: Option<&Note>) -> Option<Annotation> {
    let text = string(note?.as_str());
    (!text.is_empty()).then_some(Annotation { text })
}

/// An event.
pub fn event(event: &SharedEvent, subject: &Subject, language: Language) -> (Id, Observation) {
    let id = subject.id(&["event", &event.id]);
    let (coding, text) = codes::event(event.category, language);
    let effective = Effective::DateTime(date_time(event.when));
    let code = CodeableConcept::new([coding], text);
    let mut observation = Observation::new(subject, id, Category::Survey, code, effective);
    observation.value = Some(Value::Text(string(event.title.as_str())));
    observation.note = remark(event.note.as_ref()).map(|note| [note]);
    (id, observation)
}

/// Notes of check-ins; a view does not say of which. One with nothing to read is left out.
pub fn notes(notes: &[SharedNote], subject: &Subject, language: Language) -> Vec<(When, (Id, Observation))> {
    let mut at_once: HashMap<String, usize> = HashMap::new();
    let readable = notes.iter().filter_map(|SharedNote { when, note }| Some((*when, remark(Some(note))?.text)));
    let note = |(at, text): (When, String)| {
        let when = date_time(at);
        // Two notes of one instant may read alike: their place tells them apart.
        let nth = at_once.entry(when.clone()).and_modify(|nth| *nth += 1).or_default();
        let id = subject.id(&["note", &when, &nth.to_string()]);
        let code = CodeableConcept::new(
            [Coding::named(codes::JOURNAL, "note", "Note")],
            filed::named("report_file_note", language),
        );
        let mut observation = Observation::new(subject, id, Category::Survey, code, Effective::DateTime(when));
        // Some viewers show an observation's value, and some its notes.
        observation.note = Some([Annotation { text: text.clone() }]);
        observation.value = Some(Value::Text(text));
        (at, (id, observation))
    };
    readable.map(note).collect()
}
