//! The words that the scores of a measure were given in, one after the other.
//!
//! Relief and trends read scores of all versions alike (its definitions know of none). So what was worded anew is
//! marked on the curve and named in the report: a step there can come from the words.

use jiff::civil::Date;
use serde::Serialize;

use super::Asked;
use crate::domain::language::Locale;

/// Words that scores were given in, and from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Wording {
    /// The version of the words, from 1.
    pub version: u16,
    /// The language (BCP 47); absent where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "de")]
    pub language: Option<Locale>,
    /// The local date of the first score in these words.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The local date of the last one.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
}

/// The words of these scores, which are in order of time: each version in each language once, in the order in which
/// they first came. Empty where all were given in the first words, in a language that nobody noted.
pub fn wordings(scores: impl IntoIterator<Item = (Date, Asked)>) -> Vec<Wording> {
    let mut wordings: Vec<Wording> = Vec::new();
    for (date, Asked { version, language }) in scores {
        let same = |known: &&mut Wording| known.version == version && known.language == language;
        match wordings.iter_mut().find(same) {
            Some(known) => known.to = date,
            None => wordings.push(Wording { version, language, from: date, to: date }),
        }
    }
    let first = |wording: &Wording| (wording.version, &wording.language) == (Asked::default().version, &None);
    if wordings.iter().all(first) { Vec::new() } else { wordings }
}

/// Where the words changed: the versions that came after the first one, each with the day of its first score.
pub fn changes(wordings: &[Wording]) -> impl Iterator<Item = &Wording> {
    let known_before =
        |index: usize, version: u16| wordings.iter().take(index).any(|earlier| earlier.version == version);
    let later = wordings.iter().enumerate().skip(1);
    later.filter(move |(index, wording)| !known_before(*index, wording.version)).map(|(_, wording)| wording)
}
