//! The treatments, one by one, with what came of each for the main measure: the response to each dose and route.

use super::{
    Heading,
    numbers::{NB, date},
    paper::{MEASURE, Paper},
    table::{Cell, Column, table},
    text,
    typeface::{BODY, CELL, SMALL},
    words,
};
use crate::{
    domain::relief::{CourseReport, Figure, TreatmentReport},
    reports::view::{Series, SharedTreatment, View},
};

/// How many of the treatments to come are named: paper is for what happened.
const MOST_PLANNED: usize = 6;

/// The latest treatments, so many at most.
pub(super) fn lay(paper: &mut Paper, view: &View, heading: &Heading, most: usize) {
    let main = view.main_series();
    let title = match main {
        Some(series) if !view.treatments.is_empty() => {
            words::for_measure(words::TREATMENTS.say(), &paper.typeface.name(&series.question))
        }
        _ => words::TREATMENTS.say().to_owned(),
    };
    text::heading(paper, &title, 60.0);
    let earlier = view.treatments.len().saturating_sub(most);
    if view.treatments.is_empty() {
        text::paragraph(paper, words::NO_TREATMENTS.say(), BODY);
    } else {
        if earlier > 0 {
            text::paragraph(paper, &words::latest(most, view.treatments.len()), SMALL);
        }
        let kinds = Kind::shown(heading);
        let wide: f32 = kinds.iter().map(|kind| kind.column().1).sum();
        let columns: Vec<Column> = kinds
            .iter()
            .map(|kind| kind.column())
            .map(|(head, width)| Column { head: head.to_owned(), width: width * MEASURE / wide })
            .collect();
        let row = |treatment: &SharedTreatment| kinds.iter().map(|kind| kind.cell(paper, treatment, main)).collect();
        let rows: Vec<Vec<Cell>> = view.treatments.iter().skip(earlier).map(row).collect();
        table(paper, &columns, &rows);
    }
    planned(paper, &view.planned);
    paper.space(4.0);
}

/// The treatments that are plans as yet, in a line.
fn planned(paper: &mut Paper, treatments: &[SharedTreatment]) {
    let each: Vec<String> = treatments
        .iter()
        .take(MOST_PLANNED)
        .map(|treatment| {
            let medicine = paper.typeface.printable(treatment.medicine.as_str());
            let dose = treatment.dose.map(|dose| format!(", {}", words::dose(dose))).unwrap_or_default();
            format!("{} ({medicine}, {}{dose})", date(treatment.date), words::route(treatment.route))
        })
        .collect();
    if !each.is_empty() {
        paper.space(4.0);
        text::paragraph(paper, &words::planned_treatments(&each), SMALL);
    }
}

/// What a column tells.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Date,
    Medicine,
    /// With the dose.
    Given,
    Onset,
    Relief,
    Sure,
    Pressure,
    SideEffects,
}

impl Kind {
    fn shown(heading: &Heading) -> Vec<Self> {
        let given = if heading.include.doses { Self::Given } else { Self::Medicine };
        let mut kinds = vec![Self::Date, given, Self::Onset, Self::Relief, Self::Sure];
        if heading.include.side_effects {
            kinds.extend([Self::Pressure, Self::SideEffects]);
        }
        kinds
    }

    /// Its heading, and how wide it is beside the others.
    fn column(self) -> (&'static str, f32) {
        match self {
            Self::Date => (words::HEAD_DATE.say(), 64.0),
            Self::Medicine => (words::HEAD_MEDICINE.say(), 97.0),
            Self::Given => (words::HEAD_GIVEN.say(), 97.0),
            Self::Onset => (words::HEAD_ONSET.say(), 60.0),
            Self::Relief => (words::HEAD_RELIEF.say(), 95.0),
            Self::Sure => (words::HEAD_SURE.say(), 56.0),
            Self::Pressure => (words::HEAD_PRESSURE.say(), 50.0),
            Self::SideEffects => (words::HEAD_SIDE_EFFECTS.say(), 89.0),
        }
    }

