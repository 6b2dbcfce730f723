//! Nomie 5 and 6: entries whose note holds their values, `#mood(7)`.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, tz::Offset};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, value::RawValue};

use super::{
    App,
    gathering::Gathering,
    json::{self, IsTold},
    numbers,
    opened::Opened,
    ranges::Ranges,
    refused, sheet,
    sheet::Sheet,
    table,
};
use crate::{
    domain::{
        fault::Refusal,
        measure::{MeasureId, Polarity},
        record::Kind,
    },
    portability::{line_fault::LineFaults, source::Clock},
};

/// An entry, of whichever of its files.
#[derive(Deserialize)]
struct Entry {
    note: Option<String>,
    /// Milliseconds since 1970.
    #[serde(default, deserialize_with = "whole")]
    start: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    end: Option<i64>,
    /// Minutes WEST of UTC, as JavaScript has them.
    #[serde(default, deserialize_with = "whole")]
    offset: Option<i64>,
    // What has no place here.
    lat: Option<IsTold>,
    lng: Option<IsTold>,
    location: Option<IsTold>,
    score: Option<IsTold>,
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

impl Tracker {
    /// The range that it tells.
    fn range(&self) -> Option<(i32, i32)> {
        let number = |value: &Option<Value>| match value {
            Some(Value::String(text)) => numbers::whole(text),
            Some(value) => value.as_f64().and_then(|figure| numbers::whole(&figure.to_string())),
            None => None,
        };
        let is_bounded = self.kind.as_deref() == Some("range");
        number(&self.min).zip(number(&self.max)).filter(|_| is_bounded)
    }
}

/// What a file holds.
#[derive(Default)]
struct Contents {
    trackers: HashMap<String, Tracker>,
    entries: Vec<(u64, Entry)>,
    /// How many entries cannot be read.
    unread: usize,
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
    for _ in 0..contents.unread {
        gathering.leave_out("events");
    }
    let mut ranges = Ranges::default();
    for (tag, tracker) in &contents.trackers {
        if let Some(range) = tracker.range() {
            ranges.tell(tag, range);
        }
    }
    for (name, figure) in contents.entries.iter().flat_map(|(_, entry)| values(entry.note.as_deref()).0) {
        ranges.see(&name, figure);
    }
    let entries = contents.entries.iter().map(|(line, entry)| (*line, entry));
    gathering.each(entries, |entry, gathering| take(entry, &contents.trackers, &ranges, gathering));
    Ok(())
}

fn of_json(file: &[u8]) -> Result<Contents, LineFaults> {
    let text = json::text(file)?;
    let members: HashMap<String, &RawValue> = json::parsed(App::Nomie, &text)?;
    let mut contents = Contents::default();
    // The sixth has its files in one object, by their paths.
    if let Some(files) = members.get("files") {
        let files: HashMap<String, &RawValue> = serde_json::from_str(files.get()).unwrap_or_default();
        for (path, value) in files {
            match serde_json::from_str::<String>(value.get()) {
                Ok(packed) => contents.take(&path, &packed)?,
                Err(_) => contents.take(&path, value.get())?,
            }
        }
    }
    for member in ["trackers", "events"] {
        if let Some(value) = members.get(member) {
            contents.take(member, value.get())?;
        }
    }
    Ok(contents)
}

impl Contents {
    /// Takes what is known of a part of the file. What is none of these is passed over.
    fn take(&mut self, name: &str, part: &str) -> Result<(), LineFaults> {
        let is_object = part.trim_start().starts_with('{');
        if is_object && name.contains("tracker") {
            let trackers: HashMap<String, &RawValue> = json::parsed(App::Nomie, part).unwrap_or_default();
            let read = |(tag, value): (String, &RawValue)| Some((tag, serde_json::from_str(value.get()).ok()?));
            self.trackers.extend(trackers.into_iter().filter_map(read));
        } else if part.trim_start().starts_with('[') {
            let entries: Vec<&RawValue> = json::parsed(App::Nomie, part)?;
            for value in entries {
                let entry = serde_json::from_str::<Entry>(value.get()).ok();
                let whole = entry.filter(|entry| entry.start.or(entry.end).is_some() && entry.note.is_some());
                let nth = u64::try_from(self.entries.len()).unwrap_or_default() + 1;
                match whole {
                    Some(entry) => self.entries.push((nth, entry)),
                    // Other lists of the app have no notes.
                    None => self.unread += usize::from(value.get().contains("\"note\"")),
                }
            }
        }
        Ok(())
    }
}

fn of_table(file: &[u8]) -> Result<Contents, LineFaults> {
    let sheet = Sheet::read(file, &["note", "start", "offset"])?;
    let entry = |row: sheet::Row<'_>| {
        let stamp = |column| {
            let cell = row.get(column);
            let of_text = || cell.parse::<Timestamp>().ok().map(Timestamp::as_millisecond);
            cell.parse().ok().or_else(of_text)
        };
        let note = Some(row.get("note").to_owned());
        let cell = |column| Some(IsTold(!matches!(row.get(column), "" | "0")));
        let entry = Entry {
            note,
            start: stamp("start").or_else(|| stamp("epoch")),
            end: stamp("end").or_else(|| stamp("epoch")),
            offset: row.get("offset").parse().ok(),
            lat: cell("lat"),
            lng: cell("lng"),
            location: cell("location"),
            score: cell("score"),
        };
        (row.line, entry)
    };
    Ok(Contents { entries: sheet.rows().map(entry).collect(), ..Contents::default() })
}

