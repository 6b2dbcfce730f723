//! What comes with a refusal: lists for programs, which are joined in the English detail.

use std::fmt::{Display, Formatter, Result};

use deserr::ValueKind;
use serde::{Serialize, Serializer};

/// Names of what would have been taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Names(Vec<String>);

impl<T: ToString> FromIterator<T> for Names {
    fn from_iter<I: IntoIterator<Item = T>>(names: I) -> Self {
        Self(names.into_iter().map(|name| name.to_string()).collect())
    }
}

impl Display for Names {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.0.join(", "))
    }
}

/// How something may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Examples(pub &'static [&'static str]);

impl Display for Examples {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.0.join(" or "))
    }
}

/// Kinds of JSON values, by their names in JSON Schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Kinds(Vec<&'static str>);

impl From<&[ValueKind]> for Kinds {
    fn from(accepted: &[ValueKind]) -> Self {
        let mut names: Vec<&str> = accepted.iter().copied().map(name).collect();
        names.dedup();
        if names.contains(&"number") {
            names.retain(|name| *name != "integer");
        }
        Self(names)
    }
}

fn name(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Null => "null",
        ValueKind::Boolean => "boolean",
        ValueKind::Integer | ValueKind::NegativeInteger => "integer",
        ValueKind::Float => "number",
        ValueKind::String => "string",
        ValueKind::Sequence => "array",
        ValueKind::Map => "object",
    }
}

impl Display for Kinds {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let in_words = |name: &&str| match *name {
            "boolean" => "true or false",
            "integer" => "a whole number",
            "number" => "a number",
            "string" => "a text",
            "array" => "a list",
            "object" => "an object",
            _ => "null",
        };
        f.write_str(&self.0.iter().map(in_words).collect::<Vec<_>>().join(" or "))
    }
}

/// Why a password is easy to guess, where zxcvbn says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Warning(pub Option<zxcvbn::feedback::Warning>);

impl Eq for Warning {}

impl Display for Warning {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.map_or(Ok(()), |warning| write!(f, " ({warning})"))
    }
}

impl Serialize for Warning {
    /// One of a few names: `keys`, `repeats`, `common`, `sequence`, `dates`, `word`, `names`; `none` where nothing is known.
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        use zxcvbn::feedback::Warning as Z;
        serializer.serialize_str(match self.0 {
            None => "none",
            Some(Z::StraightRowsOfKeysAreEasyToGuess | Z::ShortKeyboardPatternsAreEasyToGuess) => "keys",
            Some(Z::RepeatsLikeAaaAreEasyToGuess | Z::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => "repeats",
            Some(
                Z::ThisIsATop10Password
                | Z::ThisIsATop100Password
                | Z::ThisIsACommonPassword
                | Z::ThisIsSimilarToACommonlyUsedPassword,
            ) => "common",
            Some(Z::SequencesLikeAbcAreEasyToGuess) => "sequence",
            Some(Z::RecentYearsAreEasyToGuess | Z::DatesAreOftenEasyToGuess) => "dates",
            Some(Z::AWordByItselfIsEasyToGuess) => "word",
            Some(Z::NamesAndSurnamesByThemselvesAreEasyToGuess | Z::CommonNamesAndSurnamesAreEasyToGuess) => "names",
        })
    }
}
