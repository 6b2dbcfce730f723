//! The aligned curves: every treatment laid over the others by the time since it, and their mean.

use std::{collections::BTreeMap, ops::RangeInclusive};

use jiff::SignedDuration;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};
use utoipa::ToSchema;

use super::{
    baseline::Yardstick,
    statistics::{count, mean, standard_deviation},
    treatment::{Treatment, by_lag_day, hours},
};

/// The lag days of the curves.
const LAG_DAYS: RangeInclusive<i32> = -14..=28;
/// The time for which single check-ins are offered.
const FIRST_HOURS: SignedDuration = SignedDuration::from_hours(48);

/// One lag day of one treatment.
///
/// The definitions of relief, section 5.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct CurvePoint {
    /// The lag day, −14 to 28; those without a check-in are left out.
    pub lag_day: i32,
    /// The improvement of the lag-day value on the course's baseline, in percent.
    pub improvement_percent: f64,
    /// How many check-ins the value is the mean of.
    pub check_ins: usize,
}

/// One check-in of the first 48 hours.
///
/// The definitions of relief, section 5.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct HourPoint {
    /// Hours since the treatment: above 0, at most 48.
    pub hours: f64,
    /// Its improvement on the course's baseline, in percent.
    pub improvement_percent: f64,
}

/// One lag day over the treatments that have a value on it: before, the first of each course; after, all.
///
/// The definitions of relief, section 5.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct AlignedDay {
    /// The lag day, −14 to 28; those without a mean are left out.
    pub lag_day: i32,
    /// How many treatments it is the mean over.
    pub n: usize,
    /// The mean of their improvements, in percent.
    pub mean_percent: f64,
    /// The lower limit of the 95 % t-interval of the mean, in percent; absent for fewer than three treatments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower: Option<f64>,
    /// The upper limit of the 95 % t-interval of the mean, in percent; absent for fewer than three treatments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<f64>,
}

/// The curve of one treatment over its own check-ins.
pub(super) fn curve(yardstick: &Yardstick, treatment: &Treatment<'_>) -> Vec<CurvePoint> {
    by_lag_day(treatment.check_ins(LAG_DAYS))
        .map(|day| CurvePoint {
            lag_day: day.number,
            improvement_percent: yardstick.improvement(day.value),
            check_ins: day.check_ins,
        })
        .collect()
}

/// The check-ins of the first 48 hours after one treatment, not binned.
pub(super) fn first_hours(yardstick: &Yardstick, treatment: &Treatment<'_>) -> Vec<HourPoint> {
    treatment
        .after()
        .iter()
        .take_while(|seen| seen.elapsed <= FIRST_HOURS)
        .map(|seen| HourPoint { hours: hours(seen.elapsed), improvement_percent: yardstick.improvement(seen.burden) })
        .collect()
}

/// A treatment's curve, and whether its treatment is the first of its course.
pub(super) struct Line<'a> {
    /// The points of the curve.
    pub(super) points: &'a [CurvePoint],
    /// Whether the days before it are those before a course: later treatments start from relief.
    pub(super) first_of_course: bool,
}

/// The mean of the curves of treatments with a baseline, lag day by lag day.
///
/// A mean over changing sets of treatments draws steps that nobody lived through: it is given where
/// at least two, and at least half of those that it could be taken over, have a value; or where there
/// is only one that it could be taken over.
pub(super) fn aligned(lines: &[Line<'_>]) -> Vec<AlignedDay> {
    let firsts = lines.iter().filter(|line| line.first_of_course).count();
    let mut by_day: BTreeMap<i32, Vec<f64>> = BTreeMap::new();
    for line in lines {
        for point in line.points.iter().filter(|point| point.lag_day >= 0 || line.first_of_course) {
            by_day.entry(point.lag_day).or_default().push(point.improvement_percent);
        }
    }
    let possible = |lag_day: i32| if lag_day < 0 { firsts } else { lines.len() };
    let enough = |n: usize, possible: usize| possible == 1 || (n >= 2 && 2 * n >= possible);
    let days = by_day.into_iter().filter(|(lag_day, values)| enough(values.len(), possible(*lag_day)));
    days.filter_map(|(lag_day, improvements)| aligned_day(lag_day, &improvements)).collect()
}

fn aligned_day(lag_day: i32, improvements: &[f64]) -> Option<AlignedDay> {
    let mean_percent = mean(improvements.iter().copied())?;
    let margin = margin(improvements);
    Some(AlignedDay {
        lag_day,
        n: improvements.len(),
        mean_percent,
        lower: margin.map(|margin| mean_percent - margin),
        upper: margin.map(|margin| mean_percent + margin),
    })
}

/// Half the 95 % interval of the mean: `t(0.975, n − 1) · sd / √n`; `None` of fewer than three.
fn margin(values: &[f64]) -> Option<f64> {
    let deviation = standard_deviation(values).filter(|_| values.len() > 2)?;
    let n = count(values.len());
    let t = StudentsT::new(0.0, 1.0, n - 1.0).ok()?.inverse_cdf(0.975);
    Some(t * deviation / n.sqrt())
}
