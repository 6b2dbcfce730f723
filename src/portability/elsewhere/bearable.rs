//! Bearable: a row for each thing that was noted, several of one time of day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    dates,
    gathering::{Gathering, Measure},
    sheet::{Row, Sheet},
};
use crate::{
    domain::{
        fault::Refusal,
        measure::{MeasureId, Polarity},
        refusal::Examples,
    },
    portability::line_fault::LineFaults,
};

/// What is scored from 0 to 10, the higher the better.
const GOOD: [&str; 3] = ["mood", "energy", "sleep quality"];
/// Symptoms go from none to unbearable.
const SYMPTOM: (i32, i32) = (0, 4);

/// What was noted at one time of one day.
#[derive(Default)]
struct Sitting {
    line: u64,
    scores: BTreeMap<MeasureId, i32>,
    notes: Vec<String>,
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let sheet = Sheet::read(file, &["date", "category", "rating/amount", "detail"])?;
    let mut sittings: BTreeMap<(Date, String), Vec<Sitting>> = BTreeMap::new();
    for row in sheet.rows() {
        if let Err(refusal) = take(row, &mut sittings, gathering) {
            gathering.fault(row.line, refusal);
        }
    }
    for ((date, time), of_time) in sittings {
        for Sitting { line, scores, notes } in of_time {
            let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
            let kept =
                gathering.when(date, dates::clock(&time)).and_then(|when| gathering.check_in(when, scores, &notes));
            if let Err(refusal) = kept {
                gathering.fault(line, refusal);
            }
        }
    }
    Ok(())
}

fn take(
    row: Row<'_>,
    sittings: &mut BTreeMap<(Date, String), Vec<Sitting>>,
    gathering: &mut Gathering<'_>,
) -> Result<(), Refusal> {
    let date = dates::in_figures(row.get("date formatted")).or_else(|| dates::in_words(row.get("date"), None));
    let date = date.ok_or_else(|| Refusal::FileDate { examples: Examples(&["22nd Jan 2022"]) })?;
    let score = scored(row, gathering)?;
    let of_time = sittings.entry((date, row.get("time of day").to_lowercase())).or_default();
    // The same thing scored again is a further sitting of that time.
    let again = |sitting: &Sitting| score.as_ref().is_some_and(|(id, _)| sitting.scores.contains_key(id));
    if of_time.last().is_none_or(again) {
        of_time.push(Sitting { line: row.line, ..Sitting::default() });
    }
    let Some(sitting) = of_time.last_mut() else { return Ok(()) };
    sitting.scores.extend(score);
    let note = row.get("notes").to_owned();
    // One note is repeated on every row that it belongs to.
    if !note.is_empty() && !sitting.notes.contains(&note) {
        sitting.notes.push(note);
    }
    Ok(())
}

fn scored(row: Row<'_>, gathering: &mut Gathering<'_>) -> Result<Option<(MeasureId, i32)>, Refusal> {
    let (category, detail, rating) = (row.get("category"), row.get("detail"), row.get("rating/amount"));
    let name = if category.eq_ignore_ascii_case("sleep") { detail } else { category };
    let of_symptom = category.eq_ignore_ascii_case("symptom");
    let good = GOOD.iter().find(|good| name.eq_ignore_ascii_case(good));
    let whole = rating.parse::<f64>().ok().filter(|rating| rating.fract() == 0.0 && rating.abs() < 1000.0);
    let (Some(rating), true) = (whole, of_symptom || good.is_some()) else {
        if !category.is_empty() {
            gathering.leave_out(category);
        }
        return Ok(None);
    };
    #[expect(clippy::cast_possible_truncation, reason = "a whole number below a thousand")]
    let rating = rating as i32;
    let measure = if of_symptom {
        Measure { app: "Bearable", name: without_severity(detail), range: SYMPTOM, polarity: Polarity::HigherIsWorse }
    } else {
        let name = capitalised(name);
        return gathering
            .score(Measure { app: "Bearable", name: &name, range: (0, 10), polarity: Polarity::HigherIsBetter }, rating)
            .map(Some);
    };
    gathering.score(measure, rating).map(Some)
}

/// `Headache` of `Headache (Mild)`.
fn without_severity(detail: &str) -> &str {
    detail.rsplit_once(" (").filter(|(_, rest)| rest.ends_with(')')).map_or(detail, |(name, _)| name).trim()
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters.as_str().to_lowercase().chars()).collect())
}
