//! Track & Graph: a row for each reading, with the name of its tracker.

use super::{
    dates,
    gathering::{Gathering, Measure},
    numbers,
    opened::Opened,
    ranges::Ranges,
    refused,
    sheet::{Row, Sheet},
    sittings::Sittings,
};
use crate::{domain::fault::Refusal, portability::line_fault::LineFaults};

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    file.header(&["featurename", "timestamp", "value"]).map(|_| "CSV")
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &["featurename", "timestamp", "value"])?;
    let (mut ranges, mut sittings) = (Ranges::default(), Sittings::default());
    for row in sheet.rows() {
        if let Some(figure) = numbers::decimal(row.get("value")) {
            ranges.see(row.get("featurename"), figure);
        }
    }
    gathering.each(sheet.lines(), |row, gathering| take(row, &ranges, &mut sittings, gathering));
    sittings.keep(gathering);
    Ok(())
}

fn take(row: Row<'_>, ranges: &Ranges, sittings: &mut Sittings, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let clock = dates::iso(row.get("timestamp")).ok_or_else(|| refused::day(&["2026-01-05T20:15:03.120+01:00"]))?;
    let (name, value) = (row.get("featurename"), row.get("value"));
    let score = if let Some(figure) = numbers::decimal(value) {
        ranges.score(name, figure, gathering)?
    } else if value.is_empty() {
        None
    } else {
        match numbers::duration(value).ok_or(Refusal::FileDuration)? {
            hours if hours <= 24.0 => Some(gathering.rounded_score(Measure::hours(name).version("hours"), hours)?),
            _ => {
                gathering.leave_out(name);
                None
            }
        }
    };
    sittings.add(row.line, clock, score, &[row.get("note"), row.get("label")]);
    Ok(())
}
