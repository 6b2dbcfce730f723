//! The rows of a file, as Afterglow wrote them or as a spreadsheet saved them: with other separators, in another
//! encoding, with empty columns and rows, and with days in the order of its language.

use jiff::civil::Date;

use super::cells::{is_error, unguarded};
use crate::{
    domain::{day::When, fault::Refusal},
    portability::{
        delimited::{Cells, Table, delimiter, without_declaration},
        elsewhere::{
            DayOrder,
            dates::{self, Order},
            order_of_days,
        },
        line_fault::LineFaults,
    },
};

/// The header, which every file begins with.
pub const HEADER: [&str; 8] = ["at", "kind", "measure", "value", "note", "planned", "version", "language"];

/// The header of a file for a spreadsheet.
pub const SPREADSHEET_HEADER: [&str; 10] =
    ["date", "time", "kind", "measure", "value", "note", "planned", "version", "language", "at"];

/// Older files end here: they have no columns for the words that a score was given in, or for what is planned either.
const OLDER_COLUMNS: [usize; 2] = [6, 5];

/// No row has fewer cells. Some spreadsheets leave out the empty ones at its end.
const FEWEST_CELLS: usize = 3;

/// A row, by the columns of [`HEADER`].
pub struct Row<'a> {
    /// When it was, as RFC 3339 or as a day.
    pub at: String,
    /// The other cells, from the kind on.
    pub cells: [&'a str; 7],
}

/// The rows of a file whose header is known.
pub struct Rows {
    columns: &'static [&'static str],
    table: Table,
    /// The line of the last row, if the file ends within it.
    cut: Option<u64>,
    /// Which comes first in days that a spreadsheet wrote.
    order: Option<Order>,
}

impl Rows {
    /// Looks through a file's text.
    ///
    /// # Errors
    /// When its first line is no header.
    pub fn of(text: &str) -> Result<Self, LineFaults> {
        let (text, declared) = without_declaration(text);
        let before = u64::from(declared.is_some());
        let table = Table::read(text, declared.unwrap_or_else(|| delimiter(text)), before)?;
        let header = table.row(0);
        let Some(columns) = header.and_then(|(_, row)| columns(row)) else {
            // Without it every other row would be wrong too.
            let line = header.map_or(1 + before, |(line, _)| line);
            return Err(LineFaults::one(line, Refusal::FileHeader { header: HEADER.join(",") }));
        };
        let is_cut = table.len() > 1 && table.is_cut(columns.len());
        let cut = table.rows().next_back().filter(|_| is_cut).map(|(line, _)| line);
        let order = order(columns, &table);
        Ok(Self { columns, table, cut, order })
    }

    /// How many rows stand in the table, its header among them.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// The row of this number, from 1, with its line; or what is wrong with it.
    pub fn get(&self, number: usize) -> Option<(u64, Result<Row<'_>, Refusal>)> {
        let (line, row) = self.table.row(number)?;
        Some((line, if self.cut == Some(line) { Err(Refusal::FileCut) } else { self.row(row) }))
    }

    fn row<'a>(&self, row: Cells<'a>) -> Result<Row<'a>, Refusal> {
        let count = self.columns.len();
        if row.len() < FEWEST_CELLS || row.iter().skip(count).any(|cell| !cell.is_empty()) {
            return Err(Refusal::FileCells { count, columns: self.columns.join(",") });
        }
        let cell = |name: &str| cell(self.columns, row, name);
        let for_spreadsheet = self.columns.len() == SPREADSHEET_HEADER.len();
        let at = if for_spreadsheet {
            self.told_twice(cell("date"), cell("time"), cell("at"))?
        } else {
            self.with_plain_day(cell("at"))
        };
        if row.iter().any(is_error) {
            return Err(Refusal::FileFormula);
        }
        let [_, names @ ..] = HEADER;
        Ok(Row { at, cells: names.map(|name| if for_spreadsheet { unguarded(cell(name)) } else { cell(name) }) })
    }

    /// A day as it is written in this journal, where a spreadsheet wrote it in another way.
    fn with_plain_day(&self, cell: &str) -> String {
        day(cell, self.order).map_or_else(|| cell.to_owned(), |day| day.to_string())
    }

    /// When a row was whose date and time stand there twice: to be read, and exactly. Where one of them was changed
    /// nobody knows which holds.
    fn told_twice(&self, date: &str, time: &str, at: &str) -> Result<String, Refusal> {
        if at.is_empty() && time.is_empty() {
            return Ok(self.with_plain_day(date));
        }
        let Ok(When::At(moment)) = at.parse() else {
            return if at.is_empty() { Err(Refusal::FileTimeTwice) } else { Ok(at.to_owned()) };
        };
        let exact = moment.offset().to_datetime(moment.instant());
        let same_day = |order| day(date, Some(order)) == Some(exact.date());
        let same_minute = |time: jiff::civil::Time| (time.hour(), time.minute()) == (exact.hour(), exact.minute());
        let is_same = (date.is_empty() || [Order::DayFirst, Order::MonthFirst].into_iter().any(same_day))
            && (time.is_empty() || dates::clock(time).is_some_and(same_minute));
        if is_same { Ok(at.to_owned()) } else { Err(Refusal::FileTimeTwice) }
    }
}

/// The columns of a file whose first row this is; `None` where it is no header.
fn columns(row: Cells<'_>) -> Option<&'static [&'static str]> {
    let older = OLDER_COLUMNS.into_iter().filter_map(|end| HEADER.get(..end));
    let is_named = |place: &usize| row.get(place - 1).is_some_and(|cell| !cell.trim().is_empty());
    let named = (1..=row.len()).rev().find(is_named).unwrap_or_default();
    let is_header = |columns: &&[&str]| row.iter().take(named).map(str::trim).eq(columns.iter().copied());
    [&HEADER[..], &SPREADSHEET_HEADER[..]].into_iter().chain(older).find(is_header)
}

/// What stands in the column of this name; nothing where there is none.
fn cell<'a>(columns: &[&str], row: Cells<'a>, name: &str) -> &'a str {
    columns.iter().position(|column| *column == name).and_then(|place| row.get(place)).unwrap_or_default()
}

/// A day in figures alone.
fn day(cell: &str, order: Option<Order>) -> Option<Date> {
    let in_figures = cell.chars().all(|c| c.is_ascii_digit() || "-/. ".contains(c));
    let year_first = || dates::in_figures(cell).filter(|_| !cell.contains(' '));
    year_first().or_else(|| dates::year_last(cell, order?)).filter(|_| in_figures)
}

/// Which comes first in the days of the first column: as they themselves make plain, else as the exact times beside
/// them do.
fn order(columns: &[&str], table: &Table) -> Option<Order> {
    let rows = || table.rows().skip(1).map(|(_, row)| row);
    let days: Vec<&str> = rows().filter_map(|row| row.get(0)).filter(|cell| !cell.is_empty()).collect();
    match order_of_days(&days) {
        DayOrder::DayFirst => return Some(Order::DayFirst),
        DayOrder::MonthFirst => return Some(Order::MonthFirst),
        DayOrder::Clear | DayOrder::Unclear | DayOrder::Epoch => {}
    }
    rows().find_map(|row| {
        let exact = cell(columns, row, "at").parse::<When>().ok()?.date();
        let is_so = |order: &Order| row.get(0).and_then(|cell| dates::year_last(cell, *order)) == Some(exact);
        match [Order::DayFirst, Order::MonthFirst].map(|order| is_so(&order)) {
            [true, false] => Some(Order::DayFirst),
            [false, true] => Some(Order::MonthFirst),
            _ => None,
        }
    })
}
