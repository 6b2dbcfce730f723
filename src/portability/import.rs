//! Import: what a file holds, and which records of the journal that is. The same file again changes nothing.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::AddAssign,
};

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    archive,
    choices::{Choice, Choices},
    csv::{self, File},
    elsewhere::{self, App, Brought, ChangedEntry, Forecast, Found, Home, KindOutcome, Preview, Told},
    identity::{Identities, Identity},
    json,
    line_fault::LineFaults,
    matching::{self, Held, Outcome, Settled},
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
    /// What becomes of entries that are otherwise in the journal.
    pub(super) changed: Choices,
}

/// A record of a file, and what the journal knows it by.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its place in the file.
    pub(super) index: usize,
    id: RecordId,
    known_by: KnownBy,
    pub(super) record: Record,
}

/// What a record of a file is recognised by.
#[derive(Debug)]
pub(super) enum KnownBy {
    /// Its id, which the file brought.
    Id,
    /// What it is: Afterglow's own CSV has no ids.
    Identity(Identity),
    /// What another app knows it by.
    Source(SourceKey),
}

impl Import {
    /// Of records without ids: each is given the one that follows from what it is.
    pub fn of(profile: Profile, records: Vec<Record>) -> Self {
        let mut identities = Identities::default();
        let entry = |(index, record): (usize, Record)| {
            let identity = identities.identify(&record)?;
            Some(Entry { index, id: identity.id(&record), known_by: KnownBy::Identity(identity), record })
        };
        let entries = records.into_iter().enumerate().filter_map(entry).collect();
        Self { profile, entries, ..Self::default() }
    }

    /// Of records that bring their ids, with their places in the file.
    fn with_ids(profile: Profile, records: impl IntoIterator<Item = (usize, RecordId, Record)>) -> Self {
        let entry = |(index, id, record)| Entry { index, id, known_by: KnownBy::Id, record };
        Self { profile, entries: records.into_iter().map(entry).collect(), ..Self::default() }
    }

    /// Of measures and of what is scored by them, which stand in the file in this order.
    fn of_both(profile: Profile, measures: Vec<(RecordId, Record)>, others: Vec<Entry>) -> Self {
        let mut import = Self::with_ids(profile, measures.into_iter().map(|(id, record)| (0, id, record)));
        import.entries.extend(others);
        import.entries.iter_mut().enumerate().for_each(|(index, entry)| entry.index = index);
        import
    }

    /// Of a CSV file: its measures bring their ids, and are chosen where nothing is chosen yet.
    pub fn of_csv(File { measures, records }: File) -> Self {
        let profile = Profile { measures: answered(records.iter()), ..Profile::default() };
        Self::of_both(profile, measures, Self::of(Profile::default(), records).entries)
    }

