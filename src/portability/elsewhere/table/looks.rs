//! What the columns of a table look like: proposals, of which the patient has the last word.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    super::{Home, dates, sheet::Sheet},
    cells::{self, Figure, Stamp},
    columns::Reckoned,
    names, proposals,
};
use crate::domain::measure::Polarity;

/// How many values of a column are shown, and how much of each.
const SAMPLES: usize = 3;
const SAMPLE_LENGTH: usize = 40;
/// How many different words can be given scores.
const MOST_WORDS: usize = 20;
/// How much of a column must be of a kind, in percent: a few cells may be wrong in any.
pub const MOST_OF_IT: usize = 80;
/// Texts of this length are written, not chosen.
const WRITTEN: usize = 25;
/// The ranges that people score in, of which the first is proposed that holds what is there.
const RANGES: [(i32, i32); 6] = [(1, 5), (0, 5), (0, 10), (-5, 5), (0, 24), (0, 100)];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Looks {
    /// Days, or days with their times.
    Date,
    /// Times of the day.
    Time,
    /// Figures, or words that are chosen as scores are.
    Score,
    /// Sentences.
    Note,
    /// Words.
    Tags,
    /// Something else, or nothing.
    Other,
}

/// Whether the order of a column's days can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// It needs no telling: the year comes first, or the month is a word.
    Clear,
    /// The day comes first: some are above 12, or dots stand between.
    DayFirst,
    /// The month comes first: some days are above 12.
    MonthFirst,
    /// It may be either, and the patient must say which.
    Unclear,
    /// They are numbers since 1970, and the patient must say by which clock.
    Epoch,
}

/// The figures of a column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Figures {
    /// The lowest that is there.
    pub lowest: f64,
    /// The highest that is there.
    pub highest: f64,
    /// How many have decimals, and would be rounded.
    pub decimals: usize,
    /// The lowest that was possible, as a proposal.
    pub min: i32,
    /// The highest that was possible, as a proposal.
    pub max: i32,
    /// Which end is the bad one, if the column's name tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polarity: Option<Polarity>,
}

/// A measure of a long table, and what its scores look like.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Reading {
    /// Its name, by which what is said of the column knows it.
    pub name: String,
    /// Its scores; absent where they are none that a measure can have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
}

/// A column of a table, and what it looks like.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Column {
    /// Its name, by which `columns` knows it.
    pub name: String,
    /// Some of what stands in it, shortened.
    pub samples: Vec<String>,
    /// How many rows have nothing in it.
    empty: usize,
    pub looks: Looks,
    /// Its different words, which can be given scores: of at most 20 that are no figures; else none.
    pub words: Vec<String>,
    /// Of names of measures, each of which has scores of its own in a long table; none where there are more than 100.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub readings: Vec<Reading>,
    /// Of days.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<DayOrder>,
    /// Of scores.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
    /// What `columns` could say of it; absent when that must be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed: Option<String>,
}

impl Column {
    /// What `columns` could say of it.
    pub fn proposed(&self) -> Option<&str> {
        self.proposed.as_deref()
    }

    /// The order of its days.
    pub fn order(&self) -> Option<DayOrder> {
        self.order
    }
}

/// Looks at every column, and proposes what it becomes.
pub fn columns(sheet: &Sheet, names: &[String], home: &Home) -> Vec<Column> {
    let look = |(place, name): (usize, &String)| {
        let cells: Vec<&str> = sheet.rows().map(|row| row.cell(place)).collect();
        look_at(name, &cells)
    };
    let (mut columns, timed): (Vec<Column>, Vec<bool>) = names.iter().enumerate().map(look).unzip();
    proposals::propose(&mut columns, &timed, sheet, home);
    columns
}

/// A column, and whether times stand beside its days.
fn look_at(name: &str, cells: &[&str]) -> (Column, bool) {
    let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cells::is_blank(cell)).collect();
    let enough = |number: usize| number > 0 && number * 100 >= filled.len() * MOST_OF_IT;
    let stamps: Vec<Stamp> = filled.iter().filter_map(|cell| Stamp::in_any_order(cell)).collect();
    let times = filled.iter().filter(|cell| dates::clock(cell).is_some() && Figure::read(cell).is_none()).count();
    let figures: Vec<Figure> = filled.iter().filter_map(|cell| Figure::read(cell)).collect();
    let figures = if enough(figures.len()) { seen(name, &figures) } else { None };
    let looks = if enough(stamps.len()) {
        Looks::Date
    } else if enough(times) {
        Looks::Time
    } else if figures.is_some() {
        Looks::Score
    } else {
        words(name, &filled)
    };
    let column = Column {
        name: name.to_owned(),
        samples: samples(&filled),
        empty: cells.len() - filled.len(),
        looks,
        words: if matches!(looks, Looks::Date | Looks::Time) { Vec::new() } else { chosen(&filled) },
        readings: Vec::new(),
        order: (looks == Looks::Date).then(|| order_of(&filled)),
        figures: figures.filter(|_| looks == Looks::Score),
        proposed: None,
    };
    (column, stamps.iter().any(Stamp::has_time))
}

