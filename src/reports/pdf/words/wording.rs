//! What is said of the words that questions were asked in.

use jiff::civil::Date;

use super::{
    super::numbers::date,
    language::{fill, phrase},
};

/// On the curve, beside its mark.
pub(in super::super) fn mark(version: u16) -> String {
    fill("report_wording_mark", &[("version", &version)])
}

pub(in super::super) fn anew(day: Date, version: u16, names: &[&str]) -> String {
    fill("report_wording_anew", &[("date", &date(day)), ("version", &version), ("names", &names.join(", "))])
}

pub(in super::super) fn version(version: u16, names: &[&str]) -> String {
    fill("report_wording_version", &[("version", &version), ("names", &names.join(", "))])
}

pub(in super::super) fn languages(tags: &[&str]) -> String {
    let names: Vec<&str> = tags.iter().copied().map(language).collect();
    fill("report_wording_languages", &[("languages", &names.join(", "))])
}

/// A language of the app by its name in that of the report.
fn language(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or_default() {
        "de" => phrase("report_language_de"),
        "en" => phrase("report_language_en"),
        "es" => phrase("report_language_es"),
        "fr" => phrase("report_language_fr"),
        "nl" => phrase("report_language_nl"),
        "pt" => phrase("report_language_pt"),
        _ => tag,
    }
}
