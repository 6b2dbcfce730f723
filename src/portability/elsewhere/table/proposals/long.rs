//! Long tables: a row for each reading, with the name of its measure in a column of its own.

use std::collections::{HashMap, HashSet};

use super::super::{
    super::sheet::Sheet,
    cells,
    looks::{Column, Looks},
    names,
};

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

/// Proposes the name and the score of each reading, where each row is one; `when` is where day and time are.
pub fn propose(columns: &mut [Column], sheet: &Sheet, when: (Option<usize>, Option<usize>)) {
    let Some((name, value)) = by_name(columns).or_else(|| by_shape(columns, sheet, when)) else { return };
    let mut measures: Vec<&str> =
        sheet.rows().map(|row| row.cell(name)).filter(|cell| !cells::is_blank(cell)).collect();
    measures.sort_unstable();
    measures.dedup();
    let ends: Vec<_> = measures.iter().map(|measure| names::polarity(measure)).collect();
    // Where each name tells the same end, it is that of all; else each tells its own, and what none tells is asked.
    let end = match ends.first() {
        Some(Some(first)) if ends.iter().all(|end| *end == Some(*first)) => first.name(),
        _ => "by_name",
    };
    let range = columns.get(value).and_then(|column| column.figures).map(|figures| (figures.min, figures.max));
    let Some((min, max)) = range else { return };
    for (place, role) in [(name, "measure_name".to_owned()), (value, format!("value:{min}..{max} {end}"))] {
        if let Some(column) = columns.get_mut(place) {
            column.proposed = Some(role);
        }
    }
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

fn by_name(columns: &[Column]) -> Option<(usize, usize)> {
    let name = columns.iter().position(|column| is_named(column) && called(column, &MEASURES))?;
    let is_value = |place: &usize| columns.get(*place).is_some_and(|column| called(column, &VALUES));
    let value = scores(columns).into_iter().find(is_value).or_else(|| only_score(columns))?;
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
