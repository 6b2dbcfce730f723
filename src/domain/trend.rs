//! The daily series of a measure: what was observed day by day, and its seven-day mean.

use std::collections::BTreeMap;

use jiff::{SignedDuration, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use super::relief::{Reading, statistics::mean};

/// From the first to the last day of a seven-day mean.
const SIX_DAYS: SignedDuration = SignedDuration::from_hours(6 * 24);
/// How many observed days a seven-day mean needs.
const DAYS_NEEDED: usize = 3;

/// One local calendar day on which there was a check-in.
///
/// All scores are raw, in points of the measure's scale: not turned by polarity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = TrendDay)]
pub struct Day {
    /// The local date.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// The mean of the day's scores.
    pub mean: f64,
    /// The lowest of them.
    pub min: i32,
    /// The highest of them.
    pub max: i32,
    /// How many there are.
    pub check_ins: usize,
    /// The mean of the daily means of this day and the six before it; absent with fewer than three observed days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seven_day_mean: Option<f64>,
}

/// The observed days in order; days without a check-in are left out, never filled.
///
/// `readings` are the scores of one measure, in any order. A date-only one counts on its date.
#[must_use]
pub fn daily(readings: &[Reading]) -> Vec<Day> {
    let mut by_date: BTreeMap<Date, Vec<i32>> = BTreeMap::new();
    for reading in readings {
        by_date.entry(reading.date).or_default().push(reading.score);
    }
    let mut days: Vec<Day> = by_date.into_iter().filter_map(|(date, scores)| day(date, &scores)).collect();
    let seven_day_means: Vec<Option<f64>> = (0..days.len()).map(|last| seven_day_mean(&days, last)).collect();
    for (day, seven_day_mean) in days.iter_mut().zip(seven_day_means) {
        day.seven_day_mean = seven_day_mean;
    }
    days
}

fn day(date: Date, scores: &[i32]) -> Option<Day> {
    Some(Day {
        date,
        mean: mean(scores.iter().copied().map(f64::from))?,
        min: *scores.iter().min()?,
        max: *scores.iter().max()?,
        check_ins: scores.len(),
        seven_day_mean: None,
    })
}

fn seven_day_mean(days: &[Day], last: usize) -> Option<f64> {
    let today = days.get(last)?.date;
    let recent = days.get(last.saturating_sub(6)..=last)?;
    let within = recent.iter().filter(|day| today.duration_since(day.date) <= SIX_DAYS);
    let means: Vec<f64> = within.map(|day| day.mean).collect();
    (means.len() >= DAYS_NEEDED).then(|| mean(means))?
}
