//! What can be said where nothing was written before the treatments: the change since the first days.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Reading, Reason, certainty, statistics::mean};
use crate::domain::measure::Scale;

/// How many days the first days are, and how many the latest ones need.
const DAYS_NEEDED: usize = 3;
/// Within how many calendar days the first days lie, and the latest ones.
const WEEK: i32 = 7;

/// The latest days of a journal that began with its treatments, beside its first days.
///
/// The definitions of relief, section 12. It says nothing of what a treatment did: nobody wrote how it was before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefSinceFirstDays)]
pub struct SinceFirstDays {
    /// The mean of the first three days with an entry that lie within a week: a burden in points.
    pub first: f64,
    /// The local date of the first of them.
    #[schema(value_type = String, format = Date)]
    pub first_date: Date,
    /// The mean of the days with an entry among the seven that end with the latest entry: a burden in points.
    pub latest: f64,
    /// How many days those are, 3 to 7.
    pub latest_days: usize,
    /// The local date of the latest entry.
    #[schema(value_type = String, format = Date)]
    pub latest_date: Date,
    /// By how many points the latest days are better; negative is worse.
    pub points: f64,
    /// The probability that they are better, 0 to 1, as section 6 has it of the days before and after.
    pub probability: f64,
}

/// The change since the first days of these readings.
///
/// # Errors
///
/// `TooFewDays` while there are not three first days and three later ones in the week of the latest entry.
pub(super) fn since_first_days<'r>(
    scale: Scale,
    readings: impl Iterator<Item = &'r Reading>,
) -> Result<SinceFirstDays, Reason> {
    let mut by_date: BTreeMap<Date, Vec<f64>> = BTreeMap::new();
    for reading in readings {
        by_date.entry(reading.date).or_default().push(scale.burden(reading.score));
    }
    let days: Vec<(Date, f64)> =
        by_date.into_iter().filter_map(|(date, burdens)| Some((date, mean(burdens)?))).collect();
    compare(&days).ok_or(Reason::TooFewDays)
}

fn compare(days: &[(Date, f64)]) -> Option<SinceFirstDays> {
    let start = days.windows(DAYS_NEEDED).position(is_within_a_week)?;
    let (first, later) = days.get(start..)?.split_at_checked(DAYS_NEEDED)?;
    let (first_date, latest_date) = (first.first()?.0, later.last()?.0);
    let from = later.partition_point(|(date, _)| days_between(*date, latest_date) >= WEEK);
    let latest = later.get(from..).filter(|latest| latest.len() >= DAYS_NEEDED)?;
    let numbered = |days: &[(Date, f64)]| -> Vec<(i32, f64)> {
        days.iter().map(|(date, value)| (days_between(first_date, *date), *value)).collect()
    };
    let mean_of = |days: &[(Date, f64)]| mean(days.iter().map(|(_, value)| *value));
    let (before, after) = (mean_of(first)?, mean_of(latest)?);
    Some(SinceFirstDays {
        first: before,
        first_date,
        latest: after,
        latest_days: latest.len(),
        latest_date,
        points: before - after,
        probability: certainty::probability_of_better(&numbered(first), &numbered(latest))?,
    })
}

fn is_within_a_week(days: &[(Date, f64)]) -> bool {
    days.first().zip(days.last()).is_some_and(|(first, last)| days_between(first.0, last.0) < WEEK)
}

fn days_between(from: Date, to: Date) -> i32 {
    i32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(i32::MAX)
}
