//! How fast relief came, and how long it lasted.
//!
//! The terms and formulas are those of [the definitions of relief](definitions.md), section by section:
//!
//! | file | section |
//! | --- | --- |
//! | `input`, `treatment` | 1: readings and treatments, lag days, which check-ins are whose |
//! | `baseline` | 2: courses, baseline, swing, improvement |
//! | `follow_up`, `onset` | 3: the follow-up, onset, peak |
//! | `duration`, `survival` | 4: sustained relief and the relief curve |
//! | `aligned` | 5: curves by lag day and by hour, and their mean |
//! | `overlap` | 6: how sure |
//! | `parameters`, `figure`, `statistics` | the thresholds, figures that may be absent, shared sums |
//!
//! A figure that cannot be computed is absent, with a [`Reason`]; none is ever guessed, and no
//! number in a report is infinite or not a number.

mod aligned;
mod baseline;
mod duration;
mod figure;
mod follow_up;
mod input;
mod onset;
mod overlap;
mod parameters;
pub(super) mod statistics;
mod survival;
mod treatment;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

pub use self::{
    aligned::{AlignedDay, CurvePoint, HourPoint},
    baseline::Baseline,
    duration::{Ending, Relief},
    figure::{Figure, Reason},
    follow_up::Coverage,
    input::{Dosing, Reading},
    onset::{Onset, Peak},
    overlap::Nap,
    parameters::Parameters,
    survival::{ReliefCurve, Step},
};
use self::{
    baseline::Yardstick,
    follow_up::FollowUp,
    treatment::{Treatment, by_lag_day},
};
use super::measure::Scale;

/// Everything the definitions of relief say about one measure.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefReport)]
pub struct Report {
    /// The courses, in order of time.
    pub courses: Vec<CourseReport>,
    /// The treatments, in order of time.
    pub treatments: Vec<TreatmentReport>,
    /// How long relief lasted, over the treatments with relief.
    pub relief_curve: ReliefCurve,
    /// The mean of the treatments' curves.
    pub aligned: Vec<AlignedDay>,
}

/// One course: treatments that are compared with the same baseline.
///
/// The definitions of relief, sections 2 and 6.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefCourse)]
pub struct CourseReport {
    /// The ids of its treatments, in order of time.
    pub treatments: Vec<String>,
    /// How it was before the first of them.
    pub baseline: Figure<Baseline>,
    /// How far the days after treatment lie below those before.
    pub nap: Figure<Nap>,
}

/// One treatment and what came of it.
///
/// The definitions of relief, sections 3 to 6.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefTreatment)]
pub struct TreatmentReport {
    /// Its id.
    pub id: String,
    /// When it started.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The position of its course in the report's `courses`, from 0.
    pub course: usize,
    /// How fast relief came.
    pub onset: Figure<Onset>,
    /// How far it went in the first seven days.
    pub peak: Figure<Peak>,
    /// How long it lasted.
    pub relief: Figure<Relief>,
    /// How many days of its follow-up were journaled.
    pub follow_up: Coverage,
    /// Its own curve by lag day; empty without a baseline.
    pub curve: Vec<CurvePoint>,
    /// Its check-ins of the first 48 hours; empty without a baseline.
    pub first_hours: Vec<HourPoint>,
}

/// Computes every figure of the definitions of relief for one measure.
///
/// `readings` are all the scores of that measure and `dosings` all the treatments, in any order.
/// Scores outside of the scale are taken as they are. The time taken grows with their number and
/// little more (n log n, for sorting).
#[must_use]
pub fn analyse(scale: Scale, readings: &[Reading], dosings: &[Dosing], parameters: &Parameters) -> Report {
    let in_order = treatment::in_order(scale, readings, dosings);
    let mut courses = Vec::new();
    let mut treatments = Vec::with_capacity(in_order.len());
    for (position, course) in baseline::courses(scale, &in_order, parameters).enumerate() {
        let yardstick = course.baseline.map(|baseline| Yardstick::new(&baseline, parameters));
        let told = course.treatments.iter().map(|one| treatment_report(one, position, yardstick, parameters));
        treatments.extend(told);
        courses.push(course_report(&course));
    }
    Report {
        relief_curve: survival::relief_curve(treatments.iter().filter_map(|one| one.relief.known())),
        aligned: aligned::aligned(treatments.iter().map(|one| one.curve.as_slice())),
        courses,
        treatments,
    }
}

fn course_report(course: &baseline::Course<'_>) -> CourseReport {
    let before: Vec<f64> = course.before.iter().map(|day| day.value).collect();
    let after = course.treatments.iter().flat_map(|one| by_lag_day(one.check_ins(overlap::LAG_DAYS)));
    let after: Vec<f64> = after.map(|day| day.value).collect();
    CourseReport {
        treatments: course.treatments.iter().map(|one| one.dosing.id.clone()).collect(),
        baseline: course.baseline.into(),
        nap: overlap::nap(&before, &after).into(),
    }
}

fn treatment_report(
    treatment: &Treatment<'_>,
    course: usize,
    yardstick: Result<Yardstick, Reason>,
    parameters: &Parameters,
) -> TreatmentReport {
    let follow_up = FollowUp::of(treatment, parameters);
    let responding = onset::responding(yardstick, treatment, &follow_up);
    TreatmentReport {
        id: treatment.dosing.id.clone(),
        at: treatment.dosing.at,
        course,
        onset: onset::onset(responding).into(),
        peak: onset::peak(yardstick, &follow_up).into(),
        relief: duration::relief(yardstick, responding, &follow_up).into(),
        follow_up: follow_up.coverage,
        curve: yardstick.map(|yardstick| aligned::curve(&yardstick, treatment)).unwrap_or_default(),
        first_hours: yardstick.map(|yardstick| aligned::first_hours(&yardstick, treatment)).unwrap_or_default(),
    }
}
