//! Loop Habit Tracker: a row for each day, a column for each habit.

use super::{
    App, archives, dates,
    gathering::{Gathering, Measure},
    opened::{Opened, base},
    refused,
    sheet::{Row, Sheet},
};
use crate::{
    domain::fault::Refusal,
    portability::{archive, line_fault::LineFaults, source::Clock},
};

/// The table of all habits. Each habit has a folder with one of the same name.
const TABLE: &str = "checkmarks.csv";
/// What the app writes for a day of a habit.
const WORDS: [&str; 5] = ["yes_manual", "yes_auto", "no", "skip", "unknown"];

/// The same in earlier versions, in figures: not known, not done, done by the rhythm, done, skipped.
const FIGURES: [&str; 5] = ["-1", "0", "1", "2", "3"];

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    if file.holds(|name| name == TABLE) && file.holds(|name| name == "habits.csv") {
        return Some("archive");
    }
    let Opened::Table(rows) = file else { return None };
    let (header, first) = rows.first().zip(rows.get(1))?;
    if header.first().is_none_or(|name| name != "date") {
        return None;
    }
    if first.iter().skip(1).any(|cell| WORDS.contains(&cell.as_str())) {
        return Some("Checkmarks.csv");
    }
    // Behind the last habit the app writes a comma more.
    let ends_so = header.len() > 2 && header.last().is_some_and(String::is_empty);
    let figures = first.iter().skip(1).filter(|cell| !cell.is_empty()).all(|cell| FIGURES.contains(&cell.as_str()));
    (ends_so && figures).then_some("Checkmarks.csv, earlier")
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if !archive::is_one(file) {
        table(&Sheet::read(file, &["date"])?, gathering);
        return Ok(());
    }
    let unpacked = archives::shallowest(file, TABLE)?;
    let unpacked = unpacked.ok_or_else(|| refused::file(refused::file_of(App::Loop)))?;
    table(&Sheet::read(&unpacked, &["date"])?, gathering);
    // Notes are in the tables of single habits alone.
    let of_one_habit = |path: &str| path.contains('/') && base(path) == TABLE;
    archives::each(file, archives::LARGEST_TABLE, of_one_habit, |_, content| {
        let Ok(sheet) = Sheet::open(&content) else { return Ok(()) };
        for _ in sheet.rows().filter(|row| !row.get("notes").is_empty()) {
            gathering.leave_out("note");
        }
        Ok(())
    })?;
    Ok(())
}

fn table(sheet: &Sheet, gathering: &mut Gathering<'_>) {
    // A habit that counts something has large figures: thousandths.
    let is_earlier =
        |place: usize| sheet.rows().map(|row| row.cell(place)).all(|cell| cell.is_empty() || FIGURES.contains(&cell));
    let earlier: Vec<bool> = (0..sheet.titles().len()).map(is_earlier).collect();
    gathering.each(sheet.lines(), |row, gathering| take(row, sheet, &earlier, gathering));
}

fn take(row: Row<'_>, sheet: &Sheet, earlier: &[bool], gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let date = dates::in_figures(row.get("date")).ok_or_else(|| refused::day(&["2026-01-06"]))?;
    let mut scores = Vec::new();
    for (place, habit) in sheet.titles().iter().enumerate().filter(|(_, title)| !title.is_empty()) {
        let measure = Measure::good(habit, (0, 1));
        let earlier = earlier.get(place).copied().unwrap_or_default();
        match row.cell(place).to_lowercase().as_str() {
            "yes_manual" | "yes_auto" => scores.push(gathering.score(measure, 1)?),
            "1" | "2" if earlier => scores.push(gathering.score(measure, 1)?),
            "no" => scores.push(gathering.score(measure, 0)?),
            "0" if earlier => scores.push(gathering.score(measure, 0)?),
            "skip" | "unknown" | "" => {}
            _ if earlier => {}
            _ if sheet.header().get(place).is_some_and(|name| name == "date") => {}
            // What its figures count is not known.
            _ => gathering.leave_out(habit),
        }
    }
    gathering.check_in(Clock::Wall(date, None), "", scores, &[])
}
