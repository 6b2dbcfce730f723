//! What is wrong with input, and where: the errors of every parser in `domain`.

use std::{fmt, ops::ControlFlow};

use deserr::{DeserializeError, ErrorKind, IntoValue, MergeWithError, ValuePointerRef};
use serde::Serialize;

pub use super::refusal::Refusal;
use super::refusal::RefusalSchema;

/// One thing wrong, at one place of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Fault {
    /// JSON pointer (RFC 6901) to the offending value; a query parameter is `/name`.
    #[schema(example = "/scores/low_mood")]
    pub pointer: String,
    /// What was expected there.
    #[serde(flatten)]
    #[schema(value_type = RefusalSchema)]
    pub refusal: Refusal,
}

impl Fault {
    /// The same fault of a record, seen from the list that holds it: `place` is the pointer to its entry,
    /// where the id stands beside the body.
    #[must_use]
    pub fn in_entry(&self, place: &str) -> Self {
        let inside = if self.pointer == "/id" { "" } else { "/body" };
        Self { pointer: format!("{place}{inside}{}", self.pointer), refusal: self.refusal.clone() }
    }
}

/// The most faults that are named; the others are counted. An answer stays small, whatever was sent.
pub const MOST_NAMED: usize = 100;

/// Things that are wrong: the first [`MOST_NAMED`] of them, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T> {
    first: Vec<T>,
    count: usize,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self { first: Vec::new(), count: 0 }
    }
}

impl<T> Named<T> {
    /// Notes one more.
    pub fn push(&mut self, fault: T) {
        self.count += 1;
        if self.first.len() < MOST_NAMED {
            self.first.push(fault);
        }
    }

    /// Notes those of another part.
    fn join(&mut self, others: Self) {
        let count = self.count + others.count;
        others.first.into_iter().for_each(|fault| self.push(fault));
        self.count = count;
    }

    /// Those that are named.
    pub fn first(&self) -> &[T] {
        &self.first
    }

    /// How many there are, named or not.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Everything wrong with a body, found in one pass. Never empty when it is an error.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults(Named<Fault>);

impl Faults {
    /// A single fault.
    pub fn one(pointer: impl Into<String>, refusal: Refusal) -> Self {
        let mut faults = Self::default();
        faults.add(pointer, refusal);
        faults
    }

    /// Notes one more fault.
    pub fn add(&mut self, pointer: impl Into<String>, refusal: Refusal) {
        self.0.push(Fault { pointer: pointer.into(), refusal });
    }

    /// Notes those of another part of the same body.
    pub fn join(&mut self, others: Self) {
        self.0.join(others.0);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that are named.
    pub fn named(&self) -> &[Fault] {
        self.0.first()
    }

    /// How many there are, named or not.
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// The same faults of a record, seen from the list that holds it: see [`Fault::in_entry`].
    #[must_use]
    pub fn in_entry(&self, place: &str) -> Self {
        let first = self.named().iter().map(|fault| fault.in_entry(place)).collect();
        Self(Named { first, count: self.count() })
    }

    /// The first of them, without its place.
    #[must_use]
    pub fn first(self) -> Refusal {
        let first = self.0.first.into_iter().next();
        first.map_or(Refusal::Unexpected { said: String::new() }, |fault| fault.refusal)
    }

    /// `value` if nothing was wrong.
    ///
    /// # Errors
    /// The faults themselves, when there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The same faults seen from outside: `prefix` is the pointer to the value they are in.
    #[must_use]
    pub fn within(mut self, prefix: &str) -> Self {
        for fault in &mut self.0.first {
            fault.pointer.insert_str(0, prefix);
        }
        self
    }

    fn and(earlier: Option<Self>, later: Self) -> ControlFlow<Self, Self> {
        let mut faults = earlier.unwrap_or_default();
        faults.join(later);
        ControlFlow::Continue(faults)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.named().iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            let place = fault.pointer.trim_start_matches('/');
            let colon = if place.is_empty() { "" } else { ": " };
            write!(f, "{separator}{place}{colon}{}", fault.refusal)?;
        }
        match self.count() - self.named().len() {
            0 => Ok(()),
            unnamed => write!(f, "; and {unnamed} more"),
        }
    }
}

impl std::error::Error for Faults {}

/// Faults of a whole object, with pointers relative to it (a constructor does not know its place).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within(pub Faults);

impl MergeWithError<Refusal> for Faults {
    fn merge(earlier: Option<Self>, refusal: Refusal, at: ValuePointerRef) -> ControlFlow<Self, Self> {
        Self::and(earlier, Self::one(pointer(at), refusal))
    }
}

impl MergeWithError<Within> for Faults {
    fn merge(earlier: Option<Self>, within: Within, at: ValuePointerRef) -> ControlFlow<Self, Self> {
        Self::and(earlier, within.0.within(&pointer(at)))
    }
}

impl MergeWithError<Faults> for Faults {
    fn merge(earlier: Option<Self>, later: Faults, _: ValuePointerRef) -> ControlFlow<Self, Self> {
        Self::and(earlier, later)
    }
}

impl DeserializeError for Faults {
    fn error<V: IntoValue>(
        earlier: Option<Self>,
        error: ErrorKind<V>,
        location: ValuePointerRef,
    ) -> ControlFlow<Self, Self> {
        let here = pointer(location);
        let (pointer, refusal) = match error {
            ErrorKind::IncorrectValueKind { accepted, .. } => (here, Refusal::WrongKind { kinds: accepted.into() }),
            ErrorKind::MissingField { field } => (format!("{here}/{}", escaped(field)), Refusal::Missing),
            ErrorKind::UnknownKey { key, accepted } => {
                let known = accepted.iter().collect();
                (format!("{here}/{}", escaped(key)), Refusal::UnknownField { known })
            }
            ErrorKind::UnknownValue { accepted, .. } => (here, Refusal::OneOf { allowed: accepted.iter().collect() }),
            ErrorKind::BadSequenceLen { expected, .. } => (here, Refusal::ItemCount { count: expected }),
            ErrorKind::Unexpected { msg } => (here, out_of_range(msg)),
        };
        Self::and(earlier, Self::one(pointer, refusal))
    }
}

/// What deserr says in a sentence of its own: mostly that a number does not fit, with the last that does in backticks.
fn out_of_range(said: String) -> Refusal {
    let limit = || said.rsplit('`').nth(1).map(str::to_owned).unwrap_or_default();
    if said.contains("maximum value authorized") {
        Refusal::AtMost { most: limit() }
    } else if said.contains("minimum value authorized") {
        Refusal::AtLeast { least: limit() }
    } else {
        Refusal::Unexpected { said }
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
