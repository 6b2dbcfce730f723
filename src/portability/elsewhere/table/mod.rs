//! Any table with a header: the patient says what its columns are.

mod cells;
mod columns;
mod looks;
mod names;

use self::{
    cells::{Figure, Stamp},
    columns::Role,
    looks::DayOrder,
};
pub use self::{columns::Columns, looks::Column, names::polarity};
use super::{
    Home,
    dates::{self, Order},
    gathering::Gathering,
    opened::Opened,
    sheet::{Row, Sheet},
};
use crate::{
    domain::{
        fault::Refusal,
        measure::{MeasureId, Scale, Scales},
        refusal::Examples,
    },
    portability::{
        line_fault::{LineFaults, Wrong},
        source::Clock,
    },
};

/// The fewest columns of a table: a day, and something of it.
const FEWEST_COLUMNS: usize = 2;
/// The most columns of a table.
const MOST_COLUMNS: usize = 200;
/// The most of them that are scores: one check-in answers no more.
const MOST_SCORES: usize = 100;

/// No app wrote it.
pub fn generation(_: &Opened<'_>) -> Option<&'static str> {
    None
}

/// Reads a file. Until its columns are told, it becomes nothing but a description of them.
pub fn read(file: &[u8], told: &Columns, home: &Home, gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if file.starts_with(b"PK") {
        return Err(LineFaults::one(0, Refusal::TableWorkbook));
    }
    let sheet = Sheet::open(file)?;
    let names = columns::unique(sheet.titles());
    if names.len() < FEWEST_COLUMNS
        || names.len() > MOST_COLUMNS
        || sheet.titles().iter().any(|title| title.contains('\0'))
    {
        return Err(LineFaults::one(0, Refusal::TableShape { least: FEWEST_COLUMNS, most: MOST_COLUMNS }));
    }
    if sheet.titles().iter().any(|title| cells::is_a_value(title)) {
        return Err(LineFaults::one(0, Refusal::TableNames));
    }
    gathering.columns = looks::columns(&sheet, &names, home);
    if told.is_empty() {
        gathering.open.push(Refusal::TableColumns);
        return Ok(());
    }
    let reading = match Reading::new(&names, told, &gathering.columns, home) {
        Ok(reading) => reading,
        Err(Untold::Wrong(faults)) => return Err(faults),
        Err(Untold::Open(refusal)) => {
            gathering.open.push(refusal);
            return Ok(());
        }
    };
    for row in sheet.rows() {
        if let Err(refusal) = reading.take(row, gathering) {
            gathering.fault(row.line, refusal);
        }
    }
    Ok(())
}

/// Why a table cannot be read yet.
enum Untold {
    /// What was told does not fit the table.
    Wrong(LineFaults),
    /// Something was not told.
    Open(Refusal),
}

/// A table whose columns are known.
struct Reading<'a> {
    /// Where each column is, what it is called and what it becomes.
    columns: Vec<(usize, &'a str, &'a Role)>,
    /// Where the day is, and its order when that matters.
    day: (usize, Option<Order>),
    scales: Scales,
}

