//! Any table with a header: the patient says what its columns are.

mod cells;
mod columns;
mod looks;
mod names;
mod sessions;

use self::{
    cells::Stamp,
    columns::{Reckoned, Role},
    sessions::Sessions,
};
pub use self::{
    columns::Columns,
    looks::{Column, DayOrder, order as order_of_days},
    names::polarity,
};
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
const MOST_COLUMNS: usize = 500;
/// The most of them that are scores: one check-in answers no more.
const MOST_SCORES: usize = 100;

/// No app wrote it.
pub fn generation(_: &Opened<'_>) -> Option<&'static str> {
    None
}

/// Reads a file. Until its columns are told, it becomes nothing but a description of them.
pub fn read(
    file: &[u8],
    (told, header): (&Columns, Option<u64>),
    home: &Home,
    gathering: &mut Gathering<'_>,
) -> Result<(), LineFaults> {
    if file.starts_with(b"PK") {
        return Err(LineFaults::one(0, Refusal::TableWorkbook));
    }
    let sheet = Sheet::open(file)?;
    let sheet = if let Some(line) = header { sheet.titled_at(line)? } else { sheet.below_preamble() };
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
    gathering.header = Some(sheet.titled());
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
    gathering.each(sheet.lines(), |row, gathering| reading.take(row, gathering));
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
    /// How it is counted, where it is a number since 1970.
    epoch: Option<Reckoned>,
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
        let epoch = columns
            .get(day.0)
            .and_then(|(_, _, role)| if let Role::Epoch(reckoned) = role { Some(*reckoned) } else { None });
        Ok(Self { columns, day, epoch, scales })
    }

    fn take(&self, row: Row<'_>, gathering: &mut Gathering<'_>) -> Result<(), Wrong> {
        if row.overflows() {
            return Err(Refusal::TableOverflow.into());
        }
        let clock = self.clock(row)?;
        let (mut scores, mut notes, mut tags) = (Vec::new(), Vec::new(), Vec::new());
        let measured = self.columns.iter().find(|(_, _, role)| matches!(role, Role::Name));
        let measured = measured.map(|(place, ..)| row.cell(*place)).filter(|name| !cells::is_blank(name));
        for (place, name, role) in &self.columns {
            let cell = row.cell(*place);
            if cells::is_blank(cell) {
                continue;
            }
            match role {
                Role::Note => notes.push(cell),
                Role::Tags => tags.extend(cells::tags(cell)),
                Role::Ignored => gathering.leave_out(name),
                Role::Measure(..) | Role::New(..) | Role::Value(..) => {
                    let called = if matches!(role, Role::Value(..)) { measured.unwrap_or(name) } else { name };
                    let score = self.score(called, role, cell, gathering);
                    scores.push(score.map_err(|refusal| Wrong::in_column(refusal, name))?);
                }
                // What tells the time is read before, and what makes records of their own afterwards.
                Role::Day(_)
                | Role::Epoch(_)
                | Role::Time
                | Role::Hour
                | Role::Minute
                | Role::Name
                | Role::Event(_)
                | Role::Treatment(_)
                | Role::Total(_)
                | Role::Item(_) => {}
            }
        }
        let tags = tags.join(", ");
        notes.push(&tags);
        let sessions = Sessions::of(row, &self.columns);
        let of_treatment =
            if sessions.has_treatment() && scores.is_empty() { std::mem::take(&mut notes) } else { Vec::new() };
        sessions.keep(clock, of_treatment.join("\n").trim(), gathering)?;
        Ok(gathering.check_in(clock, measured.unwrap_or_default(), scores, &notes)?)
    }

    fn clock(&self, row: Row<'_>) -> Result<Clock, Refusal> {
        let (place, order) = self.day;
        let stamp = if let Some(reckoned) = self.epoch {
            return cells::epoch(row.cell(place), reckoned)
                .ok_or(Refusal::FileDate { examples: Examples(&["1767640500", "1767640500000"]) });
        } else {
            Stamp::read(row.cell(place), order)
        };
        let stamp = stamp.ok_or(match order {
            None => Refusal::FileDate { examples: Examples(&["2026-03-08", "8 March 2026"]) },
            Some(Order::DayFirst) => Refusal::FileDateDayFirst,
            Some(Order::MonthFirst) => Refusal::FileDateMonthFirst,
        })?;
        let cell = |is: fn(&Role) -> bool| {
            let column = self.columns.iter().find(|(_, _, role)| is(role));
            column.map(|(place, ..)| row.cell(*place)).filter(|cell| !cells::is_blank(cell))
        };
        let wrong = || Refusal::FileTime { examples: dates::CLOCK_EXAMPLES };
        if let Some(time) = cell(|role| matches!(role, Role::Time)) {
            return Ok(Clock::Wall(stamp.date, Some(dates::clock(time).ok_or_else(wrong)?)));
        }
        let Some(hour) = cell(|role| matches!(role, Role::Hour)) else { return Ok(stamp.clock()) };
        let minute = cell(|role| matches!(role, Role::Minute)).unwrap_or("0");
        let time = dates::clock(&format!("{hour}:{minute}")).ok_or_else(wrong)?;
        Ok(Clock::Wall(stamp.date, Some(time)))
    }

    fn score(
        &self,
        name: &str,
        role: &Role,
        cell: &str,
        gathering: &mut Gathering<'_>,
    ) -> Result<(MeasureId, i32), Refusal> {
        let (scale, change) = match role {
            Role::Measure(id, change) => (self.scales.of(id)?, change),
            Role::New(scale, change) | Role::Value(scale, change) => (*scale, change),
            _ => return Err(Refusal::FileScore),
        };
        let Scale { min, max, polarity } = scale;
        let range = || Refusal::Number { min: min.into(), max: max.into() };
        let figure = change.figure(cell).filter(|figure| figure.is_within(scale)).ok_or_else(range)?;
        if !figure.is_whole() {
            gathering.round(name);
        }
        if let Role::Measure(id, _) = role {
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
        Some(DayOrder::Clear | DayOrder::Epoch) | None => Ok(None),
    }
}
