//! Sustained relief: how long a response lasted, or for how long at least.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    baseline::Yardstick,
    follow_up::{Close, FollowUp},
    onset::Responding,
    treatment::{DAY, Treatment, by_lag_day, days},
};

/// How long relief was sustained.
///
/// The definitions of relief, section 4.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Relief {
    /// Days from its start until it was lost, or at least this many when it was not; 0 or more.
    pub days: f64,
    /// What ended it, or the view of it.
    pub ended: Ending,
    /// Whether it is the relief after the last treatment of its course: trials count from there.
    pub last_of_course: bool,
}

/// What ended relief, or the view of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReliefEnding)]
pub enum Ending {
    /// It was lost.
    Lost,
    /// It was still there at the last check-in before the next treatment.
    NextTreatment,
    /// It was still there at the last check-in before a long silence.
    Silence,
    /// It was still there at the latest check-in, and that is not long ago.
    StillGoing,
    /// It was still there at the latest check-in, and nobody has written for long.
    StoppedWriting,
}

/// Where a relief stands: after which treatment, and seen from when.
pub(super) struct Standing<'a> {
    /// Its treatment.
    pub(super) treatment: &'a Treatment<'a>,
    /// Whether that is the last of its course.
    pub(super) last_of_course: bool,
    /// The present.
    pub(super) now: Timestamp,
    /// How long nobody must have written for it to be silence, in days.
    pub(super) max_gap_days: f64,
}

impl Standing<'_> {
    /// What ended the view of a relief that was not lost, whose last check-in was so long after the treatment.
    fn ending(&self, close: Close, last: SignedDuration) -> Ending {
        let since = self.now.duration_since(self.treatment.start()) - last;
        match close {
            Close::NextTreatment => Ending::NextTreatment,
            Close::Silence => Ending::Silence,
            Close::Present if days(since) > self.max_gap_days => Ending::StoppedWriting,
            Close::Present => Ending::StillGoing,
        }
    }
}

/// How long the response to a treatment lasted.
pub(super) fn relief(
    yardstick: &Yardstick,
    responding: Responding,
    follow_up: &FollowUp<'_>,
    standing: &Standing<'_>,
) -> Relief {
    let (start, from_lag_day) = match responding {
        Responding::Already => (SignedDuration::ZERO, 0),
        Responding::Since(response) => (response.seen.elapsed, response.seen.lag_day + 1),
    };
    let close = follow_up.check_ins.last().map_or(start, |seen| seen.elapsed);
    let (end, ended) = match loss(yardstick, follow_up, from_lag_day) {
        Some(lost) => (lost, Ending::Lost),
        None => (close, standing.ending(follow_up.close, close)),
    };
    // Subtracted as whole nanoseconds, so that equal durations are equal on the relief curve too.
    Relief { days: days(end - start), ended, last_of_course: standing.last_of_course }
}

/// When relief was lost: the start of the first of two consecutive observed lag days, none before
/// `from_lag_day`, that are below the partial threshold.
fn loss(yardstick: &Yardstick, follow_up: &FollowUp<'_>, from_lag_day: i32) -> Option<SignedDuration> {
    let mut below = None;
    for day in by_lag_day(follow_up.check_ins).filter(|day| day.number >= from_lag_day) {
        match (below, yardstick.is_below_partial(day.value)) {
            (Some(first), true) => return Some(DAY * first),
            (None, true) => below = Some(day.number),
            (_, false) => below = None,
        }
    }
    None
}
