//! The text of a table: its encoding, its separator, its lines, and whether it is whole. Apps and spreadsheets save
//! tables in any of the usual ways.

use std::borrow::Cow;

use csv_core::ReadRecordResult;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::line_fault::{LineFaults, MOST_ROWS};
use crate::domain::fault::Refusal;

/// The text of a file: by its byte order mark, else UTF-8, else what Windows wrote.
pub fn text(file: &[u8]) -> Cow<'_, str> {
    marked(file).unwrap_or_else(|| {
        str::from_utf8(file).map_or_else(|_| WINDOWS_1252.decode_without_bom_handling(file).0, Cow::Borrowed)
    })
}

/// The same, where nothing can be read wrongly in silence; else the line, from 1, in which it cannot be told what is
/// written.
pub fn certain_text(file: &[u8]) -> Result<Cow<'_, str>, u64> {
    if let Some(text) = marked(file) {
        return Ok(text);
    }
    let Err(error) = str::from_utf8(file) else { return Ok(text(file)) };
    if is_western(file) {
        return Ok(text(file));
    }
    let before = file.get(..error.valid_up_to()).unwrap_or_default();
    Err(1 + before.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>())
}

/// The text of a file that says its encoding by a mark, or by the zeros of UTF-16 in its first character.
fn marked(file: &[u8]) -> Option<Cow<'_, str>> {
    let unmarked = || match file {
        [0, 0, ..] => None,
        [_, 0, ..] => Some((UTF_16LE, 0)),
        [0, _, ..] => Some((UTF_16BE, 0)),
        _ => None,
    };
    let (encoding, mark) = Encoding::for_bom(file).or_else(unmarked)?;
    Some(encoding.decode_without_bom_handling(file.get(mark..).unwrap_or_default()).0)
}

/// Whether a file that is not UTF-8 can be what Windows writes in western Europe and America: every byte has a
/// meaning there, letters with accents stand between plain ones, and none of it is UTF-8 after all.
fn is_western(file: &[u8]) -> bool {
    /// In words of those languages so many letters with accents do not follow each other, in Russian or Greek they do.
    const MOST_IN_A_ROW: usize = 3;
    const WITHOUT_MEANING: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
    let in_a_row = |bytes: &[u8]| bytes.iter().all(|byte| !byte.is_ascii());
    file.iter().all(|byte| !WITHOUT_MEANING.contains(byte))
        && !file.windows(MOST_IN_A_ROW + 1).any(in_a_row)
        && file.utf8_chunks().all(|chunk| chunk.valid().is_ascii())
}

/// A table without the line by which Excel is told the separator, `sep=;`, and that separator. A spreadsheet that
/// does not know the line saves it as a row, with empty cells behind it.
pub fn without_declaration(text: &str) -> (&str, Option<u8>) {
    let (first, rest) = text.split_once('\n').unwrap_or_default();
    let first = first.trim().replace('"', "").to_ascii_lowercase();
    match first.strip_prefix("sep=").map(str::as_bytes) {
        // A tab at the end of the line was trimmed with it.
        Some([]) => (rest, Some(b'\t')),
        Some([separator]) => (rest, Some(*separator)),
        Some(several) if several.iter().all(|byte| b",;\t".contains(byte)) => (rest, Some(delimiter(rest))),
        _ => (text, None),
    }
}

/// The separator that a text's header has most of.
pub fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    b",;\t".iter().copied().max_by_key(|separator| (count(*separator), *separator == b',')).unwrap_or(b',')
}

/// The most columns of a table.
const MOST_COLUMNS: usize = 5000;

/// The cells of a table in few bytes: there may be millions. Rows without anything in them are left out.
pub struct Table {
    /// What stands in all cells, one behind the other.
    text: String,
    /// Where each cell ends in that.
    ends: Vec<u32>,
    rows: Vec<Place>,
    /// Whether the last row ends within a text in quotes.
    open: bool,
    /// Whether no line break stands behind the last row.
    broken_off: bool,
    /// Whether the table ends with a quote.
    quoted: bool,
}

/// Where a row is.
struct Place {
    /// In which line of the file, from 1.
    line: u64,
    /// Where its first cell begins in the text.
    from: u32,
    /// Which cell of the table its first one is.
    first: u32,
}

/// The cells of a row.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    text: &'a str,
    from: u32,
    ends: &'a [u32],
}