    /// Of a file of another app.
    pub fn of_elsewhere(Brought { measures, records, aliases }: Brought, changed: Choices) -> Self {
        let profile = Profile { measures: answered(records.iter().map(|(_, record)| record)), ..Profile::default() };
        let entry = |(key, record): (SourceKey, Record)| {
            // Which of its ids it has is settled when the journal is there.
            Entry { index: 0, id: key.id(0), known_by: KnownBy::Source(key), record }
        };
        let others = records.into_iter().map(entry).collect();
        Self { aliases, changed, ..Self::of_both(profile, measures, others) }
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

/// Reads a file: an export in JSON or as an archive, or Afterglow's CSV.
///
/// # Errors
/// 422 with the line and reason of each bad row, or with pointers into the JSON.
pub fn read(connection: &mut DbConnection, owner: &Owner, file: &[u8]) -> Result<Import> {
    if archive::is_one(file) {
        let within = archive::unpacked(file).ok_or_else(|| Problem::from(LineFaults::one(0, Refusal::FileArchive)))?;
        return read_json(&within);
    }
    if file.trim_ascii_start().first() != Some(&b'{') {
        return Ok(Import::of_csv(csv::read(file, &store::scales(connection, owner)?)?));
    }
    read_json(file)
}

/// Reads a file of another app, with the measures that the journal has.
///
/// # Errors
/// 422 with the line and reason of each bad row.
pub fn read_elsewhere(
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
/// 422 with the line and reason of each bad row.
pub fn preview_elsewhere(
    connection: &mut DbConnection,
    owner: &Owner,
    file: (Option<App>, &[u8]),
    told: &Told,
) -> Result<Preview> {
    let found = read_elsewhere(connection, owner, file, told)?;
    let forecast = if found.is_decided() {
        forecast(connection, owner, &found.brought, &told.changed)?
    } else {
        Forecast::default()
    };
    Ok(found.preview(forecast))
}

/// What would become of the records of a file, told from the same settling that an import does.
fn forecast(connection: &mut DbConnection, owner: &Owner, brought: &Brought, choices: &Choices) -> Result<Forecast> {
    let held = held(connection, owner)?;
    let mut counts: BTreeMap<Kind, Imported> = BTreeMap::new();
    for (id, measure) in &brought.measures {
        *counter(&of_measure(&held, id, measure), Choice::Mine)(counts.entry(measure.kind()).or_default()) += 1;
    }
    let entries: Vec<(&SourceKey, &Record)> = brought.records.iter().map(|(key, record)| (key, record)).collect();
    let mut changed = Vec::new();
    // Settled without regard to the choice, by which a changed entry may come as a new one.
    let settled = matching::settle(&entries, &brought.aliases, &held, &Choices::default());
    for (Settled { id, outcome }, (_, record)) in settled.into_iter().zip(&entries) {
        let choice = choices.of(&id);
        if let (Outcome::Changed, Some(mine)) = (&outcome, held.live.get(&id)) {
            changed.push(ChangedEntry { id, mine: mine.clone(), theirs: (*record).clone() });
        }
        *counter(&outcome, choice)(counts.entry(record.kind()).or_default()) += 1;
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

fn read_json(file: &[u8]) -> Result<Import> {
    let json::Read { profile, records, faults } = json::Read::of(file).map_err(|error| {
        let line = u64::try_from(error.line()).unwrap_or_default();
        LineFaults::one(line, Refusal::FileJson)
    })?;
    // Where something is wrong, what can be read is tried too, so that all that is wrong is told at once.
    let profile = if faults.is_empty() { profile } else { Profile::default() };
    Ok(Import { faults, ..Import::with_ids(profile, records) })
}

/// The measures that check-ins answer, in the order in which they are offered, one's own last.
fn answered<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<RecordId> {
    let check_ins = records.filter_map(|record| if let Record::CheckIn(found) = record { Some(found) } else { None });
    let mut measures: Vec<RecordId> = check_ins.flat_map(|check_in| check_in.scores.keys().cloned()).collect();
    measures.sort_by_cached_key(|id| {
        let offered = BUILT_IN.iter().position(|measure| measure.id == id.as_str());
        (offered.unwrap_or(usize::MAX), id.clone())
    });
    measures.dedup();
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

/// How a measure of another app's file stands to the journal. One whose range was told from fewer figures is widened.
fn of_measure(held: &Held, id: &RecordId, measure: &Record) -> Outcome {
    match (held.live.get(id), measure) {
        (None, _) => Outcome::New,
        (Some(known), _) if known == measure => Outcome::Same,
        (Some(Record::Measure(mine)), Record::Measure(theirs)) => {
            mine.widened(theirs).map_or(Outcome::Changed, |wider| Outcome::Grown(Box::new(Record::Measure(wider))))
        }
        (Some(_), _) => Outcome::Changed,
    }
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
    fn known_as<'a>(&'a self, id: &'a RecordId, identity: Option<&Identity>) -> &'a RecordId {
        let alike = || identity.and_then(|identity| self.by_identity.get(identity));
        if self.ids.contains(id) { id } else { alike().unwrap_or(id) }
    }
}

/// Where each record of a file goes. What is not of another app's file is compared when it is written.
pub(super) fn placed(connection: &mut DbConnection, owner: &Owner, import: &Import) -> Result<Vec<Settled>> {
    let sources: Vec<(&SourceKey, &Record)> = import.entries.iter().filter_map(Entry::source).collect();
    if !sources.is_empty() {
        let held = held(connection, owner)?;
        let mut settled = matching::settle(&sources, &import.aliases, &held, &import.changed).into_iter();
        let place = |entry: &Entry| match entry.known_by {
            KnownBy::Source(_) => settled.next(),
            _ if let grown @ Outcome::Grown(_) = of_measure(&held, &entry.id, &entry.record) => {
                Some(Settled { id: entry.id.clone(), outcome: grown })
            }
            _ => Some(Settled { id: entry.id.clone(), outcome: Outcome::New }),
        };
        return Ok(import.entries.iter().filter_map(place).collect());
    }
    let present = present(connection, owner, import)?;
    let id = |entry: &Entry| match &entry.known_by {
        KnownBy::Identity(identity) => present.known_as(&entry.id, Some(identity)).clone(),
        _ => entry.id.clone(),
    };
    Ok(import.entries.iter().map(|entry| Settled { id: id(entry), outcome: Outcome::New }).collect())
}

impl Entry {
    fn source(&self) -> Option<(&SourceKey, &Record)> {
        if let KnownBy::Source(key) = &self.known_by { Some((key, &self.record)) } else { None }
    }
}

fn held(connection: &mut DbConnection, owner: &Owner) -> Result<Held> {
    let super::export::Held { records, damaged, deleted } = super::export::records(connection, owner)?;
    let gone = damaged.into_iter().filter_map(|damaged| damaged.id.parse().ok()).chain(deleted).collect();
    Ok(Held { live: records.into_iter().collect(), gone })
}

fn present(connection: &mut DbConnection, owner: &Owner, import: &Import) -> Result<Present> {
    let mut present = Present::default();
    if import.entries.iter().all(|entry| matches!(entry.known_by, KnownBy::Id)) {
        return Ok(present);
    }
    let mut identities = Identities::default();
    for (id, record) in super::export::records(connection, owner)?.records {
        present.ids.insert(id.clone());
        if let Some(identity) = identities.identify(&record) {
            present.by_identity.insert(identity, id);
        }
    }
    Ok(present)
}
