//! What the report says of one measure, in figures.

use super::numbers::count;
use crate::{
    domain::{
        measure::Polarity,
        relief::{Baseline, CourseReport, Ending, Figure, Headline, Reason, Relief, ReliefDays, TreatmentReport},
    },
    reports::view::Series,
};

/// The figures of one measure over all the treatments that are shown.
pub(super) struct Figures<'a> {
    /// How many treatments have taken place.
    pub(super) treatments: usize,
    /// Why treatments could not be judged, and how many for each reason that the headline does not say.
    pub(super) unjudged: Vec<(Reason, usize)>,
    /// Each course's baseline, as a score of the measure's own scale.
    pub(super) baselines: Vec<Figure<Baseline>>,
    /// The courses themselves.
    pub(super) courses: &'a [CourseReport],
    /// The share of days written in the baseline windows that there are, 0 to 1.
    pub(super) before: Option<f64>,
    /// The share of days written after the treatments, 0 to 1.
    pub(super) after: Option<f64>,
}

impl<'a> Figures<'a> {
    pub(super) fn of(series: &'a Series) -> Self {
        let relief = &series.relief;
        let given = || relief.treatments.iter().filter(|one| one.course.is_some());
        let mut unjudged: Vec<(Reason, usize)> = Vec::new();
        let unsaid = |reason: &Reason| *reason != Reason::NoResponse && !says(&relief.headline, *reason);
        for reason in given().filter_map(|one| one.onset.reason()).filter(unsaid) {
            match unjudged.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => unjudged.push((reason, 1)),
            }
        }
        let baselines = relief.courses.iter().map(|course| course.baseline);
        let known = baselines.clone().filter_map(|baseline| baseline.known().copied());
        Self {
            treatments: given().count(),
            unjudged,
            before: covered(known.map(|one| (one.days, one.window_days))),
            baselines: baselines.map(|baseline| raw(series, baseline)).collect(),
            courses: &relief.courses,
            after: covered(given().filter_map(|one| one.follow_up.known()).map(|one| (one.days, one.window_days))),
        }
    }
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

/// The treatments of stated courses.
fn stated(series: &Series) -> impl Iterator<Item = &TreatmentReport> {
    let courses = &series.relief.courses;
    let is_stated = |course: usize| courses.get(course).is_some_and(|course| course.stated);
    series.relief.treatments.iter().filter(move |one| one.course.is_some_and(is_stated))
}

/// The reliefs of a measure, one for each treatment with relief of a stated course.
pub(super) fn reliefs(series: &Series) -> impl Iterator<Item = Relief> {
    stated(series).filter_map(|one| one.relief.known().copied())
}

/// How long relief lasted; "0 days or more" would tell nobody anything.
pub(super) fn median(series: &Series) -> Option<&ReliefDays> {
    let lasted = series.relief.summary.relief_days.known()?;
    (lasted.to.is_some() || lasted.from.is_some_and(|days| days > 0.0)).then_some(lasted)
}

/// How long the reliefs lasted that were not seen to end.
pub(super) fn open_reliefs(series: &Series) -> impl Iterator<Item = f64> {
    reliefs(series).filter(|relief| relief.ended != Ending::Lost).map(|relief| relief.days)
}

/// A burden as it is read beside scores.
pub(super) fn as_score(series: &Series, burden: f64) -> f64 {
    match series.polarity {
        Polarity::HigherIsWorse => f64::from(series.min) + burden,
        Polarity::HigherIsBetter => f64::from(series.max) - burden,
    }
}

/// The baseline turned back from a burden to a score.
fn raw(series: &Series, baseline: Figure<Baseline>) -> Figure<Baseline> {
    match baseline {
        Figure::Known(known) => Figure::Known(Baseline { value: as_score(series, known.value), ..known }),
        Figure::Absent { reason } => Figure::Absent { reason },
    }
}

/// Days written of all the days of some windows.
fn covered(windows: impl Iterator<Item = (usize, i32)>) -> Option<f64> {
    let (written, all) =
        windows.fold((0.0, 0.0), |(written, all), window| (written + count(window.0), all + f64::from(window.1)));
    (all > 0.0).then_some(written / all)
}
