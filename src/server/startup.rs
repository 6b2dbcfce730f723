//! What must be right before the first request: the database opens, and the key is the one it was sealed with.

use std::net::SocketAddr;

use crate::platform::{
    config::Config,
    database::{Db, Unreachable, settings},
    keys::{KeyError, ServerKey},
    problem::Problem,
};

/// The setting that names the key.
const FINGERPRINT: &str = "key_fingerprint";

/// Why the server did not start, in a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum NotStarted {
    /// The database cannot be opened or migrated.
    #[error(transparent)]
    Database(#[from] Unreachable),
    /// The database does not answer.
    #[error("the database does not answer: {0}")]
    Query(Problem),
    /// There is no key to work with.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key is another one.
    #[error(
        "the key file {0} is not the one that this database was sealed with (it has the fingerprint {1}, \
         the database asks for {2}); name the right one with --key-file"
    )]
    OtherKey(std::path::PathBuf, String, String),
    /// The system gives no more threads.
    #[error("the system gives no threads: {0}")]
    Threads(std::io::Error),
    /// The address is taken or forbidden.
    #[error("cannot listen on {0}: {1}; choose another address with --listen")]
    Listen(SocketAddr, std::io::Error),
}

/// Opens the database and the server's key, making both on the first start.
///
/// # Errors
/// See [`NotStarted`]. A new key is never made beside a database that was sealed with another.
pub async fn open(config: &Config) -> Result<(Db, ServerKey), NotStarted> {
    let db = Db::open(&config.database)?;
    let known = db.read(|connection| settings::get(connection, FINGERPRINT)).await.map_err(NotStarted::Query)?;
    let key = ServerKey::load_or_create(&config.key_file, known.is_none())?;
    let fingerprint = key.fingerprint();
    let known = if let Some(known) = known {
        known
    } else {
        // Of several servers that start on an empty database at once, one brings the key.
        let own = fingerprint.clone();
        let note = move |connection: &mut _| settings::get_or_set(connection, FINGERPRINT, &own);
        db.write(note).await.map_err(NotStarted::Query)?
    };
    if known == fingerprint {
        return Ok((db, key));
    }
    Err(NotStarted::OtherKey(config.key_file.clone(), fingerprint, known))
}
