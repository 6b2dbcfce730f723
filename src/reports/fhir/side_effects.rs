//! What came with a treatment: side effects, blood pressure and readings in time.
//!
//! Side effects are observations that are part of the treatment's statement, each with its degree: a note
//! would bury them in prose, and an `AdverseEvent` would claim a cause that the patient did not.

use super::{
    blood_pressure, codes,
    elements::{CodeableConcept, Effective},
    ids::{Id, Subject},
    medication_statement,
    observation::{Category, Observation, Value},
    primitives::string,
    readings,
};
use crate::{
    domain::{language::Language, treatment::SideEffect},
    reports::{app_words, view::SharedTreatment},
};

/// Everything that came with a treatment.
pub fn observations(treatment: &SharedTreatment, subject: &Subject, language: Language) -> Vec<(Id, Observation)> {
    let effects = treatment.side_effects.iter().enumerate();
    let effects = effects.map(|(nth, effect)| side_effect(treatment, subject, (nth, effect), language));
    let readings = treatment.readings.iter();
    let readings = readings.flat_map(|reading| readings::observations(treatment, reading, subject, language));
    effects.chain(blood_pressure::pair(treatment, subject, language)).chain(readings).collect()
}

/// An observation that is part of a treatment; its value is still to come.
pub fn part_of(
    treatment: &SharedTreatment,
    subject: &Subject,
    id: Id,
    category: Category,
    code: CodeableConcept,
    effective: Effective,
) -> Observation {
    let mut observation = Observation::new(subject, id, category, code, effective);
    observation.part_of = Some([medication_statement::id(treatment, subject).reference()]);
    observation
}

/// Known is only the day.
fn side_effect(
    treatment: &SharedTreatment,
    subject: &Subject,
    (nth, SideEffect { effect, severity }): (usize, &SideEffect),
    language: Language,
) -> (Id, Observation) {
    let id = subject.id(&["side effect", &treatment.id, &nth.to_string()]);
    // The app's own names are keys: `blurred_vision`.
    let mut text = string(app_words::effect(effect.as_str(), language));
    if text.is_empty() {
        "side effect".clone_into(&mut text);
    }
    let code = CodeableConcept::new(codes::side_effect(effect.as_str()), text);
    let effective = Effective::DateTime(treatment.date.to_string());
    let mut observation = part_of(treatment, subject, id, Category::Survey, code, effective);
    let (coding, degree) = codes::severity(*severity, language);
    observation.value = Some(Value::Concept(CodeableConcept::new(coding, degree)));
    (id, observation)
}
