//! Nomie 5 and 6: entries whose note holds their values, `#mood(7)`.

use std::collections::HashMap;

use jiff::{Timestamp, tz::Offset};
use serde::Deserialize;
use serde_json::Value;

use super::{
    App,
    gathering::{Gathering, Measure},
    numbers,
    opened::Opened,
    refused, sheet,
    sheet::Sheet,
    table,
    unranged::Unranged,
};
use crate::{
    domain::{
        fault::Refusal,
        measure::{MeasureId, Polarity},
    },
    portability::{line_fault::LineFaults, source::Clock},
};

/// An entry, of whichever of its files.
#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "_id")]
    id: Option<String>,
    note: Option<String>,
    /// Milliseconds since 1970.
    start: Option<i64>,
    end: Option<i64>,
    /// Minutes WEST of UTC, as JavaScript has them.
    offset: Option<i32>,
    // What has no place here.
    lat: Option<Value>,
    lng: Option<Value>,
    location: Option<Value>,
    score: Option<Value>,
}

/// A tracker's range, where it has one.
#[derive(Deserialize)]
struct Tracker {
    label: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    min: Option<Value>,
    max: Option<Value>,
}

/// What a file holds.
#[derive(Default)]
struct Contents {
    trackers: HashMap<String, Tracker>,
    entries: Vec<(u64, Entry)>,
}

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    let Some(json) = file.json() else {
        return file.header(&["epoch", "start", "end", "offset", "note", "score"]).map(|_| "6, CSV");
    };
    match () {
        () if json.contains("\"nomie\":{") => Some("5, JSON"),
        () if json.contains("\"version\":\"6") && json.contains("\"files\":{") => Some("6, JSON"),
        () => None,
    }
}

/// Reads a file. Entries of JSON are counted from 1, as lines are elsewhere.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let contents = if matches!(Opened::of(file), Opened::Json(_)) { of_json(file)? } else { of_table(file)? };
    let mut ranges = Unranged::default();
    for (name, figure) in contents.entries.iter().flat_map(|(_, entry)| values(entry.note.as_deref()).0) {
        ranges.see(&name, figure);
    }
    let entries = contents.entries.iter().map(|(line, entry)| (*line, entry));
    gathering.each(entries, |entry, gathering| take(entry, &contents.trackers, &ranges, gathering));
    Ok(())
}

fn of_json(file: &[u8]) -> Result<Contents, LineFaults> {
    let mut document: Value =
        serde_json::from_str(&sheet::text(file)).map_err(|error| refused::json_of(App::Nomie, &error))?;
    let mut contents = Contents::default();
    let mut take = |name: &str, value: Value| match value {
        Value::Object(_) if name.contains("tracker") => {
            let trackers: HashMap<String, Value> = serde_json::from_value(value).unwrap_or_default();
            let read = |(tag, value)| Some((tag, serde_json::from_value::<Tracker>(value).ok()?));
            contents.trackers.extend(trackers.into_iter().filter_map(read));
        }
        Value::Array(list) => {
            let entries = list.into_iter().filter_map(|value| serde_json::from_value::<Entry>(value).ok());
            for entry in entries.filter(|entry| entry.start.or(entry.end).is_some() && entry.note.is_some()) {
                let nth = u64::try_from(contents.entries.len()).unwrap_or_default() + 1;
                contents.entries.push((nth, entry));
            }
        }
        _ => {}
    };
    // The sixth has its files in one object, by their paths.
    if let Some(Value::Object(files)) = document.get_mut("files").map(Value::take) {
        for (path, value) in files {
            let value = value.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(value);
            take(&path, value);
        }
    }
    for member in ["trackers", "events"] {
        if let Some(value) = document.get_mut(member).map(Value::take) {
            take(member, value);
        }
    }
    Ok(contents)
}

