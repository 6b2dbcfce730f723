//! The treatments, one by one, with what came of each for the main measure: the response to each dose and route.

use super::{
    Heading,
    numbers::{NB, date, day_and_month},
    paper::Paper,
    table::{Cell, table},
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
        let alike = alike(paper, view).is_some();
        let year = one_year(&view.treatments);
        let kinds = Kind::shown(heading, alike);
        let heads: Vec<&str> = kinds.iter().map(|kind| kind.head()).collect();
        let row = |treatment: &SharedTreatment| {
            let cell = |kind: &Kind| match kind {
                Kind::Date if year => Cell::of(day_and_month(treatment.date), CELL, 1),
                kind => kind.cell(paper, treatment, main, alike),
            };
            kinds.iter().map(cell).collect()
        };
        let rows: Vec<Vec<Cell>> = view.treatments.iter().skip(earlier).map(row).collect();
        table(paper, &heads, &rows);
    }
    planned(paper, &view.planned);
    paper.space(2.6);
}

/// How long the treatments took and where they were, if all were alike in this, in medicine and route: said once, then.
pub(super) fn alike(paper: &Paper, view: &View) -> Option<String> {
    let (first, others) = view.treatments.split_first()?;
    let all = |one: &SharedTreatment| (one.medicine.clone(), one.route, circumstances(paper, one, None));
    let of_first = all(first);
    others.iter().all(|one| all(one) == of_first).then_some(of_first.2)
}

/// Whether the treatments are of one year, which need not be said in each row.
fn one_year(treatments: &[SharedTreatment]) -> bool {
    let year = |one: Option<&SharedTreatment>| one.map(|one| one.date.year());
    year(treatments.first()) == year(treatments.last())
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
        paper.space(2.6);
        text::paragraph(paper, &words::planned_treatments(&each), SMALL);
    }
}

/// What a column tells.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Date,
    Medicine,
    /// The dose and the route.
    Given,
    /// The dose alone, where all else is alike.
    Dose,
    Onset,
    Relief,
    Sure,
    Pressure,
    SideEffects,
}

impl Kind {
    fn shown(heading: &Heading, alike: bool) -> Vec<Self> {
        let given = match (heading.include.doses, alike) {
            (true, true) => Self::Dose,
            (true, false) => Self::Given,
            (false, _) => Self::Medicine,
        };
        let mut kinds = vec![Self::Date, given, Self::Onset, Self::Relief, Self::Sure];
        if heading.include.side_effects {
            kinds.extend([Self::Pressure, Self::SideEffects]);
        }
        kinds
    }

    fn head(self) -> &'static str {
        let head = match self {
            Self::Date => words::HEAD_DATE,
            Self::Medicine => words::HEAD_MEDICINE,
            Self::Given => words::HEAD_GIVEN,
            Self::Dose => words::HEAD_DOSE,
            Self::Onset => words::HEAD_ONSET,
            Self::Relief => words::HEAD_RELIEF,
            Self::Sure => words::HEAD_SURE,
            Self::Pressure => words::HEAD_PRESSURE,
            Self::SideEffects => words::HEAD_SIDE_EFFECTS,
        };
        head.say()
    }

    fn cell(self, paper: &Paper, treatment: &SharedTreatment, main: Option<&Series>, alike: bool) -> Cell {
        let medicine = || paper.typeface.printable(treatment.medicine.as_str());
        let around = |medicine| if alike { String::new() } else { circumstances(paper, treatment, medicine) };
        match self {
            Self::Date => Cell::of(date(treatment.date), CELL, 2),
            Self::Medicine => {
                let given = format!("{}, {}", medicine(), words::route(treatment.route));
                Cell::of(given, CELL, 2).and(around(None), SMALL, 2)
            }
            Self::Given => {
                let dose = treatment.dose.map_or(words::NONE.to_owned(), words::dose);
                let given = format!("{dose}, {}", words::route(treatment.route));
                Cell::of(given, CELL, 2).and(around(Some(medicine())), SMALL, 2)
            }
            Self::Dose => Cell::of(treatment.dose.map_or(words::NONE.to_owned(), words::dose), CELL, 1),
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
            Cell::of(format!("{} {points}", words::level(level)).trim_end(), CELL, 2)
        }
    }
}

/// Before the session, and at its highest.
fn pressure(treatment: &SharedTreatment) -> Cell {
    match treatment.blood_pressure {
        Some(around) => {
            Cell::of(format!("{}, {}", words::reading(around.before), words::reading(around.peak)), CELL, 2)
        }
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
