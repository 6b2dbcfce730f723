//! What is found in a file, row by row.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use super::{App, preview::Found, refused, table::Column};
use crate::{
    domain::{
        check_in::CheckIn,
        day::When,
        event::{Category, Event},
        fault::{Faults, Refusal},
        id::RecordId,
        measure::{MeasureId, OwnMeasure, Polarity, Scale},
        record::{Kind, Record},
        text::{Label, Note},
    },
    portability::{
        identity,
        line_fault::{LineFaults, MOST_ROWS, Wrong},
        packed::Packed,
        source::{Clock, SourceKey},
    },
};

/// The most characters of an event's title and of a measure's question.
const LABEL_LENGTH: usize = 100;
/// The most scores of a file: ten measures of which each is answered thirty times a day make so many in nine years.
const MOST_SCORES: usize = 1_000_000;

/// A measure as it is in another app.
#[derive(Debug, Clone, Copy)]
pub struct Measure<'a> {
    /// What is scored.
    pub name: &'a str,
    /// The lowest score, and the highest.
    pub range: (i32, i32),
    /// Which end is the bad one.
    pub polarity: Polarity,
    /// Tells it from an earlier one of that name, which an earlier Afterglow made with another range.
    pub version: &'a str,
}

impl<'a> Measure<'a> {
    /// The higher, the better.
    pub const fn good(name: &'a str, range: (i32, i32)) -> Self {
        Self { name, range, polarity: Polarity::HigherIsBetter, version: "" }
    }

    /// The higher, the worse.
    pub const fn bad(name: &'a str, range: (i32, i32)) -> Self {
        Self { name, range, polarity: Polarity::HigherIsWorse, version: "" }
    }

    /// Hours of something in a day, rounded.
    pub const fn hours(name: &'a str) -> Self {
        Self::good(name, (0, 24))
    }

    /// Told from an earlier one of its name.
    #[must_use]
    pub const fn version(self, version: &'a str) -> Self {
        Self { version, ..self }
    }
}

/// What a file of another app brings.
#[derive(Debug, Default)]
pub struct Brought {
    /// The measures that are made for its scores, by their ids.
    pub measures: Vec<(RecordId, Record)>,
    /// Everything else, and what the app knows each by.
    pub records: Vec<(SourceKey, Packed)>,
    /// Under which ids an earlier Afterglow made those measures.
    pub aliases: HashMap<MeasureId, MeasureId>,
    /// The lowest and the highest score of each of them.
    pub ends: HashMap<MeasureId, (i32, i32)>,
}

/// The file so far.
pub struct Gathering<'a> {
    app: App,
    zone: &'a TimeZone,
    measures: BTreeMap<MeasureId, Record>,
    records: Vec<(SourceKey, Packed)>,
    aliases: HashMap<MeasureId, MeasureId>,
    ends: HashMap<MeasureId, (i32, i32)>,
    dropped: BTreeMap<String, usize>,
    rounded: BTreeMap<String, usize>,
    /// The moods that were met, by their names.
    pub moods: BTreeMap<String, Option<i32>>,
    /// The columns of a table that no app wrote.
    pub columns: Vec<Column>,
    /// The line of a table that names them.
    pub header: Option<u64>,
    /// What must be said before anything can be imported.
    pub open: Vec<Refusal>,
    offered: BTreeMap<String, usize>,
    /// What was told of the file, and found in it.
    used: BTreeSet<String>,
    faults: LineFaults,
    /// What there is one of at a time: a digest of each.
    once: HashSet<Uuid>,
    /// How many scores there are in all records.
    scores: usize,
    too_many: Option<LineFaults>,
}

impl<'a> Gathering<'a> {
    /// Of a file of this app, for a person who lives there.
    pub fn new(app: App, zone: &'a TimeZone) -> Self {
        Self {
            app,
            zone,
            measures: BTreeMap::new(),
            records: Vec::new(),
            aliases: HashMap::new(),
            ends: HashMap::new(),
            dropped: BTreeMap::new(),
            rounded: BTreeMap::new(),
            moods: BTreeMap::new(),
            columns: Vec::new(),
            header: None,
            open: Vec::new(),
            offered: BTreeMap::new(),
            used: BTreeSet::new(),
            faults: LineFaults::default(),
            once: HashSet::new(),
            scores: 0,
            too_many: None,
        }
    }

