//! What becomes of each column of a table, as the patient says.

use std::{
    collections::{BTreeMap, HashSet},
    str::FromStr,
};

use deserr::Deserr;

use super::{change::Change, names};
use crate::{
    domain::{
        event::Category,
        fault::{Faults, Refusal},
        measure::{MeasureId, Polarity, Scale},
        questionnaire::Questionnaire,
    },
    portability::{csv, elsewhere::dates::Order},
};

/// What a column becomes.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// The day, with its time where one stands beside it: `date`, `date:day_first`, `date:month_first`.
    Day(Option<Order>),
    /// Seconds or milliseconds since 1970: `date:epoch`, or `date:epoch_local` for the clock on the wall.
    Epoch(Reckoned),
    /// The time of that day: `time`.
    Time,
    /// The hour of that day: `hour`.
    Hour,
    /// The minute of that hour: `minute`.
    Minute,
    /// A note: `note`.
    Note,
    /// Words that are added to the note: `tags`.
    Tags,
    /// Scores under a measure that there is: `measure:low_mood`.
    Measure(MeasureId, Change),
    /// Scores under a new measure, called as the column is: `new:0..10 higher_is_better`.
    New(Scale, Change),
    /// What a row scores, where each row is one reading: `measure_name`, and how single ones of them are scored,
    /// `|Pain=0..100 higher_is_worse|Steps=ignore`.
    Name(Named),
    /// The score of such a row: `value:0..10 higher_is_better`, or `value:0..10 by_name`.
    Value(Readings, Change),
    /// What happened: `event`, or `event:therapy`.
    Event(Category),
    /// Which category that has, in words: `event_category`.
    EventCategory,
    /// Something of a treatment: `treatment:dose`.
    Treatment(Part),
    /// The total of a questionnaire: `questionnaire:phq_9`.
    Total(Questionnaire),
    /// One of its items, in points or in words that have points: `questionnaire:phq_9:item|Never=0`, or with its number,
    /// `questionnaire:qids_sr16:item:3`.
    Item(Questionnaire, Option<usize>, Change),
    /// Nothing: `ignore`.
    Ignored,
}

/// What becomes of a measure that is told of by its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kept {
    /// A new one, of this scale.
    Scored(Scale),
    /// Nothing.
    Ignored,
}

/// The measures that are told of one by one, by their names in lower case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Named(BTreeMap<String, Kept>);

impl Named {
    /// Of what follows the role: `Pain=0..100 higher_is_worse`, `Steps=ignore`.
    ///
    /// # Errors
    /// When one of them is neither, or a name is told of in two ways.
    fn read<'a>(parts: impl Iterator<Item = &'a str>) -> Result<Self, Refusal> {
        let mut named = BTreeMap::new();
        for part in parts {
            let (name, said) = part.rsplit_once('=').ok_or(Refusal::TableRole)?;
            let kept = if said.trim() == "ignore" { Kept::Ignored } else { Kept::Scored(scale(said.trim())?) };
            if named.insert(name.trim().to_lowercase(), kept).is_some_and(|before| before != kept) {
                return Err(Refusal::TableRole);
            }
        }
        Ok(Self(named))
    }

    /// What is told of this name.
    pub fn of(&self, name: &str) -> Option<Kept> {
        self.0.get(&name.to_lowercase()).copied()
    }
}

/// How the readings of a long table are scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readings {
    /// The lowest score, and the highest.
    pub range: (i32, i32),
    /// Which end is the bad one; `None` where the name of each measure tells that.
    pub polarity: Option<Polarity>,
}

impl Readings {
    /// The scale of the measure of this name; `None` where its bad end is not known.
    pub fn scale(self, name: &str) -> Option<Scale> {
        let (min, max) = self.range;
        let polarity = self.polarity.or_else(|| names::polarity(name))?;
        Some(Scale { min, max, polarity })
    }
}

/// By which clock seconds since 1970 are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reckoned {
    /// That of UTC.
    Universal,
    /// The clock on the wall.
    Local,
}

/// What a column tells of a treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `medicine`.
    Medicine,
    /// `route`.
    Route,
    /// `dose`: with its unit in the cell, in a column of its own or in the column's name; else in milligrams.
    Dose,
    /// `dose_unit`: the unit of that dose.
    DoseUnit,
    /// `dose_mg_per_kg`.
    DosePerKilogram,
    /// `blood_pressure`, before: `120/80`.
    Pressure,
    /// `peak_blood_pressure`.
    PeakPressure,
}

impl Role {
    /// Whether it says which day a row is of.
    pub fn is_day(&self) -> bool {
        matches!(self, Self::Day(_) | Self::Epoch(_))
    }

    /// Whether it is scored.
    pub fn is_score(&self) -> bool {
        matches!(self, Self::Measure(..) | Self::New(..) | Self::Value(..))
    }
}

