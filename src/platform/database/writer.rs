//! The one writer of a SQLite database: many writes, one commit.
//!
//! Whoever waits when the writer comes free is taken along: each in a savepoint of its own inside one
//! `BEGIN IMMEDIATE`, then a single commit that reaches the disk (`synchronous=FULL`), and only then
//! the answers. So everyone is durable, and a thousand at once cost little more than one.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, Sender, channel},
};

use diesel::{
    Connection,
    connection::{AnsiTransactionManager, TransactionManager},
    result::Error::BrokenTransactionManager,
};
use tokio::sync::oneshot;

use super::{DbConnection, Unreachable};
use crate::platform::problem::{Problem, Result};

/// Does its work and returns what is left to do once the commit is known.
type Job = Box<dyn FnOnce(&mut DbConnection) -> Answer + Send>;
/// Tells the waiting caller; `false` when the commit failed.
type Answer = Box<dyn FnOnce(bool) + Send>;

/// Sends work to the writer's thread. The thread ends when the last clone is dropped.
#[derive(Clone)]
pub struct Writer(Sender<Job>);

impl Writer {
    /// Starts the thread that owns the writing connection; at most `writes_per_commit` share a commit.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(connection: DbConnection, writes_per_commit: usize) -> std::result::Result<Self, Unreachable> {
        let (sender, jobs) = channel();
        let thread = std::thread::Builder::new().name("writer".to_owned());
        thread.spawn(move || serve(connection, &jobs, writes_per_commit)).map_err(Unreachable::new)?;
        Ok(Self(sender))
    }

    /// Runs `work` in the next group and answers once it is committed.
    ///
    /// # Errors
    /// What `work` returns (its savepoint is rolled back), or an internal problem.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl Fn(&mut DbConnection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (tell, told) = oneshot::channel();
        let span = tracing::Span::current();
        let job: Job = Box::new(move |connection| {
            let outcome = span.in_scope(|| in_savepoint(connection, work));
            Box::new(move |committed| {
                let outcome =
                    if committed { outcome } else { outcome.and(Err(Problem::internal("the commit failed"))) };
                // Nobody may be waiting any more: a closed connection takes nothing back.
                _ = tell.send(outcome);
            })
        });
        self.0.send(job).map_err(|_| Problem::internal("the writer has stopped"))?;
        told.await.map_err(|_| Problem::internal("the writer stopped before it answered"))?
    }
}

fn serve(mut connection: DbConnection, jobs: &Receiver<Job>, writes_per_commit: usize) {
    while let Ok(first) = jobs.recv() {
        let group = std::iter::once(first).chain(jobs.try_iter().take(writes_per_commit.saturating_sub(1)));
        commit(&mut connection, group);
    }
}

fn commit(connection: &mut DbConnection, group: impl Iterator<Item = Job>) {
    let begun = begin(connection);
    if let Err(error) = &begun {
        tracing::error!(%error, "a group of writes could not begin");
    }
    // Without a transaction the work must not run at all; dropping a job tells its caller.
    let answers: Vec<Answer> = group.filter(|_| begun.is_ok()).map(|job| job(connection)).collect();
    let committed = begun.is_ok() && end(connection);
    for answer in answers {
        answer(committed);
    }
}

fn begin(connection: &mut DbConnection) -> diesel::QueryResult<()> {
    match connection {
        DbConnection::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
        DbConnection::Postgres(_) => Err(BrokenTransactionManager),
    }
}

fn end(connection: &mut DbConnection) -> bool {
    let DbConnection::Sqlite(sqlite) = connection else { return false };
    let Err(error) = AnsiTransactionManager::commit_transaction(sqlite) else { return true };
    tracing::error!(%error, "a group of writes could not be committed");
    false
}

fn in_savepoint<T>(connection: &mut DbConnection, work: impl Fn(&mut DbConnection) -> Result<T>) -> Result<T> {
    connection.transaction(|connection| {
        // One caller's panic must not take the others' writes, nor the writer, with it.
        catch_unwind(AssertUnwindSafe(|| work(connection)))
            .unwrap_or_else(|_| Err(Problem::internal("a write panicked")))
    })
}
