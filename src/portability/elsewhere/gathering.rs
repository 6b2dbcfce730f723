//! What is found in a file, row by row.

use std::collections::BTreeMap;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use sha2::{Digest, Sha256};

use super::{preview::Found, table::Column};
use crate::{
    domain::{
        check_in::CheckIn,
        day::{Moment, When},
        fault::{Faults, Refusal},
        id::RecordId,
        measure::{MeasureId, OwnMeasure, Polarity, Scale},
        record::Record,
        text::Note,
    },
    portability::{
        csv::File,
        line_fault::{LineFault, LineFaults, Wrong},
    },
};

/// A measure as it is in another app.
#[derive(Debug, Clone, Copy)]
pub struct Measure<'a> {
    /// The app's name.
    pub app: &'a str,
    /// What is scored.
    pub name: &'a str,
    /// The lowest score, and the highest.
    pub range: (i32, i32),
    /// Which end is the bad one.
    pub polarity: Polarity,
}

/// The file so far.
pub struct Gathering<'a> {
    zone: &'a TimeZone,
    measures: BTreeMap<MeasureId, Record>,
    check_ins: Vec<CheckIn>,
    /// What has no place here.
    dropped: BTreeMap<String, usize>,
    rounded: BTreeMap<String, usize>,
    /// The moods that were met, by their names.
    pub moods: BTreeMap<String, Option<i32>>,
    /// The columns of a table that no app wrote.
    pub columns: Vec<Column>,
    /// What must be said before anything can be imported.
    pub open: Vec<Refusal>,
    faults: LineFaults,
}

impl<'a> Gathering<'a> {
    /// Of a person who lives there.
    pub fn new(zone: &'a TimeZone) -> Self {
        Self {
            zone,
            measures: BTreeMap::new(),
            check_ins: Vec::new(),
            dropped: BTreeMap::new(),
            rounded: BTreeMap::new(),
            moods: BTreeMap::new(),
            columns: Vec::new(),
            open: Vec::new(),
            faults: LineFaults::default(),
        }
    }

    /// When something was, by the clock on the wall; without a time it is the day alone.
    ///
    /// # Errors
    /// When there was no such time.
    pub fn when(&self, date: Date, time: Option<Time>) -> Result<When, Refusal> {
        let Some(time) = time else { return date.to_string().parse() };
        // Of an hour that there was twice, the first; of one that there was not, what the clock said then.
        let at = self.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
        let at = at.map_err(|_| Refusal::FileNoSuchTime)?;
        self.at(at)
    }

    /// An instant, as the clock on the wall had it where the person lives.
    ///
    /// # Errors
    /// When it is in no year that a journal has.
    pub fn at(&self, at: Timestamp) -> Result<When, Refusal> {
        Moment::new(at, self.zone.to_offset(at)).to_string().parse()
    }

    /// A score, under a measure that is the same whenever a file of this app is read.
    ///
    /// # Errors
    /// When it is out of the measure's range.
    pub fn score(&mut self, measure: Measure<'_>, score: i32) -> Result<(MeasureId, i32), Refusal> {
        let Measure { app, name, range: (min, max), polarity } = measure;
        let known_by = format!("{app}|{}", name.to_lowercase());
        self.own_score(&known_by, &format!("{name} ({app})"), Scale { min, max, polarity }, score)
    }

    /// A score under a measure that is the same whenever it is known by the same.
    ///
    /// # Errors
    /// When it is out of the measure's range, or the range is none that a measure can have.
    pub fn own_score(
        &mut self,
        known_by: &str,
        question: &str,
        scale: Scale,
        score: i32,
    ) -> Result<(MeasureId, i32), Refusal> {
        let Scale { min, max, polarity } = scale;
        if !(min..=max).contains(&score) {
            return Err(Refusal::WholeNumber { min: min.into(), max: max.into() });
        }
        let mut ten = [0; 10];
        ten.iter_mut().zip(Sha256::digest(known_by.as_bytes())).for_each(|(to, from)| *to = from);
        let id = RecordId::imported(Timestamp::UNIX_EPOCH, &ten);
        if !self.measures.contains_key(&id) {
            let question: String = question.chars().take(100).collect();
            let body = serde_json::json!({ "question": question, "min": min, "max": max, "polarity": polarity });
            let own: OwnMeasure = deserr::deserialize(body).map_err(Faults::first)?;
            self.measures.insert(id.clone(), Record::Measure(own));
        }
        Ok((id, score))
    }

    /// A check-in, if there is anything in it.
    ///
    /// # Errors
    /// When the note is too long.
    pub fn check_in(
        &mut self,
        when: When,
        scores: impl IntoIterator<Item = (MeasureId, i32)>,
        notes: &[&str],
    ) -> Result<(), Refusal> {
        let text: Vec<&str> = notes.iter().map(|note| note.trim()).filter(|note| !note.is_empty()).collect();
        let note = if text.is_empty() { None } else { Some(Note::try_from(text.join("\n"))?) };
        let scores: BTreeMap<_, _> = scores.into_iter().collect();
        if !scores.is_empty() || note.is_some() {
            self.check_ins.push(CheckIn { when, scores, note });
        }
        Ok(())
    }

    /// Notes what has no place here.
    pub fn leave_out(&mut self, what: &str) {
        *self.dropped.entry(what.to_owned()).or_default() += 1;
    }

    /// Notes that a score was taken to the nearest whole number.
    pub fn round(&mut self, what: &str) {
        *self.rounded.entry(what.to_owned()).or_default() += 1;
    }

    /// Notes a row that is not as expected.
    pub fn fault(&mut self, line: u64, wrong: impl Into<Wrong>) {
        self.faults.0.push(LineFault::new(line, wrong));
    }

    /// Everything, if all of it was as expected.
    pub fn finish(self) -> Result<Found, LineFaults> {
        if !self.faults.0.is_empty() {
            return Err(self.faults);
        }
        let records = self.check_ins.into_iter().map(Record::CheckIn).collect();
        let file = File { measures: self.measures.into_iter().collect(), records };
        let Self { dropped, rounded, moods, columns, open, .. } = self;
        Ok(Found { file, dropped, rounded, moods, columns, open })
    }
}
