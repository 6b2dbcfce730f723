//! Scales that people made in Daylio: `Sleep Quality: 8/10 points | Sleep Time: 7:30 | Energy: 3`.

use super::super::{
    gathering::{Gathering, Measure},
    numbers, table,
};
use crate::domain::{
    fault::Refusal,
    measure::{MeasureId, Polarity},
};

/// Takes the scales of a row as scores, and returns what has no range as text for the note.
pub fn take(cell: &str, scores: &mut Vec<(MeasureId, i32)>, gathering: &mut Gathering<'_>) -> Result<String, Refusal> {
    let mut without_range = Vec::new();
    for scale in super::names(cell) {
        let Some((name, value)) = parts(scale) else {
            without_range.push(scale.to_owned());
            continue;
        };
        if let Some((figure, most)) = out_of(value) {
            let version = format!("0..{most}");
            let polarity = table::polarity(name).unwrap_or(Polarity::HigherIsBetter);
            let measure = Measure { name, range: (0, most), polarity, version: &version };
            scores.push(gathering.rounded_score(measure, figure)?);
        } else if let Some(hours) = numbers::duration(value).filter(|hours| *hours <= 24.0) {
            scores.push(gathering.rounded_score(Measure::hours(name).version("hours"), hours)?);
        } else {
            without_range.push(format!("{name}: {value}"));
        }
    }
    Ok(without_range.join(", "))
}

/// A name, and the value behind its last colon that a blank follows.
fn parts(scale: &str) -> Option<(&str, &str)> {
    let (name, value) = scale.rsplit_once(":\u{a0}").or_else(|| scale.rsplit_once(": "))?;
    Some((name.trim(), value.trim())).filter(|(name, value)| !name.is_empty() && !value.is_empty())
}

/// `8/10 points`: the figure, and the most that there can be.
fn out_of(value: &str) -> Option<(f64, i32)> {
    let (figure, rest) = value.split_once('/')?;
    let most = rest.split(char::is_whitespace).next()?.parse().ok().filter(|most| (1..=100).contains(most))?;
    Some((numbers::decimal(figure)?, most))
}
