//! Onset: how fast relief came.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Parameters, Reason,
    baseline::Yardstick,
    follow_up::FollowUp,
    treatment::{Seen, Treatment, by_lag_day, days, hours},
};

/// An onset up to this is rapid.
const RAPID: SignedDuration = SignedDuration::from_hours(24);
/// A check-in within this time after a response must be one too.
const CONFIRMATION: SignedDuration = SignedDuration::from_hours(48);
/// The days of which the last two with a value tell whether relief was there already.
const DAYS_BEFORE: std::ops::RangeInclusive<i32> = -7..=-1;

/// The first response that held.
///
/// The definitions of relief, section 3. Relief was first seen between `after_hours` and `hours`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Onset {
    /// Hours from the treatment to the first check-in that is a response; above 0.
    pub hours: f64,
    /// Hours from the treatment to the check-in before it, 0 if there is none.
    pub after_hours: f64,
    /// Whether it came within 24 hours.
    pub rapid: Rapid,
    /// Whether another check-in within 48 hours was a response too; `false` when there was none.
    pub confirmed: bool,
}

/// Whether relief came within 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReliefRapid)]
pub enum Rapid {
    /// It was seen within 24 hours.
    Yes,
    /// A check-in after 24 hours was no response yet.
    No,
    /// Nobody wrote in time.
    Unknown,
}

/// A check-in that is an onset, with what surrounds it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Response {
    /// The check-in.
    pub(super) seen: Seen,
    after: SignedDuration,
    confirmed: bool,
}

/// A treatment that came with a response.
#[derive(Debug, Clone, Copy)]
pub(super) enum Responding {
    /// The days before it were responses.
    Already,
    /// One was found after it.
    Since(Response),
}

/// Why nothing more is seen of a treatment yet: too little time has passed, or else what is given.
pub(super) fn or_too_early(
    reason: Reason,
    treatment: &Treatment<'_>,
    now: Timestamp,
    parameters: &Parameters,
) -> Reason {
    if treatment.until_next.is_none() && is_early(treatment, now, parameters) { Reason::TooEarly } else { reason }
}

/// Whether the time to look for an onset still runs.
pub(super) fn is_early(treatment: &Treatment<'_>, now: Timestamp, parameters: &Parameters) -> bool {
    days(now.duration_since(treatment.start())) < parameters.onset_limit_days
}

/// Whether there is a response to this treatment, and if not the first reason in their order.
pub(super) fn responding(
    yardstick: Result<Yardstick, Reason>,
    treatment: &Treatment<'_>,
    follow_up: &FollowUp<'_>,
    onset_limit_days: f64,
) -> Result<Responding, Reason> {
    let yardstick = yardstick?;
    if follow_up.check_ins.is_empty() {
        Err(Reason::NoFollowUp)
    } else if yardstick.is_too_variable() {
        Err(Reason::BaselineTooVariable)
    } else if is_already_responding(&yardstick, treatment) {
        Ok(Responding::Already)
    } else {
        let response = first_response(&yardstick, follow_up.check_ins, onset_limit_days);
        response.map(Responding::Since).ok_or(Reason::NoResponse)
    }
}

/// The onset: absent where relief was there before the treatment, for then nobody saw it come.
pub(super) fn onset(responding: Result<Responding, Reason>) -> Result<Onset, Reason> {
    match responding? {
        Responding::Already => Err(Reason::AlreadyResponding),
        Responding::Since(response) => Ok(Onset {
            hours: hours(response.seen.elapsed),
            after_hours: hours(response.after),
            rapid: rapid(&response),
            confirmed: response.confirmed,
        }),
    }
}

fn rapid(response: &Response) -> Rapid {
    if response.seen.elapsed <= RAPID {
        Rapid::Yes
    } else if response.after >= RAPID {
        Rapid::No
    } else {
        Rapid::Unknown
    }
}

/// Whether the day before is a response, and the latest of the six days before it too: one good day is not relief.
fn is_already_responding(yardstick: &Yardstick, treatment: &Treatment<'_>) -> bool {
    let mut latest_first: Vec<_> = by_lag_day(treatment.check_ins(DAYS_BEFORE)).collect();
    latest_first.reverse();
    let [day_before, other, ..] = latest_first.as_slice() else { return false };
    day_before.number == -1 && [day_before, other].iter().all(|day| yardstick.is_response(day.value))
}

/// The first response within the limit whose next check-in, if it comes within 48 hours, is one too: one good hour is not relief.
fn first_response(yardstick: &Yardstick, check_ins: &[Seen], limit_days: f64) -> Option<Response> {
    let mut after = SignedDuration::ZERO;
    for (position, seen) in check_ins.iter().enumerate() {
        if days(seen.elapsed) > limit_days {
            return None;
        }
        let next = check_ins.get(position + 1).filter(|next| next.elapsed - seen.elapsed <= CONFIRMATION);
        if yardstick.is_response(seen.burden) && next.is_none_or(|next| yardstick.is_response(next.burden)) {
            return Some(Response { seen: *seen, after, confirmed: next.is_some() });
        }
        after = seen.elapsed;
    }
    None
}
