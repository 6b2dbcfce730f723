//! Connections to PostgreSQL.

use std::time::Duration;

use diesel::{Connection, PgConnection, connection::SimpleConnection};

use super::Unreachable;

/// Connects, and sets what every connection must have whatever the server's own settings are.
///
/// # Errors
/// In a sentence for the operator.
pub fn connect(url: &str, statement_timeout: Duration) -> Result<PgConnection, Unreachable> {
    let mut postgres = PgConnection::establish(url).map_err(Unreachable::new)?;
    postgres.batch_execute(&settings(statement_timeout)).map_err(Unreachable::new)?;
    Ok(postgres)
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
