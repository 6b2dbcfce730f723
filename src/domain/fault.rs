//! What is wrong with input, and where: the errors of every parser in `domain`.

use std::{fmt, ops::ControlFlow};

use deserr::{DeserializeError, ErrorKind, IntoValue, MergeWithError, ValueKind, ValuePointerRef};
use serde::Serialize;

/// One thing wrong, at one place of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Fault {
    /// JSON pointer (RFC 6901) to the offending value; a query parameter is `/name`.
    #[schema(example = "/scores/low_mood")]
    pub pointer: String,
    /// What was expected there, for a person.
    #[schema(example = "expected a whole number from 0 to 10")]
    pub detail: String,
}

impl Fault {
    /// The same fault of a record, seen from the list that holds it: `place` is the pointer to its entry,
    /// where the id stands beside the body.
    #[must_use]
    pub fn in_entry(&self, place: &str) -> Self {
        let inside = if self.pointer == "/id" { "" } else { "/body" };
        Self { pointer: format!("{place}{inside}{}", self.pointer), detail: self.detail.clone() }
    }
}

/// Everything wrong with a body, found in one pass. Never empty when it is an error.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// A single fault.
    pub fn one(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        let mut faults = Self::default();
        faults.add(pointer, detail);
        faults
    }

    /// Notes one more fault.
    pub fn add(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.0.push(Fault { pointer: pointer.into(), detail: detail.into() });
    }

    /// `value` if nothing was wrong.
    ///
    /// # Errors
    /// The faults themselves, when there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The same faults seen from outside: `prefix` is the pointer to the value they are in.
    #[must_use]
    pub fn within(mut self, prefix: &str) -> Self {
        for fault in &mut self.0 {
            fault.pointer.insert_str(0, prefix);
        }
        self
    }

    fn and(earlier: Option<Self>, mut later: Vec<Fault>) -> ControlFlow<Self, Self> {
        let mut faults = earlier.unwrap_or_default();
        faults.0.append(&mut later);
        ControlFlow::Continue(faults)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            let place = fault.pointer.trim_start_matches('/');
            let colon = if place.is_empty() { "" } else { ": " };
            write!(f, "{separator}{place}{colon}{}", fault.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// Why a single value was refused, without its place: the place is known to whoever asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Refusal {
    /// A refusal that says what was expected.
    pub fn expected(what: impl fmt::Display) -> Self {
        Self(format!("expected {what}"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// Faults of a whole object, with pointers relative to it (a constructor does not know its place).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within(pub Faults);

impl MergeWithError<Refusal> for Faults {
    fn merge(earlier: Option<Self>, refusal: Refusal, at: ValuePointerRef) -> ControlFlow<Self, Self> {
        Self::and(earlier, vec![Fault { pointer: pointer(at), detail: refusal.0 }])
    }
}

impl MergeWithError<Within> for Faults {
    fn merge(earlier: Option<Self>, within: Within, at: ValuePointerRef) -> ControlFlow<Self, Self> {
        Self::and(earlier, within.0.within(&pointer(at)).0)
    }
}

impl MergeWithError<Faults> for Faults {
    fn merge(earlier: Option<Self>, later: Faults, _: ValuePointerRef) -> ControlFlow<Self, Self> {
        Self::and(earlier, later.0)
    }
}

impl DeserializeError for Faults {
    fn error<V: IntoValue>(
        earlier: Option<Self>,
        error: ErrorKind<V>,
        location: ValuePointerRef,
    ) -> ControlFlow<Self, Self> {
        let here = pointer(location);
        let (pointer, detail) = match error {
            ErrorKind::IncorrectValueKind { accepted, .. } => (here, format!("expected {}", kinds(accepted))),
            ErrorKind::MissingField { field } => (format!("{here}/{}", escaped(field)), "is missing".to_owned()),
            ErrorKind::UnknownKey { key, accepted } => {
                (format!("{here}/{}", escaped(key)), format!("unknown field; known are {}", accepted.join(", ")))
            }
            ErrorKind::UnknownValue { accepted, .. } => (here, format!("expected one of {}", accepted.join(", "))),
            ErrorKind::BadSequenceLen { expected, .. } => (here, format!("expected {expected} items")),
            ErrorKind::Unexpected { msg } => (here, msg),
        };
        Self::and(earlier, vec![Fault { pointer, detail }])
    }
}

/// A deserr location as a JSON pointer.
fn pointer(location: ValuePointerRef) -> String {
    match location {
        ValuePointerRef::Origin => String::new(),
        ValuePointerRef::Key { key, prev } => format!("{}/{}", pointer(*prev), escaped(key)),
        ValuePointerRef::Index { index, prev } => format!("{}/{index}", pointer(*prev)),
    }
}

/// A key as part of a JSON pointer (RFC 6901, section 3).
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn kinds(accepted: &[ValueKind]) -> String {
    let mut names: Vec<&str> = accepted
        .iter()
        .map(|kind| match kind {
            ValueKind::Null => "null",
            ValueKind::Boolean => "true or false",
            ValueKind::Integer | ValueKind::NegativeInteger => "a whole number",
            ValueKind::Float => "a number",
            ValueKind::String => "a text",
            ValueKind::Sequence => "a list",
            ValueKind::Map => "an object",
        })
        .collect();
    names.dedup();
    if names.contains(&"a number") {
        names.retain(|name| *name != "a whole number");
    }
    names.join(" or ")
}
