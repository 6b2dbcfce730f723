//! Unwritten days: how bad they would have had to be for relief to be gone.

use jiff::{SignedDuration, Timestamp};

use super::{
    Reason,
    baseline::Yardstick,
    statistics::count,
    treatment::{DAY, Treatment, by_lag_day},
};

/// The lag days that are looked at: the first week.
const LAG_DAYS: std::ops::RangeInclusive<i32> = 0..=6;

/// The mean burden, in points, that the unwritten days of the first week would need for the
/// improvement over all of them to fall below the partial threshold; above the baseline, relief
/// holds even if every unwritten day was as bad as before.
///
/// The definitions of relief, section 6.
///
/// # Errors
///
/// `AllDaysWritten` when no day that began before the next treatment, and before now, is missing.
pub(super) fn tipping_point(yardstick: &Yardstick, treatment: &Treatment<'_>, now: Timestamp) -> Result<f64, Reason> {
    let until_now = now.duration_since(treatment.start());
    let end = treatment.until_next.map_or(until_now, |next| next.min(until_now));
    let begun = LAG_DAYS.filter(|day| begins(*day) < end).count();
    let written: Vec<f64> = by_lag_day(treatment.check_ins(LAG_DAYS)).map(|day| day.value).collect();
    let missing = begun.saturating_sub(written.len());
    if missing == 0 {
        return Err(Reason::AllDaysWritten);
    }
    let allowed = count(begun) * yardstick.partial_burden();
    Ok((allowed - written.iter().sum::<f64>()) / count(missing))
}

fn begins(lag_day: i32) -> SignedDuration {
    DAY * lag_day
}
