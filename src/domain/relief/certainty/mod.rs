//! How sure: whether the days after treatment are better than ordinary ups and downs.

mod mixture;
mod model;

use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

use self::{
    mixture::Mixture,
    model::{Columns, Fit, SHARES},
};
use super::{
    Reason,
    statistics::{count, mean},
    treatment::{Treatment, by_lag_day, lag_day},
};

/// How far back days count as those before.
const LAG_DAYS_BEFORE: std::ops::RangeInclusive<i32> = -28..=-1;
/// How long after a treatment days count as those after it, and no longer as those before the next course.
const AFTERWARDS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How many days with a value are needed before.
const BEFORE_NEEDED: usize = 5;
/// How many are needed after.
const AFTER_NEEDED: usize = 2;

/// How sure it is that the days after the treatments of a course are better than those before.
///
/// The definitions of relief, section 6. It says nothing about the cause.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefCertainty)]
pub struct Certainty {
    /// The probability that the days after are better, 0 to 1, if days hang together as moods do.
    pub probability: f64,
    /// The same beside a trend that goes through all the days: low where a recovery only goes on.
    pub probability_with_trend: f64,
    /// By how much they are better, in points; negative is worse.
    pub points: f64,
    /// The lower limit of the 95 % interval of `points`.
    pub lower: f64,
    /// The upper limit of the 95 % interval of `points`.
    pub upper: f64,
    /// How many days with a value there are before.
    pub days_before: usize,
    /// How many days with a value there are after.
    pub days_after: usize,
}

/// A day's value, before or after the treatments of a course.
#[derive(Debug, Clone, Copy)]
struct Day {
    /// The lag day of the course's first treatment.
    lag_day: i32,
    /// The mean burden, in points.
    value: f64,
    /// Whether it is one of those after.
    after: bool,
}

/// The days of a course that certainty is about.
pub(super) struct CourseDays {
    days: Vec<Day>,
    before: usize,
}

impl CourseDays {
    /// Those of the course of these treatments.
    pub(super) fn of(course: &[Treatment<'_>]) -> Self {
        let Some(first) = course.first() else { return Self { days: Vec::new(), before: 0 } };
        let mut days = before(first);
        let before = days.len();
        days.extend(after(first, course));
        Self { days, before }
    }

    /// How many more days with a value are needed before.
    pub(super) fn missing_before(&self) -> usize {
        BEFORE_NEEDED.saturating_sub(self.before)
    }

    /// How many more are needed after.
    pub(super) fn missing_after(&self) -> usize {
        AFTER_NEEDED.saturating_sub(self.days.len() - self.before)
    }

    /// How sure it is that the days after are better.
    ///
    /// # Errors
    ///
    /// `TooFewDays` when there are fewer than five days before or two after.
    pub(super) fn certainty(&self) -> Result<Certainty, Reason> {
        if self.missing_before() > 0 || self.missing_after() > 0 {
            return Err(Reason::TooFewDays);
        }
        let (days_before, days_after) = (self.before, self.days.len() - self.before);
        judge(&self.days).map(|judged| Certainty { days_before, days_after, ..judged }).ok_or(Reason::TooFewDays)
    }
}

/// How probable it is, by the same model, that the second of two groups of numbered days is better.
pub(super) fn probability_of_better(before: &[(i32, f64)], after: &[(i32, f64)]) -> Option<f64> {
    let day = |after: bool| move |(lag_day, value): &(i32, f64)| Day { lag_day: *lag_day, value: *value, after };
    let days: Vec<Day> = before.iter().map(day(false)).chain(after.iter().map(day(true))).collect();
    judge(&days).map(|judged| judged.probability)
}

fn judge(days: &[Day]) -> Option<Certainty> {
    let columns = Columns::of(days);
    let fits = SHARES.map(|shares| columns.sums(shares).fits());
    let freedom = count(days.len()) - 2.0;
    let plain = Mixture::of(&fits.map(|[plain, _]| plain), freedom)?;
    let beside_a_trend: [Fit; 11] = fits.map(|[_, beside_a_trend]| beside_a_trend);
    let (lower, upper) = plain.interval();
    Some(Certainty {
        probability: plain.probability(),
        probability_with_trend: Mixture::of(&beside_a_trend, freedom - 1.0)?.probability(),
        points: plain.points(),
        lower,
        upper,
        days_before: 0,
        days_after: 0,
    })
}

/// The days before a course, as far as the treatment before it lies back.
fn before(first: &Treatment<'_>) -> Vec<Day> {
    let since = first.since_previous.map_or(SignedDuration::MIN, |since| AFTERWARDS - since);
    let own = first.check_ins(LAG_DAYS_BEFORE);
    let undisturbed = own.get(own.partition_point(|seen| seen.elapsed <= since)..).unwrap_or_default();
    by_lag_day(undisturbed).map(|day| Day { lag_day: day.number, value: day.value, after: false }).collect()
}

/// The days of the week after each treatment of a course, counted from the first of them.
fn after(first: &Treatment<'_>, course: &[Treatment<'_>]) -> Vec<Day> {
    let date = first.dosing.at.date();
    let seen = course.iter().flat_map(|treatment| {
        let later = treatment.start().duration_since(first.start());
        let week = treatment.after().iter().take_while(|seen| seen.elapsed <= AFTERWARDS);
        // Nobody knows whether a day's entry without a time came before or after a treatment of that day.
        let placed = week.filter(move |seen| seen.only_date != Some(date));
        placed.map(move |seen| (lag_day(later + seen.elapsed), seen.burden))
    });
    let seen: Vec<(i32, f64)> = seen.collect();
    let together = seen.chunk_by(|(one, _), (next, _)| one == next);
    together
        .filter_map(|day| {
            let value = mean(day.iter().map(|(_, burden)| *burden))?;
            Some(Day { lag_day: day.first()?.0, value, after: true })
        })
        .collect()
}
