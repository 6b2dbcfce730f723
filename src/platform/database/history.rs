//! The history that all journals count in: another one from each restored backup on.
//!
//! It is one setting. A journal notes it with its next change, so that beginning another history costs as little for a
//! hundred thousand accounts as for one.

use jiff::Timestamp;
use uuid::Uuid;

use super::{DbConnection, settings};
use crate::platform::problem::Result;

/// The setting that names the history which all journals are in.
pub const HISTORY: &str = "history";
/// The setting that names the history before it.
const BEFORE: &str = "history_before";
/// The history of a database that no backup was restored to. Migrations give it to each journal.
pub const FIRST: &str = "first";

/// The history that journals are in, and the one that it left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histories {
    /// The present one.
    pub present: String,
    /// The one before it; none where there was none.
    pub before: Option<String>,
}

/// Names the first history of a database that has none yet.
///
/// # Errors
/// An internal problem.
pub fn begin_first(connection: &mut DbConnection) -> Result<()> {
    settings::get_or_set(connection, HISTORY, FIRST).map(drop)
}

/// Reads which history it is.
///
/// # Errors
/// An internal problem.
pub fn read(connection: &mut DbConnection) -> Result<Histories> {
    let present = settings::get(connection, HISTORY)?.unwrap_or_else(|| FIRST.to_owned());
    Ok(Histories { present, before: settings::get(connection, BEFORE)? })
}

/// Begins another history for every journal: each began it at the revision that it has now.
///
/// # Errors
/// An internal problem.
pub fn begin_another(connection: &mut DbConnection) -> Result<()> {
    let present = read(connection)?.present;
    settings::put(connection, BEFORE, &present)?;
    // The name holds the moment, as a UUID of version 7 does.
    settings::put(connection, HISTORY, &Uuid::now_v7().simple().to_string())
}

/// When the present history began, because an older database came back; `None` where none ever did, or where an
/// earlier version of the server gave the history its name.
///
/// # Errors
/// An internal problem.
pub fn went_back_at(connection: &mut DbConnection) -> Result<Option<Timestamp>> {
    let name = settings::get(connection, HISTORY)?.unwrap_or_default();
    let id = Uuid::try_parse(&name).ok().filter(|id| id.get_version_num() == 7);
    let seconds = id.and_then(|id| id.get_timestamp()).map(|at| at.to_unix().0);
    Ok(seconds.and_then(|seconds| Timestamp::from_second(i64::try_from(seconds).ok()?).ok()))
}
