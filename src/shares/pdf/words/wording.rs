//! What is said of the words that questions were asked in.

use jiff::civil::Date;

use super::super::numbers::date;

/// On the curve, beside its mark.
pub(in super::super) fn mark(version: u16) -> String {
    format!("worded anew (version {version})")
}

pub(in super::super) fn anew(day: Date, version: u16, names: &[&str]) -> String {
    format!(
        "Worded anew on {} (version {version}): {}. A step there can come from the words; the figures read all versions \
         alike.",
        date(day),
        names.join(", ")
    )
}

pub(in super::super) fn version(version: u16, names: &[&str]) -> String {
    format!("Asked in version {version} of its words: {}.", names.join(", "))
}

pub(in super::super) fn languages(tags: &[&str]) -> String {
    let names: Vec<&str> = tags.iter().copied().map(language).collect();
    format!("Asked in {}.", names.join(", "))
}

/// A language of the app by its English name.
fn language(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or_default() {
        "de" => "German",
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        "nl" => "Dutch",
        "pt" => "Portuguese",
        _ => tag,
    }
}
