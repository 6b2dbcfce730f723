//! JSON of other apps, read in bounded memory.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::{App, refused, sheet};
use crate::portability::line_fault::{LineFaults, MOST_ROWS};

/// The most values of a file: of so many the server can hold what is read.
const MOST_VALUES: usize = 10 * MOST_ROWS;

/// The text of a file of JSON. Where an app cut a character in halves, there is a mark for one that cannot be read.
///
/// # Errors
/// The line in which it cannot be told what is written.
pub fn text(file: &[u8]) -> Result<Cow<'_, str>, LineFaults> {
    let text = sheet::text(file)?;
    let halves = halves(&text);
    if halves.is_empty() {
        return Ok(text);
    }
    let mut whole = text.into_owned();
    for at in halves {
        whole.replace_range(at..at + ESCAPE, "\\ufffd");
    }
    Ok(Cow::Owned(whole))
}

/// The length of an escaped character: `\ud83d`.
const ESCAPE: usize = 6;

/// Where a half of a character is escaped whose other half is not beside it.
fn halves(text: &str) -> Vec<usize> {
    let code = |at: usize| {
        let digits = text.get(at..at + ESCAPE)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let (mut halves, mut at) = (Vec::new(), 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        at += found;
        at += match (code(at), code(at + ESCAPE)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 2 * ESCAPE,
            (Some(0xd800..=0xdfff), _) => {
                halves.push(at);
                ESCAPE
            }
            // What follows a backslash is no beginning.
            _ => 2,
        };
    }
    halves
}

/// Reads a text as an app's JSON.
///
/// # Errors
/// When it is none, or has more objects than a table may have rows.
pub fn parsed<'a, T: Deserialize<'a>>(app: App, text: &'a str) -> Result<T, LineFaults> {
    parsed_or(text, |error| refused::json_of(app, error))
}

/// The same, where `wrong` tells what is said of a text that is none.
///
/// # Errors
/// That, or that it has too many objects.
pub fn parsed_or<'a, T: Deserialize<'a>>(
    text: &'a str,
    wrong: impl FnOnce(&serde_json::Error) -> LineFaults,
) -> Result<T, LineFaults> {
    let (objects, values) = counted(text);
    if objects > MOST_ROWS || values > MOST_VALUES {
        return Err(LineFaults::too_many_rows());
    }
    serde_json::from_str(text).map_err(|error| wrong(&error))
}

/// How many objects and about how many values a JSON text has.
fn counted(text: &str) -> (usize, usize) {
    let (mut objects, mut values) = (0, 0);
    let (mut within, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if within => escaped = true,
            b'"' => within = !within,
            b'{' if !within => objects += 1,
            b',' | b'[' if !within => values += 1,
            _ => {}
        }
    }
    (objects, values + objects)
}

/// How much stands in a value that has no place here: how many entries, or one.
#[derive(Debug, Clone, Copy)]
pub struct Count(pub usize);

/// Whether something is told by a value that has no place here. A figure of nothing is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IsTold(pub bool);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(Looking).map(|(count, _)| Self(count))
    }
}

impl<'de> Deserialize<'de> for IsTold {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_any(Looking).map(|(_, told)| Self(told))
    }
}

/// Looks at a value without keeping it: how many entries it has, and whether it tells anything.
struct Looking;

impl<'de> Visitor<'de> for Looking {
    type Value = (usize, bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut count = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok((count, true))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok((1, true))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok((1, !matches!(text.trim(), "" | "0")))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok((1, true))
    }

    fn visit_i64<E>(self, figure: i64) -> Result<Self::Value, E> {
        Ok((1, figure != 0))
    }

    fn visit_u64<E>(self, figure: u64) -> Result<Self::Value, E> {
        Ok((1, figure != 0))
    }

    fn visit_f64<E>(self, figure: f64) -> Result<Self::Value, E> {
        Ok((1, figure != 0.0))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok((1, false))
    }
}
