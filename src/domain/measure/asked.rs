//! In which words a score was given: a score of other words is of another question.

use serde::{Deserialize, Serialize};

use crate::domain::{
    fault::{Faults, Refusal},
    language::Locale,
};

/// The words that a built-in measure was answered in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
pub struct Asked {
    /// The version of the words, from 1: `version` of `/measures` is the present one.
    #[deserr(try_from(i64) = version_in_range -> Refusal)]
    #[schema(minimum = 1, maximum = 1000, example = 2)]
    pub version: u16,
    /// The language (BCP 47); absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[deserr(default)]
    #[schema(value_type = Option<String>, example = "de")]
    pub language: Option<Locale>,
}

impl Default for Asked {
    /// Of a score that does not say: the first words, in a language that nobody noted.
    fn default() -> Self {
        Self { version: 1, language: None }
    }
}

const LATEST: u16 = 1000;

fn version_in_range(number: i64) -> Result<u16, Refusal> {
    let refusal = Refusal::WholeNumber { min: 1, max: LATEST.into() };
    u16::try_from(number).ok().filter(|version| (1..=LATEST).contains(version)).ok_or(refusal)
}

/// A version of a number as text.
///
/// # Errors
/// A refusal where it is no whole number from 1 to 1000.
pub fn version_of(text: &str) -> Result<u16, Refusal> {
    version_in_range(text.parse().unwrap_or_default())
}
