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
    domain::treatment::{BloodPressure, Pressure},
    reports::view::SharedTreatment,
};

/// The pair that was entered without times: before the session, which is known up to its start; and the highest, which
/// was at some time from the start on, and in the session where its length is known.
pub fn pair(treatment: &SharedTreatment, subject: &Subject) -> Vec<(Id, Observation)> {
    let BloodPressure { before, peak } = treatment.told_pressure.unwrap_or_default();
    let start = instant(treatment.at);
    let end = treatment.duration_minutes.map(|minutes| instant(treatment.at.after_minutes(minutes.into())));
    let before = before.map(|pressure| {
        (pressure, "before", "Blood pressure before the treatment", Effective::DateTime(start.clone()))
    });
    let peak = peak.map(|pressure| {
        let session = Effective::Period(Period { start: start.clone(), end });
        (pressure, "peak", "Highest blood pressure in or after the treatment", session)
    });
    let observation = |(pressure, name, text, effective)| {
        let id = subject.id(&["blood pressure", &treatment.id, name]);
        let mut observation = part_of(treatment, subject, id, Category::VitalSigns, code(text), effective);
        observation.component = components(pressure);
        (id, observation)
    };
    [before, peak].into_iter().flatten().map(observation).collect()
}

/// The panel, in these words.
pub fn code(text: &'static str) -> CodeableConcept {
    let panel = Coding::named(codes::LOINC, "85354-9", "Blood pressure panel with all children optional");
    CodeableConcept::new([panel], text)
}

/// The parts of a panel.
pub fn components(Pressure { systolic, diastolic }: Pressure) -> Vec<Component> {
    vec![part("8480-6", "Systolic blood pressure", systolic), part("8462-4", "Diastolic blood pressure", diastolic)]
}

fn part(code: &'static str, name: &'static str, millimetres: u16) -> Component {
    Component {
        code: CodeableConcept::new([Coding::named(codes::LOINC, code, name)], name),
        value_quantity: Quantity::new(millimetres, "mmHg", "mm[Hg]"),
    }
}