impl<'a> Reading<'a> {
    fn new(names: &'a [String], told: &'a Columns, seen: &[Column], home: &Home) -> Result<Self, Untold> {
        let wrong = |refusal| Untold::Wrong(LineFaults::one(1, refusal));
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Some(unknown) = told.names().find(|name| !known.contains(name)) {
            return Err(wrong(Refusal::TableUnknownColumn {
                column: unknown.to_owned(),
                known: known.iter().collect(),
            }));
        }
        let role = |(place, name): (usize, &'a String)| (place, name.as_str(), told.of(name));
        let columns: Vec<_> = names.iter().enumerate().map(role).collect();
        let days: Vec<_> = columns.iter().filter(|(_, _, role)| role.is_day()).collect();
        let day = match days.as_slice() {
            [] => return Err(Untold::Open(Refusal::TableNoDate)),
            [(place, name, role)] => (*place, order(name, role, seen.get(*place))?),
            _ => return Err(wrong(Refusal::TableOneDate)),
        };
        let number = |is: fn(&Role) -> bool| columns.iter().filter(|(_, _, role)| is(role)).count();
        if number(|role| matches!(role, Role::Time)) > 1 {
            return Err(wrong(Refusal::TableOneTime));
        }
        if number(Role::is_score) > MOST_SCORES {
            return Err(wrong(Refusal::TableScores { most: MOST_SCORES }));
        }
        let scales = Scales::with(home.measures.iter().map(|(id, measure)| (id.clone(), measure.scale())));
        Ok(Self { columns, day, scales })
    }

    fn take(&self, row: Row<'_>, gathering: &mut Gathering<'_>) -> Result<(), Wrong> {
        if row.overflows() {
            return Err(Refusal::TableOverflow.into());
        }
        let clock = self.clock(row)?;
        let (mut scores, mut notes, mut tags) = (Vec::new(), Vec::new(), Vec::new());
        for (place, name, role) in &self.columns {
            let cell = row.cell(*place);
            if cells::is_blank(cell) {
                continue;
            }
            match role {
                Role::Note => notes.push(cell),
                Role::Tags => tags.extend(cells::tags(cell)),
                Role::Ignored => gathering.leave_out(name),
                Role::Measure(_) | Role::New(_) => {
                    let score = self.score(name, role, cell, gathering);
                    scores.push(score.map_err(|refusal| Wrong::in_column(refusal, name))?);
                }
                Role::Day(_) | Role::Time => {}
            }
        }
        let tags = tags.join(", ");
        notes.push(&tags);
        Ok(gathering.check_in(clock, "", scores, &notes)?)
    }

    fn clock(&self, row: Row<'_>) -> Result<Clock, Refusal> {
        let (place, order) = self.day;
        let stamp = Stamp::read(row.cell(place), order).ok_or_else(|| match order {
            None => Refusal::FileDate { examples: Examples(&["2026-03-08", "8 March 2026"]) },
            Some(Order::DayFirst) => Refusal::FileDateDayFirst,
            Some(Order::MonthFirst) => Refusal::FileDateMonthFirst,
        })?;
        let apart = self.columns.iter().find(|(_, _, role)| matches!(role, Role::Time));
        let time = apart.map(|(place, _, _)| row.cell(*place)).filter(|cell| !cells::is_blank(cell));
        let Some(time) = time else { return Ok(stamp.clock()) };
        let time = dates::clock(time).ok_or_else(|| Refusal::FileTime { examples: dates::CLOCK_EXAMPLES })?;
        Ok(Clock::Wall(stamp.date, Some(time)))
    }

    fn score(
        &self,
        name: &str,
        role: &Role,
        cell: &str,
        gathering: &mut Gathering<'_>,
    ) -> Result<(MeasureId, i32), Refusal> {
        let scale = match role {
            Role::Measure(id) => self.scales.of(id)?,
            Role::New(scale) => *scale,
            _ => return Err(Refusal::FileScore),
        };
        let Scale { min, max, polarity } = scale;
        let range = || Refusal::Number { min: min.into(), max: max.into() };
        let figure = Figure::read(cell).filter(|figure| figure.is_within(scale)).ok_or_else(range)?;
        if !figure.is_whole() {
            gathering.round(name);
        }
        if let Role::Measure(id) = role {
            return Ok((id.clone(), figure.rounded()));
        }
        let known_by = format!("table|{}|{min}..{max} {}", name.to_lowercase(), polarity.name());
        gathering.own_score(&known_by, name, scale, figure.rounded())
    }
}

/// In which order a column's days are written: as told, else as the file itself makes plain.
fn order(name: &str, role: &Role, seen: Option<&Column>) -> Result<Option<Order>, Untold> {
    if let Role::Day(Some(order)) = role {
        return Ok(Some(*order));
    }
    match seen.and_then(Column::order) {
        Some(DayOrder::DayFirst) => Ok(Some(Order::DayFirst)),
        Some(DayOrder::MonthFirst) => Ok(Some(Order::MonthFirst)),
        Some(DayOrder::Unclear) => Err(Untold::Open(Refusal::TableDayOrder { column: name.to_owned() })),
        Some(DayOrder::Clear) | None => Ok(None),
    }
}
