//! The database: one code over SQLite and PostgreSQL, `read` and `write` the only ways in.

mod connect;
mod connection;
mod migrate;
pub mod schema;
pub mod settings;
mod writer;

use std::sync::Arc;

use diesel::{Connection, RunQueryDsl, r2d2::Pool, sql_query};
use tokio::sync::Semaphore;

pub use self::{connect::Unreachable, connection::DbConnection};
use self::{
    connect::{Access, Manager},
    writer::Writer,
};
use super::{
    config::{Config, DatabaseUrl},
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

/// How many reads run at once. More wait their turn without holding a thread.
const READERS: u32 = 8;
/// How often a PostgreSQL transaction is tried when others are in its way.
const TRIES: usize = 5;

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pool: Pool<Manager>,
    permits: Arc<Semaphore>,
    writer: Option<Writer>,
}

impl Db {
    /// Opens the database, creating and migrating it as needed.
    ///
    /// # Errors
    /// [`Unreachable`] with a sentence for the operator.
    pub fn open(config: &Config) -> std::result::Result<Self, Unreachable> {
        let url = &config.database;
        let mut first = connect::prepare(url)?;
        migrate::run(&mut first)?;
        let access = if matches!(url, DatabaseUrl::Sqlite(_)) { Access::ReadOnly } else { Access::ReadWrite };
        let pool = Pool::builder()
            .max_size(READERS)
            .min_idle(Some(1))
            .test_on_check_out(access == Access::ReadWrite)
            .build(Manager::new(url.clone(), access))
            .map_err(Unreachable::new)?;
        let writer = matches!(url, DatabaseUrl::Sqlite(_))
            .then(|| Writer::start(first, config.writes_per_commit))
            .transpose()?;
        Ok(Self { pool, permits: Arc::new(Semaphore::new(READERS as usize)), writer })
    }

    /// Reads from one consistent state of the database, off the async threads.
    ///
    /// # Errors
    /// What `work` returns, or an internal problem.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.pooled(move |connection| {
            connection.transaction(|connection| {
                isolate(connection, "REPEATABLE READ, READ ONLY")?;
                work(connection)
            })
        })
        .await
    }

    /// Writes in one transaction, off the async threads; once this answers, it is on disk.
    ///
    /// On SQLite many writes share one commit. On PostgreSQL `work` may run again when another
    /// transaction was in its way, so it must do nothing but write.
    ///
    /// # Errors
    /// What `work` returns (and then nothing of it is kept), or an internal problem.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut DbConnection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        match &self.writer {
            Some(writer) => writer.run(work).await,
            None => self.pooled(move |connection| retried(connection, &work)).await,
        }
    }

    async fn pooled<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let permit = self.permits.clone().acquire_owned().await.map_err(Problem::internal)?;
        let pool = self.pool.clone();
        let span = tracing::Span::current();
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut connection = pool.get().map_err(Problem::internal)?;
            span.in_scope(|| work(&mut connection))
        })
        .await
        .map_err(Problem::internal)?
    }
}

fn retried<T>(connection: &mut DbConnection, work: &impl Fn(&mut DbConnection) -> Result<T>) -> Result<T> {
    let mut transaction = || {
        connection.transaction(|connection| {
            isolate(connection, "REPEATABLE READ")?;
            work(connection)
        })
    };
    for _ in 1..TRIES {
        match transaction() {
            Err(problem) if is_in_the_way(&problem) => {}
            other => return other,
        }
    }
    transaction()
}

/// Makes a PostgreSQL transaction see one state throughout; SQLite's always do.
fn isolate(connection: &mut DbConnection, level: &str) -> diesel::QueryResult<()> {
    if let DbConnection::Postgres(postgres) = connection {
        sql_query(format!("SET TRANSACTION ISOLATION LEVEL {level}")).execute(postgres)?;
    }
    Ok(())
}

fn is_in_the_way(problem: &Problem) -> bool {
    use diesel::result::{DatabaseErrorKind::SerializationFailure, Error::DatabaseError};
    let cause = problem.cause().and_then(|cause| cause.downcast_ref::<diesel::result::Error>());
    matches!(cause, Some(DatabaseError(SerializationFailure, _)))
}

/// Asks the database for a sign of life.
///
/// # Errors
/// When it gives none.
pub fn answers(connection: &mut DbConnection) -> Result<()> {
    sql_query("SELECT 1").execute(connection)?;
    Ok(())
}
