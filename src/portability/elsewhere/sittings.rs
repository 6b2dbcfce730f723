//! Long tables: the readings of one time are one check-in.

use std::collections::BTreeMap;

use super::gathering::Gathering;
use crate::{
    domain::{fault::Refusal, measure::MeasureId},
    portability::source::Clock,
};

/// What one row tells of a time.
#[derive(Debug)]
pub struct Said<T> {
    /// A score, where there is one.
    pub score: Option<(MeasureId, i32)>,
    /// The words beside it.
    pub texts: T,
}

/// What was read of one time.
#[derive(Debug)]
struct Sitting {
    clock: Clock,
    line: u64,
    said: Vec<Said<Vec<String>>>,
}

/// The readings of a file, by their times.
#[derive(Debug, Default)]
pub struct Sittings(BTreeMap<String, Sitting>);

impl Sittings {
    /// Adds a reading, and texts of it.
    pub fn add(&mut self, line: u64, clock: Clock, score: Option<(MeasureId, i32)>, texts: &[&str]) {
        let new = || Sitting { clock, line, said: Vec::new() };
        let sitting = self.0.entry(format!("{clock:?}")).or_insert_with(new);
        let texts = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        sitting.said.push(Said { score, texts: texts.collect() });
    }

    /// Keeps them as check-ins. The same thing scored again at one time is a further one.
    pub fn keep(self, gathering: &mut Gathering<'_>) {
        for Sitting { clock, line, said } in self.0.into_values() {
            for (scores, texts) in apart(said) {
                let mut notes: Vec<&str> = Vec::new();
                for text in texts.iter().flatten().filter(|text| !text.is_empty()) {
                    if !notes.contains(&text.as_str()) {
                        notes.push(text);
                    }
                }
                let kept: Result<(), Refusal> = gathering.check_in(clock, "", scores, &notes);
                if let Err(refusal) = kept {
                    gathering.fault(line, refusal);
                }
            }
        }
    }
}

/// The scores of a check-in, and something of each row that they came from.
type CheckInOf<T> = (BTreeMap<MeasureId, i32>, Vec<T>);

/// Check-ins so that no measure is scored twice in one, each with the words of its own scores, in the file's order.
/// Words without a score are in the first. In any order of the rows they are the same.
pub fn apart<T: Ord>(said: Vec<Said<T>>) -> Vec<CheckInOf<T>> {
    let mut rows: Vec<(usize, Said<T>)> = said.into_iter().enumerate().collect();
    rows.sort_by(|(_, one), (_, other)| (&one.score, &one.texts).cmp(&(&other.score, &other.texts)));
    let mut check_ins: Vec<CheckInOf<(usize, T)>> = vec![(BTreeMap::new(), Vec::new())];
    for (row, Said { score, texts }) in rows {
        let scored = |scores: &BTreeMap<_, _>| score.as_ref().is_some_and(|(id, _)| scores.contains_key(id));
        if check_ins.iter().all(|(scores, _)| scored(scores)) {
            check_ins.push((BTreeMap::new(), Vec::new()));
        }
        if let Some((scores, words)) = check_ins.iter_mut().find(|(scores, _)| !scored(scores)) {
            scores.extend(score);
            words.push((row, texts));
        }
    }
    let in_order = |mut words: Vec<(usize, T)>| {
        words.sort_unstable_by_key(|(row, _)| *row);
        words.into_iter().map(|(_, texts)| texts).collect()
    };
    check_ins.into_iter().map(|(scores, words)| (scores, in_order(words))).collect()
}
