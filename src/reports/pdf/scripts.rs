//! The scripts that texts are written in.

use icu_properties::{CodePointMapData, PropertyNamesLong, props::Script};

/// The script of a text: that of its first character that is of one alone.
pub(super) fn script(text: &str) -> Option<Script> {
    text.chars().map(script_of).find(|script| !is_of_all(*script))
}

/// The script of a character.
pub(super) fn script_of(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

/// Whether it stands for what all scripts use: digits, signs, marks.
pub(super) fn is_of_all(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

/// Unicode's name of a script, in English.
pub(super) fn english(script: Script) -> String {
    PropertyNamesLong::<Script>::new().get(script).unwrap_or_default().replace('_', " ")
}
