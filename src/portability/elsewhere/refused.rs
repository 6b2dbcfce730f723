//! Why something of another app's file is not taken, in the words that several readers need.

use super::{App, dates};
use crate::{
    domain::{fault::Refusal, refusal::Examples},
    portability::line_fault::LineFaults,
};

/// The file as a whole is not what it should be.
pub fn file(refusal: Refusal) -> LineFaults {
    LineFaults::one(0, refusal)
}

/// One line of it is not.
pub fn at_line(line: u64, refusal: Refusal) -> LineFaults {
    LineFaults::one(line, refusal)
}

/// No day, or none that is written like one of these.
pub fn day(examples: &'static [&'static str]) -> Refusal {
    Refusal::FileDate { examples: Examples(examples) }
}

/// No time of the day.
pub fn time() -> Refusal {
    Refusal::FileTime { examples: dates::CLOCK_EXAMPLES }
}

/// No figure from `min` to `max`.
pub fn figure(min: i32, max: i32) -> Refusal {
    Refusal::Number { min: min.into(), max: max.into() }
}

/// No score from `min` to `max`.
pub fn score(min: i32, max: i32) -> Refusal {
    Refusal::WholeNumber { min: min.into(), max: max.into() }
}

/// The table lacks a column.
pub fn column(name: &str) -> Refusal {
    Refusal::FileColumn { column: name.to_owned() }
}

/// It is another file than the app's.
pub fn file_of(app: App) -> Refusal {
    Refusal::FileOfApp { app: app.title(), files: app.files() }
}

/// It is JSON that is not the app's, or no JSON any more, from the line of `error` on.
pub fn json_of(app: App, error: &serde_json::Error) -> LineFaults {
    let refusal = if error.is_data() { file_of(app) } else { Refusal::FileJson };
    at_line(u64::try_from(error.line()).unwrap_or_default(), refusal)
}

/// It is the file of another app than was chosen.
pub fn other_app(chosen: App, found: App, generation: &'static str) -> Refusal {
    Refusal::FileOfOtherApp { chosen: chosen.title(), found: found.title(), generation }
}

/// A mood that nobody scored.
pub fn mood(label: &str) -> Refusal {
    Refusal::FileMood { mood: label.to_owned() }
}