fn of_table(file: &[u8]) -> Result<Contents, LineFaults> {
    let sheet = Sheet::read(file, &["note", "start", "offset"])?;
    let entry = |row: sheet::Row<'_>| {
        let stamp = |column| {
            let cell = row.get(column);
            let of_text = || cell.parse::<Timestamp>().ok().map(Timestamp::as_millisecond);
            cell.parse().ok().or_else(of_text)
        };
        let start = stamp("start").or_else(|| stamp("epoch"));
        let note = Some(row.get("note").to_owned());
        let cell = |column| Some(Value::from(row.get(column)));
        let entry = Entry {
            id: None,
            note,
            start,
            end: stamp("end"),
            offset: row.get("offset").parse().ok(),
            lat: cell("lat"),
            lng: cell("lng"),
            location: cell("location"),
            score: cell("score"),
        };
        (row.line, entry)
    };
    Ok(Contents { trackers: HashMap::new(), entries: sheet.rows().map(entry).collect() })
}

fn take(
    entry: &Entry,
    trackers: &HashMap<String, Tracker>,
    ranges: &Unranged,
    gathering: &mut Gathering<'_>,
) -> Result<(), Refusal> {
    let at = entry.start.or(entry.end).and_then(|at| Timestamp::from_millisecond(at).ok());
    let at = at.ok_or_else(|| refused::day(&["1767640400000 (milliseconds since 1970)"]))?;
    let offset = entry.offset.and_then(|west| Offset::from_seconds(west.checked_mul(-60)?).ok());
    let clock = offset.map_or(Clock::Instant(at), |offset| Clock::At(at, offset));
    if [&entry.lat, &entry.lng, &entry.location].into_iter().flatten().any(is_told) {
        gathering.leave_out("location");
    }
    if entry.score.as_ref().is_some_and(is_told) {
        gathering.leave_out("score");
    }
    let (values, text) = values(entry.note.as_deref());
    let mut scores = Vec::new();
    for (tag, figure) in values {
        scores.extend(score(&tag, figure, trackers.get(&tag), ranges, gathering)?);
    }
    gathering.check_in(clock, entry.id.as_deref().unwrap_or_default(), scores, &[&text])
}

/// Whether something stands there; a figure of nothing is none.
fn is_told(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !matches!(text.trim(), "" | "0"),
        value => value.as_f64() != Some(0.0),
    }
}

fn score(
    tag: &str,
    figure: f64,
    tracker: Option<&Tracker>,
    ranges: &Unranged,
    gathering: &mut Gathering<'_>,
) -> Result<Option<(MeasureId, i32)>, Refusal> {
    let number = |value: &Option<Value>| match value {
        Some(Value::String(text)) => numbers::whole(text),
        Some(value) => value.as_f64().and_then(|figure| numbers::whole(&figure.to_string())),
        None => None,
    };
    let bounded = tracker.filter(|tracker| tracker.kind.as_deref() == Some("range"));
    let range = bounded.and_then(|tracker| number(&tracker.min).zip(number(&tracker.max)));
    let range = range.filter(|(min, max)| (1..=100).contains(&max.saturating_sub(*min)));
    let name = tracker.and_then(|tracker| tracker.label.as_deref()).filter(|label| !label.is_empty()).unwrap_or(tag);
    let Some(range) = range else { return ranges.score(tag, figure, gathering) };
    let polarity = table::polarity(name).unwrap_or(Polarity::HigherIsBetter);
    gathering.rounded_score(Measure { name, range, polarity, version: "" }, figure).map(Some)
}

/// The values in a note, and the note without them. A tag without a value stays in it as a word.
fn values(note: Option<&str>) -> (Vec<(String, f64)>, String) {
    let (mut values, mut words) = (Vec::new(), Vec::new());
    for word in note.unwrap_or_default().split(' ') {
        let parts = word.strip_prefix('#').and_then(|tag| tag.strip_suffix(')')?.split_once('('));
        match parts.and_then(|(tag, value)| Some((tag, numbers::decimal(value)?))) {
            Some((tag, figure)) => values.push((tag.to_lowercase(), figure)),
            None => words.push(word),
        }
    }
    (values, words.join(" ").trim().to_owned())
}
