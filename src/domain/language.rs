//! Tags of languages (BCP 47), as `pt-BR`.

use serde::{Deserialize, Serialize};

use super::fault::{Faults, Refusal};

/// A language tag (BCP 47), as `de` or `en-GB`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(String) = Locale::try_from -> Refusal)]
#[serde(transparent)]
#[schema(value_type = String, example = "en-GB")]
pub struct Locale(String);

impl Locale {
    /// As stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A tag that was checked when it was stored.
    pub fn known(tag: String) -> Self {
        Self(tag)
    }
}

impl TryFrom<String> for Locale {
    type Error = Refusal;

    fn try_from(tag: String) -> Result<Self, Refusal> {
        let mut parts = tag.split('-');
        let language = parts
            .next()
            .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let rest =
            parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if language && rest && tag.len() <= 35 { Ok(Self(tag)) } else { Err(Refusal::LanguageTag) }
    }
}

/// Whether two tags are of one language, whatever their regions: `pt-PT` and `pt-BR` are.
pub fn same_language(one: &str, other: &str) -> bool {
    alone(one).eq_ignore_ascii_case(alone(other))
}

/// The language without its region.
fn alone(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}
