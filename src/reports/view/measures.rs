//! What a shared measure is called, and what its scores are on.

use super::Series;
use crate::domain::{
    language::Language,
    measure::{BuiltIn, Scale},
};

impl Series {
    /// What its scores are on.
    pub fn scale(&self) -> Scale {
        Scale { min: self.min, max: self.max, polarity: self.polarity }
    }

    /// The short name of a built-in measure in this language; the question of one's own.
    pub fn name(&self, language: Language) -> &str {
        BuiltIn::find(self.id.as_str()).map_or(self.question.as_str(), |one| one.words(language.tag()).name.as_str())
    }
}
