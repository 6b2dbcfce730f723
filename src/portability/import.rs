//! Import: what a file holds, and which records of the journal that is. The same file again changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::AddAssign,
};

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    archive,
    choices::{Choice, Choices},
    csv::{self, File},
    elsewhere::{self, App, Brought, ChangedEntry, Forecast, Found, Home, KindOutcome, MOST_CHANGED, Preview, Told},
    export,
    format::ImportFormat,
    identity::{Identities, Identity},
    json,
    line_fault::LineFaults,
    matching::{self, Held, Outcome, Settled},
    packed::Packed,
    source::SourceKey,
};
use crate::{
    accounts::Owner,
    domain::{
        account::Profile,
        fault::{Faults, Refusal},
        id::RecordId,
        measure::{BUILT_IN, MeasureId},
        record::{Kind, Record},
    },
    journal::store,
    platform::{
        database::DbConnection,
        problem::{Problem, Result},
    },
};

/// A file that reads well.
#[derive(Debug, Default)]
pub struct Import {
    pub(super) profile: Profile,
    pub(super) entries: Vec<Entry>,
    /// What is wrong with the form of the others, where there are any: then nothing of the file is kept.
    pub(super) faults: Faults,
    /// Of another app's file: under which ids an earlier Afterglow made its measures.
    aliases: HashMap<MeasureId, MeasureId>,
    /// The lowest and the highest score that it has of each of its measures.
    ends: Ends,
    /// What becomes of entries that are otherwise in the journal.
    pub(super) changed: Choices,
    /// What of another app's file has no place here, and what is rounded: each by its name, and how often.
    counted: [BTreeMap<String, usize>; 2],
}

/// The lowest and the highest score of measures.
type Ends = HashMap<MeasureId, (i32, i32)>;

/// A record of a file, and what the journal knows it by.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its place in the file.
    pub(super) index: usize,
    known_by: KnownBy,
    pub(super) record: Packed,
}

/// What a record of a file is recognised by.
#[derive(Debug)]
pub(super) enum KnownBy {
    /// Its id, which the file brought.
    Id(RecordId),
    /// What it is, and the id that follows from that: Afterglow's own CSV has no ids.
    Identity(Identity, RecordId),
    /// What another app knows it by. Which of its ids it has is settled when the journal is there.
    Source(SourceKey),
}

impl Import {
    /// Of records without ids: each is given the one that follows from what it is.
    pub fn of(profile: Profile, records: impl IntoIterator<Item = Record>) -> Self {
        let mut identities = Identities::default();
        let entry = |(index, record)| identified(index, &record, Packed::of(&record), &mut identities);
        let entries = records.into_iter().enumerate().filter_map(entry).collect();
        Self { profile, entries, ..Self::default() }
    }

    /// Of records that bring their ids, with their places in the file.
    fn with_ids(profile: Profile, records: impl IntoIterator<Item = (usize, RecordId, Packed)>) -> Self {
        let entry = |(index, id, record)| Entry { index, known_by: KnownBy::Id(id), record };
        Self { profile, entries: records.into_iter().map(entry).collect(), ..Self::default() }
    }

    /// Of measures and of what is scored by them, which stand in the file in this order.
    fn of_both(profile: Profile, measures: Vec<(RecordId, Record)>, others: impl Iterator<Item = Entry>) -> Self {
        let measure = |(id, record)| (0, id, Packed::of(&record));
        let mut import = Self::with_ids(profile, measures.into_iter().map(measure));
        import.entries.extend(others);
        import.entries.iter_mut().enumerate().for_each(|(index, entry)| entry.index = index);
        import
    }

    /// Of a CSV file: its measures bring their ids, and are chosen where nothing is chosen yet.
    ///
    /// # Errors
    /// An internal problem.
    pub fn of_csv(File { measures, records }: File) -> Result<Self> {
        let (mut answered, mut identities) = (BTreeSet::new(), Identities::default());
        let mut others = Vec::with_capacity(records.len());
        for packed in records {
            let record = packed.record()?;
            note_answered(&mut answered, &record);
            others.extend(identified(0, &record, packed, &mut identities));
        }
        let profile = Profile { measures: offered(answered), ..Profile::default() };
        Ok(Self::of_both(profile, measures, others.into_iter()))
    }

