//! A look into a file: enough of it to tell which app wrote it.

use std::io::Cursor;

use base64::{Engine, prelude::BASE64_STANDARD};
use csv::ReaderBuilder;

use super::sheet::title;
use crate::portability::delimited;

/// How much of a text is looked at, in bytes.
const BEGINNING: usize = 64 * 1024;
/// The most lines that are looked through for a header.
const LINES: usize = 5;

/// What a file is.
pub enum Opened<'a> {
    /// An archive, with the names of its files.
    Archive(Vec<String>),
    /// JSON: its beginning, without blanks between the values.
    Json(String),
    /// Something that begins with a tag: its beginning.
    Markup(String),
    /// Any other text: the cells of its first lines, in lower case, the header among them.
    Table(Vec<Vec<String>>),
    /// The file itself, where it is no text at all.
    Bytes(&'a [u8]),
}

impl<'a> Opened<'a> {
    /// Looks into a file.
    pub fn of(file: &'a [u8]) -> Self {
        if file.starts_with(b"PK") {
            let archive = zip::ZipArchive::new(Cursor::new(file));
            let names = archive.map(|archive| archive.file_names().flatten().map(|name| base(&name)).collect());
            return names.map_or(Self::Bytes(file), Self::Archive);
        }
        let text = delimited::text(beginning(file));
        let start = text.trim_start();
        match start.chars().next() {
            Some('{' | '[') => Self::Json(compact(start)),
            Some('<') => Self::Markup(start.to_owned()),
            _ if let Some(json) = packed_json(start) => Self::Json(compact(&json)),
            _ if start.contains('\0') => Self::Bytes(file),
            _ => Self::Table(rows(start)),
        }
    }

    /// The header, if this is a table with all of these columns. They are told in lower case.
    pub fn header(&self, columns: &[&str]) -> Option<&[String]> {
        let Self::Table(rows) = self else { return None };
        let has_all = |row: &&Vec<String>| columns.iter().all(|column| row.iter().any(|cell| cell == column));
        rows.iter().find(has_all).map(Vec::as_slice)
    }

    /// Whether it is an archive in which a file of such a name is. Folders are not looked at.
    pub fn holds(&self, named: impl Fn(&str) -> bool) -> bool {
        matches!(self, Self::Archive(files) if files.iter().any(|file| named(file)))
    }

    /// Its beginning, if it is JSON.
    pub fn json(&self) -> Option<&str> {
        if let Self::Json(text) = self { Some(text) } else { None }
    }
}

/// A file's name without its folders.
pub fn base(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase()
}

/// The first bytes, none of whose characters is cut.
fn beginning(file: &[u8]) -> &[u8] {
    let Some(first) = file.get(..BEGINNING) else { return file };
    match str::from_utf8(first) {
        Err(error) if error.error_len().is_none() => first.get(..error.valid_up_to()).unwrap_or(first),
        _ => first,
    }
}

/// The beginning of JSON that is packed in base64, as within a backup of Daylio.
fn packed_json(text: &str) -> Option<String> {
    let packed: String = text.split_whitespace().collect();
    let whole = packed.get(..packed.len() / 4 * 4).filter(|packed| !packed.is_empty())?;
    let json = BASE64_STANDARD.decode(whole).ok().filter(|json| json.trim_ascii_start().starts_with(b"{"))?;
    Some(String::from_utf8_lossy(&json).into_owned())
}

/// JSON without the blanks between its values.
fn compact(json: &str) -> String {
    let (mut within, mut escaped) = (false, false);
    let keep = |c: &char| {
        let blank = !within && c.is_whitespace();
        match c {
            '"' if !escaped => within = !within,
            _ => {}
        }
        escaped = *c == '\\' && !escaped;
        !blank
    };
    json.chars().filter(keep).collect()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let delimiter = delimited::delimiter(text);
    let mut reader =
        ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
    let rows = reader.records().take(LINES).map_while(Result::ok);
    rows.map(|row| row.iter().map(|cell| title(cell).to_lowercase()).collect()).collect()
}
