//! Moodistory: a row for each entry, its mood from 1 to 6.

use super::{
    dates,
    gathering::{Gathering, Measure},
    numbers,
    opened::Opened,
    refused,
    sheet::{Row, Sheet},
};
use crate::{
    domain::fault::Refusal,
    portability::{line_fault::LineFaults, source::Clock},
};

const MOOD: Measure<'static> = Measure::good("Mood", (1, 6));

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    file.header(&["date", "time", "mood", "notesandthoughts"]).map(|_| "CSV")
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &["date", "time", "mood"])?;
    gathering.each(sheet.lines(), |row, gathering| take(row, gathering));
    Ok(())
}

fn take(row: Row<'_>, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let date = dates::in_figures(row.get("date")).ok_or_else(|| refused::day(&["2026-01-05"]))?;
    let time = match row.get("time") {
        "" => None,
        time => Some(dates::clock(time).ok_or_else(refused::time)?),
    };
    let mood = match row.get("mood") {
        "" => None,
        mood => {
            let mood = numbers::whole(mood).ok_or_else(|| refused::score(1, 6))?;
            Some(gathering.score(MOOD, mood)?)
        }
    };
    gathering.check_in(Clock::Wall(date, time), "", mood, &[row.get("notesandthoughts")])
}
