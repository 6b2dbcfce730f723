//! Whether a SQLite file is whole.

use std::{fmt::Display, path::Path};

use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query, sql_types::Text};

use super::{Condition, Unreachable};

/// Files up to this many bytes are looked through before the server listens; it takes some milliseconds.
const AT_ONCE: u64 = 32 * 1024 * 1024;

/// How thoroughly to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Every page, in itself.
    Quick,
    /// Also that indexes and tables agree.
    Full,
}

#[derive(QueryableByName)]
struct Finding {
    #[diesel(sql_type = Text)]
    finding: String,
}

/// Looks through a file.
///
/// # Errors
/// What is wrong, and what to do.
pub fn check(connection: &mut SqliteConnection, file: &Path, depth: Depth) -> Result<(), Unreachable> {
    let pragma = if depth == Depth::Quick { "quick_check" } else { "integrity_check" };
    let found =
        sql_query(format!("SELECT {pragma} AS finding FROM pragma_{pragma} LIMIT 3")).load::<Finding>(connection);
    let damage = match found {
        Ok(findings) if findings.iter().all(|one| one.finding == "ok") => return foreign_keys(connection, file),
        Ok(findings) => findings.into_iter().map(|one| one.finding).collect::<Vec<_>>().join("; "),
        Err(error) => error.to_string(),
    };
    Err(damaged(file, &damage))
}

fn foreign_keys(connection: &mut SqliteConnection, file: &Path) -> Result<(), Unreachable> {
    let orphans =
        sql_query("SELECT \"table\" AS finding FROM pragma_foreign_key_check LIMIT 3").load::<Finding>(connection);
    match orphans {
        Ok(orphans) if orphans.is_empty() => Ok(()),
        Ok(orphans) => {
            let tables: Vec<_> = orphans.into_iter().map(|one| one.finding).collect();
            Err(damaged(file, &format!("rows without the one they belong to, in {}", tables.join(", "))))
        }
        Err(error) => Err(damaged(file, &error.to_string())),
    }
}

fn damaged(file: &Path, what: &str) -> Unreachable {
    Unreachable::new(format!(
        "{} is damaged ({what}). Keep a copy of it as it is, then restore the latest backup with: afterglow restore",
        file.display()
    ))
}

/// Looks through a file at start: a small one now, a large one meanwhile, of which damage is noted.
///
/// # Errors
/// When a small one is damaged.
pub fn at_start(connection: &mut SqliteConnection, file: &Path, condition: &Condition) -> Result<(), Unreachable> {
    if std::fs::metadata(file).is_ok_and(|metadata| metadata.len() <= AT_ONCE) {
        return check(connection, file, Depth::Quick);
    }
    let (file, condition) = (file.to_owned(), condition.clone());
    let look = move || {
        if let Err(damage) = alone(&file) {
            condition.note_damage(damage);
        }
    };
    std::thread::Builder::new().name("integrity".to_owned()).spawn(look).map(drop).map_err(Unreachable::new)
}

fn alone(file: &Path) -> Result<(), Unreachable> {
    // Whoever waits for an answer goes first.
    _ = rustix::process::nice(10);
    check(&mut open(file)?, file, Depth::Quick)
}

/// Why a file cannot be used: what SQLite says, and what to do about it where that is damage.
pub fn unusable(file: &Path, error: impl Display) -> Unreachable {
    let told = error.to_string();
    if told.contains("malformed") || told.contains("not a database") {
        return damaged(file, &told);
    }
    Unreachable::new(format!("{}: {told}", file.display()))
}

/// A connection of its own to a file that is there.
///
/// # Errors
/// When it is not, or is no database.
pub fn open(file: &Path) -> Result<SqliteConnection, Unreachable> {
    if !file.is_file() {
        return Err(unusable(file, "there is no database"));
    }
    let path = file.to_str().ok_or_else(|| unusable(file, "expected a path of Unicode characters"))?;
    let mut connection = SqliteConnection::establish(path).map_err(|error| unusable(file, error))?;
    sql_query("PRAGMA busy_timeout = 5000").execute(&mut connection).map_err(|error| unusable(file, error))?;
    Ok(connection)
}
