//! The text of a table: its encoding, its separator, its lines, and whether it is whole. Apps and spreadsheets save
//! tables in any of the usual ways.

use std::borrow::Cow;

use csv::StringRecord;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

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

/// Whether a table ends within this row, the last.
pub fn is_cut(table: &str, row: &StringRecord, columns: usize) -> bool {
    let from = row.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or_default();
    is_open(table.get(from..).unwrap_or_default()) || (!table.ends_with(['\n', '\r']) && row.len() + 1 < columns)
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
pub struct Lines<'a> {
    file: &'a [u8],
    reached: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    /// Of a table, from its first line on. `before` is how many lines of the file stand before it.
    pub fn of_table(table: &'a str, before: u64) -> Self {
        Self { file: table.as_bytes(), reached: 0, line: 1 + before }
    }

    /// Asked in the order of the rows.
    pub fn of(&mut self, position: &csv::Position) -> u64 {
        let from = usize::try_from(position.byte()).unwrap_or(usize::MAX).max(self.reached);
        let breaks = self.file.iter().skip(from).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = self.file.get(self.reached..from + breaks).unwrap_or_default();
        self.line += passed.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.reached = from + breaks;
        self.line
    }
}