    /// When that was where the person lives.
    ///
    /// # Errors
    /// When it is in no year that a journal has.
    pub fn when(&self, clock: Clock) -> Result<When, Refusal> {
        clock.when(self.zone)
    }

    /// A score, under a measure that is the same whenever a file of this app is read.
    ///
    /// # Errors
    /// When it is out of the measure's range.
    pub fn score(&mut self, measure: Measure<'_>, score: i32) -> Result<(MeasureId, i32), Refusal> {
        let Measure { name, range: (min, max), polarity, version } = measure;
        let app = self.app.title();
        let first = format!("{app}|{}", name.to_lowercase());
        let known_by = if version.is_empty() { first.clone() } else { format!("{first}|{version}") };
        let scored = self.own_score(&known_by, &format!("{name} ({app})"), Scale { min, max, polarity }, score)?;
        if known_by != first {
            self.aliases.insert(scored.0.clone(), id_of(&first));
        }
        Ok(scored)
    }

    /// Says that another file of the app may have had scores of this measure under that one.
    pub fn also_known_as(&mut self, id: &MeasureId, Measure { name, version, .. }: Measure<'_>) {
        let earlier = format!("{}|{}|{version}", self.app.title(), name.to_lowercase());
        self.aliases.insert(id.clone(), id_of(&earlier));
    }

