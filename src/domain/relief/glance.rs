//! A measure at a glance: the figures beside the headline that the page behind a link and the PDF put into words.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    CourseReport, Coverage, Ending, Figure, Headline, Reason, Relief, ReliefDays, Report, TreatmentReport, Word,
};
use crate::domain::measure::Scale;

/// Below this probability that the days after are better they are clearly worse (section 11).
const CLEARLY_WORSE: f64 = 0.05;

/// One measure over all its treatments: page and PDF word it, neither computes.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefGlance)]
pub struct Glance {
    /// How many treatments have taken place.
    pub treatments: usize,
    /// Why treatments could not be judged, where the headline does not say it; the most common reason first.
    pub unjudged: Vec<Unjudged>,
    /// The courses, in order of time.
    pub courses: Vec<CourseGlance>,
    /// The latest course that can be judged, which is spoken of first; absent where none can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// From the lowest to the highest baseline of the courses after the first, as scores; absent where none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later_baselines: Option<Span>,
    /// From the smallest to the largest gain of the courses after the first, in points; absent where none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later_points: Option<Span>,
    /// How long relief lasted; absent where its median is not reached, or is "0 days or more", which tells nobody
    /// anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relief_days: Option<ReliefDays>,
    /// The reliefs of stated courses, in order of the treatments.
    pub reliefs: Vec<SeenRelief>,
    /// For how many days the longest of them was seen; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest_relief_days: Option<f64>,
    /// How many days are written of all the baseline windows; absent where no baseline is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written_before: Option<Coverage>,
    /// How many days are written of all the follow-ups; absent where they have no day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written_after: Option<Coverage>,
}

/// A reason why treatments could not be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReliefUnjudged)]
pub struct Unjudged {
    /// The reason.
    pub reason: Reason,
    /// How many treatments it is of.
    pub treatments: usize,
}

/// What is said of a course.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefCourseGlance)]
pub struct CourseGlance {
    /// Its baseline, as a score of the measure.
    #[schema(value_type = Figure<f64>)]
    pub baseline_score: Figure<f64>,
    /// How sure it is that the days after are better.
    #[schema(value_type = Figure<Level>)]
    pub level: Figure<Level>,
}

/// Of which course it is said first whether it worked, and when that course was.
///
/// An earlier course that says more does not stand in for it: that was before the latest treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReliefVerdict)]
pub struct Verdict {
    /// The position of the course: the latest whose certainty is known.
    pub course: usize,
    /// How many treatments it has.
    pub treatments: usize,
    /// The local date of its first treatment.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The local date of its last treatment.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
}

/// How sure it is that the days after are better, in a word; with several measures together after Holm's procedure.
///
/// The definitions of relief, sections 6 and 11.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReliefLevel)]
pub enum Level {
    /// They are.
    Clear,
    /// They perhaps are.
    Likely,
    /// It cannot be told from ordinary ups and downs.
    Unclear,
    /// They are worse.
    ClearlyWorse,
}

/// From the smallest to the largest of some figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefSpan)]
pub struct Span {
    /// The smallest.
    pub low: f64,
    /// The largest.
    pub high: f64,
}

/// For how long a relief was seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefSeen)]
pub struct SeenRelief {
    /// In days.
    pub days: f64,
    /// Whether its end was seen.
    pub lost: bool,
}

impl Glance {
    /// Of a measure on this scale.
    #[must_use]
    pub fn of(scale: Scale, report: &Report) -> Self {
        let given = || report.treatments.iter().filter(|one| one.course.is_some());
        let baselines = || report.courses.iter().filter_map(|course| course.baseline.known());
        let later = || report.courses.iter().skip(1);
        let reliefs: Vec<SeenRelief> = reliefs(report).map(SeenRelief::of).collect();
        Self {
            treatments: given().count(),
            unjudged: unjudged(given().filter_map(|one| one.onset.reason()), &report.headline),
            courses: report.courses.iter().map(|course| CourseGlance::of(scale, course)).collect(),
            verdict: Verdict::of(report),
            later_baselines: Span::of(
                later().filter_map(|course| Some(scale.score_at(course.baseline.known()?.value))),
            ),
            later_points: Span::of(later().filter_map(|course| Some(course.certainty.known()?.points))),
            relief_days: said(report),
            longest_relief_days: reliefs.iter().map(|relief| relief.days).max_by(f64::total_cmp),
            reliefs,
            written_before: all(baselines().map(|one| Coverage { days: one.days, window_days: one.window_days })),
            written_after: all(given().filter_map(|one| one.follow_up.known().copied())),
        }
    }
}

