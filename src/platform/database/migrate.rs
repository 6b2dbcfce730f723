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
    let postgres = matches!(connection, DbConnection::Postgres(_));
    if postgres {
        connection.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})")).map_err(Unreachable::new)?;
    }
    let outcome = connection.run_pending_migrations(MIGRATIONS).map(|_| ()).map_err(Unreachable::new);
    if postgres {
        connection.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})")).map_err(Unreachable::new)?;
    }
    outcome
}
