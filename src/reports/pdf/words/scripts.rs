//! How the report calls scripts that it cannot draw.

use icu_properties::props::Script;

use super::super::scripts::english;
use super::language::{fill, phrase};

/// Those that have a name in each language of the app; the others have Unicode's.
const NAMED: [(Script, &str); 20] = [
    (Script::Armenian, "report_script_armenian"),
    (Script::Bengali, "report_script_bengali"),
    (Script::Myanmar, "report_script_burmese"),
    (Script::Han, "report_script_chinese"),
    (Script::Ethiopic, "report_script_ethiopic"),
    (Script::Georgian, "report_script_georgian"),
    (Script::Gujarati, "report_script_gujarati"),
    (Script::Hiragana, "report_script_japanese"),
    (Script::Kannada, "report_script_kannada"),
    (Script::Khmer, "report_script_khmer"),
    (Script::Hangul, "report_script_korean"),
    (Script::Lao, "report_script_lao"),
    (Script::Malayalam, "report_script_malayalam"),
    (Script::Mongolian, "report_script_mongolian"),
    (Script::Gurmukhi, "report_script_punjabi"),
    (Script::Sinhala, "report_script_sinhala"),
    (Script::Syriac, "report_script_syriac"),
    (Script::Tamil, "report_script_tamil"),
    (Script::Telugu, "report_script_telugu"),
    (Script::Tibetan, "report_script_tibetan"),
];

/// The name of a script, or of what is in none.
pub(in super::super) fn name(script: Option<Script>) -> String {
    let Some(script) = script else { return phrase("report_script_none").to_owned() };
    let named = NAMED.iter().find(|(named, _)| *named == script);
    named.map_or_else(|| english(script), |(_, key)| phrase(key).to_owned())
}

/// That these could not be drawn.
pub(in super::super) fn not_drawn(scripts: &[String]) -> String {
    fill("report_not_drawn", &[("scripts", &scripts.join(", "))])
}
