//! Whether a server of PostgreSQL is the one that it was, or another that was promoted and may know less.
//!
//! Each promotion, and each recovery to a point in time, begins another timeline. It is asked for by every connection
//! before its first use, since an asynchronous standby that is promoted has lost what it had not received yet.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use diesel::{
    Connection, ExpressionMethods, PgConnection, QueryDsl, QueryableByName, RunQueryDsl, sql_query, sql_types::Text,
};

use super::{DbConnection, Unreachable, history, replication::refuse_standby, schema::settings};
use crate::platform::problem::{Problem, Result};

/// The setting that names the timeline in which the present history began.
const TIMELINE: &str = "timeline";

/// The cluster and its timeline; empty on a standby. `pg_control_checkpoint` is no help: right after a promotion it still
/// tells of the timeline before.
const ASK: &str = "SELECT CASE WHEN pg_is_in_recovery() THEN '' \
     ELSE system_identifier::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) END AS timeline \
     FROM pg_control_system()";

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Text)]
    timeline: String,
}

/// What a process knows of the timeline. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    watched: Arc<AtomicBool>,
    seen: Arc<Mutex<String>>,
    changes: Arc<AtomicU64>,
}

impl Lineage {
    /// From now on each new connection is looked at: the database has its settings.
    pub fn watch(&self) {
        self.watched.store(true, Ordering::SeqCst);
    }

    /// How often another timeline was found since the start.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    /// Looks at a new connection. Where the timeline is another one, every journal begins another history before
    /// anything is written.
    ///
    /// # Errors
    /// When the database cannot be written: then it is not to be used yet.
    pub fn look(&self, postgres: PgConnection) -> std::result::Result<PgConnection, Unreachable> {
        if !self.watched.load(Ordering::SeqCst) {
            return Ok(postgres);
        }
        let mut connection = DbConnection::Postgres(postgres);
        refuse_standby(&mut connection)?;
        self.accord(&mut connection).map_err(Unreachable::new)?;
        match connection {
            DbConnection::Postgres(postgres) => Ok(postgres),
            DbConnection::Sqlite(_) => Err(Unreachable::new("a connection to PostgreSQL became another")),
        }
    }

    /// Brings history and timeline into accord.
    fn accord(&self, connection: &mut DbConnection) -> Result<()> {
        let Some(timeline) = present(connection) else { return Ok(()) };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == timeline {
            return Ok(());
        }
        if connection.transaction(|connection| began(connection, &timeline))? {
            tracing::warn!("another server of PostgreSQL was promoted: every phone is asked to compare what it has");
        }
        if !seen.is_empty() {
            self.changes.fetch_add(1, Ordering::SeqCst);
        }
        *seen = timeline;
        Ok(())
    }
}

/// The timeline; `None` on a standby, and where the database is not PostgreSQL itself and knows of none.
fn present(connection: &mut DbConnection) -> Option<String> {
    let answer = sql_query(ASK).get_result::<Answer>(connection);
    match answer {
        Ok(Answer { timeline }) => Some(timeline).filter(|timeline| !timeline.is_empty()),
        Err(error) => {
            tracing::debug!(%error, "the database tells no timeline");
            None
        }
    }
}

/// Begins another history, if none of the servers has done so for this timeline yet. Returns whether it did.
fn began(connection: &mut DbConnection, timeline: &str) -> Result<bool> {
    if super::settings::get_or_set(connection, TIMELINE, timeline)? == timeline {
        return Ok(false);
    }
    // Who waited here for another server to do so finds nothing to change any more.
    let other = settings::table.find(TIMELINE).filter(settings::value.ne(timeline));
    let changed = diesel::update(other).set(settings::value.eq(timeline)).execute(connection)?;
    if changed > 0 {
        history::begin_another(connection)?;
    }
    Ok(changed > 0)
}

impl From<Problem> for Unreachable {
    fn from(problem: Problem) -> Self {
        Self::new(problem.cause().map_or_else(|| problem.to_string(), ToString::to_string))
    }
}
