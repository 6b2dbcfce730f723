//! What a database knows of itself: its name, how often a mark was left in it, and whether a backup was just put in its
//! place.

use diesel::{RunQueryDsl, SqliteConnection, sql_query};

use super::{DbConnection, settings};
use crate::platform::{
    mark::Mark,
    problem::{Problem, Result},
};

const DATABASE: &str = "database_id";
const COUNT: &str = "mark";
/// Set by `restore`, until all that follows from it is done.
const RESTORED: &str = "restored";

/// What a database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Its mark; none in a database of before there were marks.
    pub mark: Option<Mark>,
    /// Whether it was a backup that was put back, and nobody has drawn the consequences yet.
    pub restored: bool,
}

/// Reads it.
///
/// # Errors
/// An internal problem.
pub fn read(connection: &mut DbConnection) -> Result<Marked> {
    let mark = match settings::get(connection, DATABASE)? {
        Some(database) => Some(Mark { database, count: count(connection)? }),
        None => None,
    };
    Ok(Marked { mark, restored: settings::get(connection, RESTORED)?.is_some() })
}

fn count(connection: &mut DbConnection) -> Result<i64> {
    settings::get(connection, COUNT)?.map_or(Ok(0), |count| count.parse().map_err(Problem::internal))
}

/// Leaves a mark that is higher than any before, and higher than `seen` of the same database.
///
/// # Errors
/// An internal problem.
pub fn leave(connection: &mut DbConnection, seen: Option<&Mark>) -> Result<Mark> {
    let fresh = || format!("{:032x}", rand::random::<u128>());
    let name = seen.map_or_else(fresh, |mark| mark.database.clone());
    let database = settings::get_or_set(connection, DATABASE, &name)?;
    let seen = seen.filter(|mark| mark.database == database).map_or(0, |mark| mark.count);
    let count = count(connection)?.max(seen) + 1;
    settings::put(connection, COUNT, &count.to_string())?;
    Ok(Mark { database, count })
}

/// Notes in a file that it is a backup which is about to be put back.
///
/// # Errors
/// What SQLite says.
pub fn note_restored(connection: &mut SqliteConnection) -> diesel::QueryResult<()> {
    sql_query(format!("INSERT OR REPLACE INTO settings (name, value) VALUES ('{RESTORED}', 'yes')"))
        .execute(connection)
        .map(drop)
}

/// Notes that all that follows from a restored backup is done.
///
/// # Errors
/// An internal problem.
pub fn forget_restored(connection: &mut DbConnection) -> Result<()> {
    settings::remove(connection, RESTORED)
}
