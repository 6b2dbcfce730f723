//! One treatment with the check-ins that are its own, and the lag days they fall into.

use std::{cmp::Ordering, iter, ops::RangeInclusive};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{Dosing, Reading, statistics::mean};
use crate::domain::measure::Scale;

/// The length of a lag day: elapsed time, so that a clock change leaves it alone.
pub(super) const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The lag day of a check-in at this time since a treatment: `ceil(elapsed hours / 24) − 1`.
///
/// Lag day 0 is the first 24 hours after the start, −1 the 24 hours up to and including it
/// (the definitions of relief, section 1).
pub(super) fn lag_day(elapsed: SignedDuration) -> i32 {
    // In whole seconds, rounded up: nanoseconds would be divided as numbers of 128 bits, for each check-in.
    let seconds = elapsed.as_secs() + i64::from(elapsed.subsec_nanos() > 0);
    let days_rounded_up = -(-seconds).div_euclid(DAY.as_secs());
    // All the time there is between two timestamps is some seven million days.
    i32::try_from(days_rounded_up - 1).unwrap_or(if elapsed.is_negative() { i32::MIN } else { i32::MAX })
}

/// Elapsed time in hours.
pub(super) fn hours(elapsed: SignedDuration) -> f64 {
    elapsed.as_secs_f64() / 3_600.0
}

/// Elapsed time in days of 24 hours.
pub(super) fn days(elapsed: SignedDuration) -> f64 {
    elapsed.as_secs_f64() / 86_400.0
}

/// A check-in as seen from a treatment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// The time since the treatment's start; negative before it.
    pub(super) elapsed: SignedDuration,
    /// The lag day it falls into.
    pub(super) lag_day: i32,
    /// Its burden, in points.
    pub(super) burden: f64,
    /// The local date, when that is all that is known of its time.
    pub(super) only_date: Option<Date>,
}

/// The check-ins of one lag day, taken together.
#[derive(Debug, Clone, Copy)]
pub(super) struct LagDay {
    /// Its number: negative before the treatment.
    pub(super) number: i32,
    /// The lag-day value: the mean burden of its check-ins, in points.
    pub(super) value: f64,
    /// How many check-ins there are.
    pub(super) check_ins: usize,
}

/// The lag days that have a value, in order of time; missing days are never filled.
pub(super) fn by_lag_day(check_ins: &[Seen]) -> impl Iterator<Item = LagDay> {
    check_ins.chunk_by(|one, other| one.lag_day == other.lag_day).filter_map(|day| {
        Some(LagDay {
            number: day.first()?.lag_day,
            value: mean(day.iter().map(|seen| seen.burden))?,
            check_ins: day.len(),
        })
    })
}

/// A treatment, its neighbours in time, and its own check-ins.
pub(super) struct Treatment<'a> {
    /// The treatment itself.
    pub(super) dosing: &'a Dosing,
    /// The time since the treatment before it; `None` for the first.
    pub(super) since_previous: Option<SignedDuration>,
    /// The time until the treatment after it; `None` for the last.
    pub(super) until_next: Option<SignedDuration>,
    own: Vec<Seen>,
}

impl Treatment<'_> {
    /// Its own check-ins of these lag days, in order of time.
    ///
    /// Its own are those after the previous treatment's instant and not after the next one's.
    pub(super) fn check_ins(&self, lag_days: RangeInclusive<i32>) -> &[Seen] {
        let from = self.own.partition_point(|seen| seen.lag_day < *lag_days.start());
        let to = self.own.partition_point(|seen| seen.lag_day <= *lag_days.end());
        self.own.get(from..to).unwrap_or_default()
    }

    /// The instant of its start.
    pub(super) fn start(&self) -> Timestamp {
        self.dosing.start()
    }

    /// Its own check-ins after its start, in order of time.
    pub(super) fn after(&self) -> &[Seen] {
        self.check_ins(0..=i32::MAX)
    }
}

/// The treatments in order of time, each with its own check-ins.
///
/// Each check-in lies between two treatments and is looked at from these two alone.
pub(super) fn in_order<'a, 'r>(
    scale: Scale,
    readings: impl Iterator<Item = &'r Reading>,
    mut dosings: Vec<&'a Dosing>,
) -> Vec<Treatment<'a>> {
    let check_ins = check_ins_in_order(scale, readings);
    dosings.sort_by(|a, b| (a.start(), &a.id, a.at.offset()).cmp(&(b.start(), &b.id, b.at.offset())));
    let previous = iter::once(None).chain(dosings.iter().copied().map(Some));
    let next = dosings.iter().skip(1).copied().map(Some).chain(iter::once(None));
    dosings
        .iter()
        .zip(previous.zip(next))
        .map(|(dosing, (previous, next))| Treatment {
            dosing,
            since_previous: previous.map(|previous| dosing.start().duration_since(previous.start())),
            until_next: next.map(|next| next.start().duration_since(dosing.start())),
            own: own_check_ins(&check_ins, dosing, previous, next),
        })
        .collect()
}

/// A check-in on its own, before it is related to a treatment.
struct CheckIn {
    at: Timestamp,
    burden: f64,
    /// The local date, when that is all that is known.
    only_date: Option<Date>,
}

impl CheckIn {
    /// In order of time, and of several at one instant the best first: if they disagree whether
    /// there was a response, then the later ones speak against it (section 1).
    fn order(&self, other: &Self) -> Ordering {
        (self.at.cmp(&other.at)).then(self.burden.total_cmp(&other.burden)).then(self.only_date.cmp(&other.only_date))
    }
}

fn check_ins_in_order<'r>(scale: Scale, readings: impl Iterator<Item = &'r Reading>) -> Vec<CheckIn> {
    let mut check_ins: Vec<CheckIn> = readings
        .map(|reading| CheckIn {
            at: reading.at,
            burden: scale.burden(reading.score),
            only_date: reading.date_only.then_some(reading.date),
        })
        .collect();
    check_ins.sort_by(CheckIn::order);
    check_ins
}

/// The check-ins after `previous` and not after `next`, as seen from `dosing`.
///
/// A date-only check-in is left out where it would have to be put before or after a treatment of
/// its own date, be it this one or the neighbour that bounds the window: nobody knows on which
/// side it falls (the definitions of relief, section 1).
fn own_check_ins(
    check_ins: &[CheckIn],
    dosing: &Dosing,
    previous: Option<&Dosing>,
    next: Option<&Dosing>,
) -> Vec<Seen> {
    let end_of = |limit: &Dosing| check_ins.partition_point(|check_in| check_in.at <= limit.start());
    let window = previous.map_or(0, end_of)..next.map_or(check_ins.len(), end_of);
    check_ins
        .get(window)
        .unwrap_or_default()
        .iter()
        .filter_map(|check_in| {
            let elapsed = check_in.at.duration_since(dosing.start());
            let neighbour = if elapsed.is_positive() { next } else { previous };
            let unclear = |treatment: &Dosing| check_in.only_date.is_some_and(|date| date == treatment.at.date());
            let left_out = unclear(dosing) || neighbour.is_some_and(unclear);
            let CheckIn { burden, only_date, .. } = *check_in;
            (!left_out).then(|| Seen { elapsed, lag_day: lag_day(elapsed), burden, only_date })
        })
        .collect()
}