    /// Of a file of another app.
    ///
    /// # Errors
    /// An internal problem.
    pub fn of_elsewhere(Brought { measures, records, aliases, ends }: Brought, changed: Choices) -> Result<Self> {
        let mut answered = BTreeSet::new();
        for (_, record) in &records {
            note_answered(&mut answered, &record.record()?);
        }
        let profile = Profile { measures: offered(answered), ..Profile::default() };
        let entry = |(key, record)| Entry { index: 0, known_by: KnownBy::Source(key), record };
        Ok(Self { aliases, ends, changed, ..Self::of_both(profile, measures, records.into_iter().map(entry)) })
    }

    /// What of the file has no place here, and how often it is there.
    pub fn left_out(&self) -> &BTreeMap<String, usize> {
        let [left_out, _] = &self.counted;
        left_out
    }

    /// What is taken to the nearest whole number, and how often.
    pub fn rounded(&self) -> &BTreeMap<String, usize> {
        let [_, rounded] = &self.counted;
        rounded
    }

    /// How many records the file holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the file holds no record.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// What an import did, in records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Imported {
    /// New in the journal.
    pub imported: usize,
    /// There already, just so.
    pub unchanged: usize,
    /// There already, but otherwise: the journal's own version was kept.
    pub kept: usize,
    /// There already, and has further readings now, or the file's version in its place. Absent when there is none.
    #[serde(skip_serializing_if = "is_none")]
    #[schema(required = false)]
    pub updated: usize,
}

