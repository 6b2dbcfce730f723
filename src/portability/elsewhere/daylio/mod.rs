//! Daylio: its CSV, in which a mood has the name that its owner gave it, and its backup.

mod backup;
mod scales;

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::{
    Moods, dates,
    gathering::{Gathering, Measure},
    opened::Opened,
    plain, refused,
    sheet::{Row, Sheet},
};
use crate::{
    domain::{fault::Refusal, measure::MeasureId},
    portability::{line_fault::LineFaults, source::Clock},
};

/// From the worst of Daylio's five groups of moods to the best.
pub const SCORES: RangeInclusive<i32> = 1..=5;

const MOOD: Measure<'static> = Measure::good("Mood", (1, 5));

/// The columns of every generation.
const COLUMNS: [&str; 10] =
    ["year", "full_date", "date", "weekday", "time", "mood", "activities", "scales", "note_title", "note"];

/// The moods that the app comes with, from the best to the worst: English, German, French, Polish.
const AS_IT_COMES: [[&str; 5]; 4] = [
    ["rad", "good", "meh", "bad", "awful"],
    ["super", "gut", "ok", "schlecht", "lausig"],
    ["super", "bien", "mouais", "mauvais", "horrible"],
    ["wspaniale", "dobrze", "tak sobie", "źle", "okropnie"],
];

/// Which generation of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    if backup::is_one(file) {
        return Some("backup (.daylio)");
    }
    if file.header(&["year", "date", "weekday", "time", "mood"]).is_some() {
        return Some("CSV, until 2018");
    }
    let header = file.header(&["full_date", "date", "weekday", "time", "mood"])?;
    let has = |column: &str| header.iter().any(|name| name == column);
    Some(match (has("scales"), has("note_title")) {
        (true, _) => "CSV with scales, from 2026",
        (_, true) => "CSV, from 2020",
        _ => "CSV, 2019 to 2020",
    })
}

/// Reads a file.
pub fn read(file: &[u8], moods: &Moods, gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if backup::is_one(&Opened::of(file)) {
        return backup::read(file, gathering);
    }
    let sheet = Sheet::read(file, &["date", "time", "mood"])?;
    let days = Days::of(&sheet);
    gathering.each(sheet.lines(), |row, gathering| {
        leave_out_unknown(row, &sheet, gathering);
        take(row, &days, moods, gathering)
    });
    Ok(())
}

/// Columns that a later version of the app may have, and cells behind the last: named and counted.
fn leave_out_unknown(row: Row<'_>, sheet: &Sheet, gathering: &mut Gathering<'_>) {
    for (place, title) in sheet.titles().iter().enumerate() {
        let known = sheet.header().get(place).is_some_and(|name| COLUMNS.contains(&name.as_str()));
        if !known && !row.cell(place).is_empty() {
            gathering.leave_out(title);
        }
    }
    if row.overflows() {
        gathering.leave_out("a cell without a column");
    }
}

/// How the days of a file are read that has them as the phone shows them.
struct Days {
    languages: dates::Languages,
    /// Of those in figures.
    order: dates::Order,
}

impl Days {
    fn of(sheet: &Sheet) -> Self {
        let shown = sheet.rows().filter(|row| row.get("full_date").is_empty());
        let days: Vec<_> =
            shown.map(|row| (row.get("year").parse().ok(), row.get("date"), row.get("weekday"))).collect();
        Self { languages: dates::Languages::of(&days), order: dates::order(&days) }
    }

    fn day(&self, row: Row<'_>) -> Option<Date> {
        let full = row.get("full_date");
        if !full.is_empty() {
            return dates::in_figures(full);
        }
        let (text, year) = (row.get("date"), row.get("year").parse().ok());
        let in_words = self.languages.date(text, year).ok()?.or_else(|| dates::in_words(text, year));
        in_words.or_else(|| dates::day_and_month(text, year, self.order))
    }
}

fn take(row: Row<'_>, days: &Days, moods: &Moods, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let date = days.day(row).ok_or(Refusal::FileDaylioDate)?;
    let time = match row.get("time") {
        "" => None,
        time => Some(dates::clock(time).ok_or_else(refused::time)?),
    };
    let mut scores = Vec::from_iter(scored(row.get("mood"), moods, gathering)?);
    let without_range = scales::take(row.get("scales"), &mut scores, gathering)?;
    let (title, note) = (plain::text(row.get("note_title")), plain::text(row.get("note")));
    let activities: Vec<&str> = names(row.get("activities")).collect();
    gathering.check_in(Clock::Wall(date, time), "", scores, &[&title, &note, &activities.join(", "), &without_range])
}

/// The names in a cell that holds several.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(" | ").map(str::trim).filter(|name| !name.is_empty())
}

fn scored(label: &str, moods: &Moods, gathering: &mut Gathering<'_>) -> Result<Option<(MeasureId, i32)>, Refusal> {
    if label.is_empty() {
        return Ok(None);
    }
    let score = moods.score(label).or_else(|| as_it_comes(label));
    gathering.use_up(label);
    gathering.moods.insert(label.to_owned(), score);
    score.map(|score| gathering.score(MOOD, score)).transpose()
}

fn as_it_comes(label: &str) -> Option<i32> {
    let label = label.to_lowercase();
    AS_IT_COMES
        .iter()
        .find_map(|names| names.iter().zip((1..=5).rev()).find(|(name, _)| **name == label))
        .map(|(_, score)| score)
}
