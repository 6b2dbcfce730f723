//! Tags of languages (BCP 47), as `pt-BR`, and the languages that the app speaks.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fault::{Faults, Refusal};

/// A language of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(String) = Language::try_from -> Refusal)]
#[schema(value_type = String, example = "de")]
pub struct Language(usize);

/// English comes first: it stands in for a language that is not here.
const TAGS: [&str; 6] = ["en", "de", "es", "fr", "nl", "pt-BR"];

impl Language {
    /// What stands in for a language that the app does not speak.
    pub const ENGLISH: Self = Self(0);

    /// Every language of the app.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..TAGS.len()).map(Self)
    }

    /// The language of a tag, whatever its region.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::all().find(|one| same_language(one.tag(), tag))
    }

    /// Its tag, as `pt-BR`.
    pub fn tag(self) -> &'static str {
        TAGS.get(self.0).copied().unwrap_or("en")
    }

    /// Its own of some things, one for each language in their order.
    pub fn own<T>(self, of_each: &[T; TAGS.len()]) -> Option<&T> {
        of_each.get(self.0)
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

impl TryFrom<String> for Language {
    type Error = Refusal;

    fn try_from(tag: String) -> Result<Self, Refusal> {
        Self::of_tag(&tag).ok_or_else(|| Refusal::OneOf { allowed: TAGS.iter().collect() })
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

/// One that the app does not speak (any more) is English.
impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::of_tag(&String::deserialize(deserializer)?).unwrap_or_default())
    }
}

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
