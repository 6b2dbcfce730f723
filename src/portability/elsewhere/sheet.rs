//! Tables of other apps, with named columns.

use csv::{ReaderBuilder, StringRecord};

pub use crate::portability::delimited::text;

use super::refused;
use crate::{
    domain::fault::Refusal,
    portability::{
        delimited::{Lines, delimiter, is_cut, without_declaration},
        line_fault::{LineFaults, MOST_ROWS},
    },
};

/// A table with named columns.
pub struct Sheet {
    header: Vec<String>,
    titles: Vec<String>,
    /// The line of the header, from 1.
    titled: u64,
    rows: Vec<(u64, StringRecord)>,
    /// The line of the last row, if the file ends within it.
    cut: Option<u64>,
}

/// A row, and the line that it begins in.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// From 1.
    pub line: u64,
    header: &'a [String],
    cells: &'a StringRecord,
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
        let text = text(file);
        let (table, declared) = without_declaration(&text);
        let delimiter = declared.unwrap_or_else(|| delimiter(table));
        let mut lines = Lines::of_table(table, declared.is_some().into());
        let mut reader =
            ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(table.as_bytes());
        let (mut titles, mut line_of_titles, mut rows, mut faults) = (Vec::new(), 1, Vec::new(), LineFaults::default());
        for row in reader.records() {
            match row {
                Ok(row) if titles.is_empty() => {
                    line_of_titles = row.position().map_or(1, |position| lines.of(position));
                    titles = row.iter().map(|name| name.trim().to_owned()).collect();
                }
                Ok(_) if rows.len() == MOST_ROWS => return Err(LineFaults::too_many_rows()),
                Ok(row) => rows.push((row.position().map_or(0, |position| lines.of(position)), row)),
                Err(error) => {
                    let line = error.position().map_or(0, |position| lines.of(position));
                    faults.add(line, Refusal::FileRow);
                }
            }
        }
        let header = titles.iter().map(|name| name.to_lowercase()).collect();
        let cut = rows.last().filter(|(_, row)| is_cut(table, row, titles.len())).map(|(line, _)| *line);
        faults.or(Self { header, titles, titled: line_of_titles, rows, cut })
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
        let lower = |row: &StringRecord| row.iter().map(|cell| cell.trim().to_lowercase()).collect::<Vec<_>>();
        if let Some(at) = sheet.rows.iter().position(|(_, row)| is_header(&lower(row))) {
            sheet.begin_at(at);
        }
        Ok(sheet)
    }

    /// Itself, without lines before its header, which fills most of the columns.
    pub fn below_preamble(mut self) -> Self {
        /// How many rows are looked at.
        const FIRST: usize = 20;
        let filled = |row: &StringRecord| row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let header = self.titles.iter().filter(|title| !title.is_empty()).count();
        let widest = self.rows.iter().take(FIRST).map(|(_, row)| filled(row)).chain([header]).max().unwrap_or_default();
        let is_header = |filled: usize| filled >= 2 && filled * 5 >= widest * 3;
        if is_header(header) {
            return self;
        }
        if let Some(at) = self.rows.iter().take(FIRST).position(|(_, row)| is_header(filled(row))) {
            self.begin_at(at);
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
        let last = self.rows.last().map_or(self.titled, |(line, _)| *line);
        let Some(at) = self.rows.iter().position(|(begins, _)| *begins >= line) else {
            let max = i64::try_from(last).unwrap_or(i64::MAX);
            return Err(refused::at_line(line, Refusal::WholeNumber { min: 1, max }));
        };
        self.begin_at(at);
        Ok(self)
    }

    /// The line of its header, from 1.
    pub fn titled(&self) -> u64 {
        self.titled
    }

    /// Takes the row of this number as the header, and leaves out what stands before it.
    fn begin_at(&mut self, at: usize) {
        let rows = self.rows.split_off(at + 1);
        let (line, header) = self.rows.pop().unwrap_or_default();
        self.titled = line;
        self.titles = header.iter().map(|name| name.trim().to_owned()).collect();
        self.header = self.titles.iter().map(|name| name.to_lowercase()).collect();
        self.rows = rows;
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
        let full = self.rows.iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        full.map(|(line, cells)| Row { line: *line, header: &self.header, cells })
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