fn take(
    entry: &Entry,
    trackers: &HashMap<String, Tracker>,
    ranges: &Ranges,
    gathering: &mut Gathering<'_>,
) -> Result<(), Refusal> {
    let offset = entry.offset.and_then(|west| Offset::from_seconds(i32::try_from(west.checked_mul(-60)?).ok()?).ok());
    let clock = |stamp: Option<i64>| {
        let at = Timestamp::from_millisecond(stamp?).ok()?;
        Some(offset.map_or(Clock::Instant(at), |offset| Clock::At(at, offset)))
    };
    let wrong = || refused::day(&["1767640500000"]);
    // The app's own time of an entry is its end, which can be changed there; its start is a second before, or a timer's.
    let at = clock(entry.end.or(entry.start)).ok_or_else(wrong)?;
    let known_by = clock(entry.start.or(entry.end)).ok_or_else(wrong)?;
    if [entry.lat, entry.lng, entry.location].contains(&Some(IsTold(true))) {
        gathering.leave_out("location");
    }
    if entry.score == Some(IsTold(true)) {
        gathering.leave_out("score");
    }
    let (values, text) = values(entry.note.as_deref());
    let mut scores = BTreeMap::new();
    for (tag, figure) in values {
        if let Some((id, score)) = score(&tag, figure, trackers.get(&tag), ranges, gathering)?
            && scores.insert(id, score).is_some()
        {
            // One entry has one score of a measure: the last.
            gathering.leave_out(&tag);
        }
    }
    // The app's table has no ids of entries.
    let key = gathering.key(Kind::CheckIn, known_by, "").alone();
    gathering.known_check_in(key, at, scores, &[&text])
}

fn score(
    tag: &str,
    figure: f64,
    tracker: Option<&Tracker>,
    ranges: &Ranges,
    gathering: &mut Gathering<'_>,
) -> Result<Option<(MeasureId, i32)>, Refusal> {
    // The app's table has tags alone: a tracker without a range is the same there.
    let named = tracker.filter(|tracker| tracker.range().is_some()).and_then(|tracker| tracker.label.as_deref());
    let name = named.filter(|label| !label.is_empty()).unwrap_or(tag);
    let polarity = table::polarity(name).unwrap_or(Polarity::HigherIsBetter);
    ranges.score_of(tag, (name, polarity), figure, gathering)
}

/// The values in a note, and the note without them. A tag without a value stays in it as a word.
fn values(note: Option<&str>) -> (Vec<(String, f64)>, String) {
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    for line in note.unwrap_or_default().lines() {
        let mut words = Vec::new();
        for word in line.split(' ') {
            match value(word.trim_matches(char::is_whitespace).trim_end_matches(['.', ',', ';', ':', '!', '?'])) {
                Some(value) => values.push(value),
                None => words.push(word),
            }
        }
        lines.push(words.join(" "));
    }
    (values, lines.join("\n").trim().to_owned())
}

/// `#mood(7)`.
fn value(word: &str) -> Option<(String, f64)> {
    let (tag, value) = word.strip_prefix('#')?.strip_suffix(')')?.split_once('(')?;
    Some((tag.to_lowercase(), numbers::decimal(value)?))
}

/// A whole number, however it is written.
fn whole<'de, D: Deserializer<'de>>(value: D) -> Result<Option<i64>, D::Error> {
    #[expect(clippy::cast_possible_truncation, reason = "of milliseconds parts are not kept")]
    let of_figure = |figure: f64| figure.round() as i64;
    Ok(match Value::deserialize(value)? {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(of_figure)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}
