//! One line for each measure: what a clinician reads first.

use super::{
    figures::{Figures, median},
    numbers::{score, span},
    paper::{MEASURE, Paper},
    table::{Cell, Column, table},
    text,
    typeface::{BODY, CELL_STRONG, KEY_FIGURE, SMALL},
    words,
};
use crate::{
    domain::relief::{Baseline, Figure, Headline, Reason, Report},
    reports::view::{Series, View},
};

const WIDTHS: [f32; 6] = [108.0, 76.0, 120.0, 69.0, 91.0, 48.0];

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

fn row(paper: &Paper, series: &Series) -> Vec<Cell> {
    let figures = Figures::of(series);
    let question = paper.typeface.name(&series.question);
    let polarity = words::polarity(series.min, series.max, series.polarity);
    let measure = Cell::of(question, CELL_STRONG, 4).and(polarity, SMALL, 2);
    if figures.treatments == 0 {
        let none = Cell::of(words::NO_TREATMENT.say(), SMALL, 3);
        let dashes = (0..4).map(|_| Cell::of(words::NONE, SMALL, 1));
        return [measure, none].into_iter().chain(dashes).collect();
    }
    vec![measure, before(&figures), onset(series, &figures), relief(series), sure(&figures), written(&figures)]
}

fn before(figures: &Figures) -> Cell {
    let Some((first, later)) = figures.baselines.split_first() else { return Cell::default() };
    let cell = match first {
        Figure::Known(Baseline { value, standard_deviation, days, window_days }) => Cell::of(
            score(*value),
            KEY_FIGURE,
            1,
        )
        .and(words::spread(*standard_deviation, *days, *window_days), SMALL, 2),
        Figure::Absent { reason } => absent(words::reason(*reason)),
    };
    courses(cell, later, span(later.iter().filter_map(|one| one.known().map(|known| known.value)), 1))
}

/// By how many points the days after the first course are better, with what that is worth.
fn sure(figures: &Figures) -> Cell {
    let Some((first, later)) = figures.courses.split_first() else { return Cell::default() };
    let known = later.iter().filter_map(|course| course.certainty.known().map(|known| known.points));
    let nap = first.nap.known().map(words::nap);
    match &first.certainty {
        Figure::Known(known_first) => {
            let notes: Vec<String> = [nap, later_courses(later, span(known, 1))].into_iter().flatten().collect();
            Cell::of(words::points(known_first), KEY_FIGURE, 1).and(words::sure(known_first), SMALL, 2).and(
                notes.join("; "),
                SMALL,
                2,
            )
        }
        Figure::Absent { reason } => courses(absent(words::reason(*reason)), later, span(known, 1)),
    }
}

/// What is said of the first course, and of how many; then the span over the later ones.
fn courses<T>(cell: Cell, later: &[T], span: Option<String>) -> Cell {
    match later_courses(later, span) {
        Some(said) => cell.and(said, SMALL, 2),
        None => cell,
    }
}

fn later_courses<T>(later: &[T], span: Option<String>) -> Option<String> {
    match span {
        Some(span) => Some(words::later_courses(&span)),
        None => (!later.is_empty()).then(|| words::first_of(later.len() + 1)),
    }
}

/// What the headline says: of stated courses how often it was rapid, and when relief was first seen.
fn onset(series: &Series, figures: &Figures) -> Cell {
    let Report { headline, summary, .. } = &series.relief;
    let cell = match headline {
        Headline::Relief => {
            Cell::of(words::rapid(summary), KEY_FIGURE, 1).and(words::first_seen(&summary.onset_hours), SMALL, 3)
        }
        other => Cell::of(words::NONE, KEY_FIGURE, 1).and(words::headline(other), SMALL, 5),
    };
    if figures.unjudged.is_empty() { cell } else { cell.and(words::unjudged(&figures.unjudged), SMALL, 5) }
}

fn relief(series: &Series) -> Cell {
    let curve = &series.relief.relief_curve;
    match median(series) {
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

fn written(figures: &Figures) -> Cell {
    let before = figures.before.map(words::written_before).unwrap_or_default();
    Cell::of(before, SMALL, 2).and(figures.after.map(words::written_after).unwrap_or_default(), SMALL, 2)
}

fn absent(why: &str) -> Cell {
    Cell::of(words::NONE, KEY_FIGURE, 1).and(why, SMALL, 4)
}
