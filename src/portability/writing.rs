//! Writing what a file holds to a journal, in pieces that the writes of others go between: all of it or nothing.

use std::{
    borrow::Cow,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    choices::Choice,
    import::{Counter, Entry, Import, Imported, counter, placed},
    matching::{Outcome, Settled},
};
use crate::{
    accounts::{self, Owner},
    domain::{
        account::{AccountChange, Profile},
        fault::Faults,
        id::RecordId,
        record::{Kind, Record},
    },
    journal::{Change, ahead::store as ahead, questionnaires, store, writing},
    platform::{
        database::{Db, DbConnection},
        problem::{Problem, Result},
    },
};

/// How long a piece is written: so long does another's write wait for it.
const PIECE: Duration = Duration::from_millis(10);

/// Writes a file's records to the owner's journal, telling `progress` how many are done.
///
/// Nobody sees any of them until the last is written, and the owner can write nothing else meanwhile. Dropped before it
/// is done, it leaves the journal as it was, which can be written again after a minute or the next start.
///
/// # Errors
/// 422 when a score has no measure, or the file is malformed; 503 while another import of this owner runs. Nothing of
/// the file is kept then.
pub async fn write(db: &Db, owner: &Owner, import: &Arc<Import>, progress: &dyn Fn(usize)) -> Result<Imported> {
    let account = owner.account.clone();
    let written = db.write(move |connection| ahead::begin(connection, &account)).await?;
    let mut course = Course { written, ..Course::default() };
    let outcome = course.run((db, owner), import, progress).await;
    if outcome.is_err() {
        take_back(db, owner, course.written).await;
    }
    outcome
}

async fn take_back(db: &Db, owner: &Owner, written: i64) {
    loop {
        let account = owner.account.clone();
        match db.write(move |connection| ahead::take_back(connection, &account, written)).await {
            Ok(false) => {}
            Ok(true) => return,
            // Nobody sees it, and the next who writes to the journal takes it back.
            Err(problem) => return tracing::warn!(%problem, "what an import wrote is not taken back yet"),
        }
    }
}

/// How far an import has come, or what one piece of it adds to that.
#[derive(Default)]
struct Course {
    /// The first entry that is still to be written.
    next: usize,
    /// The revision that was written ahead to.
    written: i64,
    /// How many bytes that is, as they are sealed.
    bytes: i64,
    done: Imported,
    faults: Faults,
    /// The entries that change what everybody sees, or need one that does: they are written when the journal reaches
    /// the others.
    last: Vec<usize>,
    /// Whether one of these is what scores and totals are told by: then all that is new waits for it.
    all_last: bool,
    treatments: bool,
}

impl Course {
    async fn run(
        &mut self,
        (db, owner): (&Db, &Owner),
        import: &Arc<Import>,
        progress: &dyn Fn(usize),
    ) -> Result<Imported> {
        let (ahead, of) = (Arc::new(owner.ahead()), Arc::clone(import));
        let reader = Arc::clone(&ahead);
        let places = Arc::new(db.read(move |connection| placed(connection, &reader, &of)).await?);
        self.faults = import.faults.clone();
        let reached = self.written;
        while self.next < import.len() {
            let (owner, import, places) = (Arc::clone(&ahead), Arc::clone(import), Arc::clone(&places));
            let (next, from, bytes, all_last) = (self.next, self.written, self.bytes, self.all_last);
            let write = move |connection: &mut DbConnection| {
                let mut piece = Course { next, written: from, bytes, all_last, ..Course::default() };
                piece.write_some(connection, &owner, (&import, &places))?;
                ahead::go_on(connection, &owner.account, (from, piece.written))?;
                Ok(piece)
            };
            self.join(db.write(write).await?);
            progress(self.next);
        }
        std::mem::take(&mut self.faults).or(())?;
        self.finish((db, owner), import, places, reached).await
    }

    fn join(&mut self, piece: Self) {
        self.next = piece.next;
        self.written = piece.written;
        self.bytes = piece.bytes;
        self.done += piece.done;
        self.faults.join(piece.faults);
        self.last.extend(piece.last);
        self.all_last = piece.all_last;
        self.treatments |= piece.treatments;
    }

    /// Writes entries for as long as a piece takes.
    fn write_some(
        &mut self,
        connection: &mut DbConnection,
        owner: &Owner,
        (import, places): (&Import, &[Settled]),
    ) -> Result<()> {
        let began = Instant::now();
        for entry in import.entries.iter().skip(self.next) {
            let place = place_of(entry, places.get(self.next))?;
            match self.write_one(connection, owner, entry, (&place, import.changed.of(&place.id))) {
                Ok(Some(count)) => *count(&mut self.done) += 1,
                Ok(None) => {
                    self.last.push(self.next);
                    self.all_last |= matches!(entry.record.kind(), Kind::Measure | Kind::Questionnaire);
                }
                Err(problem) => note(&mut self.faults, entry.index, problem)?,
            }
            self.next += 1;
            if began.elapsed() >= PIECE {
                break;
            }
        }
        Ok(())
    }

