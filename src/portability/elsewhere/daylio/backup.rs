//! Daylio's backup: base64 of JSON in a zip. It alone tells how good each mood is, and the zone of each entry.
//!
//! It holds the app's PIN in plain text: no structure here has a place for it.

use std::collections::HashMap;

use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::Offset,
};
use serde::Deserialize;

use super::{
    super::{
        App, archives,
        gathering::Gathering,
        json,
        opened::{Opened, base},
        plain, refused,
    },
    MOOD,
};
use crate::{
    domain::{fault::Refusal, record::Kind},
    portability::{line_fault::LineFaults, source::Clock},
};

/// The one entry of the archive that is read.
const ENTRY: &str = "backup.daylio";
/// The most bytes of it: it is a third longer than what it holds.
const LARGEST: u64 = 32 * 1024 * 1024;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Backup {
    custom_moods: Vec<Mood>,
    #[serde(default)]
    tags: Vec<Tag>,
    day_entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Mood {
    id: i64,
    /// From 1, the best, to 5.
    mood_group_id: i32,
}

#[derive(Deserialize)]
struct Tag {
    id: i64,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Entry {
    year: i16,
    /// From 0.
    month: i8,
    day: i8,
    #[serde(default)]
    hour: i8,
    #[serde(default)]
    minute: i8,
    /// Milliseconds since 1970.
    datetime: Option<i64>,
    /// Milliseconds east of UTC.
    #[serde(rename = "timeZoneOffset")]
    offset: Option<i64>,
    mood: Option<i64>,
    note: Option<String>,
    note_title: Option<String>,
    tags: Option<Vec<i64>>,
    assets: Option<Vec<serde::de::IgnoredAny>>,
}

/// Whether this is one: the archive, its one entry, or the JSON in that.
pub fn is_one(file: &Opened<'_>) -> bool {
    let has = |json: &str| json.contains("\"customMoods\":[") || json.contains("\"dayEntries\":[");
    file.holds(|name| name == ENTRY) || file.json().is_some_and(has)
}

/// Reads a backup. Entries are counted from 1, as lines are elsewhere.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let wrong = || refused::file(refused::file_of(App::Daylio));
    let unpacked = archives::entry(file, LARGEST, |path| base(path) == ENTRY).transpose()?;
    let content = unpacked.as_deref().unwrap_or(file);
    let decoded = if content.trim_ascii_start().starts_with(b"{") {
        None
    } else {
        let packed: Vec<u8> = content.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        Some(BASE64_STANDARD.decode(packed).map_err(|_| wrong())?)
    };
    let json = json::text(decoded.as_deref().unwrap_or(content))?;
    let backup: Backup = json::parsed_or(&json, |_| wrong())?;
    let moods: HashMap<i64, i32> = backup.custom_moods.iter().map(|mood| (mood.id, 6 - mood.mood_group_id)).collect();
    let tags: HashMap<i64, &str> = backup.tags.iter().map(|tag| (tag.id, tag.name.trim())).collect();
    gathering.each((1..).zip(&backup.day_entries), |entry, gathering| take(entry, &moods, &tags, gathering));
    Ok(())
}

fn take(
    entry: &Entry,
    moods: &HashMap<i64, i32>,
    tags: &HashMap<i64, &str>,
    gathering: &mut Gathering<'_>,
) -> Result<(), Refusal> {
    let (clock, written) =
        clocks(entry).ok_or_else(|| refused::day(&["a year, a month from 0 to 11, a day and a time"]))?;
    let mood = entry.mood.and_then(|mood| moods.get(&mood)).map(|score| gathering.score(MOOD, *score)).transpose()?;
    if mood.is_none() && entry.mood.is_some() {
        gathering.leave_out("mood");
    }
    let ids = || entry.tags.iter().flatten();
    let names: Vec<&str> = ids().filter_map(|id| tags.get(id).copied()).filter(|name| !name.is_empty()).collect();
    for _ in ids().filter(|id| !tags.contains_key(id)) {
        gathering.leave_out("tag");
    }
    for _ in entry.assets.iter().flatten() {
        gathering.leave_out("photo");
    }
    let text = |html: &Option<String>| html.as_deref().map(plain::text).unwrap_or_default();
    // The same entry in the app's CSV has the clock on the wall alone.
    let key = gathering.key(Kind::CheckIn, written, "");
    let key = if clock == written { key } else { key.precise() };
    gathering.known_check_in(key, clock, mood, &[&text(&entry.note_title), &text(&entry.note), &names.join(", ")])
}

/// The hour and the minute of an entry that has none.
const NOT_NOTED: i8 = -1;

/// When an entry was made, and what the clock on the wall said then.
fn clocks(entry: &Entry) -> Option<(Clock, Clock)> {
    let date = Date::new(entry.year, entry.month.checked_add(1)?, entry.day).ok()?;
    let zoned = || {
        let at = Timestamp::from_millisecond(entry.datetime?).ok()?;
        let offset = Offset::from_seconds(i32::try_from(entry.offset? / 1000).ok()?).ok()?;
        Some((at, offset, offset.to_datetime(at)))
    };
    let zoned = zoned().filter(|(.., local)| local.date() == date);
    let time = match (entry.hour, entry.minute) {
        // Early versions of the app did not note the time beside the instant.
        (NOT_NOTED, NOT_NOTED) => zoned.map(|(.., local)| Time::new(local.hour(), local.minute(), 0, 0)).transpose(),
        (hour, minute) => Time::new(hour, minute, 0, 0).map(Some),
    };
    let time = time.ok()?;
    let wall = Clock::Wall(date, time);
    // Files that other tools wrote do not always agree with themselves: what the person saw is right.
    let agrees =
        |local: &DateTime| time.is_some_and(|time| (local.hour(), local.minute()) == (time.hour(), time.minute()));
    let clock = zoned.filter(|(.., local)| agrees(local)).map_or(wall, |(at, offset, _)| Clock::At(at, offset));
    Some((clock, wall))
}
