//! The data types of FHIR that the resources here are made of, with the members they use.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Number;

/// The Unified Code for Units of Measure.
const UCUM: &str = "http://unitsofmeasure.org";

/// A code and the system that defines it.
#[derive(Debug, Clone, Serialize)]
pub struct Coding {
    /// The system's canonical address.
    pub system: &'static str,
    /// The code.
    pub code: Cow<'static, str>,
    /// What the system calls it.
    pub display: Cow<'static, str>,
}

impl Coding {
    /// A code with the system's name for it: a viewer that does not know the system shows the name.
    pub fn named(
        system: &'static str,
        code: impl Into<Cow<'static, str>>,
        display: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { system, code: code.into(), display: display.into() }
    }
}

/// A concept: in words always, coded where a code is known.
#[derive(Debug, Clone, Serialize)]
pub struct CodeableConcept {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coding: Vec<Coding>,
    text: Cow<'static, str>,
}

impl CodeableConcept {
    /// A concept in these words.
    pub fn new(coding: impl IntoIterator<Item = Coding>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { coding: coding.into_iter().collect(), text: text.into() }
    }
}

/// An amount in a unit.
#[derive(Debug, Clone, Serialize)]
pub struct Quantity {
    value: Number,
    unit: &'static str,
    #[serde(flatten)]
    coded: Option<Ucum>,
}

/// A unit as programs read it.
#[derive(Debug, Clone, Serialize)]
struct Ucum {
    system: &'static str,
    code: &'static str,
}

impl Quantity {
    /// So much of `unit`, as people write it, and as UCUM does.
    pub fn new(value: impl Into<Number>, unit: &'static str, code: &'static str) -> Self {
        Self { value: value.into(), unit, coded: Some(Ucum { system: UCUM, code }) }
    }

    /// A number of points. UCUM has no unit for them: its `{score}` is a remark, and says nothing to programs.
    pub fn points(points: impl Into<Number>) -> Self {
        Self { value: points.into(), unit: "points", coded: None }
    }
}

/// A pointer to another resource of the same bundle.
#[derive(Debug, Clone, Serialize)]
pub struct Reference {
    reference: String,
}

impl Reference {
    /// To the resource whose entry has this `fullUrl`.
    pub fn to(full_url: String) -> Self {
        Self { reference: full_url }
    }
}

/// A name that a system gives to one thing, and to nothing else.
#[derive(Debug, Clone, Serialize)]
pub struct Identifier {
    system: &'static str,
    value: String,
}

impl Identifier {
    /// The name `value` of `system`.
    pub fn new(system: &'static str, value: String) -> Self {
        Self { system, value }
    }

    /// As a search for what has it: neither part has a character that a query must escape.
    pub fn search(&self) -> String {
        format!("identifier={}|{}", self.system, self.value)
    }
}

/// A stretch of time.
#[derive(Debug, Clone, Serialize)]
pub struct Period {
    /// When it began.
    pub start: String,
    /// When it was over, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
}

/// A remark.
#[derive(Debug, Clone, Serialize)]
pub struct Annotation {
    /// Its words.
    pub text: String,
}

/// When something was so: in resources the member `effectiveDateTime` or `effectivePeriod`.
#[derive(Debug, Clone, Serialize)]
pub enum Effective {
    /// At an instant, or on a day.
    #[serde(rename = "effectiveDateTime")]
    DateTime(String),
    /// From one instant to another.
    #[serde(rename = "effectivePeriod")]
    Period(Period),
}
