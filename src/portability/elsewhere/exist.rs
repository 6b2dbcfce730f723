//! Exist: JSON of one attribute, a value for each day. Its mood goes from 1 to 9.

use serde::Deserialize;

use super::{
    App, dates,
    gathering::{Gathering, Measure},
    json,
    opened::Opened,
    refused,
};
use crate::portability::{line_fault::LineFaults, source::Clock};

const MOOD: Measure<'static> = Measure::good("Mood", (1, 9));

#[derive(Deserialize)]
struct Day {
    date: String,
    value: Option<i32>,
}

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    let json = file.json().filter(|json| json.starts_with("[{") && json.contains("\"date\":\""))?;
    let first = json.split_once('}').map_or(json, |(first, _)| first);
    (first.contains("\"value\":") && first.matches("\":").count() == 2).then_some("JSON of an attribute")
}

/// Reads a file. Entries are counted from 1, as lines are elsewhere.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let days: Vec<Day> = json::parsed(App::Exist, &json::text(file)?)?;
    gathering.each((1..).zip(days), |Day { date, value }, gathering| {
        // A day without a mood has no value.
        let Some(value) = value else { return Ok(()) };
        let date = dates::in_figures(&date).ok_or_else(|| refused::day(&["2026-01-05"]))?;
        let score = gathering.score(MOOD, value)?;
        gathering.check_in(Clock::Wall(date, None), "", [score], &[])
    });
    Ok(())
}
