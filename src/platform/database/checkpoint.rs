//! Checkpoints: what SQLite wrote to its log is brought into the file, so that the file alone is the database.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Integer};

use super::{
    DbConnection, Unreachable,
    connect::{self, Access},
};
use crate::platform::config::{Database, DatabaseUrl};

#[derive(QueryableByName)]
struct Outcome {
    /// Whether somebody read or wrote meanwhile, so that a part is left in the log.
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// Brings the whole log into the file and empties it; returns whether that was done. Writers wait meanwhile. PostgreSQL
/// does this by itself.
///
/// # Errors
/// When the disk fails.
pub fn by(connection: &mut DbConnection) -> Result<bool, Unreachable> {
    if matches!(connection, DbConnection::Postgres(_)) {
        return Ok(true);
    }
    let outcome = sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(connection);
    outcome.map(|Outcome { busy }| busy == 0).map_err(Unreachable::new)
}

/// The same by a connection of its own, beside those that work.
///
/// # Errors
/// When the database cannot be opened or the disk fails.
pub fn beside_the_work(database: &Database) -> Result<bool, Unreachable> {
    if matches!(database.url, DatabaseUrl::Postgres(_)) {
        return Ok(true);
    }
    by(&mut connect::connect(database, Access::ReadWrite)?)
}
