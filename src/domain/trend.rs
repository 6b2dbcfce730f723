//! The daily series of a measure: what was observed day by day, and its seven-day mean.

use std::collections::BTreeMap;

use jiff::{SignedDuration, civil::Date};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    day::Moment,
    relief::{Reading, statistics::mean},
};

/// From the first to the last day of a seven-day mean.
const SIX_DAYS: SignedDuration = SignedDuration::from_hours(6 * 24);
/// How many observed days a seven-day mean needs, where no treatment cuts it.
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
    /// The mean of the daily means of this day and the six before it, without the check-ins before the last
    /// treatment. Absent with fewer than three observed days; where a treatment was given on one of the seven
    /// days, one day since it is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seven_day_mean: Option<f64>,
    /// Whether a treatment lies between this seven-day mean and the one before it: no line joins the two.
    /// Absent where none does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub starts_anew: bool,
}

/// The observed days in order; days without a check-in are left out, never filled.
///
/// `readings` are the scores of one measure, in any order; a date-only one counts on its date.
/// `treatments` are the starts of those that took place, in any order. The seven-day mean starts anew at
/// each, so that it shows a fall at once. A date-only check-in of a treatment's own date is in no seven-day
/// mean, for nobody knows on which side of the treatment it falls.
#[must_use]
pub fn daily(readings: &[Reading], treatments: &[Moment]) -> Vec<Day> {
    let starts = in_order(treatments);
    let mut by_date: BTreeMap<Date, Vec<&Reading>> = BTreeMap::new();
    for reading in readings {
        by_date.entry(reading.date).or_default().push(reading);
    }
    let observed: Vec<Observed> =
        by_date.into_iter().filter_map(|(date, day)| Observed::of(date, &day, &starts)).collect();
    let mut last_stretch = None;
    let with_mean = |(last, observed_day): (usize, &Observed)| {
        let seven_day_mean = seven_day_mean(&observed, last, &starts);
        let stretch = seven_day_mean.and(observed_day.stretch);
        let starts_anew = matches!((last_stretch, stretch), (Some(before), Some(now)) if before != now);
        last_stretch = stretch.or(last_stretch);
        Day { seven_day_mean, starts_anew, ..observed_day.day }
    };
    observed.iter().enumerate().map(with_mean).collect()
}

fn in_order(treatments: &[Moment]) -> Vec<Moment> {
    let mut starts = treatments.to_vec();
    starts.sort_unstable_by_key(|start| start.instant());
    starts
}

/// A day, and its means between treatments.
struct Observed {
    day: Day,
    /// The mean of its scores in each stretch: between the same two treatments.
    means: BTreeMap<Stretch, f64>,
    /// The latest of these stretches; `None` where nobody knows.
    stretch: Option<Stretch>,
}

/// How many treatments started before: it numbers the stretches between them.
type Stretch = usize;

impl Observed {
    fn of(date: Date, readings: &[&Reading], starts: &[Moment]) -> Option<Self> {
        let mut by_stretch: BTreeMap<Stretch, Vec<i32>> = BTreeMap::new();
        for reading in readings {
            if let Some(stretch) = stretch(reading, starts) {
                by_stretch.entry(stretch).or_default().push(reading.score);
            }
        }
        let scores = || readings.iter().map(|reading| reading.score);
        Some(Self {
            day: Day {
                date,
                mean: mean(scores().map(f64::from))?,
                min: scores().min()?,
                max: scores().max()?,
                check_ins: readings.len(),
                seven_day_mean: None,
                starts_anew: false,
            },
            stretch: by_stretch.last_key_value().map(|(stretch, _)| *stretch),
            means: by_stretch.into_iter().filter_map(|(stretch, scores)| Some((stretch, mean_of(scores)?))).collect(),
        })
    }
}

fn mean_of(scores: Vec<i32>) -> Option<f64> {
    mean(scores.into_iter().map(f64::from))
}

/// The stretch of a check-in; `None` where only its date is known and a treatment was given on it.
fn stretch(reading: &Reading, starts: &[Moment]) -> Option<Stretch> {
    if !reading.date_only {
        return Some(starts.partition_point(|start| start.instant() < reading.at));
    }
    let on_its_date = starts.iter().any(|start| start.date() == reading.date);
    (!on_its_date).then(|| starts.iter().filter(|start| start.date() < reading.date).count())
}

fn seven_day_mean(days: &[Observed], last: usize, starts: &[Moment]) -> Option<f64> {
    let today = days.get(last)?;
    let stretch = today.stretch?;
    let recent = |date: Date| today.day.date.duration_since(date) <= SIX_DAYS;
    let within = days.get(last.saturating_sub(6)..=last)?.iter().filter(|observed| recent(observed.day.date));
    let means: Vec<f64> = within.filter_map(|observed| observed.means.get(&stretch).copied()).collect();
    let treatment = stretch.checked_sub(1).and_then(|before| starts.get(before));
    let cut = treatment.is_some_and(|start| recent(start.date()));
    (cut || means.len() >= DAYS_NEEDED).then(|| mean(means))?
}
