//! Long tables: a row for each reading, with the name of its measure in a column of its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    super::{
        super::{Home, sheet::Sheet},
        cells::{self, Figure},
        looks::{self, Column, Figures, Looks, Reading},
        names,
    },
    mostly,
};
use crate::domain::measure::OwnMeasure;

/// What a column is called that names measures, in the app's languages.
const MEASURES: [&str; 33] = [
    "measure",
    "measure name",
    "metric",
    "metric name",
    "item",
    "variable",
    "parameter",
    "question",
    "tracker",
    "habit",
    "habit name",
    "feature",
    "feature name",
    "scale",
    "symptom",
    "merkmal",
    "messgröße",
    "frage",
    "skala",
    "gewohnheit",
    "medida",
    "métrica",
    "parámetro",
    "pregunta",
    "síntoma",
    "mesure",
    "indicateur",
    "symptôme",
    "maat",
    "meting",
    "vraag",
    "parâmetro",
    "pergunta",
];
/// What a column of their scores is called.
const VALUES: [&str; 24] = [
    "value",
    "reading",
    "score",
    "rating",
    "level",
    "result",
    "answer",
    "response",
    "intensity",
    "wert",
    "messwert",
    "ergebnis",
    "bewertung",
    "antwort",
    "valor",
    "puntuación",
    "resultado",
    "respuesta",
    "valeur",
    "résultat",
    "réponse",
    "waarde",
    "antwoord",
    "pontuação",
];
/// Of how many rows in a hundred it must be so that several of them are of one time.
const SHARED: usize = 50;
/// Of how many in a hundred the name must be the only one of that time.
const ONCE: usize = 80;

/// The most measures that are told of one by one.
const MOST_READINGS: usize = 100;
/// The range of readings that have none together.
const USUAL: (i32, i32) = (0, 10);

/// Proposes the name and the score of each reading, where each row is one; `when` is where day and time are.
pub fn propose(columns: &mut [Column], sheet: &Sheet, when: (Option<usize>, Option<usize>), home: &Home) {
    let Some((name, value)) = by_name(columns, sheet).or_else(|| by_shape(columns, sheet, when)) else { return };
    let readings = readings(sheet, (name, value), home);
    let figures = columns.get(value).and_then(|column| column.figures);
    let (min, max) = figures.map_or(USUAL, |figures| (figures.min, figures.max));
    let ends: Vec<_> = readings.iter().map(|reading| names::polarity(&reading.name)).collect();
    // Where each name tells the same end, it is that of all; else each tells its own, and what none tells is asked.
    let end = match ends.first() {
        Some(Some(first)) if ends.iter().all(|end| *end == Some(*first)) => first.name(),
        _ => "by_name",
    };
    let is_told = readings.len() <= MOST_READINGS && readings.iter().all(|reading| !reading.name.contains('|'));
    let is_alike = |reading: &Reading| {
        reading
            .figures
            .is_some_and(|of| (of.min, of.max) == (min, max) && of.polarity == names::polarity(&reading.name))
    };
    // Which end is the bad one is asked where the name does not tell.
    let own = |Reading { name, figures }: &Reading| match figures {
        Some(Figures { min, max, polarity, .. }) => Some(format!("|{name}={min}..{max} {}", (*polarity)?.name())),
        None => Some(format!("|{name}=ignore")),
    };
    let are_apart = is_told && !readings.iter().all(is_alike);
    let own = readings.iter().filter(|_| are_apart).filter_map(own);
    let role = ["measure_name".to_owned()].into_iter().chain(own).collect::<String>();
    if let Some(column) = columns.get_mut(name) {
        column.proposed = Some(role);
        column.readings = if is_told { readings } else { Vec::new() };
    }
    if let Some(column) = columns.get_mut(value) {
        column.proposed = Some(format!("value:{min}..{max} {end}"));
    }
}

