//! The history that all journals count in: another one from each restored backup on.
//!
//! It is one setting. A journal notes it with its next change, so that beginning another history costs as little for a
//! hundred thousand accounts as for one.

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
    settings::put(connection, HISTORY, &format!("{:032x}", rand::random::<u128>()))
}
