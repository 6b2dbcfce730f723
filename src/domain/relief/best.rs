//! How far relief went in the first week: the best check-in, and the best two days.

use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Reason,
    baseline::Yardstick,
    follow_up::FollowUp,
    statistics::HAIR,
    treatment::{LagDay, by_lag_day, hours},
};

/// The time in which the peak is looked for.
const PEAK_WINDOW: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The lag days among which the best two are.
const LAG_DAYS: std::ops::RangeInclusive<i32> = 0..=6;

/// The largest improvement in the first seven days.
///
/// The definitions of relief, section 3. It is a maximum of noisy numbers: no sentence is built on it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Peak {
    /// The improvement on the baseline, in percent; negative when every check-in was worse.
    pub improvement_percent: f64,
    /// Hours from the treatment to it, the earliest if tied.
    pub hours: f64,
}

/// The best two consecutive days with a value in the first seven.
///
/// The definitions of relief, section 3.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct BestDays {
    /// The mean of their improvements on the baseline, in percent.
    pub improvement_percent: f64,
    /// The lag day of the first of the two, 0 to 5, the earliest if tied.
    pub lag_day: i32,
}

/// The peak of a follow-up; `no_follow_up` also when its first check-in comes after the seven days.
pub(super) fn peak(yardstick: &Yardstick, follow_up: &FollowUp<'_>) -> Result<Peak, Reason> {
    let in_window = follow_up.check_ins.iter().take_while(|seen| seen.elapsed <= PEAK_WINDOW);
    // Of equal burdens `min_by` takes the first, which is the earliest.
    let best = in_window.min_by(|a, b| a.burden.total_cmp(&b.burden)).ok_or(Reason::NoFollowUp)?;
    Ok(Peak { improvement_percent: yardstick.improvement(best.burden), hours: hours(best.elapsed) })
}

/// The best two days of a follow-up.
pub(super) fn best_days(yardstick: &Yardstick, follow_up: &FollowUp<'_>) -> Result<BestDays, Reason> {
    let days: Vec<LagDay> = by_lag_day(follow_up.check_ins).filter(|day| LAG_DAYS.contains(&day.number)).collect();
    let mut best: Option<BestDays> = None;
    for (first, second) in days.iter().zip(days.iter().skip(1)) {
        let improvement_percent = yardstick.improvement(f64::midpoint(first.value, second.value));
        if best.is_none_or(|best| improvement_percent > best.improvement_percent + HAIR) {
            best = Some(BestDays { improvement_percent, lag_day: first.number });
        }
    }
    best.ok_or(Reason::TooFewDays)
}
