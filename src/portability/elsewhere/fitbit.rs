//! Fitbit, from Google Takeout: its score of each night, and the minutes asleep.

use jiff::{civil::Date, tz::Offset};
use serde::Deserialize;

use super::{
    App, archives, dates,
    gathering::{Gathering, Measure},
    json, numbers,
    opened::Opened,
    refused,
    sheet::{Row, Sheet},
};
use crate::{
    domain::{fault::Refusal, record::Kind},
    portability::{archive, line_fault::LineFaults, source::Clock},
};

const SCORE: Measure<'static> = Measure::good("Sleep score", (0, 100));
const TABLE: &str = "sleep_score.csv";

#[derive(Deserialize)]
struct Night {
    #[serde(rename = "dateOfSleep")]
    date: String,
    #[serde(rename = "minutesAsleep")]
    minutes: f64,
    /// A day may have several: a nap has a start of its own.
    #[serde(rename = "startTime", default)]
    start: String,
}

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    match () {
        () if file.holds(|name| name == TABLE || is_nights(name)) => Some("Takeout"),
        () if file.json().is_some_and(|json| json.contains("\"dateOfSleep\":\"")) => Some("sleep-….json"),
        () => file.header(&["sleep_log_entry_id", "timestamp", "overall_score"]).map(|_| TABLE),
    }
}

fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn is_nights(name: &str) -> bool {
    base(name)
        .strip_prefix("sleep-")
        .and_then(|rest| rest.strip_suffix(".json"))
        .is_some_and(|day| day.parse::<Date>().is_ok())
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if !archive::is_one(file) {
        return one(file, gathering);
    }
    let wanted = |name: &str| base(name) == TABLE || is_nights(name);
    let files = archives::each(file, archives::LARGEST_TABLE, wanted, |_, content| one(&content, gathering))?;
    if files == 0 { Err(refused::file(refused::file_of(App::Fitbit))) } else { Ok(()) }
}

fn one(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if matches!(Opened::of(file), Opened::Json(_)) {
        let nights: Vec<Night> = json::parsed(App::Fitbit, &json::text(file)?)?;
        gathering.each((1..).zip(&nights), |night, gathering| asleep(night, gathering));
        return Ok(());
    }
    let sheet = Sheet::read(file, &["timestamp", "overall_score"])?;
    gathering.each(sheet.lines(), |row, gathering| scored(row, gathering));
    Ok(())
}

fn asleep(night: &Night, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let date = dates::in_figures(&night.date).ok_or_else(|| refused::day(&["2026-01-06"]))?;
    let score = gathering.rounded_score(Measure::hours("Hours of sleep"), night.minutes / 60.0)?;
    let day = Clock::Wall(date, None);
    let key = gathering.key(Kind::CheckIn, day, &night.start);
    let key = if night.start.is_empty() { key } else { key.alone() };
    gathering.known_check_in(key, day, [score], &[])
}

fn scored(row: Row<'_>, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let told = dates::iso(row.get("timestamp"));
    let told = told.ok_or_else(|| refused::day(&["2026-01-06T06:50:00Z"]))?;
    let Some(score) = numbers::decimal(row.get("overall_score")) else { return Ok(()) };
    let score = gathering.rounded_score(SCORE, score)?;
    // It is known by what an earlier Afterglow took for an instant.
    let key = gathering.key(Kind::CheckIn, told, row.get("sleep_log_entry_id"));
    gathering.known_check_in(key, on_the_wall(told), [score], &[])
}

/// The end of a night is written as if it were of UTC, and is that of the clock on the wall.
fn on_the_wall(told: Clock) -> Clock {
    let Clock::Instant(at) = told else { return told };
    let written = Offset::UTC.to_datetime(at);
    Clock::Wall(written.date(), Some(written.time()))
}
