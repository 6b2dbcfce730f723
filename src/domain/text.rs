//! Texts a person writes, with a length that is checked once.

use serde::{Deserialize, Serialize};

use super::fault::{Faults, Refusal};

/// A text of at most `MAX` characters, kept exactly as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(String) = Self::try_from -> Refusal)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct Text<const MAX: usize>(String);

/// A note: up to ten thousand characters.
pub type Note = Text<10_000>;
/// A name or short label: up to a hundred characters.
pub type Label = Text<100>;

impl<const MAX: usize> Text<MAX> {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to read in it.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        // A character is at most four bytes, so most texts need no counting.
        if text.len() <= MAX || text.chars().count() <= MAX {
            Ok(Self(text))
        } else {
            Err(Refusal::AtMostCharacters { most: MAX })
        }
    }
}
