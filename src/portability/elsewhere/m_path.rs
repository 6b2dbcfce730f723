//! m-Path: a row for each questionnaire that was answered, a column for each item and its type.

use jiff::{Timestamp, tz::Offset};

use super::{
    gathering::{Gathering, Measure},
    numbers,
    opened::Opened,
    ranges::Ranges,
    refused,
    sheet::{Row, Sheet},
    table,
};
use crate::{
    domain::{fault::Refusal, measure::Polarity},
    portability::{line_fault::LineFaults, source::Clock},
};

/// When an answer was begun, in seconds since 1970 of the clock on the wall.
const START: &str = "timestampstart";

/// What an answer of a type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// A figure of a scale.
    Figure,
    /// 1 or 0.
    YesOrNo,
    /// Words, each in quotes: `"a walk"`, `"home","alone"`.
    Words,
    /// A figure, or words.
    Either,
    /// A page that was shown, the place of a choice in its list beside its words, a recording, where the phone was:
    /// nothing that a journal keeps.
    Other,
}

/// A column of an item.
struct Item<'a> {
    place: usize,
    title: &'a str,
    /// The same without its type.
    name: &'a str,
    answer: Answer,
}

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    let header = file.header(&[START])?;
    header.iter().any(|name| name == "connectionid" || name == "questionlistname").then_some("CSV")
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &[START])?;
    let items: Vec<Item<'_>> = sheet.titles().iter().enumerate().filter_map(item).collect();
    let mut ranges = Ranges::default();
    for row in sheet.rows() {
        for Item { place, name, .. } in items.iter().filter(|item| is_scale(item.answer)) {
            if let Some(figure) = figure(row.cell(*place)) {
                ranges.see(name, figure);
            }
        }
    }
    gathering.each(sheet.lines(), |row, gathering| take(row, &items, &ranges, gathering));
    Ok(())
}

/// A column that is called by its item and the item's type.
fn item((place, title): (usize, &String)) -> Option<Item<'_>> {
    let (name, kind) = title.rsplit_once('_')?;
    let answer = match kind.to_lowercase().as_str() {
        "smiley" | "sliderneutralpos" | "slidernegpos" | "likert" => Answer::Figure,
        "yesno" => Answer::YesOrNo,
        "string" | "open" | "text" | "multismiley" | "bodyparts" => Answer::Words,
        "computation" => Answer::Either,
        _ => Answer::Other,
    };
    (!name.is_empty() && !kind.is_empty()).then_some(Item { place, title, name, answer })
}

fn is_scale(answer: Answer) -> bool {
    matches!(answer, Answer::Figure | Answer::Either)
}

/// A figure; a comma stands between several, and never before decimals.
fn figure(cell: &str) -> Option<f64> {
    numbers::decimal(cell.trim_matches('"')).filter(|_| !cell.contains(','))
}

/// The words of a cell, without the quotes of each.
fn words(cell: &str) -> String {
    let several: Result<Vec<String>, _> = serde_json::from_str(&format!("[{cell}]"));
    several.map_or_else(|_| cell.trim_matches('"').trim().to_owned(), |several| several.join(", ").trim().to_owned())
}

fn is_blank(cell: &str) -> bool {
    let text = cell.trim_matches('"').trim();
    text.is_empty() || text.eq_ignore_ascii_case("na")
}

fn take(row: Row<'_>, items: &[Item<'_>], ranges: &Ranges, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let seconds = row.get(START).trim_matches('"');
    if seconds.is_empty() {
        // It was sent and not answered.
        return Ok(());
    }
    let wall = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let wall = wall.ok_or_else(|| refused::day(&["1767640500"]))?;
    let wall = Offset::UTC.to_datetime(wall);
    let (mut scores, mut texts) = (Vec::new(), Vec::new());
    for Item { place, title, name, answer } in items {
        let cell = row.cell(*place);
        if is_blank(cell) {
            continue;
        }
        match (answer, figure(cell)) {
            (Answer::Figure | Answer::Either, Some(figure)) => scores.extend(ranges.score(name, figure, gathering)?),
            (Answer::YesOrNo, Some(figure @ (0.0 | 1.0))) => {
                let polarity = table::polarity(name).unwrap_or(Polarity::HigherIsBetter);
                let measure = Measure { name, range: (0, 1), polarity, version: "" };
                scores.push(gathering.rounded_score(measure, figure)?);
            }
            (Answer::Words | Answer::Either, _) => texts.push(words(cell)),
            (Answer::Figure | Answer::YesOrNo | Answer::Other, _) => gathering.leave_out(title),
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let bucket = row.get("questionlistname").trim_matches('"').to_lowercase();
    gathering.check_in(Clock::Wall(wall.date(), Some(wall.time())), &bucket, scores, &texts)
}
