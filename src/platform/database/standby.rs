//! Reading from a standby, without missing what was written.
//!
//! Every change of a journal adds one to its revision, in the same transaction. Who asks is looked up on the
//! primary, for each request, and with it the revision that the journal has reached; a standby's answer
//! counts only if, in the state that it was read from, the journal has come that far. So a patient sees
//! what any of their devices saved by way of any server, however late the standby is.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use diesel::{OptionalExtension, QueryDsl, RunQueryDsl};

use super::{
    DbConnection, Unreachable, connect::Access, history::HISTORY, pool::Connections, schema::journals, settings,
    transaction::Purpose, trouble::Trouble,
};
use crate::platform::{
    config::{Database, DatabaseUrl},
    problem::Result,
};

/// How long a read waits for the standby before it goes to the primary instead.
const PATIENCE: Duration = Duration::from_millis(250);
/// For how long a standby that failed is not asked again.
const REST: Duration = Duration::from_secs(5);

/// The revision that an account's journal has reached, and in which history.
#[derive(Debug, Clone)]
pub struct Reached {
    /// Whose journal.
    pub account: String,
    /// Its revision.
    pub revision: i64,
    /// The history that all journals are in: a standby of a server that another one replaced is in the one before.
    pub history: String,
}

/// A standby. Cheap to clone.
#[derive(Clone)]
pub struct Standby {
    connections: Connections,
    opened: Instant,
    /// Until when it is not asked, in milliseconds after it was opened.
    rests_until: Arc<AtomicU64>,
}

impl Standby {
    /// The standby of a database, if it has one. It need not be there yet.
    ///
    /// # Errors
    /// When either is a file.
    pub fn of(database: &Database) -> std::result::Result<Option<Self>, Unreachable> {
        let Some(url) = &database.standby else { return Ok(None) };
        if let (DatabaseUrl::Sqlite(_), _) | (_, DatabaseUrl::Sqlite(_)) = (url, &database.url) {
            return Err(Unreachable::new("a standby to read from is of PostgreSQL, and so is its primary"));
        }
        let database = Database { url: url.clone(), patience: PATIENCE, ..database.clone() };
        let connections = Connections::when_needed(&database, Access::ReadWrite);
        Ok(Some(Self { connections, opened: Instant::now(), rests_until: Arc::default() }))
    }

    /// What `work` reads, unless the standby is behind or does not answer.
    pub async fn read<T: Send + 'static>(
        &self,
        reached: Reached,
        work: impl Fn(&mut DbConnection) -> Result<T> + Send + 'static,
    ) -> Option<Result<T>> {
        if self.now() < self.rests_until.load(Ordering::Relaxed) {
            return None;
        }
        let in_time = move |connection: &mut DbConnection| {
            if has_reached(connection, &reached)? { work(connection).map(Some) } else { Ok(None) }
        };
        match self.connections.run(Purpose::Read, in_time).await {
            Err(problem) if problem.status().is_server_error() => {
                let cause = problem.cause().map(ToString::to_string);
                tracing::warn!(cause, code = problem.code(), "a read failed on the standby, and goes to the primary");
                if Trouble::of(&problem).is_some_and(Trouble::spends_the_connection) {
                    self.rest();
                }
                None
            }
            outcome => outcome.transpose(),
        }
    }

    fn rest(&self) {
        let rest = u64::try_from(REST.as_millis()).unwrap_or_default();
        self.rests_until.store(self.now() + rest, Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

fn has_reached(connection: &mut DbConnection, reached: &Reached) -> Result<bool> {
    let revision: Option<i64> =
        journals::table.find(&reached.account).select(journals::revision).first(connection).optional()?;
    let history = settings::get(connection, HISTORY)?;
    Ok(revision.is_some_and(|revision| revision >= reached.revision) && history.as_ref() == Some(&reached.history))
}
