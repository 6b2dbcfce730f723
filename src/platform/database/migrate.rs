//! Brings the database to the shape that this version expects.

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{DbConnection, Unreachable};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// One number, the same in every server, under which PostgreSQL lets one migrate at a time.
const LOCK: i64 = 0x4146_5445_5247_4c4f;

/// Runs what is pending.
///
/// # Errors
/// When a migration fails; each runs in its own transaction, so the earlier ones are kept.
pub fn run(connection: &mut DbConnection) -> Result<(), Unreachable> {
    match connection {
        DbConnection::Sqlite(_) => pending(connection),
        DbConnection::Postgres(postgres) => {
            postgres.batch_execute(&prepared()).map_err(Unreachable::new)?;
            let outcome = pending(connection);
            connection.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})")).map_err(Unreachable::new)?;
            outcome
        }
    }
}

/// Whether a database that is only looked into has the shape that this version expects.
pub fn is_current(connection: &mut DbConnection) -> bool {
    matches!(connection.has_pending_migration(MIGRATIONS), Ok(false))
}

fn pending(connection: &mut DbConnection) -> Result<(), Unreachable> {
    connection.run_pending_migrations(MIGRATIONS).map(|_| ()).map_err(Unreachable::new)
}

/// What PostgreSQL needs first: time, to be alone, and a collation that sorts bytewise under the name that
/// it has in SQLite. So both order alike, whatever language the database was made for, and an update of the
/// system's own collations spoils no index.
fn prepared() -> String {
    format!(
        "SET statement_timeout = 0;
         SELECT pg_advisory_lock({LOCK});
         CREATE COLLATION IF NOT EXISTS \"BINARY\" (LOCALE = 'C')"
    )
}
