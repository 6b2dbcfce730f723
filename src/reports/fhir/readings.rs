//! Readings in time: each value an observation of its own, at its own instant.

use super::{
    blood_pressure, codes,
    elements::{CodeableConcept, Coding, Effective, Quantity},
    ids::{Id, Subject},
    observation::{Category, Observation, ReferenceRange, Value},
    primitives::{instant, string},
    side_effects::part_of,
};
use crate::{
    domain::{
        language::Language,
        measure::{BuiltIn, Words},
        treatment::SessionReading,
    },
    reports::{pdf::filed, view::SharedTreatment},
};

/// The measure that asks what a reading of dissociation tells, on the same scale.
const DISSOCIATION: &str = "dissociation";

/// Everything that was read at one time.
pub fn observations(
    treatment: &SharedTreatment,
    reading: &SessionReading,
    subject: &Subject,
    language: Language,
) -> Vec<(Id, Observation)> {
    let minutes = reading.minutes.to_string();
    let new = |name: &str, category, code| {
        let id = subject.id(&["reading", &treatment.id, &minutes, name]);
        let effective = Effective::DateTime(instant(reading.moment(treatment.at)));
        (id, part_of(treatment, subject, id, category, code, effective))
    };
    let pressure = reading.blood_pressure.map(|pressure| {
        let (id, mut observation) =
            new("blood pressure", Category::VitalSigns, blood_pressure::code("report_file_pressure", language));
        observation.component = blood_pressure::components(pressure, language);
        (id, observation)
    });
    let pulse = reading.pulse.map(|beats| {
        let code = CodeableConcept::new(
            [Coding::named(codes::LOINC, "8867-4", "Heart rate")],
            filed::named("report_file_pulse", language),
        );
        let (id, mut observation) = new("pulse", Category::VitalSigns, code);
        observation.value = Some(Value::Quantity(Quantity::new(beats, "beats/minute", "/min")));
        (id, observation)
    });
    let felt = |name: &str, degree: Option<u8>, (code, range): (CodeableConcept, ReferenceRange)| {
        let (id, mut observation) = new(name, Category::Survey, code);
        observation.value = Some(Value::Quantity(Quantity::points(degree?)));
        observation.reference_range = Some([range]);
        Some((id, observation))
    };
    let sedation = felt("sedation", reading.sedation, sedation(language));
    let dissociation = felt(DISSOCIATION, reading.dissociation, dissociation(language));
    [pressure, pulse, sedation, dissociation].into_iter().flatten().collect()
}

fn sedation(language: Language) -> (CodeableConcept, ReferenceRange) {
    let code = CodeableConcept::new(
        [Coding::named(codes::JOURNAL, "sedation", "Sedation")],
        filed::named("report_file_sedation", language),
    );
    (code, ReferenceRange { text: filed::named("report_file_sedation_range", language).to_owned() })
}

fn dissociation(language: Language) -> (CodeableConcept, ReferenceRange) {
    let Some(built_in) = BuiltIn::find(DISSOCIATION) else {
        let code = CodeableConcept::new([], "Dissociation");
        return (code, ReferenceRange { text: "0 to 10; higher is worse".to_owned() });
    };
    let Words { question, low_label, high_label, .. } = built_in.words(language.tag());
    let text = format!("0 = {}, 10 = {}", string(low_label), string(high_label));
    (CodeableConcept::new([codes::measure(built_in)], string(question)), ReferenceRange { text })
}