    /// Writes one entry ahead, or tells where it is counted; `None` where it must come last.
    fn write_one(
        &mut self,
        connection: &mut DbConnection,
        owner: &Owner,
        entry: &Entry,
        (Settled { id, outcome }, choice): (&Settled, Choice),
    ) -> Result<Option<Counter>> {
        match outcome {
            Outcome::New => {}
            Outcome::Grown(_) | Outcome::Instead(_) => return Ok(None),
            Outcome::Changed if choice == Choice::Theirs => return Ok(None),
            outcome => return Ok(Some(counter(outcome, choice))),
        }
        let (known, record) = (store::find(connection, owner, id)?, entry.record.record()?);
        if let Some(there) = there(known.as_ref(), &record)? {
            return Ok(Some(there));
        }
        if self.all_last || known.is_some() {
            return Ok(None);
        }
        let record = checked(connection, owner, id, &record)?;
        owner.demand_room(self.bytes)?;
        self.bytes += ahead::save(connection, owner, id, self.written + 1, &record)?;
        self.written += 1;
        self.treatments |= record.kind() == Kind::Treatment;
        Ok(Some(|done| &mut done.imported))
    }

    /// Lets the journal reach what was written ahead, and writes what comes last.
    async fn finish(
        &self,
        (db, owner): (&Db, &Owner),
        import: &Arc<Import>,
        places: Arc<Vec<Settled>>,
        reached: i64,
    ) -> Result<Imported> {
        let (owner, import) = (owner.clone(), Arc::clone(import));
        let &Self { written, bytes, done, treatments, .. } = self;
        let last = self.last.clone();
        let write = move |connection: &mut DbConnection| {
            ahead::reach(connection, &owner, (reached, written), bytes)?;
            take_profile(connection, &owner, &import.profile)?;
            if treatments {
                store::plans_follow(connection, &owner, Kind::Treatment)?;
            }
            let (mut done, mut faults) = (done, Faults::default());
            for at in &last {
                let Some(entry) = import.entries.get(*at) else { continue };
                let place = place_of(entry, places.get(*at))?;
                match change(connection, &owner, &entry.record.record()?, (&place, import.changed.of(&place.id))) {
                    Ok(count) => *count(&mut done) += 1,
                    Err(problem) => note(&mut faults, entry.index, problem)?,
                }
            }
            Ok(faults.or(done)?)
        };
        db.write(write).await
    }
}

/// Where an entry goes, as it was settled, else by its own id.
fn place_of<'a>(entry: &Entry, settled: Option<&'a Settled>) -> Result<Cow<'a, Settled>> {
    let own = || entry.own_place().map(Cow::Owned);
    settled.map(Cow::Borrowed).or_else(own).ok_or_else(|| Problem::internal("an entry has no place"))
}

/// Writes an entry that changes what is there, or needs what does.
fn change(
    connection: &mut DbConnection,
    owner: &Owner,
    record: &Record,
    (Settled { id, outcome }, choice): (&Settled, Choice),
) -> Result<Counter> {
    match outcome {
        Outcome::Grown(grown) => replace(connection, owner, id, &grown.record()?),
        Outcome::Changed if choice == Choice::Theirs => replace(connection, owner, id, record),
        Outcome::Instead(event) => {
            store::bury(connection, owner, Kind::Event, event)?;
            add(connection, owner, id, record)?;
            Ok(|done| &mut done.updated)
        }
        _ => add(connection, owner, id, record),
    }
}

fn replace(connection: &mut DbConnection, owner: &Owner, id: &RecordId, record: &Record) -> Result<Counter> {
    let known = store::find(connection, owner, id)?;
    writing::check(connection, owner, id, record)?;
    store::save(connection, owner, id, known.as_ref(), record)?;
    Ok(|done| &mut done.updated)
}

fn add(connection: &mut DbConnection, owner: &Owner, id: &RecordId, record: &Record) -> Result<Counter> {
    let known = store::find(connection, owner, id)?;
    if let Some(there) = there(known.as_ref(), record)? {
        return Ok(there);
    }
    let record = checked(connection, owner, id, record)?;
    store::save(connection, owner, id, known.as_ref(), &record)?;
    Ok(|done| &mut done.imported)
}

/// Where a record is counted that is in the journal already.
fn there(known: Option<&Change>, record: &Record) -> Result<Option<Counter>> {
    writing::of_kind(known, record.kind())?;
    Ok(match known.and_then(|known| known.body.as_ref()) {
        Some(body) if body == record => Some(|done| &mut done.unchanged),
        Some(_) => Some(|done| &mut done.kept),
        None => None,
    })
}

/// A new record as it is kept, if it fits the journal. A total that comes with its answers was told by the server that
/// scored them, by a form of that day.
fn checked<'a>(
    connection: &mut DbConnection,
    owner: &Owner,
    id: &RecordId,
    record: &'a Record,
) -> Result<Cow<'a, Record>> {
    writing::check(connection, owner, id, record)?;
    match record {
        Record::QuestionnaireResponse(response) if response.total.is_some() => Ok(Cow::Borrowed(record)),
        _ => questionnaires::scored(connection, owner, id, record),
    }
}

fn note(faults: &mut Faults, index: usize, problem: Problem) -> Result<()> {
    let Some(found) = problem.faults() else { return Err(problem) };
    faults.join(found.in_entry(&format!("/records/{index}")));
    Ok(())
}

/// Takes over what the patient chose elsewhere, unless they have chosen here already.
fn take_profile(connection: &mut DbConnection, owner: &Owner, profile: &Profile) -> Result<()> {
    let settings = accounts::store::settings(connection, owner)?;
    if *profile == Profile::default() || settings.profile != Profile::default() {
        return Ok(());
    }
    let Profile { country, conditions, measures, first_hours, questionnaires, reminders } = profile.clone();
    let change = AccountChange {
        time_zone: None,
        locale: None,
        country: Some(country),
        conditions: Some(conditions),
        measures: Some(measures),
        first_hours: Some(first_hours),
        questionnaires: Some(questionnaires),
        reminders: reminders.map(Some),
    };
    accounts::store::change(connection, owner, &change)?;
    Ok(())
}
