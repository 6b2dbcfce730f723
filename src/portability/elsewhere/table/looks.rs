//! What the columns of a table look like: proposals, of which the patient has the last word.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    super::{Home, dates, sheet::Sheet},
    cells::{self, Figure, Stamp},
    columns::Reckoned,
    names,
};
use crate::domain::measure::Polarity;

/// How many values of a column are shown, and how much of each.
const SAMPLES: usize = 3;
const SAMPLE_LENGTH: usize = 40;
/// How many different words can be given scores.
const MOST_WORDS: usize = 20;
/// How much of a column must be of a kind, in percent: a few cells may be wrong in any.
const MOST_OF_IT: usize = 80;
/// Texts of this length are written, not chosen.
const WRITTEN: usize = 25;
/// The ranges that people score in, of which the first is proposed that holds what is there.
const RANGES: [(i32, i32); 6] = [(1, 5), (0, 5), (0, 10), (-5, 5), (0, 24), (0, 100)];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Looks {
    /// Days, or days with their times.
    Date,
    /// Times of the day.
    Time,
    /// Figures.
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
struct Figures {
    /// The lowest that is there.
    lowest: f64,
    /// The highest that is there.
    highest: f64,
    /// How many have decimals, and would be rounded.
    decimals: usize,
    /// The lowest that was possible, as a proposal.
    min: i32,
    /// The highest that was possible, as a proposal.
    max: i32,
    /// Which end is the bad one, if the column's name tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    polarity: Option<Polarity>,
}

/// A column of a table, and what it looks like.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Column {
    /// Its name, by which `columns` knows it.
    name: String,
    /// Some of what stands in it, shortened.
    samples: Vec<String>,
    /// How many rows have nothing in it.
    empty: usize,
    looks: Looks,
    /// Its different words, which can be given scores: of at most 20 that are no figures; else none.
    words: Vec<String>,
    /// Of days.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<DayOrder>,
    /// Of scores.
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<Figures>,
    /// What `columns` could say of it; absent when that must be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed: Option<String>,
}

impl Column {
    /// The order of its days.
    pub fn order(&self) -> Option<DayOrder> {
        self.order
    }
}

/// Looks at every column. Of several that hold days, or times, the first is proposed.
pub fn columns(sheet: &Sheet, names: &[String], home: &Home) -> Vec<Column> {
    let look = |(place, name): (usize, &String)| {
        let cells: Vec<&str> = sheet.rows().map(|row| row.cell(place)).collect();
        look_at(name, &cells)
    };
    let mut columns: Vec<(Column, bool)> = names.iter().enumerate().map(look).collect();
    let (mut has_day, mut has_time) = (false, false);
    for (column, timed) in &mut columns {
        column.proposed = match column.looks {
            _ if names::is_id(&column.name) => Some("ignore".to_owned()),
            Looks::Date if !has_day => {
                (has_day, has_time) = (true, *timed);
                dated(column.order)
            }
            Looks::Score if names::part_of_day(&column.name).is_some() => {
                names::part_of_day(&column.name).map(str::to_owned)
            }
            Looks::Score => scored(column, home),
            Looks::Note => Some("note".to_owned()),
            Looks::Tags => Some("tags".to_owned()),
            _ => Some("ignore".to_owned()),
        };
    }
    let time = columns.iter_mut().find(|(column, _)| column.looks == Looks::Time && !has_time);
    if let Some((time, _)) = time {
        time.proposed = Some("time".to_owned());
    }
    columns.into_iter().map(|(column, _)| column).collect()
}

fn dated(order: Option<DayOrder>) -> Option<String> {
    let order = match order? {
        DayOrder::Clear => "date",
        DayOrder::DayFirst => "date:day_first",
        DayOrder::MonthFirst => "date:month_first",
        DayOrder::Unclear | DayOrder::Epoch => return None,
    };
    Some(order.to_owned())
}

/// A measure that is called like the column and whose range it fills; else a new one, if its bad end is known.
fn scored(column: &Column, home: &Home) -> Option<String> {
    let Figures { lowest, highest, min, max, polarity, .. } = column.figures?;
    let within = |min: i32, max: i32| f64::from(min) <= lowest && highest <= f64::from(max);
    let own = home.measures.iter().find(|(_, measure)| {
        measure.question.as_str().trim().eq_ignore_ascii_case(&column.name) && within(measure.min, measure.max)
    });
    if let Some((id, _)) = own {
        return Some(format!("measure:{id}"));
    }
    // Scores up to 5 alone were rather given from 1 to 5 than from 0 to 10.
    let built_in = names::built_in(&column.name).filter(|_| highest > 5.0 && within(0, 10));
    built_in
        .map(|measure| format!("measure:{}", measure.id))
        .or_else(|| Some(format!("new:{min}..{max} {}", polarity?.name())))
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
        () => Looks::Other,
    }
}

/// The words of a column that are chosen from a few rather than written; none where there are many.
fn chosen(filled: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for cell in filled.iter().filter(|cell| Figure::read(cell).is_none()) {
        // A bar would end what is told of a column.
        if cell.chars().count() > SAMPLE_LENGTH || cell.contains('|') {
            return Vec::new();
        }
        if !words.iter().any(|word| word.to_lowercase() == cell.to_lowercase()) {
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
fn seen(name: &str, figures: &[Figure]) -> Option<Figures> {
    let lowest = figures.iter().map(|figure| figure.0).fold(f64::INFINITY, f64::min);
    let highest = figures.iter().map(|figure| figure.0).fold(f64::NEG_INFINITY, f64::max);
    let holds = |(min, max): &(i32, i32)| f64::from(*min) <= lowest && highest <= f64::from(*max);
    let own = || (Figure(lowest.floor()).rounded(), Figure(highest.ceil()).rounded());
    let (min, max) = RANGES.iter().copied().find(holds).unwrap_or_else(own);
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
