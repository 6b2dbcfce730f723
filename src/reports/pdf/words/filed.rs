//! The words of files for a clinic's system: what such a file says of itself, and titles in it.

use jiff::civil::Date;

use super::language::{fill, nearest, phrase, speaking};
use crate::{
    domain::{
        language::Language,
        questionnaire::{Definition, Totalling},
    },
    reports::app_words,
};

/// A text for people that is the same in each file, by its name.
pub fn named(name: &str, language: Language) -> &'static str {
    speaking(nearest(language), || phrase(name))
}

/// That a record could not be read: what it is, and the local date it is of where that is known.
pub fn missing(entry: &str, date: Option<&str>, language: Language) -> String {
    speaking(nearest(language), || match date {
        Some(date) => fill("report_file_missing_of", &[("entry", &entry), ("date", &date)]),
        None => fill("report_file_missing", &[("entry", &entry)]),
    })
}

/// A text behind its title, which is the app's word under this name.
pub fn titled(name: &str, text: &str, language: Language) -> String {
    let title = app_words::word(name, language).unwrap_or_default();
    speaking(nearest(language), || fill("report_file_titled", &[("title", &title), ("text", &text)]))
}

/// What a questionnaire comes to, with its name.
pub fn total(known: &Definition, language: Language) -> String {
    let name = if known.totalling == Totalling::Mean { "report_file_mean" } else { "report_file_total" };
    speaking(nearest(language), || fill(name, &[("name", &known.name)]))
}

/// That a file is one of several, and which days it holds.
pub fn part((number, of): (usize, usize), (from, to): (Date, Date), language: Language) -> String {
    let name = if from == to { "report_file_part_of_day" } else { "report_file_part" };
    speaking(nearest(language), || fill(name, &[("number", &number), ("of", &of), ("from", &from), ("to", &to)]))
}

/// That a file leaves out what is older than the day `from`; the oldest is of `oldest`.
pub fn excerpt((from, oldest): (Date, Date), language: Language) -> String {
    speaking(nearest(language), || fill("report_file_excerpt", &[("from", &from), ("oldest", &oldest)]))
}
