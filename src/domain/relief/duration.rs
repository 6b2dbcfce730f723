//! Sustained relief: how long a response lasted, or for how long at least.

use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Reason,
    baseline::Yardstick,
    follow_up::{Close, FollowUp},
    onset::Responding,
    treatment::{DAY, by_lag_day, days},
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
    /// It was still there at the latest check-in.
    StillGoing,
}

impl From<Close> for Ending {
    fn from(close: Close) -> Self {
        match close {
            Close::NextTreatment => Self::NextTreatment,
            Close::Silence => Self::Silence,
            Close::Present => Self::StillGoing,
        }
    }
}

/// How long the response to a treatment lasted.
pub(super) fn relief(
    yardstick: Result<Yardstick, Reason>,
    responding: Result<Responding, Reason>,
    follow_up: &FollowUp<'_>,
) -> Result<Relief, Reason> {
    let (start, from_lag_day) = match responding? {
        Responding::Already => (SignedDuration::ZERO, 0),
        Responding::Since(response) => (response.seen.elapsed, response.seen.lag_day + 1),
    };
    let (end, ended) = match loss(&yardstick?, follow_up, from_lag_day) {
        Some(lost) => (lost, Ending::Lost),
        None => (follow_up.check_ins.last().map_or(start, |seen| seen.elapsed), follow_up.close.into()),
    };
    // Subtracted as whole nanoseconds, so that equal durations are equal on the relief curve too.
    Ok(Relief { days: days(end - start), ended })
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