impl AddAssign for Imported {
    fn add_assign(&mut self, Self { imported, unchanged, kept, updated }: Self) {
        self.imported += imported;
        self.unchanged += unchanged;
        self.kept += kept;
        self.updated += updated;
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_none(number: &usize) -> bool {
    *number == 0
}

/// Reads a file of this format.
///
/// # Errors
/// 422 with the line and reason of each bad row, or with pointers into the JSON.
pub fn read(
    connection: &mut DbConnection,
    owner: &Owner,
    (format, file): (ImportFormat, &[u8]),
    told: &Told,
) -> Result<Import> {
    match format {
        ImportFormat::Elsewhere(None) if elsewhere::is_own(file) => read_own(connection, owner, file),
        ImportFormat::Afterglow => read_own(connection, owner, file),
        ImportFormat::Elsewhere(app) => {
            let mut found = read_elsewhere(connection, owner, (app, file), told)?;
            let counted = [std::mem::take(&mut found.dropped), std::mem::take(&mut found.rounded)];
            Ok(Import { counted, ..Import::of_elsewhere(found.decided()?, told.changed.clone())? })
        }
    }
}

/// An export in JSON or as an archive, or Afterglow's CSV.
fn read_own(connection: &mut DbConnection, owner: &Owner, file: &[u8]) -> Result<Import> {
    if archive::is_one(file) {
        let broken = || Problem::from(LineFaults::one(0, Refusal::FileArchive));
        let mut archive = archive::open(file).ok_or_else(broken)?;
        let read = json::Read::unpacking(archive::everything(&mut archive).ok_or_else(broken)?);
        return if read.as_ref().is_err_and(serde_json::Error::is_io) { Err(broken()) } else { of_json(read) };
    }
    if file.trim_ascii_start().first() != Some(&b'{') {
        return Import::of_csv(csv::read(file, &store::scales(connection, owner)?)?);
    }
    of_json(json::Read::of(file))
}

/// A file of another app, with the measures that the journal has.
fn read_elsewhere(
    connection: &mut DbConnection,
    owner: &Owner,
    (app, file): (Option<App>, &[u8]),
    told: &Told,
) -> Result<Found> {
    let measures =
        store::own_measures(connection, owner, &mut Vec::new())?.into_iter().map(|(id, _, measure)| (id, measure));
    let home = Home { zone: owner.zone.clone(), measures: measures.collect() };
    Ok(elsewhere::read(app, file, told, &home)?)
}

/// Reads a file of another app, and tells what would become of it.
///
/// # Errors
/// 422 with the line and reason of each bad row, or when it is Afterglow's own.
pub fn preview_elsewhere(
    connection: &mut DbConnection,
    owner: &Owner,
    file: (Option<App>, &[u8]),
    told: &Told,
) -> Result<Preview> {
    if file.0.is_none() && elsewhere::is_own(file.1) {
        return Err(Faults::one("/format", Refusal::OtherAppFormat).into());
    }
    let found = read_elsewhere(connection, owner, file, told)?;
    let forecast = if found.is_decided() {
        forecast(connection, owner, &found.brought, &told.changed)?
    } else {
        Forecast::default()
    };
    found.preview(forecast)
}

/// What would become of the records of a file, told from the same settling that an import does.
fn forecast(connection: &mut DbConnection, owner: &Owner, brought: &Brought, choices: &Choices) -> Result<Forecast> {
    let held = held(connection, owner)?;
    let mut counts: BTreeMap<Kind, Imported> = BTreeMap::new();
    for (id, measure) in &brought.measures {
        *counter(&of_measure(&held, id, measure, &brought.ends)?, Choice::Mine)(
            counts.entry(measure.kind()).or_default(),
        ) += 1;
    }
    let entries: Vec<matching::Entry<'_>> = brought.records.iter().map(|(key, record)| (key, record)).collect();
    let mut changed = Vec::new();
    // Settled without regard to the choice, by which a changed entry may come as a new one.
    let settled = matching::settle(&entries, &brought.aliases, &held, &Choices::default())?;
    for (Settled { id, outcome }, (_, record)) in settled.into_iter().zip(&entries) {
        let choice = choices.of(&id);
        *counter(&outcome, choice)(counts.entry(record.kind()).or_default()) += 1;
        if outcome == Outcome::Changed
            && changed.len() < MOST_CHANGED
            && let Some(mine) = held.record(&id)?
        {
            changed.push(ChangedEntry { id, mine, theirs: record.record()? });
        }
    }
    let outcome = |(kind, Imported { imported, unchanged, kept, updated })| KindOutcome {
        kind,
        imported,
        updated,
        unchanged,
        kept,
    };
    Ok(Forecast { outcomes: counts.into_iter().map(outcome).collect(), changed })
}

fn of_json(read: serde_json::Result<json::Read>) -> Result<Import> {
    let json::Read { profile, records, faults } = read.map_err(|error| {
        let line = u64::try_from(error.line()).unwrap_or_default();
        LineFaults::one(line, Refusal::FileJson)
    })?;
    // Where something is wrong, what can be read is tried too, so that all that is wrong is told at once.
    let profile = if faults.is_empty() { profile } else { Profile::default() };
    Ok(Import { faults, ..Import::with_ids(profile, records) })
}

fn identified(index: usize, record: &Record, packed: Packed, identities: &mut Identities) -> Option<Entry> {
    let identity = identities.identify(record)?;
    let id = identity.id(record);
    Some(Entry { index, known_by: KnownBy::Identity(identity, id), record: packed })
}

/// Adds the measures that a check-in answers.
fn note_answered(measures: &mut BTreeSet<MeasureId>, record: &Record) {
    if let Record::CheckIn(check_in) = record {
        for id in check_in.scores.keys() {
            if !measures.contains(id) {
                measures.insert(id.clone());
            }
        }
    }
}

/// Measures in the order in which they are offered, one's own last.
fn offered(measures: BTreeSet<MeasureId>) -> Vec<RecordId> {
    let mut measures: Vec<RecordId> = measures.into_iter().collect();
    measures.sort_by_cached_key(|id| {
        let offered = BUILT_IN.iter().position(|measure| measure.id == id.as_str());
        (offered.unwrap_or(usize::MAX), id.clone())
    });
    measures
}

pub(super) type Counter = fn(&mut Imported) -> &mut usize;

/// Where an outcome is counted.
pub(super) fn counter(outcome: &Outcome, choice: Choice) -> Counter {
    match (outcome, choice) {
        (Outcome::New, _) | (Outcome::Changed, Choice::Both) => |done| &mut done.imported,
        (Outcome::Same, _) => |done| &mut done.unchanged,
        (Outcome::Grown(_) | Outcome::Instead(_), _) | (Outcome::Changed, Choice::Theirs) => |done| &mut done.updated,
        (Outcome::Changed, Choice::Mine) => |done| &mut done.kept,
    }
}

/// How a measure of another app's file stands to the journal. One whose range was told from fewer figures is widened, if
/// those of this file need it: a file that tells less proposes a wider one than the app has.
fn of_measure(held: &Held, id: &RecordId, measure: &Record, ends: &Ends) -> Result<Outcome> {
    Ok(match (held.record(id)?, measure) {
        (None, _) => Outcome::New,
        (Some(known), _) if known == *measure => Outcome::Same,
        (Some(Record::Measure(mine)), Record::Measure(theirs)) => match mine.widened(theirs) {
            Some(_) if ends.get(id).is_none_or(|(lowest, highest)| mine.min <= *lowest && *highest <= mine.max) => {
                Outcome::Same
            }
            Some(wider) => Outcome::Grown(Packed::of(&Record::Measure(wider))),
            None => Outcome::Changed,
        },
        (Some(_), _) => Outcome::Changed,
    })
}

/// What the journal holds.
#[derive(Default)]
struct Present {
    ids: HashSet<RecordId>,
    /// By what a file without ids would know it by.
    by_identity: HashMap<Identity, RecordId>,
}

impl Present {
    /// The id under which a record of a file is in the journal: the one that it is always given, else that of
    /// something alike that was written by hand.
    fn known_as<'a>(&'a self, id: &'a RecordId, identity: &Identity) -> &'a RecordId {
        if self.ids.contains(id) { id } else { self.by_identity.get(identity).unwrap_or(id) }
    }
}

/// Where each record of a file goes; nothing for a file that brings its ids. What is not of another app's file is compared
/// when it is written.
pub(super) fn placed(connection: &mut DbConnection, owner: &Owner, import: &Import) -> Result<Vec<Settled>> {
    let sources: Vec<matching::Entry<'_>> = import.entries.iter().filter_map(Entry::source).collect();
    if !sources.is_empty() {
        let held = held(connection, owner)?;
        let mut settled = matching::settle(&sources, &import.aliases, &held, &import.changed)?.into_iter();
        let place = |entry: &Entry| {
            let (KnownBy::Id(id) | KnownBy::Identity(_, id)) = &entry.known_by else { return Ok(settled.next()) };
            // A measure that is there otherwise is compared when it is written.
            let outcome = match of_measure(&held, id, &entry.record.record()?, &import.ends)? {
                there @ (Outcome::Grown(_) | Outcome::Same) => there,
                _ => Outcome::New,
            };
            Ok(Some(Settled { id: id.clone(), outcome }))
        };
        return import.entries.iter().map(place).filter_map(Result::transpose).collect();
    }
    if import.entries.iter().all(|entry| matches!(entry.known_by, KnownBy::Id(_))) {
        return Ok(Vec::new());
    }
    let present = present(connection, owner)?;
    let id = |entry: &Entry| match &entry.known_by {
        KnownBy::Identity(identity, id) => Some(present.known_as(id, identity).clone()),
        KnownBy::Id(id) => Some(id.clone()),
        KnownBy::Source(_) => None,
    };
    Ok(import.entries.iter().filter_map(id).map(|id| Settled { id, outcome: Outcome::New }).collect())
}

impl Entry {
    /// Where it goes by its own id, which its file brought.
    pub(super) fn own_place(&self) -> Option<Settled> {
        let KnownBy::Id(id) = &self.known_by else { return None };
        Some(Settled { id: id.clone(), outcome: Outcome::New })
    }

    fn source(&self) -> Option<matching::Entry<'_>> {
        if let KnownBy::Source(key) = &self.known_by { Some((key, &self.record)) } else { None }
    }
}

fn held(connection: &mut DbConnection, owner: &Owner) -> Result<Held> {
    let mut held = Held::default();
    let damaged = export::each(connection, owner, |id, body| match body {
        Some(body) => _ = held.live.insert(id, Packed::of(&body)),
        None => _ = held.gone.insert(id),
    })?;
    held.gone.extend(damaged.into_iter().filter_map(|damaged| damaged.id.parse().ok()));
    Ok(held)
}

fn present(connection: &mut DbConnection, owner: &Owner) -> Result<Present> {
    let mut present = Present::default();
    let mut records = Vec::new();
    export::each(connection, owner, |id, body| {
        records.extend(body.map(|body| (export::place(owner, &id, &body), Packed::of(&body))));
    })?;
    records.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let mut identities = Identities::default();
    for ((.., id), record) in records {
        present.ids.insert(id.clone());
        if let Some(identity) = identities.identify(&record.record()?) {
            present.by_identity.insert(identity, id);
        }
    }
    Ok(present)
}
