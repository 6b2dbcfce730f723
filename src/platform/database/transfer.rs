//! Everything in a SQLite file, moved to an empty PostgreSQL database: all of it, compared row by row, or nothing.
//!
//! The tables and their columns are asked of the file itself, so that none can be forgotten. Rows travel as JSON
//! arrays, bytes in hexadecimal; both databases order by key alike, so they are compared side by side.

mod table;

use std::{
    fmt,
    path::{Path, PathBuf},
};

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    query_builder::{BoxedSqlQuery, SqlQuery},
    query_dsl::LoadQuery,
    serialize::ToSql,
    sql_query,
    sql_types::{BigInt, HasSqlType, Text},
};
use serde_json::Value;

use self::table::Table;
use super::{DbConnection, Unreachable, connect, migrate};
use crate::platform::config::{Database, DatabaseUrl};

/// How many rows travel at once.
const BATCH: usize = 500;

/// Why nothing was moved, in a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum NotMoved {
    /// Someone might write to it while it is read.
    #[error("{0} is in use; end the server that works on it first, so that nothing is written there meanwhile")]
    InUse(PathBuf),
    /// The wrong way round.
    #[error("expected to move from a SQLite file to a database of PostgreSQL")]
    Direction,
    /// What is in the target must not be mixed with what comes.
    #[error("there is something in the target already (in its table {0}); make an empty database and name that")]
    NotEmpty(String),
    /// A table that cannot be moved.
    #[error("the table {0} has a {1} that cannot be moved")]
    Unknown(String, String),
    /// The copy is not the original.
    #[error("what arrived in the table {0} is not what was sent, so nothing was kept")]
    Differs(String),
    /// Either database cannot be used.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// Either database refused.
    #[error("nothing was moved: {0}")]
    Refused(#[from] diesel::result::Error),
    /// A row is no JSON.
    #[error("nothing was moved: a row does not read")]
    Unreadable(#[from] serde_json::Error),
}

/// What was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// How many rows.
    pub rows: u64,
    /// Of how many tables.
    pub tables: usize,
}

/// How far the move is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Rows copied, and rows compared.
    pub done: u64,
    /// Of so many in all.
    pub all: u64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    row: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Moves everything from one database to the other, and tells `progress` now and then.
///
/// # Errors
/// See [`NotMoved`]; the target then has its tables, and nothing in them.
pub fn transfer(from: &Database, to: &Database, progress: &dyn Fn(Progress)) -> Result<Moved, NotMoved> {
    let (DatabaseUrl::Sqlite(file), DatabaseUrl::Postgres(_)) = (&from.url, &to.url) else {
        return Err(NotMoved::Direction);
    };
    let mut source = alone_with(file, from)?;
    let mut target = connect::prepare(to)?;
    migrate::run(&mut target)?;
    let DbConnection::Postgres(target) = &mut target else { return Err(NotMoved::Direction) };
    let tables = table::in_order(&mut source)?;
    target.transaction(|target| {
        for table in &tables {
            target.batch_execute(&format!("LOCK TABLE {} IN EXCLUSIVE MODE", table.name))?;
            if count(target, table)? > 0 {
                return Err(NotMoved::NotEmpty(table.name.clone()));
            }
        }
        move_all(&mut source, target, &tables, progress)
    })
}

/// A connection to a file that nobody else has open, brought to the present shape. Nobody can open it before this ends.
fn alone_with(file: &Path, database: &Database) -> Result<SqliteConnection, NotMoved> {
    let in_use = |error: &dyn fmt::Display| error.to_string().contains("is locked");
    let mut source = connect::prepare(database)
        .map_err(|error| if in_use(&error) { NotMoved::InUse(file.to_owned()) } else { error.into() })?;
    migrate::run(&mut source)?;
    let DbConnection::Sqlite(mut source) = source else { return Err(NotMoved::Direction) };
    // Its write-ahead log can be left by the last who has the file open, and by nobody else.
    let alone = "PRAGMA busy_timeout = 1000; PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; \
                 BEGIN EXCLUSIVE; COMMIT";
    match source.batch_execute(alone) {
        Ok(()) => Ok(source),
        Err(error) if in_use(&error) => Err(NotMoved::InUse(file.to_owned())),
        Err(error) => Err(error.into()),
    }
}

fn move_all(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
    tables: &[Table],
    progress: &dyn Fn(Progress),
) -> Result<Moved, NotMoved> {
    let mut rows = 0;
    for table in tables {
        rows += count(source, table)?;
    }
    let mut done = 0;
    let mut tell = |more: usize| {
        done += u64::try_from(more).unwrap_or_default();
        progress(Progress { done, all: 2 * rows });
    };
    for table in tables {
        copy(source, target, table, &mut tell)?;
    }
    for table in tables {
        compare(source, target, table, &mut tell)?;
    }
    Ok(Moved { rows, tables: tables.len() })
}

fn count<C: Connection>(connection: &mut C, table: &Table) -> Result<u64, NotMoved>
where
    SqlQuery: LoadQuery<'static, C, Count>,
{
    let counted = sql_query(format!("SELECT count(*) AS count FROM {}", table.name)).get_result::<Count>(connection)?;
    Ok(u64::try_from(counted.count).unwrap_or_default())
}

fn copy(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
    table: &Table,
    tell: &mut dyn FnMut(usize),
) -> Result<(), NotMoved> {
    let mut last = None;
    loop {
        let rows = page(source, table, &table.as_json_in_sqlite(), last.as_ref())?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = Some(table.key_of(end)?);
        tell(rows.len());
        sql_query(table.insert_from_json()).bind::<Text, _>(Value::Array(rows).to_string()).execute(target)?;
    }
}

fn compare(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
    table: &Table,
    tell: &mut dyn FnMut(usize),
) -> Result<(), NotMoved> {
    let mut last = None;
    loop {
        let sent = page(source, table, &table.as_json_in_sqlite(), last.as_ref())?;
        if sent != page(target, table, &table.as_json_in_postgres(), last.as_ref())? {
            return Err(NotMoved::Differs(table.name.clone()));
        }
        let Some(end) = sent.last() else { return Ok(()) };
        last = Some(table.key_of(end)?);
        tell(sent.len());
    }
}

/// The rows after a key, in order of their keys.
fn page<C>(
    connection: &mut C,
    table: &Table,
    as_json: &str,
    after: Option<&Vec<String>>,
) -> Result<Vec<Value>, NotMoved>
where
    C: Connection,
    for<'a> BoxedSqlQuery<'a, C::Backend, SqlQuery>: LoadQuery<'a, C, Row>,
    String: ToSql<Text, C::Backend>,
    C::Backend: HasSqlType<Text>,
{
    let mut query = sql_query(table.page(as_json, after.is_some(), BATCH)).into_boxed();
    for part in after.into_iter().flatten() {
        query = query.bind::<Text, _>(part.clone());
    }
    let rows: Vec<Row> = query.load(connection)?;
    Ok(rows.into_iter().map(|Row { row }| serde_json::from_str(&row)).collect::<Result<_, _>>()?)
}
