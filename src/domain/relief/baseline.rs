//! Courses of treatments, the baseline of a course, and what an improvement on it is.

use jiff::SignedDuration;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Parameters, Reason,
    statistics::{HAIR, mean, standard_deviation},
    treatment::{LagDay, Treatment, by_lag_day, days, lag_day},
};
use crate::domain::measure::Scale;

/// The length of the baseline window, in lag days.
const WINDOW_DAYS: i32 = 14;
/// How many lag days with a value a baseline needs.
const DAYS_NEEDED: usize = 3;
/// The part of the scale's span that a baseline must reach for there to be something to relieve.
const FLOOR: f64 = 0.25;
/// How many standard deviations a single score strays on ordinary days.
const SWING: f64 = 1.645;

/// How it was before the treatments of a course.
///
/// The definitions of relief, section 2.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Baseline {
    /// The mean of the lag-day values in the window: a burden in points, so higher is worse for every measure.
    pub value: f64,
    /// The sample standard deviation (n − 1) of the single check-ins in the window, in points.
    pub standard_deviation: f64,
    /// How many lag days of the window have a value.
    pub days: usize,
    /// How many lag days the window has: 14, or fewer where the previous treatment cuts it.
    pub window_days: i32,
}

/// The treatments that are compared with one baseline, and that baseline.
pub(super) struct Course<'a, 'd> {
    /// The course's treatments in order of time; never empty.
    pub(super) treatments: &'a [Treatment<'d>],
    /// The lag days of the baseline window that have a value, in order of time.
    pub(super) before: Vec<LagDay>,
    /// The baseline, or why there is none.
    pub(super) baseline: Result<Baseline, Reason>,
}

/// Divides treatments in order of time into courses: a new one starts where the gap since the
/// previous treatment is longer than `course_gap_days` (the definitions of relief, section 2).
pub(super) fn courses<'a, 'd>(
    scale: Scale,
    treatments: &'a [Treatment<'d>],
    parameters: &Parameters,
) -> impl Iterator<Item = Course<'a, 'd>> {
    let gap = parameters.course_gap_days;
    treatments
        .chunk_by(move |_, next| !starts_course(next.since_previous, gap))
        .filter_map(move |treatments| Some(course(scale, treatments, treatments.first()?)))
}

/// Whether a treatment so long after the previous one, if there is one, starts a course.
pub fn starts_course(since_previous: Option<SignedDuration>, course_gap_days: f64) -> bool {
    since_previous.is_none_or(|since| days(since) > course_gap_days)
}

fn course<'a, 'd>(scale: Scale, treatments: &'a [Treatment<'d>], first: &Treatment<'_>) -> Course<'a, 'd> {
    let check_ins = first.check_ins(-WINDOW_DAYS..=-1);
    let before: Vec<LagDay> = by_lag_day(check_ins).collect();
    let burdens: Vec<f64> = check_ins.iter().map(|seen| seen.burden).collect();
    let baseline = baseline(scale, &before, &burdens, window_days(first));
    Course { treatments, before, baseline }
}

/// How many lag days lie, in part at least, between the previous treatment and this one; at most 14.
fn window_days(first: &Treatment<'_>) -> i32 {
    first.since_previous.map_or(WINDOW_DAYS, |since| WINDOW_DAYS.min(lag_day(since) + 1))
}

fn baseline(scale: Scale, before: &[LagDay], burdens: &[f64], window_days: i32) -> Result<Baseline, Reason> {
    if before.len() < DAYS_NEEDED {
        return Err(Reason::TooFewBaselineDays);
    }
    let value = mean(before.iter().map(|day| day.value)).ok_or(Reason::TooFewBaselineDays)?;
    let standard_deviation = standard_deviation(burdens).ok_or(Reason::TooFewBaselineDays)?;
    // A span of nothing has no quarter; improvement on 0 has no percentage.
    if value <= 0.0 || value < (FLOOR - HAIR) * scale.span() {
        return Err(Reason::BaselineTooLow);
    }
    Ok(Baseline { value, standard_deviation, days: before.len(), window_days })
}

/// What burdens are held against: a baseline, and the thresholds that say what a change on it means.
///
/// Comparisons forgive what rounding alone can do: a billionth of a percent, and of the baseline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Yardstick {
    baseline: f64,
    swing: f64,
    response_percent: f64,
    partial_percent: f64,
}

impl Yardstick {
    /// The yardstick of a course with this baseline.
    pub(super) fn new(baseline: &Baseline, parameters: &Parameters) -> Self {
        Self {
            baseline: baseline.value,
            swing: SWING * baseline.standard_deviation,
            response_percent: parameters.response_percent,
            partial_percent: parameters.partial_percent,
        }
    }

    /// The improvement of a burden on the baseline, in percent; negative is worse (section 2).
    pub(super) fn improvement(&self, burden: f64) -> f64 {
        100.0 * (self.baseline - burden) / self.baseline
    }

    /// How far a burden lies below the baseline, in points; negative is worse.
    pub(super) fn points(&self, burden: f64) -> f64 {
        self.baseline - burden
    }

    /// Whether the swing exceeds the baseline, so that no score could ever tell (section 2).
    pub(super) fn is_too_variable(&self) -> bool {
        self.swing > self.baseline * (1.0 + HAIR)
    }

    /// Whether a burden is a response: improved enough, and further than ordinary days stray (section 3).
    pub(super) fn is_response(&self, burden: f64) -> bool {
        self.improvement(burden) >= self.response_percent - HAIR
            && self.baseline - burden >= self.swing - HAIR * self.baseline
    }

    /// The burden at the partial threshold: up to it there is relief.
    pub(super) fn partial_burden(&self) -> f64 {
        self.baseline * (1.0 - self.partial_percent / 100.0)
    }

    /// Whether a burden is below the partial threshold, so that relief may be lost (section 4).
    pub(super) fn is_below_partial(&self, burden: f64) -> bool {
        self.improvement(burden) < self.partial_percent - HAIR
    }
}
