//! What becomes of each column of a table, as the patient says.

use std::{collections::BTreeMap, str::FromStr};

use deserr::Deserr;

use crate::{
    domain::{
        fault::{Faults, Refusal},
        measure::{MeasureId, Scale},
    },
    portability::{csv, elsewhere::dates::Order},
};

/// What a column becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The day, with its time where one stands beside it: `date`, `date:day_first`, `date:month_first`.
    Day(Option<Order>),
    /// The time of that day: `time`.
    Time,
    /// A note: `note`.
    Note,
    /// Words that are added to the note: `tags`.
    Tags,
    /// Scores under a measure that there is: `measure:low_mood`.
    Measure(MeasureId),
    /// Scores under a new measure, called as the column is: `new:0..10 higher_is_better`.
    New(Scale),
    /// Nothing: `ignore`.
    Ignored,
}

impl Role {
    /// Whether it says which day a row is of.
    pub fn is_day(&self) -> bool {
        matches!(self, Self::Day(_))
    }

    /// Whether it is scored.
    pub fn is_score(&self) -> bool {
        matches!(self, Self::Measure(_) | Self::New(_))
    }
}

impl FromStr for Role {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (kind, more) = text.split_once(':').map_or((text, None), |(kind, more)| (kind, Some(more)));
        match (kind, more) {
            ("date", None) => Ok(Self::Day(None)),
            ("date", Some("day_first")) => Ok(Self::Day(Some(Order::DayFirst))),
            ("date", Some("month_first")) => Ok(Self::Day(Some(Order::MonthFirst))),
            ("time", None) => Ok(Self::Time),
            ("note", None) => Ok(Self::Note),
            ("tags", None) => Ok(Self::Tags),
            ("ignore", None) => Ok(Self::Ignored),
            ("measure", Some(id)) => id.parse().map(Self::Measure),
            ("new", Some(scale)) => csv::scale(scale)
                .filter(|scale| (1.0..=100.0).contains(&scale.span()) && scale.min.abs() <= 1_000_000)
                .map(Self::New)
                .ok_or_else(|| Refusal::TableScale),
            _ => Err(Refusal::TableRole),
        }
    }
}

/// What becomes of the columns of a table, by their names. One that is not named is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserr)]
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
    let mut names: Vec<String> = Vec::new();
    for (place, title) in titles.iter().enumerate() {
        let title = if title.is_empty() { format!("Column {}", place + 1) } else { title.clone() };
        let mut name = title.clone();
        let mut number = 2;
        while names.contains(&name) {
            name = format!("{title} ({number})");
            number += 1;
        }
        names.push(name);
    }
    names
}
