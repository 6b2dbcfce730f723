//! What the report says of one measure, in figures.

use super::numbers::count;
use crate::{
    domain::{
        measure::Polarity,
        relief::{Baseline, Ending, Figure, Nap, Onset, Reason, Relief},
    },
    shares::view::Series,
};

/// The figures of one measure over all the treatments that are shown.
pub(super) struct Figures {
    /// How many treatments there are.
    pub(super) treatments: usize,
    /// How many of them could be judged: an onset was found, or none that held.
    pub(super) judged: usize,
    /// The hours of each onset, in order of size.
    pub(super) hours: Vec<f64>,
    /// How many onsets came within 24 hours.
    pub(super) rapid: usize,
    /// Why the others could not be judged, and how many for each reason.
    pub(super) unjudged: Vec<(Reason, usize)>,
    /// Each course's baseline, as a score of the measure's own scale.
    pub(super) baselines: Vec<Figure<Baseline>>,
    /// Each course's overlap.
    pub(super) naps: Vec<Figure<Nap>>,
    /// The share of days written in the baseline windows that there are, 0 to 1.
    pub(super) before: Option<f64>,
    /// The share of days written after the treatments, 0 to 1.
    pub(super) after: Option<f64>,
    /// The longest that relief was seen to last, in days.
    pub(super) longest: Option<f64>,
}

impl Figures {
    pub(super) fn of(series: &Series) -> Self {
        let relief = &series.relief;
        let given = || relief.treatments.iter().filter(|one| one.course.is_some());
        let onsets: Vec<&Onset> = given().filter_map(|one| one.onset.known()).collect();
        let mut hours: Vec<f64> = onsets.iter().map(|onset| onset.hours).collect();
        hours.sort_by(f64::total_cmp);
        let mut unjudged: Vec<(Reason, usize)> = Vec::new();
        let mut unanswered = 0;
        for reason in given().filter_map(|one| one.onset.reason()) {
            if reason == Reason::NoResponse {
                unanswered += 1;
            } else if let Some((_, count)) = unjudged.iter_mut().find(|(known, _)| *known == reason) {
                *count += 1;
            } else {
                unjudged.push((reason, 1));
            }
        }
        let baselines = relief.courses.iter().map(|course| course.baseline);
        let known = baselines.clone().filter_map(|baseline| baseline.known().copied());
        Self {
            treatments: given().count(),
            judged: onsets.len() + unanswered,
            rapid: onsets.iter().filter(|onset| onset.rapid).count(),
            hours,
            unjudged,
            before: covered(known.map(|one| (one.days, one.window_days))),
            baselines: baselines.map(|baseline| raw(series, baseline)).collect(),
            naps: relief.courses.iter().map(|course| course.nap).collect(),
            after: covered(given().filter_map(|one| one.follow_up.known()).map(|one| (one.days, one.window_days))),
            longest: reliefs(series).map(|relief| relief.days).max_by(f64::total_cmp),
        }
    }

    /// The middle of the onsets' hours.
    pub(super) fn median_hours(&self) -> Option<f64> {
        let middle = self.hours.len() / 2;
        let upper = *self.hours.get(middle)?;
        if self.hours.len() % 2 == 1 {
            return Some(upper);
        }
        let lower = *self.hours.get(middle.checked_sub(1)?)?;
        Some(f64::midpoint(lower, upper))
    }
}

/// The reliefs of a measure, one for each treatment with relief.
pub(super) fn reliefs(series: &Series) -> impl Iterator<Item = Relief> {
    series.relief.treatments.iter().filter_map(|one| one.relief.known().copied())
}

/// How long the reliefs lasted that were not seen to end.
pub(super) fn open_reliefs(series: &Series) -> impl Iterator<Item = f64> {
    reliefs(series).filter(|relief| relief.ended != Ending::Lost).map(|relief| relief.days)
}

/// The baseline turned back from a burden to a score.
fn raw(series: &Series, baseline: Figure<Baseline>) -> Figure<Baseline> {
    match baseline {
        Figure::Known(known) => Figure::Known(Baseline {
            value: match series.polarity {
                Polarity::HigherIsWorse => f64::from(series.min) + known.value,
                Polarity::HigherIsBetter => f64::from(series.max) - known.value,
            },
            ..known
        }),
        Figure::Absent { reason } => Figure::Absent { reason },
    }
}

/// Days written of all the days of some windows.
fn covered(windows: impl Iterator<Item = (usize, i32)>) -> Option<f64> {
    let (written, all) =
        windows.fold((0.0, 0.0), |(written, all), window| (written + count(window.0), all + f64::from(window.1)));
    (all > 0.0).then_some(written / all)
}
