//! Blood pressure, as HL7's profile of it has it: a panel without a value of its own, and its two parts.

use super::{
    codes,
    elements::{CodeableConcept, Coding, Effective, Period, Quantity},
    ids::{Id, Subject},
    observation::{Category, Component, Observation},
    primitives::instant,
    side_effects::part_of,
};
use crate::{
    domain::{
        language::Language,
        treatment::{BloodPressure, Pressure},
    },
    reports::{pdf::filed, view::SharedTreatment},
};

/// The pair that was entered without times: before the session, which is known up to its start; and the highest, which
/// was at some time from the start on, and in the session where its length is known.
pub fn pair(treatment: &SharedTreatment, subject: &Subject, language: Language) -> Vec<(Id, Observation)> {
    let BloodPressure { before, peak } = treatment.told_pressure.unwrap_or_default();
    let start = instant(treatment.at);
    let end = treatment.duration_minutes.map(|minutes| instant(treatment.at.after_minutes(minutes.into())));
    let before =
        before.map(|pressure| (pressure, "before", "report_file_pressure_before", Effective::DateTime(start.clone())));
    let peak = peak.map(|pressure| {
        let session = Effective::Period(Period { start: start.clone(), end });
        (pressure, "peak", "report_file_pressure_peak", session)
    });
    let observation = |(pressure, name, words, effective)| {
        let id = subject.id(&["blood pressure", &treatment.id, name]);
        let mut observation = part_of(treatment, subject, id, Category::VitalSigns, code(words, language), effective);
        observation.component = components(pressure, language);
        (id, observation)
    };
    [before, peak].into_iter().flatten().map(observation).collect()
}

/// The panel, in the words of this name.
pub fn code(words: &str, language: Language) -> CodeableConcept {
    let panel = Coding::named(codes::LOINC, "85354-9", "Blood pressure panel with all children optional");
    CodeableConcept::new([panel], filed::named(words, language))
}

/// The parts of a panel.
pub fn components(Pressure { systolic, diastolic }: Pressure, language: Language) -> Vec<Component> {
    let part = |code, name, words, millimetres: u16| Component {
        code: CodeableConcept::new([Coding::named(codes::LOINC, code, name)], filed::named(words, language)),
        value_quantity: Quantity::new(millimetres, "mmHg", "mm[Hg]"),
    };
    vec![
        part("8480-6", "Systolic blood pressure", "report_file_systolic", systolic),
        part("8462-4", "Diastolic blood pressure", "report_file_diastolic", diastolic),
    ]
}
