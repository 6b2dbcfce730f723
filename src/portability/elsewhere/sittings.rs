//! Long tables: the readings of one time are one check-in.

use std::collections::BTreeMap;

use super::gathering::Gathering;
use crate::{
    domain::{fault::Refusal, measure::MeasureId},
    portability::source::Clock,
};

/// What was read of one time.
#[derive(Debug)]
struct Sitting {
    clock: Clock,
    line: u64,
    scores: Vec<(MeasureId, i32)>,
    notes: Vec<String>,
}

/// The readings of a file, by their times.
#[derive(Debug, Default)]
pub struct Sittings(BTreeMap<String, Sitting>);

impl Sittings {
    /// Adds a reading, and texts of it.
    pub fn add(&mut self, line: u64, clock: Clock, score: Option<(MeasureId, i32)>, texts: &[&str]) {
        let new = || Sitting { clock, line, scores: Vec::new(), notes: Vec::new() };
        let sitting = self.0.entry(format!("{clock:?}")).or_insert_with(new);
        sitting.scores.extend(score);
        for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
            if !sitting.notes.iter().any(|note| note == text) {
                sitting.notes.push(text.to_owned());
            }
        }
    }

    /// Keeps them as check-ins. The same thing scored again at one time is a further one.
    pub fn keep(self, gathering: &mut Gathering<'_>) {
        for Sitting { clock, line, mut scores, notes } in self.0.into_values() {
            // In any order of the rows the same.
            scores.sort_unstable();
            let mut notes: Vec<&str> = notes.iter().map(String::as_str).collect();
            for scores in apart(scores) {
                let kept: Result<(), Refusal> = gathering.check_in(clock, "", scores, &notes);
                if let Err(refusal) = kept {
                    gathering.fault(line, refusal);
                }
                notes.clear();
            }
        }
    }
}

/// Scores so that none is given twice in one.
pub fn apart(scores: Vec<(MeasureId, i32)>) -> Vec<BTreeMap<MeasureId, i32>> {
    let mut check_ins: Vec<BTreeMap<MeasureId, i32>> = vec![BTreeMap::new()];
    for (id, score) in scores {
        match check_ins.iter_mut().find(|scores| !scores.contains_key(&id)) {
            Some(free) => _ = free.insert(id, score),
            None => check_ins.push(BTreeMap::from([(id, score)])),
        }
    }
    check_ins
}
