//! Samsung Health: its table of nights, by itself or in the archive of all tables.

use jiff::{civil::DateTime, tz::Offset};

use super::{
    App, archives, dates,
    gathering::{Gathering, Measure},
    numbers,
    opened::Opened,
    refused,
    sheet::{Row, Sheet},
};
use crate::{
    domain::{fault::Refusal, record::Kind},
    portability::{archive, line_fault::LineFaults, source::Clock},
};

const SCORE: Measure<'static> = Measure::good("Sleep score", (0, 100));
/// The table's name, before the time at which it was written.
const TABLE: &str = "com.samsung.shealth.sleep.";
/// What some names stand behind.
const NAMESPACE: &str = "com.samsung.health.sleep.";

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    if file.holds(is_table) {
        return Some("archive");
    }
    let Opened::Table(rows) = file else { return None };
    let has = |row: &Vec<String>, name: &str| row.iter().any(|cell| plain(cell) == name);
    rows.iter().take(2).any(|row| has(row, "end_time") && has(row, "time_offset")).then_some("CSV of sleep")
}

fn is_table(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|name| name.starts_with(TABLE)) && archives::is_csv(name)
}

fn plain(name: &str) -> &str {
    name.strip_prefix(NAMESPACE).unwrap_or(name)
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if !archive::is_one(file) {
        return table(file, gathering);
    }
    let tables = archives::each(file, archives::LARGEST_TABLE, is_table, |_, content| table(&content, gathering))?;
    if tables == 0 { Err(refused::file(refused::file_of(App::Samsung))) } else { Ok(()) }
}

fn table(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    // The line of metadata before the header may be missing.
    let sheet = Sheet::below(file, |cells| cells.iter().any(|cell| plain(cell) == "end_time"))?.whole()?;
    let column = |name: &str| sheet.header().iter().position(|column| plain(column) == name);
    let Some(end) = column("end_time") else { return Err(refused::at_line(1, refused::column("end_time"))) };
    let columns = Columns {
        end,
        start: column("start_time"),
        offset: column("time_offset"),
        duration: column("sleep_duration"),
        score: column("sleep_score"),
    };
    gathering.each(sheet.lines(), |row, gathering| take(row, columns, gathering));
    Ok(())
}

/// Where things stand in the table.
#[derive(Clone, Copy)]
struct Columns {
    end: usize,
    start: Option<usize>,
    offset: Option<usize>,
    duration: Option<usize>,
    score: Option<usize>,
}

fn written(cell: &str) -> Option<DateTime> {
    cell.replacen(' ', "T", 1).parse().ok()
}

/// A night is kept at its end: the day that it is a night before.
fn take(row: Row<'_>, columns: Columns, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let Columns { end, start, offset, duration, score } = columns;
    let end = written(row.cell(end)).ok_or_else(|| refused::day(&["2026-01-06 06:50:00.000"]))?;
    // An older table does not tell how long it was.
    let spanned = || {
        let span = end.duration_since(written(row.cell(start?))?);
        Some(span.as_secs_f64() / 60.0).filter(|minutes| *minutes <= 24.0 * 60.0)
    };
    let clock = match offset.map_or("", |place| row.cell(place)) {
        "" => Clock::Wall(end.date(), Some(end.time())),
        told => {
            let at = |offset: Offset| Some(Clock::At(offset.to_timestamp(end).ok()?, offset));
            let at = told.strip_prefix("UTC").and_then(dates::offset).and_then(at);
            at.ok_or_else(|| refused::day(&["2026-01-06 06:50:00.000 (time_offset UTC+0100)"]))?
        }
    };
    let is_some_time = |minutes: &f64| *minutes > 0.0;
    let figure = |place: Option<usize>| place.and_then(|place| numbers::decimal(row.cell(place)));
    let mut scores = Vec::new();
    let minutes = figure(duration).filter(is_some_time).or_else(spanned).filter(is_some_time);
    if let Some(minutes) = minutes {
        scores.push(gathering.rounded_score(Measure::hours("Hours of sleep"), minutes / 60.0)?);
    }
    if let Some(figure) = figure(score) {
        scores.push(gathering.rounded_score(SCORE, figure)?);
    }
    if scores.is_empty() {
        gathering.leave_out("a night without its length");
    }
    gathering.known_check_in(gathering.key(Kind::CheckIn, clock, "").alone(), clock, scores, &[])
}
