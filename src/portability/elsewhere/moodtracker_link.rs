//! moodtracker.link: a row for each mood, its columns in the order of their names.

use super::{
    dates,
    gathering::{Gathering, Measure},
    numbers,
    opened::Opened,
    refused,
    sheet::{Row, Sheet},
};
use crate::{domain::fault::Refusal, portability::line_fault::LineFaults};

/// The app's own range; no file that was seen tells it.
const MOOD: Measure<'static> = Measure::good("Mood", (0, 10));
/// What is of use here.
const KNOWN: [&str; 5] = ["createdat", "description", "exploration", "mood", "tags"];

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    file.header(&["createdat", "mood", "description"]).map(|_| "CSV")
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &["createdat", "mood"])?;
    gathering.each(sheet.lines(), |row, gathering| take(row, &sheet, gathering));
    Ok(())
}

fn take(row: Row<'_>, sheet: &Sheet, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let clock = dates::iso(row.get("createdat"));
    let clock = clock.ok_or_else(|| refused::day(&["2026-01-05T20:15:03.120Z"]))?;
    let (min, max) = MOOD.range;
    let mood = numbers::decimal(row.get("mood")).ok_or_else(|| refused::figure(min, max))?;
    let score = gathering.rounded_score(MOOD, mood)?;
    for (place, column) in sheet.header().iter().enumerate() {
        if !KNOWN.contains(&column.as_str()) && !row.cell(place).is_empty() {
            gathering.leave_out(sheet.titles().get(place).unwrap_or(column));
        }
    }
    gathering.check_in(clock, "", [score], &[row.get("exploration"), row.get("description"), row.get("tags")])
}