    fn cell(self, paper: &Paper, treatment: &SharedTreatment, main: Option<&Series>) -> Cell {
        let medicine = || paper.typeface.printable(treatment.medicine.as_str());
        match self {
            Self::Date => Cell::of(date(treatment.date), CELL, 2),
            Self::Medicine => {
                let given = format!("{}, {}", medicine(), words::route(treatment.route));
                Cell::of(given, CELL, 2).and(circumstances(paper, treatment, None), SMALL, 2)
            }
            Self::Given => {
                let dose = treatment.dose.map_or(words::NONE.to_owned(), words::dose);
                let given = format!("{dose}, {}", words::route(treatment.route));
                Cell::of(given, CELL, 2).and(circumstances(paper, treatment, Some(medicine())), SMALL, 2)
            }
            Self::Onset => onset(treatment, main),
            Self::Relief => relief(treatment, main),
            Self::Sure => sure(treatment, main),
            Self::Pressure => pressure(treatment),
            Self::SideEffects => side_effects(paper, treatment),
        }
    }
}

/// What, where it is not said elsewhere; how long it took, and where.
fn circumstances(paper: &Paper, treatment: &SharedTreatment, medicine: Option<String>) -> String {
    let setting = treatment.setting.as_ref().map(|setting| paper.typeface.printable(setting.as_str()));
    let parts = [medicine, treatment.duration_minutes.map(words::minutes), setting];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What the report of the first measure has of a treatment, and its course.
fn outcome<'a>(
    treatment: &SharedTreatment,
    main: Option<&'a Series>,
) -> Option<(&'a TreatmentReport, &'a CourseReport)> {
    let relief = &main?.relief;
    let report = relief.treatments.iter().find(|report| report.id == treatment.id)?;
    Some((report, relief.courses.get(report.course?)?))
}

/// When relief was first seen; of a course that is not stated its word comes first, and the figure stays small.
fn onset(treatment: &SharedTreatment, main: Option<&Series>) -> Cell {
    match outcome(treatment, main) {
        None => Cell::of(words::NONE, CELL, 1),
        Some((report, course)) if course.stated || report.onset.known().is_none() => {
            Cell::of(words::onset(&report.onset), CELL, 3)
        }
        Some((report, course)) => Cell::of(words::word(course), CELL, 5).and(words::onset(&report.onset), SMALL, 3),
    }
}

fn relief(treatment: &SharedTreatment, main: Option<&Series>) -> Cell {
    match outcome(treatment, main) {
        None => Cell::of(words::NONE, CELL, 1),
        Some((report, course)) => Cell::of(words::relief(&report.relief), if course.stated { CELL } else { SMALL }, 3),
    }
}

/// How sure it is of the treatment's course, and by how many points the days after it are better.
fn sure(treatment: &SharedTreatment, main: Option<&Series>) -> Cell {
    let course = outcome(treatment, main).and_then(|(report, course)| {
        let glance = main?.glance.courses.get(report.course?)?;
        Some((glance.level, course))
    });
    match course {
        None => Cell::of(words::NONE, CELL, 1),
        Some((Figure::Absent { reason }, _)) => Cell::of(words::reason(reason), SMALL, 4),
        Some((Figure::Known(level), course)) => {
            let points = course.certainty.known().map(words::points).unwrap_or_default();
            Cell::of(words::level(level), CELL, 1).and(points, SMALL, 2)
        }
    }
}

/// Before the session, and at its highest.
fn pressure(treatment: &SharedTreatment) -> Cell {
    match treatment.blood_pressure {
        Some(around) => Cell::of(words::reading(around.before), CELL, 1).and(words::reading(around.peak), CELL, 1),
        None => Cell::of(words::NONE, CELL, 1),
    }
}

fn side_effects(paper: &Paper, treatment: &SharedTreatment) -> Cell {
    let effects: Vec<String> = treatment.side_effects.iter().filter_map(words::side_effect).collect();
    let effects = match (treatment.side_effects.is_empty(), effects.is_empty()) {
        (true, _) => words::NONE.to_owned(),
        (false, true) => words::NO_SIDE_EFFECTS.say().to_owned(),
        (false, false) => paper.typeface.printable(&effects.join(", ")).replace(NB, " "),
    };
    let cell = Cell::of(effects, CELL, 4);
    if treatment.readings.is_empty() { cell } else { cell.and(words::readings(&treatment.readings), SMALL, 4) }
}
