//! Daylio: a row for each entry, its mood by a name that people choose themselves.

use std::ops::RangeInclusive;

use super::{
    Moods, dates,
    gathering::{Gathering, Measure},
    sheet::{Row, Sheet},
};
use crate::{
    domain::{fault::Refusal, measure::Polarity},
    portability::line_fault::LineFaults,
};

/// From the worst of Daylio's five groups of moods to the best.
pub const SCORES: RangeInclusive<i32> = 1..=5;

/// The moods that the app comes with.
const AS_IT_COMES: [(&str, i32); 5] = [("rad", 5), ("good", 4), ("meh", 3), ("bad", 2), ("awful", 1)];

/// Reads a file.
pub fn read(file: &[u8], moods: &Moods, gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &["date", "time", "mood"])?;
    for row in sheet.rows() {
        if let Err(refusal) = take(row, moods, gathering) {
            gathering.fault(row.line, refusal);
        }
    }
    Ok(())
}

fn take(row: Row<'_>, moods: &Moods, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    // Until 2018 there was a year, and the day in words beside it.
    let full = row.get("full_date");
    let date = if full.is_empty() {
        dates::in_words(row.get("date"), row.get("year").parse().ok())
    } else {
        dates::in_figures(full)
    };
    let date = date.ok_or_else(|| Refusal::FileDaylioDate)?;
    let time = match row.get("time") {
        "" => None,
        time => Some(dates::clock(time).ok_or_else(|| Refusal::FileTime { examples: dates::CLOCK_EXAMPLES })?),
    };
    let when = gathering.when(date, time)?;
    let score = scored(row.get("mood"), moods, gathering)?;
    let activities = row.get("activities");
    let activities = if activities.is_empty() { String::new() } else { activities.replace(" | ", ", ") };
    if !row.get("scales").is_empty() {
        gathering.leave_out("scales");
    }
    let note = row.get("note").replace("<br>", "\n");
    gathering.check_in(when, score, &[row.get("note_title"), &note, &activities])
}

fn scored(
    label: &str,
    moods: &Moods,
    gathering: &mut Gathering<'_>,
) -> Result<Option<(crate::domain::measure::MeasureId, i32)>, Refusal> {
    if label.is_empty() {
        return Ok(None);
    }
    let as_it_comes = || AS_IT_COMES.into_iter().find(|(name, _)| label.eq_ignore_ascii_case(name));
    let score = moods.score(label).or_else(|| as_it_comes().map(|(_, score)| score));
    gathering.moods.insert(label.to_owned(), score);
    let (min, max) = SCORES.into_inner();
    let measure = Measure { app: "Daylio", name: "Mood", range: (min, max), polarity: Polarity::HigherIsBetter };
    score.map(|score| gathering.score(measure, score)).transpose()
}
