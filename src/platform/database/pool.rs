//! Connections that are opened once, lent to one transaction at a time, and replaced when they break.

use std::{sync::Arc, time::Duration};

use diesel::r2d2::{Builder, Pool, PooledConnection};
use tokio::{sync::Semaphore, time::timeout};

use super::{
    DbConnection, Unreachable,
    connect::{Access, Manager},
    lineage::Lineage,
    place::Place,
    transaction::{self, Purpose},
};
use crate::platform::{
    config::Database,
    problem::{Problem, Result},
};

/// How long a new connection may take before the next try is made.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

fn settings(database: &Database) -> Builder<Manager> {
    Pool::builder()
        .max_size(database.connections)
        .min_idle(Some(1))
        .connection_timeout(CONNECT_WITHIN)
        // A broken connection shows at its first use, and the transaction is begun on another.
        .test_on_check_out(false)
}

/// A number of connections to one database. Cheap to clone.
#[derive(Clone)]
pub struct Connections {
    pool: Pool<Manager>,
    free: Arc<Semaphore>,
    /// How long a statement may take.
    pub statement_timeout: Duration,
    /// How long work waits for its turn and for a connection, and how long it is tried anew.
    pub patience: Duration,
}

impl Connections {
    /// Opens the first connection; the others when they are needed.
    ///
    /// # Errors
    /// When there is no connecting.
    pub fn open(
        database: &Database,
        access: Access,
        (lineage, place): (Lineage, Place),
    ) -> std::result::Result<Self, Unreachable> {
        let manager = Manager::new(database.clone(), access, (lineage, place));
        let pool = settings(database).build(manager).map_err(Unreachable::new)?;
        Ok(Self::of(pool, database))
    }

    /// Opens connections in the background, as soon as there is connecting.
    pub fn when_needed(database: &Database, access: Access) -> Self {
        let manager = Manager::new(database.clone(), access, Default::default());
        Self::of(settings(database).build_unchecked(manager), database)
    }

    fn of(pool: Pool<Manager>, database: &Database) -> Self {
        let &Database { connections, statement_timeout, patience, .. } = database;
        Self { pool, free: Arc::new(Semaphore::new(connections as usize)), statement_timeout, patience }
    }

    /// Runs `work` in a transaction, off the async threads, when its turn has come.
    ///
    /// # Errors
    /// What `work` returns; 503 when its turn does not come, or see [`transaction::run`].
    pub async fn run<T: Send + 'static>(
        &self,
        purpose: Purpose,
        work: impl Fn(&mut DbConnection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = timeout(self.patience, self.free.clone().acquire_owned()).await;
        let permit = turn.map_err(|_| Problem::busy(5))?.map_err(Problem::internal)?;
        let connections = self.clone();
        let span = tracing::Span::current();
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            span.in_scope(|| transaction::run(&connections, purpose, &work))
        })
        .await
        .map_err(Problem::internal)?
    }

    /// How many are at work.
    pub fn in_use(&self) -> u32 {
        let state = self.pool.state();
        state.connections.saturating_sub(state.idle_connections)
    }

    /// A connection, or why there is none.
    pub fn get(&self) -> std::result::Result<PooledConnection<Manager>, Unreachable> {
        self.pool.get_timeout(self.patience).map_err(Unreachable::new)
    }
}