impl CourseGlance {
    fn of(scale: Scale, course: &CourseReport) -> Self {
        let baseline = match course.baseline {
            Figure::Known(baseline) => Figure::Known(scale.score_at(baseline.value)),
            Figure::Absent { reason } => Figure::Absent { reason },
        };
        Self { baseline_score: baseline, level: level(course) }
    }
}

impl Verdict {
    fn of(report: &Report) -> Option<Self> {
        let course = report.courses.iter().rposition(|course| course.certainty.known().is_some())?;
        let dates = || report.treatments.iter().filter(|one| one.course == Some(course)).map(|one| one.local_date);
        Some(Self { course, treatments: dates().count(), from: dates().next()?, to: dates().next_back()? })
    }
}

impl Span {
    fn of(figures: impl Iterator<Item = f64>) -> Option<Self> {
        figures.fold(None, |span: Option<Self>, figure| {
            let Self { low, high } = span.unwrap_or(Self { low: figure, high: figure });
            Some(Self { low: low.min(figure), high: high.max(figure) })
        })
    }
}

impl SeenRelief {
    fn of(relief: Relief) -> Self {
        Self { days: relief.days, lost: relief.ended == Ending::Lost }
    }
}

fn level(course: &CourseReport) -> Figure<Level> {
    match (course.word, course.certainty) {
        (_, Figure::Absent { reason }) => Figure::Absent { reason },
        (Word::Relief | Word::Better, _) => Figure::Known(Level::Clear),
        (Word::Perhaps, _) => Figure::Known(Level::Likely),
        (Word::CannotTell, Figure::Known(known)) if known.probability < CLEARLY_WORSE => {
            Figure::Known(Level::ClearlyWorse)
        }
        (Word::CannotTell, _) => Figure::Known(Level::Unclear),
    }
}

/// `no_response` is a judgement; and what the headline says is said once.
fn unjudged(reasons: impl Iterator<Item = Reason>, headline: &Headline) -> Vec<Unjudged> {
    let mut found: Vec<Unjudged> = Vec::new();
    for reason in reasons.filter(|reason| *reason != Reason::NoResponse && !says(headline, *reason)) {
        match found.iter_mut().find(|one| one.reason == reason) {
            Some(one) => one.treatments += 1,
            None => found.push(Unjudged { reason, treatments: 1 }),
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.treatments));
    found
}

/// Whether the headline says this reason already.
fn says(headline: &Headline, said: Reason) -> bool {
    match headline {
        Headline::NothingToCompareWith { .. } => said == Reason::TooFewBaselineDays,
        Headline::TooEarly { .. } => said == Reason::TooEarly,
        Headline::CannotTell { reason, .. } => *reason == Some(said),
        _ => false,
    }
}

/// The reliefs of the treatments of stated courses.
fn reliefs(report: &Report) -> impl Iterator<Item = Relief> {
    let is_stated = |course: usize| report.courses.get(course).is_some_and(|course| course.stated);
    let stated = move |one: &&TreatmentReport| one.course.is_some_and(is_stated);
    report.treatments.iter().filter(stated).filter_map(|one| one.relief.known().copied())
}

fn said(report: &Report) -> Option<ReliefDays> {
    let lasted = report.summary.relief_days.known()?;
    (lasted.to.is_some() || lasted.from.is_some_and(|days| days > 0.0)).then_some(*lasted)
}

/// The days written of some windows together; none where they have no day.
fn all(windows: impl Iterator<Item = Coverage>) -> Option<Coverage> {
    let together = windows.fold(Coverage { days: 0, window_days: 0 }, |all, one| Coverage {
        days: all.days + one.days,
        window_days: all.window_days + one.window_days,
    });
    (together.window_days > 0).then_some(together)
}
