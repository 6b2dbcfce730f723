//! What each sample holds, by a reading of its own.

use std::io::{Cursor, Read};

use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone},
};
use serde_json::Value;

use super::{Entry, sample};

/// The file, its app as the API names it and as people do, and the check-ins.
type Expected = (&'static str, &'static str, &'static str, Vec<Entry>);

struct Zone(TimeZone);

impl Zone {
    fn entry(&self, at: Timestamp, scores: &[(&str, i64)], note: &str) -> Entry {
        Self::zoned(at, self.0.to_offset(at), scores, note)
    }

    fn zoned(at: Timestamp, offset: Offset, scores: &[(&str, i64)], note: &str) -> Entry {
        let local = offset.to_datetime(at).to_string()[..16].to_owned();
        Entry { at: Some(at), local, scores: scored(scores), note: note.to_owned() }
    }

    /// By the clock on the wall, as `2026-03-08T20:15`.
    fn wall(&self, written: &str, scores: &[(&str, i64)], note: &str) -> Entry {
        let at = written.parse::<DateTime>().unwrap().to_zoned(self.0.clone()).unwrap().timestamp();
        self.entry(at, scores, note)
    }
}

fn scored(scores: &[(&str, i64)]) -> std::collections::BTreeMap<String, i64> {
    scores.iter().map(|(name, score)| ((*name).to_owned(), *score)).collect()
}

fn day(date: &str, scores: &[(&str, i64)], note: &str) -> Entry {
    Entry { at: None, local: date.to_owned(), scores: scored(scores), note: note.to_owned() }
}

/// The rows of a table below its header, each as its cells by their columns.
fn rows(name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = String::from_utf8(sample(name)).unwrap();
    let lines: Vec<Vec<String>> = text.trim_start_matches('\u{feff}').lines().map(cells).collect();
    let header = &lines[0];
    lines[1..].iter().map(|row| header.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

fn whole(cell: &str) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "figures of a sample")]
    let figure = cell.parse::<f64>().unwrap().round() as i64;
    figure
}

fn json(name: &str) -> Value {
    serde_json::from_slice(&sample(name)).unwrap()
}

pub fn all(zone: &str) -> Vec<Expected> {
    let zone = Zone(TimeZone::get(zone).unwrap());
    let mut all: Vec<Expected> = vec![
        ("daylio_2017_year_polish.csv", "daylio", "Daylio", polish(&zone)),
        ("daylio_2026_scales.csv", "daylio", "Daylio", scales(&zone)),
        ("daylio_backup.daylio", "daylio", "Daylio", backup()),
        ("bearable_2021.csv", "bearable", "Bearable", bearable(&zone)),
        ("emoods_entry.csv", "emoods", "eMoods", emoods()),
        ("pixels_a_2021.json", "pixels", "Pixels", vec![day("2021-01-05", &[("Mood", 4)], "a walk\ncalm")]),
        ("pixels_b_2022.json", "pixels", "Pixels", pixels()),
        ("how_we_feel_2026_05.csv", "how_we_feel", "How We Feel", how_we_feel(&zone)),
        ("health_auto_export_state_of_mind.csv", "state_of_mind", "State of Mind", states()),
        ("health_auto_export_state_of_mind.json", "state_of_mind", "State of Mind", state()),
        ("imoodjournal.csv", "imoodjournal", "iMoodJournal", imoodjournal(&zone)),
        (
            "exist_mood.json",
            "exist",
            "Exist",
            vec![day("2026-01-05", &[("Mood", json("exist_mood.json")[0]["value"].as_i64().unwrap())], "")],
        ),
        ("perfice_form.csv", "perfice", "perfice", perfice(&zone)),
        ("track_and_graph.csv", "track_and_graph", "Track & Graph", track_and_graph()),
        (
            "loop_checkmarks.csv",
            "loop_habits",
            "Loop Habit Tracker",
            vec![day("2026-01-06", &[("Meditate", 1), ("Walk", 0)], ""), day("2026-01-05", &[("Walk", 1)], "")],
        ),
        ("nomie5.json", "nomie", "Nomie", nomie()),
        ("moodistory.csv", "moodistory", "Moodistory", moodistory(&zone)),
        ("samsung_sleep.csv", "samsung", "Samsung Health", samsung()),
        ("fitbit_sleep_score.csv", "fitbit", "Fitbit", fitbit(&zone)),
        (
            "apple_health_export.xml",
            "apple_health",
            "Apple Health",
            vec![day("2026-01-06", &[("Hours of sleep", 8)], "")],
        ),
    ];
    for (.., entries) in &mut all {
        entries.sort();
    }
    all
}

