//! One line for each measure: what a clinician reads first.

use super::{
    numbers::score,
    paper::Paper,
    table::{Cell, table},
    text,
    typeface::{BODY, SMALL, Style},
    words::{
        self,
        written::{self, Written},
    },
};
use crate::{
    domain::{
        measure::Scale,
        relief::{Coverage, Figure, Glance, Headline, Reason, Report, Span},
    },
    reports::view::{Series, View},
};

/// A figure and what belongs to it.
const LED: Style = Style { grey: 30, ..SMALL };

pub(super) fn lay(paper: &mut Paper, view: &View) {
    text::heading(paper, words::SUMMARY.say(), 60.0);
    if view.series.is_empty() {
        text::paragraph(paper, words::NO_QUESTIONS.say(), BODY);
        return;
    }
    let rows: Vec<Vec<Cell>> = view.series.iter().map(|series| row(paper, series)).collect();
    table(paper, &words::summary_heads(), &rows);
    paper.space(1.5);
    let below: Vec<String> = [Some(scales(paper, view)), written(view)].into_iter().flatten().collect();
    text::paragraph(paper, &below.join(" "), SMALL);
    // The same treatments make the same courses for every measure.
    let courses = view.series.first().map(|series| series.relief.courses.as_slice()).unwrap_or_default();
    if courses.iter().any(|course| !course.medication_changes.is_empty()) {
        text::paragraph(paper, words::MEDICATION_CLOSE.say(), SMALL);
    }
    paper.space(2.6);
}

fn row(paper: &mut Paper, series: &Series) -> Vec<Cell> {
    let question = paper.typeface.name(&series.question);
    let measure = Cell::led(question, &[], LED, 5);
    if series.glance.treatments == 0 {
        let none = Cell::of(words::NO_TREATMENT.say(), SMALL, 3);
        let dashes = (0..3).map(|_| Cell::of(words::NONE, SMALL, 1));
        return [measure, none].into_iter().chain(dashes).collect();
    }
    vec![measure, before(series), onset(series), relief(series), sure(series)]
}

fn before(series: &Series) -> Cell {
    let Glance { courses, later_baselines, .. } = &series.glance;
    let (Some(first), Some(course)) = (courses.first(), series.relief.courses.first()) else { return Cell::default() };
    let later = later_courses(courses.len(), *later_baselines).unwrap_or_default();
    match (first.baseline_score, course.baseline) {
        (Figure::Known(value), Figure::Known(known)) => {
            let spread = words::spread(known.standard_deviation, known.days, known.window_days);
            Cell::led(score(value), &[spread, later], LED, 4)
        }
        (Figure::Absent { reason }, _) | (_, Figure::Absent { reason }) => absent(words::reason(reason), later),
    }
}

/// By how many points the days after the first course are better, and how sure that is.
fn sure(series: &Series) -> Cell {
    let (Some(first), Some(said)) = (series.relief.courses.first(), series.glance.courses.first()) else {
        return Cell::default();
    };
    let later = later_courses(series.glance.courses.len(), series.glance.later_points).unwrap_or_default();
    match (first.certainty, said.level) {
        (Figure::Known(known), Figure::Known(level)) => {
            let nap = first.nap.known().map(words::nap).unwrap_or_default();
            Cell::led(words::points(&known), &[words::level(level).to_owned(), nap, later], LED, 4)
        }
        (Figure::Absent { reason }, _) | (_, Figure::Absent { reason }) => absent(words::reason(reason), later),
    }
}

/// The span over the courses after the first; where none is known, of how many courses the first one is told.
fn later_courses(courses: usize, span: Option<Span>) -> Option<String> {
    match span {
        Some(span) => Some(words::later_courses(span)),
        None => (courses > 1).then(|| words::first_of(courses)),
    }
}

/// What the headline says: of stated courses how often it was rapid, and when relief was first seen.
fn onset(series: &Series) -> Cell {
    let Report { headline, summary, .. } = &series.relief;
    let unjudged = &series.glance.unjudged;
    let unjudged = if unjudged.is_empty() { String::new() } else { words::unjudged(unjudged) };
    match headline {
        Headline::Relief => {
            Cell::led(words::rapid(summary), &[words::first_seen(&summary.onset_hours), unjudged], LED, 6)
        }
        other => absent(&words::headline(other), unjudged),
    }
}

fn relief(series: &Series) -> Cell {
    let curve = &series.relief.relief_curve;
    let ended = || words::ended(curve.lost, curve.treatments);
    match &series.glance.relief_days {
        Some(lasted) => Cell::led(words::relief_days(lasted), &[ended()], LED, 4),
        None if curve.treatments > 0 => absent(words::reason(Reason::NotReached), ended()),
        None => absent("", String::new()),
    }
}

/// What the scores go from and to, and which end is the good one: of most measures, and of those that differ by name.
fn scales(paper: &Paper, view: &View) -> String {
    let mut scales: Vec<(Scale, Vec<String>)> = Vec::new();
    for series in &view.series {
        let name = paper.typeface.name(series.name(view.language));
        match scales.iter_mut().find(|(scale, _)| *scale == series.scale()) {
            Some((_, names)) => names.push(name),
            None => scales.push((series.scale(), vec![name])),
        }
    }
    // The sort keeps those of one length in their order.
    scales.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
    words::scales(&scales)
}

/// How many of the days before and after were written: from the measure with the fewest to the one with the most.
fn written(view: &View) -> Option<String> {
    let span = |coverage: fn(&Glance) -> Option<Coverage>| {
        Written::of(view.series.iter().filter_map(|one| coverage(&one.glance)))
    };
    written::written(span(|glance| glance.written_before), span(|glance| glance.written_after))
}

fn absent(why: &str, also: String) -> Cell {
    Cell::led(words::NONE, &[why.to_owned(), also], LED, 6)
}