impl Table {
    /// Reads a table; `before` is how many lines of the file stand above it.
    ///
    /// # Errors
    /// When it has more rows than are read at once, or a row has too many columns.
    pub fn read(table: &str, delimiter: u8, before: u64) -> Result<Self, LineFaults> {
        let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        // Both are written to once, as far as they are needed.
        let mut text = vec![0; table.len()];
        let is_end = |byte: &u8| *byte == delimiter || *byte == b'\n';
        let mut ends = Vec::with_capacity(table.bytes().filter(is_end).count() + 1);
        let (mut rows, mut lines) = (Vec::new(), Lines::of_table(table, before));
        let mut of_row = vec![0; MOST_COLUMNS];
        let (mut at, mut written, mut last) = (0, 0, 0);
        loop {
            let (begins, from, mut cells) = (at, written, 0);
            let is_row = loop {
                let input = table.as_bytes().get(at..).unwrap_or_default();
                let room = text.get_mut(written..).unwrap_or_default();
                let (result, read, wrote, ended) =
                    reader.read_record(input, room, of_row.get_mut(cells..).unwrap_or_default());
                (at, written, cells) = (at + read, written + wrote, cells + ended);
                match result {
                    ReadRecordResult::InputEmpty => {}
                    ReadRecordResult::Record => break true,
                    ReadRecordResult::End => break false,
                    ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                        let wide = Refusal::TooMany { most: MOST_COLUMNS, what: "columns" };
                        return Err(LineFaults::one(lines.of(begins), wide));
                    }
                }
            };
            if !is_row {
                break;
            }
            last = begins;
            let filled = text.get(from..written).unwrap_or_default();
            if filled.iter().all(u8::is_ascii_whitespace) {
                written = from;
                continue;
            }
            if rows.len() == MOST_ROWS {
                return Err(LineFaults::too_many_rows());
            }
            let place = Place { line: lines.of(begins), from: small(from), first: small(ends.len()) };
            rows.push(place);
            ends.extend(of_row.iter().take(cells).map(|end| small(from + end)));
        }
        text.truncate(written);
        let text = String::from_utf8(text).map_err(|_| LineFaults::one(0, Refusal::FileUtf8))?;
        let open = is_open(table.get(last..).unwrap_or_default());
        Ok(Self { text, ends, rows, open, broken_off: !table.ends_with(['\n', '\r']), quoted: table.ends_with('"') })
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row of this number, from 0, and the line of the file in which it begins.
    pub fn row(&self, number: usize) -> Option<(u64, Cells<'_>)> {
        let Place { line, from, first } = self.rows.get(number)?;
        let (first, next) =
            (large(*first), self.rows.get(number + 1).map_or(self.ends.len(), |next| large(next.first)));
        Some((*line, Cells { text: &self.text, from: *from, ends: self.ends.get(first..next)? }))
    }

    /// Its rows, each with its line.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (u64, Cells<'_>)> {
        (0..self.len()).filter_map(|number| self.row(number))
    }

    /// Whether its last cell is a whole text in quotes, with nothing behind it.
    pub fn ends_in_quotes(&self) -> bool {
        self.quoted && !self.open
    }

    /// Whether it ends within its last row, which has at least so many columns otherwise.
    pub fn is_cut(&self, columns: usize) -> bool {
        let Some((_, last)) = self.rows().next_back() else { return false };
        self.open || (self.broken_off && last.len() < columns)
    }
}

impl<'a> Cells<'a> {
    /// How many there are.
    pub fn len(self) -> usize {
        self.ends.len()
    }

    /// What stands in the cell of that number, from 0.
    pub fn get(self, number: usize) -> Option<&'a str> {
        let end = *self.ends.get(number)?;
        let from = number.checked_sub(1).map_or(Some(self.from), |before| self.ends.get(before).copied())?;
        self.text.get(large(from)..large(end))
    }

    /// All of them.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).filter_map(move |number| self.get(number))
    }
}

/// A place in a file, which is far shorter than four gigabytes.
fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn large(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// Whether a text in quotes, which begins with the cell, does not end.
fn is_open(row: &str) -> bool {
    let (mut begins, mut open) = (true, false);
    for c in row.trim_start_matches(['\r', '\n']).chars() {
        open = if c == '"' { if open { false } else { begins } } else { open };
        // Behind a quote that ended a text another one goes on with it.
        begins = matches!(c, ',' | ';' | '\t' | '\r' | '\n' | '"');
    }
    open
}

/// Which line a row begins in. The reader's own count is behind after CRLF and after empty lines,
/// which it takes as the beginning of the row that follows.
struct Lines<'a> {
    file: &'a [u8],
    reached: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    /// Of a table, from its first line on. `before` is how many lines of the file stand before it.
    fn of_table(table: &'a str, before: u64) -> Self {
        Self { file: table.as_bytes(), reached: 0, line: 1 + before }
    }

    /// Asked in the order of the rows.
    fn of(&mut self, byte: usize) -> u64 {
        let from = byte.max(self.reached);
        let breaks = self.file.iter().skip(from).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = self.file.get(self.reached..from + breaks).unwrap_or_default();
        self.line += passed.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.reached = from + breaks;
        self.line
    }
}
