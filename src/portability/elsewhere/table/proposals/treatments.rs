//! Tables of treatments: what was given, how, how much of it, and the blood pressure.

use super::{
    super::{
        super::sheet::Sheet,
        doses::{self, Unit},
        looks::{Column, Looks},
        names::{self, has_any},
    },
    mostly,
};

/// Parts of names, in the app's languages.
const MEDICINES: [&str; 12] = [
    "medic",
    "medik",
    "médic",
    "drug",
    "substan",
    "arznei",
    "wirkstoff",
    "fármac",
    "farmac",
    "geneesmid",
    "remédio",
    "medicijn",
];
const ROUTES: [&str; 12] = [
    "route",
    "weg",
    "vía",
    "via",
    "voie",
    "verabreichung",
    "applikation",
    "administration",
    "administración",
    "toediening",
    "administração",
    "rota",
];
const UNITS: [&str; 7] = ["unit", "units", "einheit", "unidad", "unité", "eenheid", "unidade"];
const SESSIONS: [&str; 7] = ["ketamin", "kétamin", "cetamin", "spravato", "infusi", "infuus", "perfusi"];
const PEAKS: [&str; 11] =
    ["peak", "highest", "max", "höchst", "spitze", "pico", "máx", "más alta", "plus haut", "hoogste", "mais alta"];
/// A name of a route is short.
const SHORT: usize = 30;

/// What a column tells of a treatment, if the table is one of treatments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Medicine,
    Route,
    Dose,
    DosePerKilogram,
    DoseUnit,
    Pressure,
}

/// Proposes the parts of treatments, where the table is one of them.
pub fn propose(columns: &mut [Column], sheet: &Sheet) {
    let parts: Vec<Option<Part>> =
        columns.iter().enumerate().map(|(place, column)| part(column, place, sheet)).collect();
    let has = |part: Part| parts.contains(&Some(part));
    let has_dose = has(Part::Dose) || has(Part::DosePerKilogram);
    let named = columns.iter().any(|column| has_any(&column.name, &SESSIONS));
    let given = (0..columns.len()).any(|place| {
        parts.get(place) == Some(&Some(Part::Medicine)) && mostly(sheet, place, |cell| has_any(cell, &SESSIONS))
    });
    let is_of_treatments = (has(Part::Route) && (has_dose || has(Part::Medicine)))
        || given
        || (has_dose && (named || has(Part::Pressure)))
        || (named && has(Part::Medicine));
    let mut pressures = 0;
    let mut taken: Vec<&str> = Vec::new();
    let peak_is_named =
        columns.iter().zip(&parts).any(|(column, part)| *part == Some(Part::Pressure) && has_any(&column.name, &PEAKS));
    for (column, part) in columns.iter_mut().zip(parts) {
        let Some(part) = part else { continue };
        // Two figures with a bar between are no score, whatever the table is of.
        if part == Part::Pressure {
            (column.looks, column.figures) = (Looks::Other, None);
            pressures += 1;
        }
        if !is_of_treatments {
            continue;
        }
        let is_peak = has_any(&column.name, &PEAKS) || (pressures > 1 && !peak_is_named);
        let role = match part {
            Part::Medicine => "treatment:medicine",
            Part::Route => "treatment:route",
            Part::Dose => "treatment:dose",
            Part::DosePerKilogram => "treatment:dose_mg_per_kg",
            Part::DoseUnit if has_dose => "treatment:dose_unit",
            Part::DoseUnit => continue,
            Part::Pressure if is_peak => "treatment:peak_blood_pressure",
            Part::Pressure => "treatment:blood_pressure",
        };
        let is_first = !taken.contains(&role);
        taken.push(role);
        column.proposed = Some(if is_first { role } else { "ignore" }.to_owned());
    }
}

fn part(column: &Column, place: usize, sheet: &Sheet) -> Option<Part> {
    if column.proposed.is_some() || column.samples.is_empty() || matches!(column.looks, Looks::Date | Looks::Time) {
        return None;
    }
    let words = names::words(&column.name);
    let is_called = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    let in_words = column.figures.is_none();
    if mostly(sheet, place, is_pressure) {
        return Some(Part::Pressure);
    }
    if in_words && mostly(sheet, place, |cell| Unit::read(cell).is_ok()) {
        return Some(Part::DoseUnit);
    }
    if words.iter().any(|word| word.starts_with("dos"))
        && mostly(sheet, place, |cell| {
            doses::dose(cell, None, None).is_ok() || doses::dose(cell, Some(Unit::MILLIGRAM), None).is_ok()
        })
    {
        let per_kilogram = Unit::in_name(&column.name) == Some(Unit::PER_KILOGRAM);
        return Some(if per_kilogram { Part::DosePerKilogram } else { Part::Dose });
    }
    if in_words && column.looks != Looks::Note {
        let is_route = |cell: &str| cell.chars().count() <= SHORT && doses::route(cell).is_ok();
        let is_medicine = has_any(&column.name, &MEDICINES);
        return match () {
            () if is_called(&ROUTES) || (!is_medicine && mostly(sheet, place, is_route)) => Some(Part::Route),
            () if is_medicine => Some(Part::Medicine),
            () if is_called(&UNITS) => Some(Part::DoseUnit),
            () => None,
        };
    }
    None
}

fn is_pressure(cell: &str) -> bool {
    cell.contains('/') && doses::pressure(cell).is_ok_and(|pressure| pressure.systolic > pressure.diastolic)
}