fn polish(zone: &Zone) -> Vec<Entry> {
    let months = ["sierpnia", "września"];
    let row = |row: std::collections::BTreeMap<String, String>| {
        let (date, month) = row["date"].split_once(' ').unwrap();
        let month = 8 + months.iter().position(|name| *name == month).unwrap();
        let written = format!("{}-{month:02}-{:02}T{}", row["year"], whole(date), row["time"]);
        let score = [("dobrze", 4), ("źle", 2)].into_iter().find(|(mood, _)| *mood == row["mood"]).unwrap().1;
        zone.wall(&written, &[("Mood", score)], "")
    };
    rows("daylio_2017_year_polish.csv").into_iter().map(row).collect()
}

fn scales(zone: &Zone) -> Vec<Entry> {
    let rows = rows("daylio_2026_scales.csv");
    let when = |row: &std::collections::BTreeMap<String, String>| format!("{}T{}", row["full_date"], row["time"]);
    let quality = |row: &std::collections::BTreeMap<String, String>| {
        let (_, after) = row["scales"].split_once("Sleep Quality:\u{a0}").unwrap();
        whole(after.split_once('/').unwrap().0)
    };
    vec![
        zone.wall(
            &when(&rows[0]),
            &[("Mood", 5), ("Sleep Quality", quality(&rows[0])), ("Sleep Time", 8)],
            "A good day\nby the sea,\nwith Jo & two dogs\nwalk, friends\nEnergy: 3",
        ),
        zone.wall(&when(&rows[1]), &[("Mood", 3)], &rows[1]["note"]),
        zone.wall(&when(&rows[2]), &[("Mood", 1), ("Sleep Quality", quality(&rows[2]))], &rows[2]["activities"]),
    ]
}

fn backup() -> Vec<Entry> {
    let mut packed = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(sample("daylio_backup.daylio"))).unwrap();
    archive.by_name("backup.daylio").unwrap().read_to_string(&mut packed).unwrap();
    let backup: Value = serde_json::from_slice(&BASE64_STANDARD.decode(packed.trim()).unwrap()).unwrap();
    let entry = |entry: &Value| {
        let moods = backup["customMoods"].as_array().unwrap();
        let mood = moods.iter().find(|mood| mood["id"] == entry["mood"]).unwrap();
        let at = Timestamp::from_millisecond(entry["datetime"].as_i64().unwrap()).unwrap();
        let offset = i32::try_from(entry["timeZoneOffset"].as_i64().unwrap() / 1000).unwrap();
        let mut note = [entry["note_title"].as_str().unwrap(), entry["note"].as_str().unwrap()].join("\n");
        if !entry["tags"].as_array().unwrap().is_empty() {
            note = format!("{note}\n{}", backup["tags"][0]["name"].as_str().unwrap());
        }
        let score = 6 - mood["mood_group_id"].as_i64().unwrap();
        Zone::zoned(at, Offset::from_seconds(offset).unwrap(), &[("Mood", score)], note.replace("<br>", "\n").trim())
    };
    backup["dayEntries"].as_array().unwrap().iter().map(entry).collect()
}

fn bearable(zone: &Zone) -> Vec<Entry> {
    vec![
        zone.wall("2021-01-22T09:05", &[("Mood", 6), ("Energy", 2)], "a slow morning\nMeh, Anxious"),
        day(
            "2021-01-22",
            &[("Hours of sleep", 7), ("Sleep quality", 4)],
            "Asleep 00:15 - 07:30. In bed 23:45 - 08:00, Home, Quiet day",
        ),
        zone.wall("2021-01-22T03:00", &[("Headache", 1)], "0–6 h"),
        zone.wall("2021-01-22T09:00", &[("Back (lower) pain", 3)], "6–12 h"),
        zone.wall("2021-01-22T21:00", &[("Headache", 4)], "18–24 h"),
        zone.wall("2021-01-22T23:30", &[], "The first snow"),
    ]
}

fn emoods() -> Vec<Entry> {
    let moods = [
        ("DEPRESSED", "Depressed mood"),
        ("ELEVATED", "Elevated mood"),
        ("IRRITABILITY", "Irritability"),
        ("ANXIETY", "Anxiety"),
    ];
    let row = |row: std::collections::BTreeMap<String, String>| {
        let entered = moods.iter().filter(|(column, _)| row[*column] != "0");
        let mut scores: Vec<(&str, i64)> = entered.map(|(column, name)| (*name, whole(&row[*column]) - 1)).collect();
        scores.push(("Hours of sleep", whole(&row["SLEEP"])));
        day(&row["DATE (YYYY-MM-DD)"], &scores, &row["NOTE"])
    };
    rows("emoods_entry.csv").into_iter().map(row).collect()
}

fn pixels() -> Vec<Entry> {
    let of_day = &json("pixels_b_2022.json")[0];
    let entry = &of_day["entries"][0];
    vec![day(
        of_day["date"].as_str().unwrap(),
        &[("Mood", entry["value"].as_i64().unwrap())],
        entry["notes"].as_str().unwrap(),
    )]
}