impl FromStr for Role {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let mut parts = text.split('|').map(str::trim);
        let role = parts.next().unwrap_or_default();
        if role == "measure_name" {
            return Named::read(parts).map(Self::Name);
        }
        let (kind, more) = role.split_once(':').map_or((role, None), |(kind, more)| (kind, Some(more)));
        let change = Change::read(parts).ok_or(Refusal::TableRole)?;
        let is_item = kind == "questionnaire" && more.is_some_and(|more| more.contains(":item"));
        let scored = is_item || matches!(kind, "measure" | "new" | "value");
        if !scored && text.contains('|') {
            return Err(Refusal::TableRole);
        }
        match (kind, more) {
            ("date", None) => Ok(Self::Day(None)),
            ("date", Some("day_first")) => Ok(Self::Day(Some(Order::DayFirst))),
            ("date", Some("month_first")) => Ok(Self::Day(Some(Order::MonthFirst))),
            ("date", Some("epoch")) => Ok(Self::Epoch(Reckoned::Universal)),
            ("date", Some("epoch_local")) => Ok(Self::Epoch(Reckoned::Local)),
            ("time", None) => Ok(Self::Time),
            ("hour", None) => Ok(Self::Hour),
            ("minute", None) => Ok(Self::Minute),
            ("note", None) => Ok(Self::Note),
            ("tags", None) => Ok(Self::Tags),
            ("ignore", None) => Ok(Self::Ignored),
            ("measure", Some(id)) => id.parse().map(|id| Self::Measure(id, change)),
            ("new", Some(range)) => scale(range).map(|scale| Self::New(scale, change)),
            ("value", Some(range)) => readings(range).map(|readings| Self::Value(readings, change)),
            ("event", None) => Ok(Self::Event(Category::Other)),
            ("event", Some(category)) => category.parse().map(Self::Event),
            ("event_category", None) => Ok(Self::EventCategory),
            ("treatment", Some(part)) => part.parse().map(Self::Treatment),
            ("questionnaire", Some(name)) => match name.split_once(':') {
                None => name.parse().map(Self::Total),
                Some((name, item)) => {
                    let questionnaire: Questionnaire = name.parse()?;
                    item_number(questionnaire, item).map(|number| Self::Item(questionnaire, number, change))
                }
            },
            _ => Err(Refusal::TableRole),
        }
    }
}

/// The number of an item, from 1, where it is told: `item`, `item:3`.
fn item_number(questionnaire: Questionnaire, item: &str) -> Result<Option<usize>, Refusal> {
    let number = item.strip_prefix("item").ok_or(Refusal::TableRole)?;
    let Some(number) = number.strip_prefix(':') else {
        return if number.is_empty() { Ok(None) } else { Err(Refusal::TableRole) };
    };
    let number = number.parse().ok().filter(|number| (1..=questionnaire.definition().items).contains(number));
    number.map(Some).ok_or(Refusal::TableRole)
}

impl FromStr for Part {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text {
            "medicine" => Ok(Self::Medicine),
            "route" => Ok(Self::Route),
            "dose" => Ok(Self::Dose),
            "dose_unit" => Ok(Self::DoseUnit),
            "dose_mg_per_kg" => Ok(Self::DosePerKilogram),
            "blood_pressure" => Ok(Self::Pressure),
            "peak_blood_pressure" => Ok(Self::PeakPressure),
            _ => Err(Refusal::TableRole),
        }
    }
}

fn readings(range: &str) -> Result<Readings, Refusal> {
    let of = |Scale { min, max, polarity }: Scale, told: bool| Readings {
        range: (min, max),
        polarity: told.then_some(polarity),
    };
    match range.strip_suffix(" by_name") {
        Some(range) => scale(&format!("{range} {}", Polarity::HigherIsBetter.name())).map(|scale| of(scale, false)),
        None => scale(range).map(|scale| of(scale, true)),
    }
}

fn scale(range: &str) -> Result<Scale, Refusal> {
    csv::scale(range)
        .filter(|scale| (1.0..=100.0).contains(&scale.span()) && scale.min.abs() <= 1_000_000)
        .ok_or(Refusal::TableScale)
}

/// What becomes of the columns of a table, by their names. One that is not named is left out.
#[derive(Debug, Clone, Default, PartialEq, Deserr)]
#[deserr(error = Faults, try_from(String) = Columns::try_from -> Refusal)]
pub struct Columns(BTreeMap<String, Role>);

impl Columns {
    /// Of these names, and what becomes of each in words.
    ///
    /// # Errors
    /// The first that is not understood.
    pub fn new(columns: impl IntoIterator<Item = (String, String)>) -> Result<Self, Refusal> {
        let column = |(name, role): (String, String)| match role.parse::<Role>() {
            Ok(role) => Ok((name.trim().to_owned(), role)),
            Err(refusal) => Err(Refusal::TableColumnRole { column: name, why: refusal.to_string() }),
        };
        columns.into_iter().map(column).collect::<Result<_, _>>().map(Self)
    }

    /// Whether nothing was told.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of columns that something was told of.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// What becomes of a column.
    pub fn of(&self, name: &str) -> &Role {
        self.0.get(name).unwrap_or(&Role::Ignored)
    }
}

impl TryFrom<String> for Columns {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let columns: BTreeMap<String, String> = serde_json::from_str(&text).map_err(|_| Refusal::TableColumnsJson)?;
        Self::new(columns)
    }
}

/// The names of columns, each once: one without is called by its number, one that there is already is numbered.
pub fn unique(titles: &[String]) -> Vec<String> {
    let (mut names, mut taken) = (Vec::new(), HashSet::new());
    for (place, title) in titles.iter().enumerate() {
        let title = if title.is_empty() { format!("Column {}", place + 1) } else { title.clone() };
        let mut name = title.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{title} ({number})");
            number += 1;
        }
        names.push(name);
    }
    names
}
