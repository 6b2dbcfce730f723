//! Bearable: a row for each thing that was noted, several of one time of day.

mod medicines;
mod reading;

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};

use self::reading::{Reading, Steps};
use super::{
    dates,
    gathering::Gathering,
    opened::Opened,
    refused,
    sheet::{Row, Sheet},
    sittings::{self, Said},
};
use crate::{
    domain::{fault::Refusal, record::Kind},
    portability::{line_fault::LineFaults, source::Clock},
};

/// Quarters of the day: the app's word, the hour in the middle, and the hours as the note tells them.
const QUARTERS: [(&str, i8, &str); 4] =
    [("pre", 3, "0–6 h"), ("am", 9, "6–12 h"), ("mid", 15, "12–18 h"), ("pm", 21, "18–24 h")];

/// Which generation of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    let header = file.header(&["date", "time of day", "category", "rating/amount", "detail"])?;
    let formatted = header.iter().any(|column| column == "date formatted");
    Some(if formatted { "CSV, from 2024" } else { "CSV, 2020 to 2022" })
}

/// A time of a day: a clock, a quarter, or neither.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    date: Date,
    time: Option<Time>,
    /// The quarter, or a word that is not known.
    word: String,
}

/// What was noted at one time of one day.
struct Sitting {
    line: u64,
    said: Vec<Said<Texts>>,
}

/// The words of one row.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Texts {
    notes: Vec<String>,
    /// Emotions, factors and the like.
    words: Vec<String>,
}

/// Reads a file.
pub fn read(file: &[u8], treatments: &[String], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &["date", "category", "rating/amount", "detail"])?;
    let steps = Steps::of(sheet.rows());
    let mut sittings: BTreeMap<Part, Sitting> = BTreeMap::new();
    gathering.each(sheet.lines(), |row, gathering| take(row, &steps, treatments, &mut sittings, gathering));
    let sittings = sittings.into_iter().map(|(part, sitting)| (sitting.line, (part, sitting)));
    gathering.each(sittings, |(part, sitting), gathering| keep(&part, sitting, gathering));
    Ok(())
}

fn take(
    row: Row<'_>,
    steps: &Steps,
    treatments: &[String],
    sittings: &mut BTreeMap<Part, Sitting>,
    gathering: &mut Gathering<'_>,
) -> Result<(), Refusal> {
    let part = part(row)?;
    let note = row.get("notes").to_owned();
    let reading = reading::read(row, steps, gathering)?;
    if let Reading::Medicine(medicine) = reading {
        return medicine.keep(part.clock(), part.hours(), &note, treatments, gathering);
    }
    let mut said = Said { score: None, texts: Texts::default() };
    match reading {
        Reading::Score(score, words) => (said.score, said.texts.words) = (Some(score), words),
        Reading::Words(words) => said.texts.words = words,
        Reading::Text(text) => said.texts.notes.push(text),
        Reading::Nothing | Reading::Medicine(_) => {}
    }
    said.texts.notes.push(note);
    sittings.entry(part).or_insert_with(|| Sitting { line: row.line, said: Vec::new() }).said.push(said);
    Ok(())
}

fn part(row: Row<'_>) -> Result<Part, Refusal> {
    let date = dates::in_figures(row.get("date formatted")).or_else(|| dates::in_words(row.get("date"), None));
    let date = date.ok_or_else(|| refused::day(&["22nd Jan 2022"]))?;
    let word = row.get("time of day").to_lowercase();
    let quarter = QUARTERS.iter().find(|(name, ..)| *name == word);
    Ok(match (quarter, dates::clock(&word)) {
        (Some((_, hour, _)), _) => Part { date, time: Time::new(*hour, 0, 0, 0).ok(), word },
        (None, Some(time)) => Part { date, time: Some(time), word: String::new() },
        (None, None) if word == "all day" => Part { date, time: None, word: String::new() },
        (None, None) => Part { date, time: None, word },
    })
}

impl Part {
    fn clock(&self) -> Clock {
        Clock::Wall(self.date, self.time)
    }

    /// What the note tells of the time: which hours are meant, or the word as it stands.
    fn hours(&self) -> &str {
        QUARTERS.iter().find(|(name, ..)| *name == self.word).map_or(&self.word, |(_, _, hours)| hours)
    }
}

/// The check-ins of one time. The same thing scored again is a further one.
fn keep(part: &Part, sitting: Sitting, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    for (scores, said) in sittings::apart(sitting.said) {
        let (mut texts, mut words): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for Texts { notes, words: own } in &said {
            words.extend(own.iter().map(String::as_str));
            // One note is repeated on every row that it belongs to.
            for note in notes.iter().map(String::as_str).filter(|note| !note.is_empty()) {
                if !texts.contains(&note) {
                    texts.push(note);
                }
            }
        }
        let words = words.join(", ");
        texts.push(&words);
        if !scores.is_empty() || texts.iter().any(|text| !text.is_empty()) {
            texts.push(part.hours());
        }
        let key = gathering.key(Kind::CheckIn, part.clock(), &part.word).once_without_a_time(part.date);
        gathering.known_check_in(key, part.clock(), scores, &texts)?;
    }
    Ok(())
}
