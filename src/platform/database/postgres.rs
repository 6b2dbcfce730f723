//! Connections to PostgreSQL.

use std::time::Duration;

use diesel::{Connection, PgConnection, connection::SimpleConnection};

use super::{Unreachable, postgres_url::PostgresUrl};

const WITHOUT_TLS: &str = "sslmode asks for TLS, and this build speaks none to PostgreSQL. Build it with \
     `cargo build --release --features postgres-tls`, or connect over a tunnel or a socket of this machine";

/// Connects, and sets what every connection must have whatever the server's own settings are.
///
/// # Errors
/// In a sentence for the operator.
pub fn connect(url: &str, statement_timeout: Duration) -> Result<PgConnection, Unreachable> {
    let url = PostgresUrl::new(url);
    if url.demands_tls(std::env::var("PGSSLMODE").ok().as_deref()) && !cfg!(feature = "postgres-tls") {
        return Err(Unreachable::new(WITHOUT_TLS));
    }
    let mut postgres = PgConnection::establish(&url.completed()).map_err(Unreachable::new)?;
    postgres.batch_execute(&settings(statement_timeout)).map_err(Unreachable::new)?;
    Ok(postgres)
}

/// Warns where what is sent could be read on its way.
pub fn warn_if_open(url: &str) {
    let url = PostgresUrl::new(url);
    if !url.is_local() && !url.demands_tls(std::env::var("PGSSLMODE").ok().as_deref()) {
        tracing::warn!("the connection to PostgreSQL need not be encrypted: ask for it with sslmode=verify-full");
    }
}

/// How long a transaction may pause between two statements: reckoning a long journal takes a while,
/// but a server that is gone must not hold its locks.
const IDLE_SECONDS: u32 = 60;

fn settings(statement_timeout: Duration) -> String {
    let milliseconds = statement_timeout.as_millis();
    // What is answered is on disk, whatever the operator's default; a stricter one stays.
    format!(
        "SET statement_timeout = {milliseconds};
         SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s';
         SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
    )
}
