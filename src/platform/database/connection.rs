//! A connection to either database.

use diesel::{PgConnection, SqliteConnection};

/// A connection to either database; the variant follows the URL's scheme.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// Embedded.
    Sqlite(SqliteConnection),
    /// A server.
    Postgres(PgConnection),
}
