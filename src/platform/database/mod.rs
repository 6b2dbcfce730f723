//! The database: one code over SQLite and PostgreSQL, `read` and `write` the only ways in.

pub mod backup;
mod checkpoint;
mod condition;
mod connect;
mod connection;
mod counts;
pub mod functions;
pub mod history;
pub mod integrity;
pub mod last_backup;
mod lineage;
mod lock;
pub mod marks;
mod migrate;
mod place;
mod pool;
mod postgres;
mod postgres_url;
mod replication;
pub mod schema;
pub mod settings;
mod standby;
mod transaction;
pub mod transfer;
mod trouble;
mod writer;

use std::sync::Arc;

use diesel::{RunQueryDsl, sql_query};

pub use self::{
    condition::Condition, connect::Unreachable, connection::DbConnection, counts::Counts, lock::Alone,
    migrate::is_current, standby::Reached,
};
use self::{
    connect::Access, lineage::Lineage, place::Place, pool::Connections, standby::Standby, transaction::Purpose,
    trouble::Trouble, writer::Writer,
};
use super::{
    config::{Database, DatabaseUrl},
    problem::{Problem, Result},
};

/// Runs one body on the concrete connection, for statements that the multi-connection cannot build
/// (upserts, `as_returning`, inserts of slices).
#[macro_export]
macro_rules! on_backend {
    ($connection:expr, $concrete:ident => $body:expr) => {
        match $connection {
            $crate::platform::database::DbConnection::Sqlite($concrete) => $body,
            $crate::platform::database::DbConnection::Postgres($concrete) => $body,
        }
    };
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    connections: Connections,
    standby: Option<Standby>,
    writer: Option<Writer>,
    counts: Arc<Counts>,
    database: Database,
    lineage: Lineage,
    place: Place,
    condition: Condition,
}

impl Db {
    /// Opens the database, creating and migrating it as needed.
    ///
    /// # Errors
    /// [`Unreachable`] with a sentence for the operator.
    pub fn open(database: &Database) -> std::result::Result<Self, Unreachable> {
        let mut first = connect::prepare(database)?;
        let condition = Condition::default();
        if let (DbConnection::Sqlite(sqlite), DatabaseUrl::Sqlite(file)) = (&mut first, &database.url) {
            integrity::at_start(sqlite, file, &condition)?;
        }
        migrate::run(&mut first)?;
        // A new database is a whole one from now on, also for whoever copies its file alone.
        checkpoint::by(&mut first)?;
        let (counts, place) = (Arc::new(Counts::default()), Place::of(&database.url));
        let (access, writer) = match database.url {
            DatabaseUrl::Sqlite(_) => {
                let writer = Writer::start(first, (database.clone(), place.clone()), Arc::clone(&counts))?;
                (Access::ReadOnly, Some(writer))
            }
            DatabaseUrl::Postgres(_) => (Access::ReadWrite, None),
        };
        let standby = Standby::of(database)?;
        let lineage = Lineage::default();
        Ok(Self {
            connections: Connections::open(database, access, (lineage.clone(), place.clone()))?,
            standby,
            writer,
            counts,
            database: database.clone(),
            lineage,
            place,
            condition,
        })
    }

    /// Whether Afterglow has made its tables there. Nothing is made, and nothing stays open.
    ///
    /// # Errors
    /// [`Unreachable`] with a sentence for the operator.
    pub fn is_begun(database: &Database) -> std::result::Result<bool, Unreachable> {
        if matches!(&database.url, DatabaseUrl::Sqlite(file) if !file.exists()) {
            return Ok(false);
        }
        let mut connection = connect::connect(database, Access::ReadOnly)?;
        settings::are_there(&mut connection).map_err(Unreachable::new)
    }

    /// Opens a database that is there as it is, to look into it.
    ///
    /// # Errors
    /// [`Unreachable`] with a sentence for the operator.
    pub fn look(database: &Database) -> std::result::Result<Self, Unreachable> {
        replication::refuse_standby(&mut connect::connect(database, Access::ReadOnly)?)?;
        let (lineage, place) = (Lineage::default(), Place::of(&database.url));
        let connections = Connections::open(database, Access::ReadOnly, (lineage.clone(), place.clone()))?;
        let (counts, database, condition) = (Arc::default(), database.clone(), Condition::default());
        Ok(Self { connections, standby: None, writer: None, counts, database, lineage, place, condition })
    }

