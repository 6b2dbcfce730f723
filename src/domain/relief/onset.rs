//! Onset and peak: how fast relief came, and how far it went.

use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Reason,
    baseline::Yardstick,
    follow_up::FollowUp,
    treatment::{Seen, Treatment, by_lag_day, hours},
};

/// An onset up to this is rapid.
const RAPID: SignedDuration = SignedDuration::from_hours(24);
/// A check-in within this time after a response must be one too.
const CONFIRMATION: SignedDuration = SignedDuration::from_hours(48);
/// The part of the follow-up in which the peak is looked for.
const PEAK_WINDOW: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The first response that held.
///
/// The definitions of relief, section 3. The true onset lies between `after_hours` and `hours`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Onset {
    /// Hours from the treatment to the first check-in that is a response; above 0.
    pub hours: f64,
    /// Hours from the treatment to the check-in before it, 0 if there is none.
    pub after_hours: f64,
    /// Whether it came within 24 hours.
    pub rapid: bool,
    /// Whether another check-in within 48 hours was a response too; `false` when there was none.
    pub confirmed: bool,
}

/// The largest improvement in the first seven days.
///
/// The definitions of relief, section 3.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Peak {
    /// The improvement on the baseline, in percent; negative when every check-in was worse.
    pub improvement_percent: f64,
    /// Hours from the treatment to it, the earliest if tied.
    pub hours: f64,
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
    /// The day before it was one.
    Already,
    /// One was found after it.
    Since(Response),
}

/// Whether there is a response to this treatment, and if not the first reason in their order.
pub(super) fn responding(
    yardstick: Result<Yardstick, Reason>,
    treatment: &Treatment<'_>,
    follow_up: &FollowUp<'_>,
) -> Result<Responding, Reason> {
    let yardstick = yardstick?;
    if follow_up.check_ins.is_empty() {
        Err(Reason::NoFollowUp)
    } else if yardstick.is_too_variable() {
        Err(Reason::BaselineTooVariable)
    } else if is_already_responding(&yardstick, treatment) {
        Ok(Responding::Already)
    } else {
        first_response(&yardstick, follow_up.check_ins).map(Responding::Since).ok_or(Reason::NoResponse)
    }
}

/// The onset: absent where relief was there before the treatment, for then nobody saw it come.
pub(super) fn onset(responding: Result<Responding, Reason>) -> Result<Onset, Reason> {
    match responding? {
        Responding::Already => Err(Reason::AlreadyResponding),
        Responding::Since(response) => Ok(Onset {
            hours: hours(response.seen.elapsed),
            after_hours: hours(response.after),
            rapid: response.seen.elapsed <= RAPID,
            confirmed: response.confirmed,
        }),
    }
}

/// The peak of a follow-up; `no_follow_up` also when its first check-in comes after the seven days.
pub(super) fn peak(yardstick: Result<Yardstick, Reason>, follow_up: &FollowUp<'_>) -> Result<Peak, Reason> {
    let yardstick = yardstick?;
    let in_window = follow_up.check_ins.iter().take_while(|seen| seen.elapsed <= PEAK_WINDOW);
    // Of equal burdens `min_by` takes the first, which is the earliest.
    let best = in_window.min_by(|a, b| a.burden.total_cmp(&b.burden)).ok_or(Reason::NoFollowUp)?;
    Ok(Peak { improvement_percent: yardstick.improvement(best.burden), hours: hours(best.elapsed) })
}

fn is_already_responding(yardstick: &Yardstick, treatment: &Treatment<'_>) -> bool {
    by_lag_day(treatment.check_ins(-1..=-1)).any(|day_before| yardstick.is_response(day_before.value))
}

/// The first response whose next check-in, if it comes within 48 hours, is one too: one good hour is not relief.
fn first_response(yardstick: &Yardstick, check_ins: &[Seen]) -> Option<Response> {
    let mut after = SignedDuration::ZERO;
    for (position, seen) in check_ins.iter().enumerate() {
        let next = check_ins.get(position + 1).filter(|next| next.elapsed - seen.elapsed <= CONFIRMATION);
        if yardstick.is_response(seen.burden) && next.is_none_or(|next| yardstick.is_response(next.burden)) {
            return Some(Response { seen: *seen, after, confirmed: next.is_some() });
        }
        after = seen.elapsed;
    }
    None
}
