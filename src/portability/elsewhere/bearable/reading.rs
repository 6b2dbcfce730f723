//! What one row of Bearable tells.

use std::collections::HashMap;

use super::{
    super::{
        gathering::{Gathering, Measure},
        numbers, refused,
        sheet::Row,
    },
    medicines::Medicine,
};
use crate::domain::{fault::Refusal, measure::MeasureId};

/// How bad a symptom is. A symptom that was not there has no row.
const SEVERITY: [(&str, i32); 4] = [("mild", 1), ("moderate", 2), ("severe", 3), ("unbearable", 4)];
const SYMPTOM: (i32, i32) = (0, 4);
/// The steps of energy and of sleep quality, in words.
const STEPS: [&str; 5] = ["awful", "poor", "ok", "good", "great"];
/// What is free text.
const TEXTS: [&str; 2] = ["gratitudes", "food diary"];

/// What one row tells.
pub enum Reading {
    /// A score, and words for the note.
    Score((MeasureId, i32), Vec<String>),
    /// Words for the note.
    Words(Vec<String>),
    /// A text of its own.
    Text(String),
    /// A medicine that was taken.
    Medicine(Medicine),
    /// What has no place here.
    Nothing,
}

/// The categories whose figures go above 5 where no word stands beside them: they go from 1 to 10.
pub struct Steps(HashMap<String, bool>);

impl Steps {
    /// Of all rows of a file.
    pub fn of<'a>(rows: impl Iterator<Item = Row<'a>>) -> Self {
        let mut ten: HashMap<String, bool> = HashMap::new();
        for row in rows.filter(|row| !is_step(row.get("detail"))) {
            let above = numbers::decimal(row.get("rating/amount")).is_some_and(|figure| figure > 5.0);
            *ten.entry(row.get("category").to_lowercase()).or_default() |= above;
        }
        Self(ten)
    }

    fn range(&self, category: &str, detail: &str) -> (i32, i32) {
        let ten = !is_step(detail) && self.0.get(&category.to_lowercase()).copied().unwrap_or_default();
        (1, if ten { 10 } else { 5 })
    }
}

fn is_step(detail: &str) -> bool {
    STEPS.iter().any(|step| detail.eq_ignore_ascii_case(step))
}

/// Reads a row.
pub fn read(row: Row<'_>, steps: &Steps, gathering: &mut Gathering<'_>) -> Result<Reading, Refusal> {
    let (category, detail, rating) = (row.get("category"), row.get("detail"), row.get("rating/amount"));
    match category.to_lowercase().as_str() {
        "mood" => {
            let score = scored(Measure::good("Mood", (1, 10)), rating, gathering)?;
            Ok(Reading::Score(score, words(detail)))
        }
        "sleep" => {
            let hours = numbers::duration(rating).or_else(|| numbers::decimal(rating)).ok_or(Refusal::FileDuration)?;
            let score = gathering.rounded_score(Measure::hours("Hours of sleep"), hours)?;
            Ok(Reading::Score(score, words(detail)))
        }
        "symptom" => symptom(detail, rating, gathering),
        "meds/supplements" => Ok(Reading::Medicine(Medicine::read(detail, rating))),
        "bowel movements" => Ok(Reading::Words(vec![format!("{category}: {rating}")])),
        "health measurements" => {
            gathering.leave_out(if detail.is_empty() { category } else { detail });
            Ok(Reading::Nothing)
        }
        text if TEXTS.contains(&text) => Ok(Reading::Text(detail.to_owned())),
        _ if rating.is_empty() => Ok(Reading::Words(words(detail))),
        name @ ("energy" | "sleep quality") => {
            let named = if name == "energy" { "Energy" } else { "Sleep quality" };
            stepped(named, steps.range(category, detail), (rating, detail), gathering)
        }
        _ if numbers::whole(rating).is_some() => {
            stepped(category, steps.range(category, detail), (rating, detail), gathering)
        }
        _ => {
            gathering.leave_out(category);
            Ok(Reading::Nothing)
        }
    }
}

/// Emotions and factors, each by itself.
fn words(detail: &str) -> Vec<String> {
    detail.split(" | ").map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn scored(measure: Measure<'_>, rating: &str, gathering: &mut Gathering<'_>) -> Result<(MeasureId, i32), Refusal> {
    let (min, max) = measure.range;
    let score = numbers::whole(rating).ok_or_else(|| refused::score(min, max))?;
    gathering.score(measure, score)
}

fn stepped(
    name: &str,
    range: (i32, i32),
    (rating, detail): (&str, &str),
    gathering: &mut Gathering<'_>,
) -> Result<Reading, Refusal> {
    // An earlier Afterglow took all of them as 0 to 10, which those of ten steps can go on from.
    let version = if range.1 == 10 { "" } else { "1..5" };
    let score = scored(Measure::good(name, range).version(version), rating, gathering)?;
    if range.1 == 10 {
        // A file without a figure above 5 had them as five steps.
        gathering.also_known_as(&score.0, Measure::good(name, (1, 5)).version("1..5"));
    }
    Ok(Reading::Score(score, if is_step(detail) { Vec::new() } else { words(detail) }))
}

fn symptom(detail: &str, rating: &str, gathering: &mut Gathering<'_>) -> Result<Reading, Refusal> {
    let (name, word) = severity(detail).map_or((detail, None), |(name, score)| (name, Some(score)));
    let score = numbers::whole(rating).or(word).ok_or_else(|| refused::score(1, SYMPTOM.1))?;
    gathering.score(Measure::bad(name.trim(), SYMPTOM), score).map(|score| Reading::Score(score, Vec::new()))
}

/// `Back (lower) pain` and 3, of `Back (lower) pain (Severe)`.
fn severity(detail: &str) -> Option<(&str, i32)> {
    let (name, word) = detail.trim().strip_suffix(')')?.rsplit_once('(')?;
    let known = SEVERITY.iter().find(|(severity, _)| word.eq_ignore_ascii_case(severity))?;
    Some((name.trim(), known.1))
}
