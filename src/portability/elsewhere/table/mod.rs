//! Any table with a header: the patient says what its columns are.

mod answers;
mod categories;
mod cells;
mod change;
mod columns;
mod doses;
mod items;
mod looks;
mod names;
mod proposals;
mod sessions;

use self::{
    cells::Stamp,
    columns::{Kept, Part, Reckoned, Role},
    sessions::{Doses, Sessions},
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

/// The most names that are told at once.
const MOST_NAMED: usize = 20;

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
    let reading = match reading.knowing(&sheet, &gathering.columns) {
        Ok(reading) => reading,
        Err(refusal) => {
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
    doses: Doses<'a>,
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
        items::check(&columns).map_err(Untold::Open)?;
        let scales = Scales::with(home.measures.iter().map(|(id, measure)| (id.clone(), measure.scale())));
        let epoch = columns
            .get(day.0)
            .and_then(|(_, _, role)| if let Role::Epoch(reckoned) = role { Some(*reckoned) } else { None });
        Ok(Self { columns, day, epoch, scales, doses: Doses::default() })
    }

    /// Itself, with what its rows tell together.
    ///
    /// # Errors
    /// What they leave open.
    fn knowing(mut self, sheet: &Sheet, seen: &[Column]) -> Result<Self, Refusal> {
        let of = |is: &dyn Fn(&Role) -> bool| self.columns.iter().find(|(_, _, role)| is(role)).copied();
        let filled = |place: usize| sheet.rows().map(move |row| row.cell(place)).filter(|cell| !cells::is_blank(cell));
        let (names, values) = (
            of(&|role| matches!(role, Role::Name(_))),
            of(&|role| matches!(role, Role::Value(readings, _) if readings.polarity.is_none())),
        );
        if let Some((_, called, _)) = values {
            let mut untold: Vec<&str> = match names {
                Some((place, _, role)) => {
                    let is_told = |name: &str| matches!(role, Role::Name(told) if told.of(name).is_some());
                    filled(place).filter(|name| !is_told(name) && names::polarity(name).is_none()).collect()
                }
                None => Some(called).filter(|name| names::polarity(name).is_none()).into_iter().collect(),
            };
            untold.sort_unstable();
            untold.dedup();
            if !untold.is_empty() {
                return Err(Refusal::TableBadEnd { measures: untold.into_iter().take(MOST_NAMED).collect() });
            }
        }
        let part = |part: Part| of(&move |role| *role == Role::Treatment(part));
        let (dose, unit) = (part(Part::Dose), part(Part::DoseUnit));
        if let (Some((place, name, _)), None) = (dose, unit) {
            let is_bare = doses::Unit::in_name(name).is_none()
                && filled(place).any(|cell| doses::dose(cell, None, None).is_err());
            let other = |(at, _, role): &&(usize, &str, &Role)| {
                let units = seen.get(*at).is_some_and(|column| column.proposed() == Some("treatment:dose_unit"));
                **role == Role::Ignored
                    && units
                    && filled(*at).any(|cell| doses::Unit::read(cell) != Ok(doses::Unit::MILLIGRAM))
            };
            if let Some((_, column, _)) = self.columns.iter().filter(|_| is_bare).find(other) {
                return Err(Refusal::TableDoseUnitColumn { column: (*column).to_owned() });
            }
        }
        let time = of(&|role| matches!(role, Role::Time | Role::Hour)).or_else(|| of(&Role::is_day));
        self.doses = Doses {
            decimal: dose.and_then(|(place, ..)| doses::decimal_sign(filled(place))),
            has_units: unit.is_some(),
            time: time.map_or("", |(_, name, _)| name),
        };
        Ok(self)
    }

    fn take(&self, row: Row<'_>, gathering: &mut Gathering<'_>) -> Result<(), Wrong> {
        if row.overflows() {
            return Err(Refusal::TableOverflow.into());
        }
        let clock = self.clock(row)?;
        let (mut scores, mut notes, mut tags) = (Vec::new(), Vec::new(), Vec::new());
        let measured = self.columns.iter().find_map(|(place, _, role)| match role {
            Role::Name(named) => Some((row.cell(*place), named)).filter(|(name, _)| !cells::is_blank(name)),
            _ => None,
        });
        let told = measured.and_then(|(name, named)| named.of(name));
        let measured = measured.map(|(name, _)| name);
        for (place, name, role) in &self.columns {
            let cell = row.cell(*place);
            if cells::is_blank(cell) {
                continue;
            }
            match role {
                Role::Note => notes.push(cell),
                Role::Tags => tags.extend(cells::tags(cell)),
                Role::Ignored => gathering.leave_out(name),
                Role::Value(..) if told == Some(Kept::Ignored) => gathering.leave_out(measured.unwrap_or(name)),
                Role::Value(_, change) if let Some(Kept::Scored(scale)) = told => {
                    let own = Role::New(scale, change.clone());
                    let score = self.score(measured.unwrap_or(name), &own, cell, gathering);
                    scores.push(score.map_err(|refusal| Wrong::in_column(refusal, name))?);
                }
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
                | Role::Name(_)
                | Role::Event(_)
                | Role::EventCategory
                | Role::Treatment(_)
                | Role::Total(_)
                | Role::Item(..) => {}
            }
        }
        let tags = tags.join(", ");
        notes.push(&tags);
        let sessions = Sessions::of(row, &self.columns);
        let theirs = if sessions.has_note() && scores.is_empty() { std::mem::take(&mut notes) } else { Vec::new() };
        sessions.keep(clock, theirs.join("\n").trim(), &self.doses, gathering)?;
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
            Role::New(scale, change) => (*scale, change),
            Role::Value(readings, change) => (readings.scale(name).ok_or(Refusal::FileScore)?, change),
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
