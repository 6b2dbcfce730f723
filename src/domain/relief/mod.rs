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

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

pub use self::{
    aligned::{AlignedDay, CurvePoint, HourPoint},
    baseline::Baseline,
    duration::{Ending, Relief},
    figure::{Figure, Reason},
    follow_up::Coverage,
    input::{Background, Dosing, Reading},
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
use super::{day::Moment, measure::Scale};

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
    /// When it started, or is planned to, with the record's own offset.
    #[schema(value_type = String, format = DateTime)]
    pub at: Moment,
    /// The calendar date where and when it started.
    #[schema(value_type = String, format = Date)]
    pub local_date: Date,
    /// The position of its course in the report's `courses`, from 0; `null` where it is planned.
    pub course: Option<usize>,
    /// How fast relief came.
    pub onset: Figure<Onset>,
    /// How far it went in the first seven days.
    pub peak: Figure<Peak>,
    /// How long it lasted.
    pub relief: Figure<Relief>,
    /// How many days of its follow-up were journaled.
    pub follow_up: Figure<Coverage>,
    /// Its own curve by lag day; empty without a baseline.
    pub curve: Vec<CurvePoint>,
    /// Its check-ins of the first 48 hours; empty without a baseline.
    pub first_hours: Vec<HourPoint>,
}

/// Computes every figure of the definitions of relief for one measure.
///
/// `readings` are all the scores of that measure, in any order. Scores outside of the scale are
/// taken as they are. The time taken grows with the number of readings and treatments and little
/// more (n log n, for sorting).
#[must_use]
pub fn analyse(scale: Scale, readings: &[Reading], background: &Background<'_>) -> Report {
    let Background { dosings, now, parameters } = background;
    let (planned, given): (Vec<&Dosing>, Vec<&Dosing>) = dosings.iter().partition(|dosing| dosing.is_planned(*now));
    let in_order = treatment::in_order(scale, readings.iter().filter(|reading| reading.at <= *now), given);
    let mut courses = Vec::new();
    let mut treatments = Vec::with_capacity(in_order.len());
    for (position, course) in baseline::courses(scale, &in_order, parameters).enumerate() {
        let yardstick = course.baseline.map(|baseline| Yardstick::new(&baseline, parameters));
        let told = course.treatments.iter().map(|one| treatment_report(one, position, yardstick, parameters));
        treatments.extend(told);
        courses.push(course_report(&course));
    }
    treatments.extend(planned.into_iter().map(planned_report));
    treatments.sort_by(|a, b| (a.at.instant(), &a.id, a.at.offset()).cmp(&(b.at.instant(), &b.id, b.at.offset())));
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

/// A treatment that is still to come: nothing is known of it, and it counts for nothing.
fn planned_report(dosing: &Dosing) -> TreatmentReport {
    TreatmentReport {
        id: dosing.id.clone(),
        at: dosing.at,
        local_date: dosing.at.date(),
        course: None,
        onset: Figure::Absent { reason: Reason::Planned },
        peak: Figure::Absent { reason: Reason::Planned },
        relief: Figure::Absent { reason: Reason::Planned },
        follow_up: Figure::Absent { reason: Reason::Planned },
        curve: Vec::new(),
        first_hours: Vec::new(),
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
        local_date: treatment.dosing.at.date(),
        course: Some(course),
        onset: onset::onset(responding).into(),
        peak: onset::peak(yardstick, &follow_up).into(),
        relief: duration::relief(yardstick, responding, &follow_up).into(),
        follow_up: Figure::Known(follow_up.coverage),
        curve: yardstick.map(|yardstick| aligned::curve(&yardstick, treatment)).unwrap_or_default(),
        first_hours: yardstick.map(|yardstick| aligned::first_hours(&yardstick, treatment)).unwrap_or_default(),
    }
}
