//! What came with a treatment: side effects and blood pressure.
//!
//! Side effects are observations that are part of the treatment's statement, each with its degree: a note
//! would bury them in prose, and an `AdverseEvent` would claim a cause that the patient did not.

use super::{
    codes,
    elements::{CodeableConcept, Coding, Effective, Quantity},
    ids::{Id, Subject},
    medication_statement,
    observation::{Category, Component, Observation, Value},
    primitives::string,
};
use crate::{
    domain::{
        language::Language,
        treatment::{BloodPressure, Pressure, SideEffect},
    },
    reports::{app_words, view::SharedTreatment},
};

/// Everything that came with a treatment. Known is only the day.
pub fn observations(treatment: &SharedTreatment, subject: &Subject, language: Language) -> Vec<(Id, Observation)> {
    let effects = treatment.side_effects.iter().enumerate();
    let effects = effects.map(|(nth, effect)| side_effect(treatment, subject, (nth, effect), language));
    let BloodPressure { before, peak } = treatment.blood_pressure.unwrap_or(BloodPressure { before: None, peak: None });
    let readings = [
        (before, "before", "Blood pressure before the treatment"),
        (peak, "peak", "Highest blood pressure in or after the treatment"),
    ];
    let reading = |(pressure, name, text)| Some(blood_pressure(treatment, subject, (name, text), pressure?));
    effects.chain(readings.into_iter().filter_map(reading)).collect()
}

fn part_of(
    treatment: &SharedTreatment,
    subject: &Subject,
    id: Id,
    category: Category,
    code: CodeableConcept,
) -> Observation {
    let effective = Effective::DateTime(treatment.date.to_string());
    let mut observation = Observation::new(subject, id, category, code, effective);
    observation.part_of = Some([medication_statement::id(treatment, subject).reference()]);
    observation
}

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
    let mut observation = part_of(treatment, subject, id, Category::Survey, code);
    let (coding, degree) = codes::severity(*severity, language);
    observation.value = Some(Value::Concept(CodeableConcept::new(coding, degree)));
    (id, observation)
}

/// As HL7's profile of blood pressure has it.
fn blood_pressure(
    treatment: &SharedTreatment,
    subject: &Subject,
    (name, text): (&str, &'static str),
    Pressure { systolic, diastolic }: Pressure,
) -> (Id, Observation) {
    let id = subject.id(&["blood pressure", &treatment.id, name]);
    let panel = Coding::named(codes::LOINC, "85354-9", "Blood pressure panel with all children optional");
    let mut observation = part_of(treatment, subject, id, Category::VitalSigns, CodeableConcept::new([panel], text));
    observation.component = vec![
        part("8480-6", "Systolic blood pressure", systolic),
        part("8462-4", "Diastolic blood pressure", diastolic),
    ];
    (id, observation)
}

fn part(code: &'static str, name: &'static str, millimetres: u16) -> Component {
    Component {
        code: CodeableConcept::new([Coding::named(codes::LOINC, code, name)], name),
        value_quantity: Quantity::new(millimetres, "mmHg", "mm[Hg]"),
    }
}