/// Each measure of a table, in the order of their names, with its own scores.
fn readings(sheet: &Sheet, (name, value): (usize, usize), home: &Home) -> Vec<Reading> {
    let mut seen: BTreeMap<String, (&str, Vec<Figure>)> = BTreeMap::new();
    for row in sheet.rows().filter(|row| !cells::is_blank(row.cell(name))) {
        let (_, figures) = seen.entry(row.cell(name).to_lowercase()).or_insert((row.cell(name), Vec::new()));
        figures.extend(Figure::read(row.cell(value)));
    }
    seen.into_values()
        .map(|(name, figures)| Reading { name: name.to_owned(), figures: of(name, &figures, home) })
        .collect()
}

/// The scores of a measure: in the range of the journal's own of that name where they fit into it.
fn of(name: &str, figures: &[Figure], home: &Home) -> Option<Figures> {
    let seen = looks::seen(name, figures).filter(|_| !figures.is_empty())?;
    let is_own = |own: &&OwnMeasure| {
        let within = f64::from(own.min) <= seen.lowest && seen.highest <= f64::from(own.max);
        within && own.question.as_str().trim().to_lowercase() == name.trim().to_lowercase()
    };
    Some(match home.measures.iter().map(|(_, own)| own).find(is_own) {
        Some(own) => Figures { min: own.min, max: own.max, polarity: Some(own.polarity), ..seen },
        None => seen,
    })
}

/// Columns of words that nothing else was proposed of.
fn is_named(column: &Column) -> bool {
    let words = matches!(column.looks, Looks::Other | Looks::Score | Looks::Tags) && column.figures.is_none();
    words && column.proposed.is_none() && !column.samples.is_empty()
}

/// The columns of figures that nothing else was proposed of.
fn scores(columns: &[Column]) -> Vec<usize> {
    let is_score = |column: &Column| column.figures.is_some() && column.proposed.is_none();
    columns.iter().enumerate().filter(|(_, column)| is_score(column)).map(|(place, _)| place).collect()
}

/// The only column of figures, unless its name tells what it scores.
fn only_score(columns: &[Column]) -> Option<usize> {
    let places = scores(columns);
    let place = *places.first().filter(|_| places.len() == 1)?;
    let name = &columns.get(place)?.name;
    (names::polarity(name).is_none() && names::built_in(name).is_none()).then_some(place)
}

fn called(column: &Column, among: &[&str]) -> bool {
    among.contains(&names::plain(&column.name).as_str())
}

fn by_name(columns: &[Column], sheet: &Sheet) -> Option<(usize, usize)> {
    let name = columns.iter().position(|column| is_named(column) && called(column, &MEASURES))?;
    // Scores of one measure may be too far from another's for a range of both.
    let is_value = |(place, column): (usize, &Column)| {
        let is_score = column.figures.is_some() || mostly(sheet, place, |cell| Figure::read(cell).is_some());
        (called(column, &VALUES) && column.proposed.is_none() && is_score).then_some(place)
    };
    let value = columns.iter().enumerate().find_map(is_value).or_else(|| only_score(columns))?;
    Some((name, value))
}

/// A few different words, each once at a time that has several, beside one column of figures.
fn by_shape(columns: &[Column], sheet: &Sheet, (day, time): (Option<usize>, Option<usize>)) -> Option<(usize, usize)> {
    let (day, value) = (day?, only_score(columns)?);
    let is_of_readings = |place: usize| {
        let mut at_a_time: HashMap<(&str, &str), HashSet<&str>> = HashMap::new();
        let (mut rows, mut once) = (0_usize, 0_usize);
        for row in sheet.rows() {
            let when = (row.cell(day), time.map_or("", |time| row.cell(time)));
            rows += 1;
            once += usize::from(at_a_time.entry(when).or_default().insert(row.cell(place)));
        }
        let shared: usize = at_a_time.values().map(HashSet::len).filter(|names| *names > 1).sum();
        rows > 0 && shared * 100 >= rows * SHARED && once * 100 >= rows * ONCE
    };
    let few = |column: &Column| is_named(column) && column.looks != Looks::Tags && column.words.len() > 1;
    let mut named = columns.iter().enumerate().filter(|(_, column)| few(column)).map(|(place, _)| place);
    named.find(|place| is_of_readings(*place)).map(|name| (name, value))
}
