//! The follow-up of a treatment: the check-ins that can speak of it, and how many days they cover.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Parameters,
    treatment::{Seen, Treatment, by_lag_day, days, lag_day},
};

/// The most lag days over which coverage is told.
const COVERAGE_DAYS: i32 = 28;

/// How many days of a window were journaled.
///
/// The definitions of relief, section 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Coverage {
    /// How many lag days of the window have a value.
    pub days: usize,
    /// How many lag days the window has, begun ones included: at most 28, and 0 for a follow-up
    /// without a check-in that no next treatment ended.
    pub window_days: i32,
}

/// What ended a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// The next treatment.
    NextTreatment,
    /// A silence longer than `max_gap_days`.
    Silence,
    /// Nothing yet: the last check-in is the present.
    Present,
}

/// The check-ins after a treatment, to the next one or to the first long silence.
///
/// The definitions of relief, section 3.
pub(super) struct FollowUp<'a> {
    /// Its check-ins in order of time, all with a positive elapsed time.
    pub(super) check_ins: &'a [Seen],
    /// What ended it.
    pub(super) close: Close,
    /// The lag days it covers.
    pub(super) coverage: Coverage,
}

impl<'a> FollowUp<'a> {
    /// The follow-up of a treatment.
    pub(super) fn of(treatment: &'a Treatment<'_>, parameters: &Parameters) -> Self {
        let (check_ins, close) = until_closed(treatment, parameters.max_gap_days);
        let coverage = coverage(treatment, check_ins, close);
        Self { check_ins, close, coverage }
    }
}

/// The check-ins before the first silence, counted from the treatment or a check-in to the next
/// check-in or the next treatment.
fn until_closed<'a>(treatment: &'a Treatment<'_>, max_gap_days: f64) -> (&'a [Seen], Close) {
    let after = treatment.after();
    let mut latest = jiff::SignedDuration::ZERO;
    for (heard, seen) in after.iter().enumerate() {
        if days(seen.elapsed - latest) > max_gap_days {
            return (after.get(..heard).unwrap_or_default(), Close::Silence);
        }
        latest = seen.elapsed;
    }
    match treatment.until_next {
        None => (after, Close::Present),
        Some(next) if days(next - latest) > max_gap_days => (after, Close::Silence),
        Some(_) => (after, Close::NextTreatment),
    }
}

fn coverage(treatment: &Treatment<'_>, check_ins: &[Seen], close: Close) -> Coverage {
    let last = check_ins.last().map(|seen| seen.elapsed);
    let end = if close == Close::NextTreatment { treatment.until_next } else { last };
    let window_days = end.map_or(0, |end| COVERAGE_DAYS.min(lag_day(end) + 1));
    let days = by_lag_day(check_ins).take_while(|day| day.number < window_days).count();
    Coverage { days, window_days }
}
