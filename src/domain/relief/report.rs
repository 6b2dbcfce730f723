//! The whole answer about one measure.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    AlignedDay, Baseline, BestDays, Certainty, Coverage, CurvePoint, DaysLeft, Figure, Headline, HourPoint, Nap, Now,
    Onset, OverTreatments, Peak, Relief, ReliefCurve, SinceFirstDays, Summary, Word,
};
use crate::domain::day::Moment;

/// Everything the definitions of relief say about one measure.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefReport)]
pub struct Report {
    /// Where the person is now.
    pub now: Now,
    /// What is said first.
    pub headline: Headline,
    /// The courses, in order of time.
    pub courses: Vec<CourseReport>,
    /// The treatments, planned ones too, in order of time.
    pub treatments: Vec<TreatmentReport>,
    /// How long relief lasted, over the treatments with relief of stated courses.
    pub relief_curve: ReliefCurve,
    /// How many days are left of the present relief, by the earlier ones.
    pub days_left: Figure<DaysLeft>,
    /// The mean of the treatments' curves.
    pub aligned: Vec<AlignedDay>,
    /// What many treatments say together.
    pub over_treatments: OverTreatments,
    /// The figures that are put into words.
    pub summary: Summary,
    /// The change since the first days, where nothing can be compared because too few days before the treatments were
    /// written; absent elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since_first_days: Option<Figure<SinceFirstDays>>,
}

/// One course: treatments that are compared with the same baseline.
///
/// The definitions of relief, sections 2 and 6.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefCourse)]
pub struct CourseReport {
    /// The ids of its treatments, in order of time; planned ones are not among them.
    pub treatments: Vec<String>,
    /// How it was before the first of them.
    pub baseline: Figure<Baseline>,
    /// How sure it is that the days after are better than ordinary ups and downs.
    pub certainty: Figure<Certainty>,
    /// What is said of it.
    pub word: Word,
    /// Whether the word is `relief`: only then headlines, averages and counts take it in.
    pub stated: bool,
    /// The ids of the changes of medication that lie close to it, in order of time.
    pub medication_changes: Vec<String>,
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
    #[schema(required = true)]
    pub course: Option<usize>,
    /// How fast relief came.
    pub onset: Figure<Onset>,
    /// How far it went in the first seven days, in a single check-in.
    pub peak: Figure<Peak>,
    /// How far it went in the first seven days, over two days.
    pub best_days: Figure<BestDays>,
    /// How long it lasted.
    pub relief: Figure<Relief>,
    /// How bad its unwritten days would have had to be for relief to be gone: a burden, in points.
    pub tipping_point: Figure<f64>,
    /// How many days of its follow-up were journaled.
    pub follow_up: Figure<Coverage>,
    /// Its own curve by lag day; empty without a baseline.
    pub curve: Vec<CurvePoint>,
    /// Its check-ins of the first 48 hours; empty without a baseline.
    pub first_hours: Vec<HourPoint>,
}
