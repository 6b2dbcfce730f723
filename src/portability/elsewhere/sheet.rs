//! Tables of other apps, with named columns.

use std::borrow::Cow;

use super::refused;
use crate::{
    domain::fault::Refusal,
    portability::{
        delimited::{Cells, Table, certain_text, delimiter, without_declaration},
        line_fault::LineFaults,
    },
};

/// A table with named columns.
pub struct Sheet {
    table: Table,
    header: Vec<String>,
    titles: Vec<String>,
    /// The line of the header, from 1.
    titled: u64,
    /// The first row below it.
    first: usize,
    /// The line of the last row, if the file ends within it.
    cut: Option<u64>,
}

/// The text of a file.
///
/// # Errors
/// The line in which it cannot be told what is written.
pub fn text(file: &[u8]) -> Result<Cow<'_, str>, LineFaults> {
    certain_text(file).map_err(|line| refused::at_line(line, Refusal::FileUtf8))
}

/// The name of a column, without the further quotes that some programs put around texts: `"""Mood"""`.
pub fn title(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell).trim()
}

/// A row, and the line that it begins in.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// From 1.
    pub line: u64,
    header: &'a [String],
    cells: Cells<'a>,
}

impl Sheet {
    /// Reads a table whose header has each of these columns.
    ///
    /// # Errors
    /// When it has not, or a row cannot be read.
    pub fn read(file: &[u8], columns: &[&str]) -> Result<Self, LineFaults> {
        let sheet = Self::open(file)?;
        if let Some(missing) = columns.iter().find(|name| !sheet.header.iter().any(|present| present == **name)) {
            return Err(refused::at_line(1, refused::column(missing)));
        }
        sheet.whole()
    }

    /// Itself, if the file does not end within a row. Apps write whole rows, but for an empty cell at the end.
    ///
    /// # Errors
    /// When it does.
    pub fn whole(self) -> Result<Self, LineFaults> {
        let cut = self.cut;
        cut.map_or(Ok(self), |line| Err(refused::at_line(line, Refusal::FileCut)))
    }

    /// Reads a table with any header.
    ///
    /// # Errors
    /// When a row cannot be read.
    pub fn open(file: &[u8]) -> Result<Self, LineFaults> {
        let text = text(file)?;
        let (table, declared) = without_declaration(&text);
        let delimiter = declared.unwrap_or_else(|| delimiter(table));
        let table = Table::read(table, delimiter, declared.is_some().into())?;
        let mut sheet = Self { table, header: Vec::new(), titles: Vec::new(), titled: 1, first: 0, cut: None };
        sheet.begin_at(0);
        let last = sheet.below_header().next_back();
        // A row may lack its last cell, as some of Daylio's do, where the one before it is whole: it is in quotes.
        let wanted = sheet.titles.len().saturating_sub(usize::from(sheet.table.ends_in_quotes()));
        sheet.cut = last.filter(|_| sheet.table.is_cut(wanted)).map(|(line, _)| line);
        Ok(sheet)
    }

    /// Reads a table whose header is the first row that is one, and not what stands before it.
    ///
    /// # Errors
    /// When a row cannot be read.
    pub fn below(file: &[u8], is_header: impl Fn(&[String]) -> bool) -> Result<Self, LineFaults> {
        let mut sheet = Self::open(file)?;
        if is_header(&sheet.header) {
            return Ok(sheet);
        }
        let lower = |row: Cells<'_>| row.iter().map(|cell| title(cell).to_lowercase()).collect::<Vec<_>>();
        let found = sheet.below_header().position(|(_, row)| is_header(&lower(row)));
        if let Some(at) = found {
            sheet.begin_at(sheet.first + at);
        }
        Ok(sheet)
    }

    /// Itself, without lines before its header, which fills most of the columns.
    pub fn below_preamble(mut self) -> Self {
        /// How many rows are looked at.
        const FIRST: usize = 20;
        let filled = |row: Cells<'_>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let header = self.titles.iter().filter(|title| !title.is_empty()).count();
        let rows = || self.below_header().take(FIRST).map(|(_, row)| filled(row));
        let widest = rows().chain([header]).max().unwrap_or_default();
        let is_header = |filled: usize| filled >= 2 && filled * 5 >= widest * 3;
        if is_header(header) {
            return self;
        }
        let found = rows().position(is_header);
        if let Some(at) = found {
            self.begin_at(self.first + at);
        }
        self
    }

    /// Itself, with the first row that begins in this line or below as its header.
    ///
    /// # Errors
    /// When no row does.
    pub fn titled_at(mut self, line: u64) -> Result<Self, LineFaults> {
        if line <= self.titled {
            return Ok(self);
        }
        let last = self.below_header().next_back().map_or(self.titled, |(line, _)| line);
        let found = self.below_header().position(|(begins, _)| begins >= line);
        let Some(at) = found else {
            let max = i64::try_from(last).unwrap_or(i64::MAX);
            return Err(refused::at_line(line, Refusal::WholeNumber { min: 1, max }));
        };
        self.begin_at(self.first + at);
        Ok(self)
    }

    /// The line of its header, from 1.
    pub fn titled(&self) -> u64 {
        self.titled
    }

    /// Takes the row of this number as the header, and leaves out what stands before it.
    fn begin_at(&mut self, number: usize) {
        if let Some((line, header)) = self.table.row(number) {
            self.titled = line;
            self.titles = header.iter().map(|name| title(name).to_owned()).collect();
            self.header = self.titles.iter().map(|name| name.to_lowercase()).collect();
        }
        self.first = number + 1;
    }

    fn below_header(&self) -> impl DoubleEndedIterator<Item = (u64, Cells<'_>)> {
        (self.first..self.table.len()).filter_map(|number| self.table.row(number))
    }

    /// The names of its columns, as they are written.
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    /// The names of its columns, in lower case.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Its rows, without the empty ones.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let full = self.below_header().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        full.map(|(line, cells)| Row { line, header: &self.header, cells })
    }

    /// The same, each behind the line that it begins in.
    pub fn lines(&self) -> impl Iterator<Item = (u64, Row<'_>)> {
        self.rows().map(|row| (row.line, row))
    }
}

impl<'a> Row<'a> {
    /// What stands in a column; nothing where there is no such column.
    pub fn get(self, column: &str) -> &'a str {
        let place = self.header.iter().position(|name| name == column);
        place.map_or("", |place| self.cell(place))
    }

    /// What stands in the column of that number, from 0.
    pub fn cell(self, place: usize) -> &'a str {
        self.cells.get(place).unwrap_or_default().trim()
    }

    /// Whether something stands where the header has no column any more.
    pub fn overflows(self) -> bool {
        self.cells.iter().skip(self.header.len()).any(|cell| !cell.trim().is_empty())
    }
}
