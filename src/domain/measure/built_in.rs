//! The built-in measures: own-worded daily items about now or today. Their ids never change.
//!
//! They stand in `web/measures/built_in.json`, which the web app reads, too; their words in [`words`](super::words).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::data_file;

use super::{
    Condition, Polarity, Purpose, Scale,
    words::{self, Words},
};

/// A measure that every journal has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuiltIn {
    /// Its fixed id: imports, links and other programs use it.
    pub id: &'static str,
    /// The version of its present words, from 1: one more whenever they change their meaning in any language.
    pub version: u16,
    min: i32,
    max: i32,
    polarity: Polarity,
    /// Symptom or safety note.
    pub purpose: Purpose,
    /// Whom it is offered to first; empty when to all.
    pub conditions: Vec<Condition>,
}

impl BuiltIn {
    /// The built-in measure with this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        BUILT_IN.iter().find(|measure| measure.id == id)
    }

    /// Its range and direction.
    pub fn scale(&self) -> Scale {
        Scale { min: self.min, max: self.max, polarity: self.polarity }
    }

    /// How it is asked now, in a language (BCP 47) of the app; in English where the app does not speak it.
    pub fn words(&self, language: &str) -> &'static Words {
        words::of(self.id, self.version, language)
    }

    /// How it was asked in a version of its words; as now where they have not changed since. Its name is the present one.
    pub fn words_of(&self, version: u16, language: &str) -> &'static Words {
        words::of(self.id, version, language)
    }
}

/// All of them, in the order in which they are offered.
pub static BUILT_IN: LazyLock<Vec<BuiltIn>> = LazyLock::new(|| data_file::read(FACTS));

const FACTS: &str = include_str!("../../../web/measures/built_in.json");
