//! Treatments: statements of the patient about a medicine that they were given.
//!
//! Not `MedicationAdministration`, which is the record of who gave it.

use serde::Serialize;

use super::{
    codes,
    elements::{Annotation, CodeableConcept, Coding, Effective, Identifier, Period, Quantity, Reference},
    events::remark,
    ids::{Id, Subject},
    patient,
    primitives::{cut, decimal, instant, string},
};
use crate::{
    domain::{
        language::Language,
        text::Note,
        treatment::{Dose, DoseUnit, Route},
    },
    reports::{pdf::filed, view::SharedTreatment},
};

/// A treatment.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MedicationStatement {
    id: String,
    /// By what a server knows it again; only where it is to be stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<[Identifier; 1]>,
    status: &'static str,
    category: CodeableConcept,
    medication_codeable_concept: CodeableConcept,
    subject: Reference,
    #[serde(flatten)]
    effective: Effective,
    information_source: Reference,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    note: Vec<Annotation>,
    dosage: [Dosage; 1],
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Dosage {
    /// All of it in words, which is what viewers show.
    text: String,
    route: CodeableConcept,
    #[serde(skip_serializing_if = "Option::is_none")]
    dose_and_rate: Option<[DoseAndRate; 1]>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct DoseAndRate {
    dose_quantity: Quantity,
}

impl MedicationStatement {
    /// With each of its notes cut to `most` bytes, as they are written in JSON.
    pub fn cut_texts(&mut self, most: usize) {
        for note in &mut self.note {
            note.text = cut(&note.text, most);
        }
    }
}

/// The id of a treatment's statement.
pub fn id(treatment: &SharedTreatment, subject: &Subject) -> Id {
    subject.id(&["treatment", &treatment.id])
}

/// Whether a treatment happened.
#[derive(Debug, Clone, Copy)]
pub enum Status {
    /// It did.
    Completed,
    /// It is planned.
    Intended,
}

/// What the patient says of a treatment.
pub fn statement(
    treatment: &SharedTreatment,
    status: Status,
    subject: &Subject,
    language: Language,
) -> (Id, MedicationStatement) {
    let (id, patient) = (id(treatment, subject), patient::id(subject).reference());
    let medicine = treatment.medicine.as_str();
    let told = Coding::named(codes::STATEMENT_CATEGORY, "patientspecified", "Patient Specified");
    let statement = MedicationStatement {
        id: id.text(),
        identifier: None,
        status: match status {
            Status::Completed => "completed",
            Status::Intended => "intended",
        },
        category: CodeableConcept::new([told], filed::named("report_file_told", language)),
        medication_codeable_concept: CodeableConcept::new(codes::medicine(medicine), string(medicine)),
        subject: patient.clone(),
        effective: effective(treatment),
        information_source: patient,
        note: notes(treatment, language),
        dosage: [dosage(treatment.route, treatment.dose, language)],
    };
    (id, statement)
}

fn effective(SharedTreatment { at, duration_minutes, .. }: &SharedTreatment) -> Effective {
    let start = instant(*at);
    match duration_minutes {
        Some(minutes) => Effective::Period(Period { start, end: Some(instant(at.after_minutes((*minutes).into()))) }),
        None => Effective::DateTime(start),
    }
}

/// A statement has no place for where it was, nor for what it was like.
fn notes(treatment: &SharedTreatment, language: Language) -> Vec<Annotation> {
    let setting = treatment.setting.as_ref().map(|setting| string(setting.as_str()));
    let setting = setting
        .filter(|text| !text.is_empty())
        .map(|text| Annotation { text: filed::titled("setting", &text, language) });
    let titled = |title: &str, note: Option<&Note>| {
        remark(note).map(|Annotation { text }| Annotation { text: filed::titled(title, &text, language) })
    };
    let intention = titled("shared_intention", treatment.intention.as_ref());
    let experience = titled("shared_experience", treatment.experience.as_ref());
    [setting, intention, experience].into_iter().flatten().collect()
}

fn dosage(route: Route, dose: Option<Dose>, language: Language) -> Dosage {
    let (coding, words) = codes::route(route, language);
    let dose = dose.and_then(|Dose { amount, unit }| Some((decimal(amount)?, ucum(unit))));
    Dosage {
        text: dose.as_ref().map_or_else(|| words.to_owned(), |(amount, unit)| format!("{amount} {unit}, {words}")),
        route: CodeableConcept::new(coding, words),
        dose_and_rate: dose.map(|(amount, unit)| [DoseAndRate { dose_quantity: Quantity::new(amount, unit, unit) }]),
    }
}

/// In UCUM as people write it.
fn ucum(unit: DoseUnit) -> &'static str {
    match unit {
        DoseUnit::Milligram => "mg",
        DoseUnit::MilligramPerKilogram => "mg/kg",
    }
}
