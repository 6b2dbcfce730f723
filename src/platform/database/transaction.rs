//! Transactions on pooled connections: each sees one state throughout, and is tried again when what
//! undid it may pass, be it another transaction or a lost connection.

use std::{
    thread,
    time::{Duration, Instant},
};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};

use super::{DbConnection, connect::Pooled, pool::Connections, trouble::Trouble};
use crate::platform::problem::{Problem, Result};

/// How often it is tried when it is not plain that another try helps.
const FEW: u32 = 3;
/// The first pause between two tries, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(250));

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Queries alone.
    Read,
    /// Everything.
    Write,
}

/// Runs `work` in a transaction, again and again while that may help.
///
/// # Errors
/// What `work` returns; 503 when the database cannot be reached, when others are in the way for too
/// long, or when the connection went while the commit was under way.
pub fn run<T>(
    connections: &Connections,
    purpose: Purpose,
    work: &impl Fn(&mut DbConnection) -> Result<T>,
) -> Result<T> {
    let (began, mut pause, mut tries) = (Instant::now(), PAUSES.0, 0);
    loop {
        let started = Instant::now();
        tries += 1;
        let Undone { problem, trouble } = match once(connections, purpose, work) {
            Ok(done) => return Ok(done),
            Err(undone) => undone,
        };
        let Some(trouble) = trouble else { return Err(problem) };
        let timed_out = started.elapsed() >= connections.statement_timeout;
        let helps = match trouble {
            Trouble::Crossed | Trouble::Lost => began.elapsed() + pause < connections.patience,
            Trouble::Overtaken | Trouble::Other => tries < FEW && !timed_out,
            Trouble::LostAtCommit | Trouble::Full | Trouble::Disk | Trouble::Damaged => false,
        };
        if !helps {
            return Err(trouble.told(problem, timed_out));
        }
        tracing::debug!(?trouble, tries, "a transaction is tried again");
        // Those who were in each other's way shall not meet again at the next try.
        thread::sleep(rand::random_range(pause / 2..=pause));
        pause = (pause * 2).min(PAUSES.1);
    }
}

/// A transaction that came to nothing, and why the database undid it, if that is what happened.
struct Undone {
    problem: Problem,
    trouble: Option<Trouble>,
}

impl From<Problem> for Undone {
    fn from(problem: Problem) -> Self {
        Self { trouble: Trouble::of(&problem), problem }
    }
}

fn once<T>(
    connections: &Connections,
    purpose: Purpose,
    work: &impl Fn(&mut DbConnection) -> Result<T>,
) -> std::result::Result<T, Undone> {
    let mut connection = connections.get().map_err(Problem::internal)?;
    begin(&mut connection, purpose).map_err(Problem::from)?;
    let undone = match work(&mut connection) {
        Ok(done) if purpose == Purpose::Read => {
            // Nothing was written: the answer holds, however the transaction ends.
            roll_back(&mut connection);
            return Ok(done);
        }
        Ok(done) => match commit(&mut connection) {
            Ok(()) => return Ok(done),
            Err(undone) => undone,
        },
        Err(problem) => {
            roll_back(&mut connection);
            Undone::from(problem)
        }
    };
    if undone.trouble.is_some_and(Trouble::spends_the_connection) {
        connection.spent = true;
    }
    Err(undone)
}

fn begin(connection: &mut DbConnection, purpose: Purpose) -> diesel::QueryResult<()> {
    match connection {
        DbConnection::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction(sqlite),
        DbConnection::Postgres(postgres) => {
            let read_only = if purpose == Purpose::Read { " READ ONLY" } else { "" };
            let begin = format!("BEGIN ISOLATION LEVEL REPEATABLE READ{read_only}");
            AnsiTransactionManager::begin_transaction_sql(postgres, &begin)
        }
    }
}

fn commit(connection: &mut Pooled) -> std::result::Result<(), Undone> {
    let committed = match &mut **connection {
        DbConnection::Sqlite(sqlite) => AnsiTransactionManager::commit_transaction(sqlite),
        // PostgreSQL answers the COMMIT of a transaction that failed with success, having rolled it
        // back: a query before it, in the same round trip, fails then.
        DbConnection::Postgres(postgres) => postgres.batch_execute("SELECT 1; COMMIT"),
    };
    let Err(error) = committed else { return Ok(()) };
    roll_back(connection);
    let undone = Undone::from(Problem::from(error));
    let unclear = undone.trouble == Some(Trouble::Lost);
    Err(if unclear { Undone { trouble: Some(Trouble::LostAtCommit), ..undone } } else { undone })
}

/// Where this fails the connection is broken, and the pool lets go of it.
fn roll_back(connection: &mut DbConnection) {
    let in_one = match connection {
        DbConnection::Sqlite(sqlite) => AnsiTransactionManager::rollback_transaction(sqlite),
        DbConnection::Postgres(postgres) => AnsiTransactionManager::rollback_transaction(postgres),
    };
    if let Err(error) = in_one {
        tracing::debug!(%error, "a transaction could not be rolled back");
    }
}
