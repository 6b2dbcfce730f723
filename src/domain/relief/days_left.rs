//! From here on: how many more days relief lasted, after earlier treatments, from the day it has reached now.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Reason,
    duration::{Ending, Relief},
    over_treatments::Shorter,
    statistics::HAIR,
    survival::{ReliefCurve, relief_curve},
};

/// How many of the earlier reliefs must have been lost.
const LOST_NEEDED: usize = 4;
/// As unlikely as this by chance, reliefs that get shorter are no measure for the present one.
const UNLIKELY: f64 = 0.1;

/// How many more days the earlier reliefs lasted that had come as far as the present one.
///
/// The definitions of relief, section 4. Never a date for the next treatment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefDaysLeft)]
pub struct DaysLeft {
    /// The days after which half of the earlier ones that had come this far were gone.
    pub median_days_left: f64,
    /// How long the present relief has lasted, to the last check-in, in days.
    pub after_days: f64,
    /// How many earlier reliefs there are.
    pub treatments: usize,
    /// How many of them were lost.
    pub lost: usize,
}

/// How many days are left of the present relief, by the earlier ones.
///
/// `earlier` are the stated reliefs before the last treatment's, and `present` that of the last
/// treatment, if it has one that is stated.
///
/// # Errors
///
/// The first reason that applies, in the order of the definitions.
pub(super) fn days_left(
    earlier: &[Relief],
    present: Option<&Relief>,
    shorter: Option<&Shorter>,
) -> Result<DaysLeft, Reason> {
    let curve = relief_curve(earlier);
    if curve.lost < LOST_NEEDED {
        return Err(Reason::TooFewTreatments);
    }
    let going = present.filter(|relief| relief.ended == Ending::StillGoing).ok_or(Reason::NoReliefNow)?;
    if shorter.is_some_and(|shorter| shorter.tau < 0.0 && shorter.p <= UNLIKELY + HAIR) {
        return Err(Reason::GettingShorter);
    }
    let left = still_relieved(&curve, going.days);
    if left <= 0.0 {
        return Err(Reason::LongerThanBefore);
    }
    let half = curve.steps.iter().find(|step| step.days > going.days && step.survival / left <= 0.5 + HAIR);
    half.map(|step| DaysLeft {
        median_days_left: step.days - going.days,
        after_days: going.days,
        treatments: curve.treatments,
        lost: curve.lost,
    })
    .ok_or(Reason::NotReached)
}

/// The share that still has relief after so many days.
fn still_relieved(curve: &ReliefCurve, days: f64) -> f64 {
    curve.steps.iter().rfind(|step| step.days <= days).map_or(1.0, |step| step.survival)
}
