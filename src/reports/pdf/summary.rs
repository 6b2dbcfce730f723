//! One line for each measure: what a clinician reads first.

use super::{
    numbers::score,
    paper::{MEASURE, Paper},
    table::{Cell, Column, table},
    text,
    typeface::{BODY, CELL_STRONG, KEY_FIGURE, SMALL},
    words,
};
use crate::{
    domain::relief::{Figure, Glance, Headline, Reason, Report, Span},
    reports::view::{Series, View},
};

const WIDTHS: [f32; 6] = [102.0, 79.0, 118.0, 70.0, 93.0, 52.0];

pub(super) fn lay(paper: &mut Paper, view: &View) {
    text::heading(paper, words::SUMMARY.say(), 60.0);
    if view.series.is_empty() {
        text::paragraph(paper, words::NO_QUESTIONS.say(), BODY);
        return;
    }
    let scale = MEASURE / WIDTHS.iter().sum::<f32>();
    let column = |(head, width): (&str, f32)| Column { head: head.to_owned(), width: width * scale };
    let columns: Vec<Column> =
        words::SUMMARY_HEADS.into_iter().map(words::language::Phrase::say).zip(WIDTHS).map(column).collect();
    let rows: Vec<Vec<Cell>> = view.series.iter().map(|series| row(paper, series)).collect();
    table(paper, &columns, &rows);
    if view.series.iter().any(|series| series.relief.summary.stated) {
        paper.space(3.0);
        text::paragraph(paper, &words::median_note(), SMALL);
    }
    // The same treatments make the same courses for every measure.
    let courses = view.series.first().map(|series| series.relief.courses.as_slice()).unwrap_or_default();
    if courses.iter().any(|course| !course.medication_changes.is_empty()) {
        text::paragraph(paper, words::MEDICATION_CLOSE.say(), SMALL);
    }
    paper.space(10.0);
}

fn row(paper: &mut Paper, series: &Series) -> Vec<Cell> {
    let question = paper.typeface.name(&series.question);
    let polarity = words::polarity(series.min, series.max, series.polarity);
    let measure = Cell::of(question, CELL_STRONG, 4).and(polarity, SMALL, 2);
    if series.glance.treatments == 0 {
        let none = Cell::of(words::NO_TREATMENT.say(), SMALL, 3);
        let dashes = (0..4).map(|_| Cell::of(words::NONE, SMALL, 1));
        return [measure, none].into_iter().chain(dashes).collect();
    }
    vec![measure, before(series), onset(series), relief(series), sure(series), written(&series.glance)]
}

fn before(series: &Series) -> Cell {
    let Glance { courses, later_baselines, .. } = &series.glance;
    let (Some(first), Some(course)) = (courses.first(), series.relief.courses.first()) else { return Cell::default() };
    let cell = match (first.baseline_score, course.baseline) {
        (Figure::Known(value), Figure::Known(known)) => Cell::of(score(value), KEY_FIGURE, 1).and(
            words::spread(known.standard_deviation, known.days, known.window_days),
            SMALL,
            2,
        ),
        (Figure::Absent { reason }, _) | (_, Figure::Absent { reason }) => absent(words::reason(reason)),
    };
    match later_courses(courses.len(), *later_baselines) {
        Some(said) => cell.and(said, SMALL, 2),
        None => cell,
    }
}

/// By how many points the days after the first course are better, with what that is worth.
fn sure(series: &Series) -> Cell {
    let Some(first) = series.relief.courses.first() else { return Cell::default() };
    let later = later_courses(series.glance.courses.len(), series.glance.later_points);
    match &first.certainty {
        Figure::Known(known) => {
            let notes: Vec<String> = [first.nap.known().map(words::nap), later].into_iter().flatten().collect();
            let cell = Cell::of(words::points(known), KEY_FIGURE, 1).and(words::sure(known), SMALL, 2);
            cell.and(notes.join("; "), SMALL, 2)
        }
        Figure::Absent { reason } => absent(words::reason(*reason)).and(later.unwrap_or_default(), SMALL, 2),
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
    let cell = match headline {
        Headline::Relief => {
            Cell::of(words::rapid(summary), KEY_FIGURE, 1).and(words::first_seen(&summary.onset_hours), SMALL, 3)
        }
        other => Cell::of(words::NONE, KEY_FIGURE, 1).and(words::headline(other), SMALL, 5),
    };
    let unjudged = &series.glance.unjudged;
    if unjudged.is_empty() { cell } else { cell.and(words::unjudged(unjudged), SMALL, 5) }
}

fn relief(series: &Series) -> Cell {
    let curve = &series.relief.relief_curve;
    match &series.glance.relief_days {
        Some(lasted) => Cell::of(words::relief_days(lasted), KEY_FIGURE, 2).and(
            words::ended(curve.lost, curve.treatments),
            SMALL,
            2,
        ),
        None if curve.treatments > 0 => {
            absent(words::reason(Reason::NotReached)).and(words::ended(curve.lost, curve.treatments), SMALL, 2)
        }
        None => absent(""),
    }
}

fn written(glance: &Glance) -> Cell {
    let before = glance.written_before.map(words::written_before).unwrap_or_default();
    Cell::of(before, SMALL, 2).and(glance.written_after.map(words::written_after).unwrap_or_default(), SMALL, 2)
}

fn absent(why: &str) -> Cell {
    Cell::of(words::NONE, KEY_FIGURE, 1).and(why, SMALL, 4)
}