    /// Reads from one consistent state of the database, off the async threads.
    ///
    /// On PostgreSQL `work` may run again, as with [`Db::write`].
    ///
    /// # Errors
    /// What `work` returns, 503 when the database cannot be reached, or an internal problem.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&mut DbConnection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.watched(self.connections.run(Purpose::Read, work).await)
    }

    /// Reads a journal that has `reached` a revision: from the standby if that has come so far, else where it is
    /// written. What is not counted by revisions is not to be read so.
    ///
    /// # Errors
    /// See [`Db::read`].
    pub async fn read_journal<T: Send + 'static>(
        &self,
        reached: Reached,
        work: impl Fn(&mut DbConnection) -> Result<T> + Send + Sync + 'static,
    ) -> Result<T> {
        let work = Arc::new(work);
        if let Some(standby) = &self.standby {
            let on_standby = Arc::clone(&work);
            if let Some(outcome) = standby.read(reached, move |connection| on_standby(connection)).await {
                return outcome;
            }
        }
        self.read(move |connection| work(connection)).await
    }

    /// Writes in one transaction, off the async threads; once this answers, it is on disk.
    ///
    /// On SQLite many writes share one commit. On PostgreSQL `work` may run again when another
    /// transaction was in its way or the connection broke, so it must do nothing but write.
    ///
    /// # Errors
    /// What `work` returns (and then nothing of it is kept), 503 when the database cannot be reached or
    /// others are in the way for too long, or an internal problem.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut DbConnection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if let Some(writer) = &self.writer {
            return self.watched(writer.run(work).await);
        }
        let outcome = self.connections.run(Purpose::Write, work).await;
        outcome.inspect(|_| self.counts.committed(1))
    }

    /// Brings what SQLite keeps in its log into the file, off the async threads.
    ///
    /// # Errors
    /// An internal problem.
    pub async fn checkpoint(&self) -> Result<()> {
        if !self.place.is_kept() {
            return Ok(());
        }
        let database = self.database.clone();
        let work = move || checkpoint::beside_the_work(&database);
        if !tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?.map_err(Problem::internal)? {
            tracing::info!("the database was busy: a part of what was written stays in its log until the next time");
        }
        Ok(())
    }

    /// Looks from now on, with each connection to PostgreSQL, whether it is still the same server or one that was
    /// promoted since.
    ///
    /// # Errors
    /// When it cannot be reached or written.
    pub async fn watch_lineage(&self) -> Result<()> {
        let (database, lineage) = (self.database.clone(), self.lineage.clone());
        let look = move || {
            lineage.watch();
            connect::connect_watched(&database, Access::ReadWrite, &lineage).map(drop)
        };
        tokio::task::spawn_blocking(look).await.map_err(Problem::internal)?.map_err(Problem::internal)
    }

    /// How often another server of PostgreSQL was found to have been promoted since the start; none where there is none
    /// to promote.
    pub fn promotions(&self) -> Option<u64> {
        matches!(self.database.url, DatabaseUrl::Postgres(_)).then(|| self.lineage.changes())
    }

    /// Looks whether a failover would lose what was acknowledged: what the operator should be told then.
    ///
    /// # Errors
    /// See [`Db::read`].
    pub async fn failover_warning(&self) -> Result<Option<String>> {
        let found = self.read(replication::of).await?;
        Ok(found.and_then(|found| found.warning(&self.database.url)))
    }

    /// Notes the damage that work has met, and tells its caller that asking again may help: once a backup was restored.
    fn watched<T>(&self, outcome: Result<T>) -> Result<T> {
        outcome.map_err(|problem| match Trouble::of(&problem) {
            Some(Trouble::Damaged) => {
                self.condition.note_damage(problem.cause().map_or_else(String::new, ToString::to_string));
                Trouble::Damaged.told(problem, false)
            }
            _ => problem,
        })
    }

    /// Asks for a sign that what is written now would be kept, and waits a second for it at most.
    ///
    /// # Errors
    /// 503 when the database gives none, its files are not where they were, or damage was noticed.
    pub async fn is_ready(&self) -> Result<()> {
        self.place.demand()?;
        let db = self.clone();
        self.condition.ask(async move { db.read(answers).await }).await?;
        if self.condition.is_damaged() { Err(Problem::storage_failed()) } else { Ok(()) }
    }

    /// How it fares, as far as that was noticed.
    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    /// What was written since the start.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// How many of the connections for reads, and on PostgreSQL for writes, are at work.
    pub fn connections_in_use(&self) -> u32 {
        self.connections.in_use()
    }
}

/// Asks the database for a sign of life.
fn answers(connection: &mut DbConnection) -> Result<()> {
    sql_query("SELECT 1").execute(connection)?;
    Ok(())
}
