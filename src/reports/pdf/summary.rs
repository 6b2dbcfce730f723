//! One line for each measure: what a clinician reads first.

use super::{
    numbers::score,
    paper::{MEASURE, Paper},
    table::{Cell, Column, table},
    text,
    typeface::{BODY, SMALL, Style},
    words,
};
use crate::{
    domain::relief::{Figure, Glance, Headline, Reason, Report, Span},
    reports::view::{Series, View},
};

const WIDTHS: [f32; 5] = [140.0, 70.0, 139.0, 68.0, 94.0];
/// A figure and what belongs to it.
const LED: Style = Style { grey: 30, ..SMALL };

pub(super) fn lay(paper: &mut Paper, view: &View) {
    text::heading(paper, words::SUMMARY.say(), 60.0);
    if view.series.is_empty() {
        text::paragraph(paper, words::NO_QUESTIONS.say(), BODY);
        return;
    }
    let scale = MEASURE / WIDTHS.iter().sum::<f32>();
    let column = |(head, width): (&str, f32)| Column { head: head.to_owned(), width: width * scale };
    let columns: Vec<Column> = words::summary_heads().iter().map(String::as_str).zip(WIDTHS).map(column).collect();
    let rows: Vec<Vec<Cell>> = view.series.iter().map(|series| row(paper, series)).collect();
    table(paper, &columns, &rows);
    if view.series.iter().any(|series| series.relief.summary.stated) {
        paper.space(2.0);
        text::paragraph(paper, &words::median_note(), SMALL);
    }
    // The same treatments make the same courses for every measure.
    let courses = view.series.first().map(|series| series.relief.courses.as_slice()).unwrap_or_default();
    if courses.iter().any(|course| !course.medication_changes.is_empty()) {
        text::paragraph(paper, words::MEDICATION_CLOSE.say(), SMALL);
    }
    paper.space(7.0);
}

fn row(paper: &mut Paper, series: &Series) -> Vec<Cell> {
    let question = paper.typeface.name(&series.question);
    let polarity = words::polarity(series.min, series.max, series.polarity);
    let [before_it, after_it] = written(&series.glance);
    let measure = Cell::led(question, &[polarity, before_it, after_it], LED, 5);
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

/// By how many points the days after the first course are better, with what that is worth.
fn sure(series: &Series) -> Cell {
    let Some(first) = series.relief.courses.first() else { return Cell::default() };
    let later = later_courses(series.glance.courses.len(), series.glance.later_points).unwrap_or_default();
    match &first.certainty {
        Figure::Known(known) => {
            let nap = first.nap.known().map(words::nap).unwrap_or_default();
            Cell::led(words::points(known), &[words::sure(known), nap, later], LED, 4)
        }
        Figure::Absent { reason } => absent(words::reason(*reason), later),
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

/// How many of the days before and after were written.
fn written(glance: &Glance) -> [String; 2] {
    let before = glance.written_before.map(words::written_before).unwrap_or_default();
    [before, glance.written_after.map(words::written_after).unwrap_or_default()]
}

fn absent(why: &str, also: String) -> Cell {
    Cell::led(words::NONE, &[why.to_owned(), also], LED, 6)
}