fn how_we_feel(zone: &Zone) -> Vec<Entry> {
    vec![
        zone.wall(
            "2026-05-17T08:39",
            &[("Pleasantness", 1), ("Hours of sleep", 7)],
            "a note with a comma\nHopeful, Calm\nBy Myself, Home, Reading",
        ),
        zone.wall("2026-05-16T21:05", &[("Pleasantness", 0), ("Energy", 1)], "Anxious\nFamily, Friends"),
    ]
}

fn instant(text: &str) -> (Timestamp, Offset) {
    let hours: i8 = text[20..23].parse().unwrap();
    let offset = jiff::tz::offset(hours);
    (offset.to_timestamp(text[..19].replace(' ', "T").parse().unwrap()).unwrap(), offset)
}

fn states() -> Vec<Entry> {
    let row = |row: std::collections::BTreeMap<String, String>| {
        let (at, offset) = instant(&row["Start"]);
        let (name, class) = if row["Kind"] == "Daily Mood" { ("Daily mood", 2) } else { ("Momentary emotion", 6) };
        let note = [row["Labels"].as_str(), row["Associations"].as_str()].join("\n");
        Zone::zoned(at, offset, &[(name, class)], note.trim())
    };
    rows("health_auto_export_state_of_mind.csv").into_iter().map(row).collect()
}

fn state() -> Vec<Entry> {
    let state = &json("health_auto_export_state_of_mind.json")["data"]["stateOfMind"][0];
    let (at, offset) = instant(state["start"].as_str().unwrap());
    assert_eq!(state["valenceClassification"], "pleasant");
    vec![Zone::zoned(at, offset, &[("Momentary emotion", 6)], "Calm\nWork")]
}

fn imoodjournal(zone: &Zone) -> Vec<Entry> {
    let row = |(date, row): (&str, std::collections::BTreeMap<String, String>)| {
        let written = format!("{date}T{:02}:{:02}", whole(&row["Hour"]), whole(&row["Minute"]));
        let tags = ["calm", "tired"].into_iter().find(|tag| row[*tag] == "1").unwrap();
        let note = format!("{}\n{tags}", row["Comment"]);
        zone.wall(&written, &[("Mood", whole(&row["Level"]))], note.trim())
    };
    ["2025-09-05", "2025-09-06"].into_iter().zip(rows("imoodjournal.csv")).map(row).collect()
}

fn perfice(zone: &Zone) -> Vec<Entry> {
    let row = |row: std::collections::BTreeMap<String, String>| {
        let at = Timestamp::from_millisecond(row["Timestamp"].parse().unwrap()).unwrap();
        let note = [row["Tags"].replace("|||", ", "), row["Note"].clone()].join("\n");
        zone.entry(at, &[("Mood", whole(&row["Mood"]))], note.trim())
    };
    rows("perfice_form.csv").into_iter().map(row).collect()
}

fn track_and_graph() -> Vec<Entry> {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let one = jiff::tz::offset(1);
    vec![
        Zone::zoned(at("2026-01-05T20:15:03.120+01:00"), one, &[("Pain", 6)], "after work"),
        Zone::zoned(at("2026-01-06T20:10:00+01:00"), one, &[("Pain", 4), ("Mood", 3)], "okay"),
        Zone::zoned(at("2026-01-06T07:00:00+01:00"), one, &[("Sleep", 8)], ""),
    ]
}

fn nomie() -> Vec<Entry> {
    let event = &json("nomie5.json")["events"][0];
    // The app's own time of an entry is its end.
    let at = Timestamp::from_millisecond(event["end"].as_i64().unwrap()).unwrap();
    let offset = i32::try_from(-60 * event["offset"].as_i64().unwrap()).unwrap();
    vec![Zone::zoned(at, Offset::from_seconds(offset).unwrap(), &[("Mood", 7)], "#walk a calm evening")]
}

fn moodistory(zone: &Zone) -> Vec<Entry> {
    let row = |row: std::collections::BTreeMap<String, String>| {
        zone.wall(
            &format!("{}T{}", row["date"], row["time"]),
            &[("Mood", whole(&row["mood"]))],
            &row["notesAndThoughts"],
        )
    };
    rows("moodistory.csv").into_iter().map(row).collect()
}

fn samsung() -> Vec<Entry> {
    let at = "2026-01-06T06:50:00+01:00".parse().unwrap();
    vec![Zone::zoned(at, jiff::tz::offset(1), &[("Hours of sleep", 8), ("Sleep score", 81)], "")]
}

fn fitbit(zone: &Zone) -> Vec<Entry> {
    let row = |row: std::collections::BTreeMap<String, String>| {
        // Written as if it were of UTC: the end of the night by the clock on the wall.
        let wall = row["timestamp"].strip_suffix('Z').unwrap();
        zone.wall(wall, &[("Sleep score", whole(&row["overall_score"]))], "")
    };
    rows("fitbit_sleep_score.csv").into_iter().map(row).collect()
}