fn words(name: &str, filled: &[&str]) -> Looks {
    let length: usize = filled.iter().map(|cell| cell.chars().count()).sum();
    match () {
        () if filled.is_empty() => Looks::Other,
        // A Tagebuch is no tag.
        () if names::is_note(name) => Looks::Note,
        () if names::is_tags(name) => Looks::Tags,
        () if length > filled.len() * WRITTEN => Looks::Note,
        () if is_scale(name, filled) => Looks::Score,
        () => Looks::Other,
    }
}

/// Whether a column of words is one of scores: by its name, or by the words.
fn is_scale(name: &str, filled: &[&str]) -> bool {
    let chosen = chosen(filled);
    let known = chosen.iter().filter(|word| names::is_degree(word)).count();
    let named = names::polarity(name).is_some() || names::built_in(name).is_some();
    !chosen.is_empty() && (named || known * 100 >= chosen.len() * MOST_OF_IT)
}

/// The words of a column that are chosen from a few rather than written; none where there are many.
fn chosen(filled: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for cell in filled.iter().filter(|cell| Figure::read(cell).is_none()) {
        // A bar would end what is told of a column.
        if cell.chars().count() > SAMPLE_LENGTH || cell.contains('|') {
            return Vec::new();
        }
        if !words.iter().any(|word| word == cell) {
            words.push((*cell).to_owned());
        }
        if words.len() > MOST_WORDS {
            return Vec::new();
        }
    }
    words
}

fn samples(filled: &[&str]) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for cell in filled {
        let short: String = cell.chars().take(SAMPLE_LENGTH).collect();
        let sample = if short.len() < cell.len() { format!("{}…", short.trim_end()) } else { short };
        if !samples.contains(&sample) {
            samples.push(sample);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// What the figures of a column say; nothing when they are too far apart to be scores.
pub fn seen(name: &str, figures: &[Figure]) -> Option<Figures> {
    let lowest = figures.iter().map(|figure| figure.0).fold(f64::INFINITY, f64::min);
    let highest = figures.iter().map(|figure| figure.0).fold(f64::NEG_INFINITY, f64::max);
    let holds = |(min, max): &(i32, i32)| f64::from(*min) <= lowest && highest <= f64::from(*max);
    let own = || (Figure(lowest.floor()).rounded(), Figure(highest.ceil()).rounded());
    let told = names::range(name).filter(holds);
    let (min, max) = told.or_else(|| RANGES.iter().copied().find(holds)).unwrap_or_else(own);
    let decimals = figures.iter().filter(|figure| !figure.is_whole()).count();
    let polarity = names::polarity(name);
    (1..=100).contains(&(i64::from(max) - i64::from(min))).then_some(Figures {
        lowest,
        highest,
        decimals,
        min,
        max,
        polarity,
    })
}

fn order_of(filled: &[&str]) -> DayOrder {
    let counted = |cell: &&str| cells::epoch(cell, Reckoned::Universal).is_some();
    if filled.iter().all(counted) { DayOrder::Epoch } else { order(filled) }
}

/// In which order the days are, by those that can be read in one alone.
pub fn order(filled: &[&str]) -> DayOrder {
    let (mut day, mut month, mut either, mut dots) = (0, 0, 0, true);
    for cell in filled.iter().filter(|cell| Stamp::read(cell, None).is_none()) {
        let read = |order| Stamp::read(cell, Some(order)).map(|stamp| stamp.date);
        match (read(dates::Order::DayFirst), read(dates::Order::MonthFirst)) {
            (Some(_), None) => day += 1,
            (None, Some(_)) => month += 1,
            (Some(first), Some(second)) => either += usize::from(first != second),
            (None, None) => continue,
        }
        dots &= cell.matches('.').count() >= 2;
    }
    match (day, month, either) {
        (0, 0, 0) if filled.iter().any(|cell| Stamp::read(cell, None).is_some()) => DayOrder::Clear,
        (1.., 0, _) => DayOrder::DayFirst,
        (0, 1.., _) => DayOrder::MonthFirst,
        (0, 0, _) if dots => DayOrder::DayFirst,
        _ => DayOrder::Unclear,
    }
}
