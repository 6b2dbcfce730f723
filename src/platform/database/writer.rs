//! The one writer of a SQLite database: many writes, one commit.
//!
//! Whoever waits when the writer comes free is taken along: each in a savepoint of its own inside one
//! `BEGIN IMMEDIATE`, then a single commit that reaches the disk (`synchronous=FULL`), and only then
//! the answers. So everyone is durable, and a thousand at once cost little more than one. Where the file that was
//! written is not the one that the next start would open, nobody is told that anything was kept.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
};

use diesel::{
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    result::Error::BrokenTransactionManager,
};
use tokio::sync::oneshot;

use super::{Counts, DbConnection, Unreachable, connect, place::Place, trouble::Trouble};
use crate::platform::{
    config::Database,
    problem::{Problem, Result},
};

/// How a group fares so far: one trouble fails all of it.
type Fate = std::result::Result<(), Trouble>;
/// Does its work, where a transaction began, and returns how the group fares with it and what is left to do.
type Job = Box<dyn FnOnce(std::result::Result<&mut DbConnection, Trouble>) -> (Fate, Answer) + Send>;
/// Tells the waiting caller, once it is known whether the group was committed.
type Answer = Box<dyn FnOnce(Fate) + Send>;

/// Sends work to the writer's thread. The thread ends when the last clone is dropped.
#[derive(Clone)]
pub struct Writer(Sender<Job>);

impl Writer {
    /// Starts the thread that owns the writing connection to this database.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        connection: DbConnection,
        (database, place): (Database, Place),
        counts: Arc<Counts>,
    ) -> std::result::Result<Self, Unreachable> {
        let (sender, jobs) = channel();
        let thread = std::thread::Builder::new().name("writer".to_owned());
        thread.spawn(move || serve(connection, &jobs, (&database, &place), &counts)).map_err(Unreachable::new)?;
        Ok(Self(sender))
    }

    /// Runs `work` in the next group and answers once it is committed.
    ///
    /// # Errors
    /// What `work` returns (its savepoint is rolled back); 507 or 503 when the disk failed the group.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl Fn(&mut DbConnection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (tell, told) = oneshot::channel();
        let span = tracing::Span::current();
        let job: Job = Box::new(move |connection| {
            let done = connection.map(|connection| span.in_scope(|| in_savepoint(connection, work)));
            let (outcome, fate) = done.unwrap_or_else(|trouble| (Err(failed(trouble)), Err(trouble)));
            let answer = move |group: Fate| {
                // Whatever the work made of what it saw: in a group that failed it saw what is no more.
                let outcome = group.map_err(failed).and(outcome);
                // Nobody may be waiting any more: a closed connection takes nothing back.
                _ = tell.send(outcome);
            };
            (fate, Box::new(answer))
        });
        self.0.send(job).map_err(|_| Problem::internal("the writer has stopped"))?;
        told.await.map_err(|_| Problem::internal("the writer stopped before it answered"))?
    }
}

fn failed(trouble: Trouble) -> Problem {
    trouble.told(Problem::internal(trouble), false)
}

fn serve(mut connection: DbConnection, jobs: &Receiver<Job>, (database, place): (&Database, &Place), counts: &Counts) {
    while let Ok(first) = jobs.recv() {
        let group = std::iter::once(first).chain(jobs.try_iter().take(database.writes_per_commit.saturating_sub(1)));
        commit(&mut connection, group, place, counts);
        // In another place it would make a new, empty file.
        if is_broken(&mut connection) && place.is_kept() {
            match connect::prepare(database) {
                Ok(fresh) => connection = fresh,
                Err(error) => tracing::error!(%error, "the writer cannot connect anew"),
            }
        }
    }
}

fn commit(connection: &mut DbConnection, group: impl Iterator<Item = Job>, place: &Place, counts: &Counts) {
    let mut fate = kept(place).and_then(|()| begin(connection).map_err(told));
    let mut answers = Vec::new();
    for job in group {
        let (fares, answer) = job(fate.map(|()| &mut *connection));
        answers.push(answer);
        fate = fate.and(fares);
    }
    match fate {
        // Also when the files went while the group was written.
        Ok(()) => fate = end(connection).map_err(told).and_then(|()| kept(place)),
        Err(_) => roll_back(connection),
    }
    if fate.is_ok() {
        counts.committed(answers.len());
    }
    for answer in answers {
        answer(fate);
    }
}

/// Whether what is written can be found again.
fn kept(place: &Place) -> Fate {
    if place.is_kept() { Ok(()) } else { Err(Trouble::Disk) }
}

/// Into the log with it, and on as what the callers are told.
fn told(error: diesel::result::Error) -> Trouble {
    tracing::error!(%error, "a group of writes failed");
    Trouble::of(&error.into()).unwrap_or(Trouble::Other)
}

fn begin(connection: &mut DbConnection) -> diesel::QueryResult<()> {
    match connection {
        DbConnection::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
        DbConnection::Postgres(_) => Err(BrokenTransactionManager),
    }
}

/// Commits, or rolls back where that fails.
fn end(connection: &mut DbConnection) -> diesel::QueryResult<()> {
    match connection {
        DbConnection::Sqlite(sqlite) => AnsiTransactionManager::commit_transaction(sqlite),
        DbConnection::Postgres(_) => Err(BrokenTransactionManager),
    }
}

fn roll_back(connection: &mut DbConnection) {
    let DbConnection::Sqlite(sqlite) = connection else { return };
    if let Err(error) = AnsiTransactionManager::rollback_transaction(sqlite) {
        // SQLite ends a transaction by itself when the disk fails it.
        tracing::debug!(%error, "nothing was left to roll back");
    }
}

fn is_broken(connection: &mut DbConnection) -> bool {
    let DbConnection::Sqlite(sqlite) = connection else { return true };
    AnsiTransactionManager::is_broken_transaction_manager(sqlite)
}

/// What the work came to, and whether the group can go on after it.
fn in_savepoint<T>(connection: &mut DbConnection, work: impl Fn(&mut DbConnection) -> Result<T>) -> (Result<T>, Fate) {
    if let Err(error) = connection.batch_execute("SAVEPOINT one_write") {
        let trouble = told(error);
        return (Err(failed(trouble)), Err(trouble));
    }
    // One caller's panic must not take the others' writes, nor the writer, with it.
    let outcome = catch_unwind(AssertUnwindSafe(|| work(connection)))
        .unwrap_or_else(|_| Err(Problem::internal("a write panicked")));
    let end = if outcome.is_ok() { "RELEASE one_write" } else { "ROLLBACK TO one_write; RELEASE one_write" };
    let ended = connection.batch_execute(end);
    // Why the disk failed the work says more than that nothing was left of the savepoint.
    let disk = outcome.as_ref().err().and_then(Trouble::of).filter(|trouble| trouble.is_of_the_disk());
    let fate = disk.map_or_else(|| ended.map_err(told), Err);
    (outcome, fate)
}
