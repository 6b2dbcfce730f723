//! m-Path: a row for each questionnaire that was answered, a column for each item and its type.

use jiff::{Timestamp, tz::Offset};

use super::{
    gathering::Gathering,
    numbers,
    opened::Opened,
    refused,
    sheet::{Row, Sheet},
    unranged::Unranged,
};
use crate::{
    domain::fault::Refusal,
    portability::{line_fault::LineFaults, source::Clock},
};

/// When an answer was begun, in seconds since 1970 of the clock on the wall.
const START: &str = "timestampstart";
/// Types whose answers are texts.
const TEXTS: [&str; 3] = ["_string", "_open", "_text"];

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    let header = file.header(&[START])?;
    header.iter().any(|name| name == "connectionid" || name == "questionlistname").then_some("CSV")
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &[START])?;
    let items: Vec<(usize, &str)> = sheet.titles().iter().enumerate().filter_map(item).collect();
    let mut ranges = Unranged::default();
    for row in sheet.rows() {
        for (place, name) in &items {
            if let Some(figure) = numbers::decimal(answer(row, *place)) {
                ranges.see(name, figure);
            }
        }
    }
    gathering.each(sheet.lines(), |row, gathering| take(row, &items, &sheet, &ranges, gathering));
    Ok(())
}

/// A column of an item: its place, and its name without the type.
fn item((place, title): (usize, &String)) -> Option<(usize, &str)> {
    let (name, kind) = title.rsplit_once('_')?;
    (!name.is_empty() && !kind.is_empty()).then_some((place, name))
}

/// A cell without the further quotes that the app puts around texts.
fn answer(row: Row<'_>, place: usize) -> &str {
    row.cell(place).trim_matches('"').trim()
}

fn take(
    row: Row<'_>,
    items: &[(usize, &str)],
    sheet: &Sheet,
    ranges: &Unranged,
    gathering: &mut Gathering<'_>,
) -> Result<(), Refusal> {
    let seconds = row.get(START).trim_matches('"');
    if seconds.is_empty() {
        // It was sent and not answered.
        return Ok(());
    }
    let wall = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let wall = wall.ok_or_else(|| refused::day(&["1767640500 (seconds since 1970)"]))?;
    let wall = Offset::UTC.to_datetime(wall);
    let (mut scores, mut texts) = (Vec::new(), Vec::new());
    for (place, name) in items {
        let answer = answer(row, *place);
        let title = sheet.header().get(*place).map(String::as_str).unwrap_or_default();
        let is_text = TEXTS.iter().any(|kind| title.ends_with(kind));
        match numbers::decimal(answer) {
            _ if answer.is_empty() || answer.eq_ignore_ascii_case("na") => {}
            Some(figure) if !is_text => scores.extend(ranges.score(name, figure, gathering)?),
            _ => texts.push(answer),
        }
    }
    let bucket = row.get("questionlistname").to_lowercase();
    gathering.check_in(Clock::Wall(wall.date(), Some(wall.time())), &bucket, scores, &texts)
}
