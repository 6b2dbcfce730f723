//! Pixels: JSON with an entry for each day, its moods from 1 to 5.

use serde::Deserialize;

use super::{
    dates,
    gathering::{Gathering, Measure},
    sheet,
};
use crate::{
    domain::{fault::Refusal, measure::Polarity, refusal::Examples},
    portability::line_fault::LineFaults,
};

/// A day, as either generation of the app writes it.
#[derive(Deserialize)]
struct Pixel {
    date: String,
    /// Of the later generation: what kind of entry it is.
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    scores: Vec<i32>,
    /// Of the earlier generation.
    #[serde(default)]
    mood: Option<i32>,
    #[serde(default)]
    emotions: Vec<String>,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(default)]
    notes: Option<String>,
}

#[derive(Deserialize)]
struct Tag {
    #[serde(default)]
    entries: Vec<String>,
}

/// Reads a file. Entries are counted from 1, as lines are elsewhere.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let pixels: Vec<Pixel> = serde_json::from_str(&sheet::text(file)).map_err(|error| {
        let line = u64::try_from(error.line()).unwrap_or_default();
        LineFaults::one(line, Refusal::FilePixels)
    })?;
    for (entry, pixel) in (1..).zip(pixels) {
        if let Err(refusal) = take(&pixel, gathering) {
            gathering.fault(entry, refusal);
        }
    }
    Ok(())
}

fn take(pixel: &Pixel, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    if let Some(kind) = pixel.kind.as_ref().filter(|kind| !kind.eq_ignore_ascii_case("mood")) {
        gathering.leave_out(kind);
        return Ok(());
    }
    let date = dates::in_figures(&pixel.date).ok_or_else(|| Refusal::FileDate { examples: Examples(&["2022-1-5"]) })?;
    let when = gathering.when(date, None)?;
    let tags: Vec<&str> =
        pixel.emotions.iter().chain(pixel.tags.iter().flat_map(|tag| &tag.entries)).map(String::as_str).collect();
    let (mut notes, tags) = (pixel.notes.clone().unwrap_or_default(), tags.join(", "));
    if !tags.is_empty() {
        notes = format!("{}\n{tags}", notes.trim());
    }
    let measure = Measure { app: "Pixels", name: "Mood", range: (1, 5), polarity: Polarity::HigherIsBetter };
    let mut scores = pixel.scores.iter().chain(&pixel.mood);
    let first = scores.next().map(|score| gathering.score(measure, *score)).transpose()?;
    gathering.check_in(when, first, &[&notes])?;
    // Of several in a day each is a check-in of its own.
    for score in scores {
        let score = gathering.score(measure, *score)?;
        gathering.check_in(when, [score], &[])?;
    }
    Ok(())
}
