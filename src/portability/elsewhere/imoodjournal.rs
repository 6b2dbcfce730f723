//! iMoodJournal: a row for each entry, the hour and the minute in columns of their own, a column for each hashtag.

use jiff::civil::Time;

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

const LEVEL: Measure<'static> = Measure::good("Mood", (1, 10));

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    file.header(&["date", "hour", "minute", "level"]).map(|_| "CSV")
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &["date", "hour", "minute", "level"])?;
    gathering.each(sheet.lines(), |row, gathering| take(row, &sheet, gathering));
    Ok(())
}

fn take(row: Row<'_>, sheet: &Sheet, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let written = row.get("date");
    let date = dates::in_words(written, None).or_else(|| dates::in_figures(written));
    let date = date.ok_or_else(|| refused::day(&["September 5, 2015", "5 September 2015"]))?;
    let figure = |column| row.get(column).parse::<i8>().ok();
    let time = figure("hour").zip(figure("minute")).and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    let time = time.ok_or_else(refused::time)?;
    let level = row.get("level");
    let score = if level.is_empty() {
        None
    } else {
        let level = numbers::decimal(level).ok_or_else(|| refused::score(1, 10))?;
        Some(gathering.rounded_score(LEVEL, level)?)
    };
    // Hashtags stand behind the comment, each with 1 where it is in it.
    let comment = sheet.header().iter().position(|column| column == "comment");
    let tags = sheet.titles().iter().enumerate().skip(comment.map_or(usize::MAX, |at| at + 1));
    let tags: Vec<&str> = tags.filter(|(place, _)| row.cell(*place) == "1").map(|(_, tag)| tag.as_str()).collect();
    gathering.check_in(Clock::Wall(date, Some(time)), "", score, &[row.get("comment"), &tags.join(", ")])
}
