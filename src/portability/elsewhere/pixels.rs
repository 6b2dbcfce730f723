//! Pixels: JSON with an entry for each day, its moods from 1 to 5.

use serde::Deserialize;

use super::{
    App, dates,
    gathering::{Gathering, Measure},
    json,
    opened::Opened,
    refused,
};
use crate::{
    domain::fault::Refusal,
    portability::{line_fault::LineFaults, source::Clock},
};

const MOOD: Measure<'static> = Measure::good("Mood", (1, 5));

/// A day, as any generation of the app writes it. Anything may be null.
#[derive(Deserialize)]
struct Pixel {
    date: String,
    /// Of the first generation.
    mood: Option<i32>,
    emotions: Option<Vec<Option<String>>>,
    /// Of the second.
    entries: Option<Vec<Option<Entry>>>,
    /// Of the third.
    #[serde(flatten)]
    itself: Entry,
}

/// Something of a day: in the third generation the day itself.
#[derive(Deserialize)]
struct Entry {
    #[serde(rename = "type")]
    kind: Option<String>,
    value: Option<i32>,
    scores: Option<Vec<Option<i32>>>,
    tags: Option<Vec<Option<Tag>>>,
    notes: Option<String>,
    #[serde(rename = "isHighlighted")]
    highlighted: Option<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Tag {
    OfCategory { entries: Option<Vec<Option<String>>> },
    Plain(String),
}

/// Which generation of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    let json = file.json().filter(|json| json.starts_with("[{") && json.contains("\"date\":\""))?;
    let has = |member: &str| json.contains(member);
    match () {
        () if has("\"entries\":[{\"type\"") || (has("\"entries\":") && !has("\"scores\":")) => {
            Some("JSON, 2022 to 2023")
        }
        () if has("\"scores\":") => Some("JSON, from 2023"),
        () if has("\"mood\":") && !has("\"level\":") => Some("JSON, 2021"),
        () => None,
    }
}

/// Reads a file. Entries are counted from 1, as lines are elsewhere.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let pixels: Vec<Pixel> = json::parsed(App::Pixels, &json::text(file)?)?;
    gathering.each((1..).zip(&pixels), |pixel, gathering| take(pixel, gathering));
    Ok(())
}

fn take(pixel: &Pixel, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let date = dates::in_figures(&pixel.date).ok_or_else(|| refused::day(&["2022-1-5"]))?;
    let mut place = 0;
    for entry in [&pixel.itself].into_iter().chain(pixel.entries.iter().flatten().flatten()) {
        if let Some(kind) = entry.kind.as_ref().filter(|kind| !kind.eq_ignore_ascii_case("mood")) {
            gathering.leave_out(kind);
            continue;
        }
        if entry.highlighted == Some(true) {
            gathering.leave_out("isHighlighted");
        }
        let of_day = std::ptr::eq(entry, &raw const pixel.itself);
        let emotions = pixel.emotions.iter().flatten().flatten().filter(|_| of_day).map(String::as_str);
        let tags =
            emotions.chain(entry.tags.iter().flatten().flatten().flat_map(Tag::names)).collect::<Vec<_>>().join(", ");
        let notes = entry.notes.as_deref().unwrap_or_default();
        let scores = entry.scores.iter().flatten().flatten().chain(&entry.value);
        let scores: Vec<i32> = scores.chain(pixel.mood.iter().filter(|_| of_day)).copied().collect();
        let mut texts = [notes, tags.as_str()];
        // Of several in a day each is a check-in of its own, known by its place in the day.
        for nth in 0..scores.len().max(1) {
            let score = scores.get(nth).map(|score| gathering.score(MOOD, *score)).transpose()?;
            let next = place + usize::from(score.is_some());
            gathering.check_in(Clock::Wall(date, None), &place.to_string(), score, &texts)?;
            place = next;
            texts = ["", ""];
        }
    }
    Ok(())
}

impl Tag {
    fn names(&self) -> Vec<&str> {
        let names = match self {
            Self::Plain(name) => vec![name.as_str()],
            Self::OfCategory { entries } => entries.iter().flatten().flatten().map(String::as_str).collect(),
        };
        names.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect()
    }
}