    /// A figure under a measure, to the nearest whole number.
    ///
    /// # Errors
    /// When it is out of the measure's range.
    pub fn rounded_score(&mut self, measure: Measure<'_>, figure: f64) -> Result<(MeasureId, i32), Refusal> {
        let (min, max) = measure.range;
        if !(f64::from(min)..=f64::from(max)).contains(&figure) {
            return Err(refused::figure(min, max));
        }
        if figure.fract() != 0.0 {
            self.round(measure.name);
        }
        #[expect(clippy::cast_possible_truncation, reason = "within the range of a measure")]
        self.score(measure, figure.round() as i32)
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
            return Err(refused::score(min, max));
        }
        let id = id_of(known_by);
        if !self.measures.contains_key(&id) {
            let question: String = question.chars().take(LABEL_LENGTH).collect();
            let body = serde_json::json!({ "question": question, "min": min, "max": max, "polarity": polarity });
            let own: OwnMeasure = deserr::deserialize(body).map_err(Faults::first)?;
            self.measures.insert(id.clone(), Record::Measure(own));
        }
        let ends = self.ends.entry(id.clone()).or_insert((score, score));
        *ends = (ends.0.min(score), ends.1.max(score));
        Ok((id, score))
    }

    /// A check-in, if there is anything in it. `bucket` is what the app itself tells it from others of that time by.
    ///
    /// # Errors
    /// When the note is too long, or there was no such time.
    pub fn check_in(
        &mut self,
        clock: Clock,
        bucket: &str,
        scores: impl IntoIterator<Item = (MeasureId, i32)>,
        notes: &[&str],
    ) -> Result<(), Refusal> {
        self.known_check_in(self.key(Kind::CheckIn, clock, bucket), clock, scores, notes)
    }

    /// What the app knows a record by.
    pub fn key(&self, kind: Kind, clock: Clock, bucket: &str) -> SourceKey {
        SourceKey::new(self.app.title(), kind, clock, bucket)
    }

    /// A check-in that is known by this, if there is anything in it.
    ///
    /// # Errors
    /// When the note is too long, or there was no such time.
    pub fn known_check_in(
        &mut self,
        key: SourceKey,
        clock: Clock,
        scores: impl IntoIterator<Item = (MeasureId, i32)>,
        notes: &[&str],
    ) -> Result<(), Refusal> {
        let (when, note) = (self.when(clock)?, note(notes)?);
        let scores: BTreeMap<_, _> = scores.into_iter().collect();
        if !scores.is_empty() || note.is_some() {
            let asked = BTreeMap::new();
            self.push(key, &Record::CheckIn(CheckIn { when, scores, asked, note }));
        }
        Ok(())
    }

    /// An event. What does not fit into its title goes on in its note.
    ///
    /// # Errors
    /// When the note is too long, or there was no such time.
    pub fn event(
        &mut self,
        clock: Clock,
        bucket: &str,
        (category, title): (Category, &str),
        notes: &[&str],
    ) -> Result<(), Refusal> {
        let short: String = title.chars().take(LABEL_LENGTH).collect();
        let whole = if short.len() < title.len() { title } else { "" };
        let texts: Vec<&str> = [whole].into_iter().chain(notes.iter().copied()).collect();
        let event = Event { when: self.when(clock)?, category, title: Label::try_from(short)?, note: note(&texts)? };
        self.record(clock, bucket, &Record::Event(event));
        Ok(())
    }

    /// Any other record.
    pub fn record(&mut self, clock: Clock, bucket: &str, record: &Record) {
        self.push(self.key(record.kind(), clock, bucket), record);
    }

    /// A row may hold several records and many scores: what is kept of all together must fit into memory, too.
    fn push(&mut self, key: SourceKey, record: &Record) {
        if let Record::CheckIn(check_in) = record {
            self.scores += check_in.scores.len();
        }
        let packed = Packed::of(record);
        // Some apps' archives hold an entry in two of their files.
        if key.is_alone() && !self.once.insert(packed.digest(key.as_str())) {
            return self.leave_out("duplicate");
        }
        let too_many = Refusal::TooMany { most: MOST_SCORES, what: "figures" };
        match () {
            () if self.records.len() == MOST_ROWS => self.too_many = Some(LineFaults::too_many_rows()),
            () if self.scores > MOST_SCORES => self.too_many = Some(LineFaults::one(0, too_many)),
            () => self.records.push((key, packed)),
        }
    }

    /// Notes what has no place here.
    pub fn leave_out(&mut self, what: &str) {
        *self.dropped.entry(what.to_owned()).or_default() += 1;
    }

    /// Notes a medicine that may be a treatment.
    pub fn offer(&mut self, medicine: &str) {
        *self.offered.entry(medicine.to_owned()).or_default() += 1;
    }

    /// Notes that what was told of this was of use.
    pub fn use_up(&mut self, name: &str) {
        self.used.insert(name.to_lowercase());
    }

    /// Whether something in the file was called so.
    pub fn has_used(&self, name: &str) -> bool {
        self.used.contains(&name.trim().to_lowercase())
    }

    /// Notes that a score was taken to the nearest whole number.
    pub fn round(&mut self, what: &str) {
        *self.rounded.entry(what.to_owned()).or_default() += 1;
    }

    /// Takes each of some entries, which are at these lines; notes those that are refused.
    pub fn each<T, W: Into<Wrong>>(
        &mut self,
        entries: impl IntoIterator<Item = (u64, T)>,
        mut take: impl FnMut(T, &mut Self) -> Result<(), W>,
    ) {
        for (line, entry) in entries {
            if let Err(wrong) = take(entry, self) {
                self.fault(line, wrong);
            }
        }
    }

    /// Notes a row that is not as expected.
    pub fn fault(&mut self, line: u64, wrong: impl Into<Wrong>) {
        self.faults.add(line, wrong);
    }

    /// Everything, if all of it was as expected.
    ///
    /// # Errors
    /// What was not.
    pub fn finish(self, generation: Option<&'static str>) -> Result<Found, LineFaults> {
        let Self {
            app,
            faults,
            measures,
            records,
            aliases,
            ends,
            dropped,
            rounded,
            moods,
            columns,
            header,
            open,
            offered,
            too_many,
            ..
        } = self;
        if let Some(faults) = too_many {
            return Err(faults);
        }
        let brought = Brought { measures: measures.into_iter().collect(), records, aliases, ends };
        faults.or(Found { app, generation, brought, dropped, rounded, moods, columns, header, open, offered })
    }
}

fn id_of(known_by: &str) -> MeasureId {
    identity::id_of(Timestamp::UNIX_EPOCH, known_by)
}

fn note(texts: &[&str]) -> Result<Option<Note>, Refusal> {
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    if texts.is_empty() { Ok(None) } else { Note::try_from(texts.join("\n")).map(Some) }
}
