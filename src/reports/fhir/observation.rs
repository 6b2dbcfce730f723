//! Observations: what everything in a journal but treatments becomes.

use serde::Serialize;

use super::{
    codes,
    elements::{Annotation, CodeableConcept, Coding, Effective, Identifier, Quantity, Reference},
    ids::{Id, Subject},
    patient,
    primitives::cut,
};
use crate::domain::{
    language::{Language, same_language},
    measure::Asked,
};

/// Something that the patient observed of themselves.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Observation {
    id: String,
    /// The words that a question was answered in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<[Wording; 1]>,
    /// By what a server knows it again; only where it is to be stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<[Identifier; 1]>,
    /// The treatment that it goes with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<[Reference; 1]>,
    status: &'static str,
    /// Under what it is filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<[CodeableConcept; 1]>,
    code: CodeableConcept,
    subject: Reference,
    #[serde(flatten)]
    effective: Effective,
    /// What was observed.
    #[serde(flatten)]
    pub value: Option<Value>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<[Annotation; 1]>,
    /// The scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_range: Option<[ReferenceRange; 1]>,
    /// What it follows from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub derived_from: Option<[Reference; 1]>,
    /// What was observed, where that has parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub component: Vec<Component>,
}

/// The words that a built-in measure was answered in, as an extension: no code has a version of its own in FHIR.
#[derive(Debug, Clone, Serialize)]
pub struct Wording {
    url: &'static str,
    extension: Vec<WordingPart>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "url", rename_all = "lowercase")]
enum WordingPart {
    Version {
        #[serde(rename = "valuePositiveInt")]
        version: u16,
    },
    Language {
        #[serde(rename = "valueCode")]
        language: String,
    },
}

impl Wording {
    /// The words of a score whose `code.text` has those of its version in the language `told`; none where it was read in
    /// that language, or where nothing was noted.
    pub fn unlike(Asked { version, language }: &Asked, told: Language) -> Option<Self> {
        let same = language.as_ref().map_or(*version == 1, |tag| same_language(tag.as_str(), told.tag()));
        if same {
            return None;
        }
        let language = language.as_ref().map(|tag| WordingPart::Language { language: tag.as_str().to_owned() });
        let version = WordingPart::Version { version: *version };
        Some(Self { url: codes::WORDING, extension: [version].into_iter().chain(language).collect() })
    }
}

/// What was observed.
#[derive(Debug, Clone, Serialize)]
pub enum Value {
    /// A number of something.
    #[serde(rename = "valueQuantity")]
    Quantity(Quantity),
    /// One of several answers.
    #[serde(rename = "valueCodeableConcept")]
    Concept(CodeableConcept),
    /// Words.
    #[serde(rename = "valueString")]
    Text(String),
}

/// From where to where a scale goes, in words alone: R4 takes a `low` and a `high` without a type for the normal range,
/// and viewers show a 10 of 10 as normal.
#[derive(Debug, Clone, Serialize)]
pub struct ReferenceRange {
    /// The lowest and the highest score, and what they stand for.
    pub text: String,
}

/// A part of what was observed.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Component {
    /// Which part.
    pub code: CodeableConcept,
    /// How much.
    pub value_quantity: Quantity,
}

/// Under which of HL7's categories an observation is filed.
#[derive(Debug, Clone, Copy)]
pub enum Category {
    /// Answers: everything that a patient writes is told, not measured.
    Survey,
    /// Measured by an instrument.
    VitalSigns,
}

impl Category {
    fn concept(self) -> CodeableConcept {
        let (code, display) = match self {
            Self::Survey => ("survey", "Survey"),
            Self::VitalSigns => ("vital-signs", "Vital Signs"),
        };
        CodeableConcept::new([Coding::named(codes::OBSERVATION_CATEGORY, code, display)], display)
    }
}

impl Observation {
    /// With each of its texts cut to `most` bytes, as they are written in JSON.
    pub fn cut_texts(&mut self, most: usize) {
        if let Some(Value::Text(text)) = &mut self.value {
            *text = cut(text, most);
        }
        for note in self.note.iter_mut().flatten() {
            note.text = cut(&note.text, most);
        }
    }

    /// Told by the patient; its value is still to come.
    pub fn new(subject: &Subject, id: Id, category: Category, code: CodeableConcept, effective: Effective) -> Self {
        Self {
            id: id.text(),
            extension: None,
            identifier: None,
            part_of: None,
            status: "final",
            category: Some([category.concept()]),
            code,
            subject: patient::id(subject).reference(),
            effective,
            value: None,
            note: None,
            reference_range: None,
            derived_from: None,
            component: Vec::new(),
        }
    }
}
