//! Opening connections, each with the settings that durability asks for.

use std::{
    fmt, fs,
    ops::{Deref, DerefMut},
    path::Path,
};

use diesel::{
    Connection, SqliteConnection,
    connection::SimpleConnection,
    r2d2::{ManageConnection, R2D2Connection},
};

use super::{DbConnection, integrity::unusable, lineage::Lineage, place::Place, postgres, replication::refuse_standby};
use crate::platform::{
    config::{Database, DatabaseUrl},
    files::{beside, give_to_owner_of_folder, make_folder},
};

/// Why the database cannot be used, in a sentence for the operator.
#[derive(Debug)]
pub struct Unreachable(String);

impl Unreachable {
    /// With this reason.
    pub fn new(reason: impl fmt::Display) -> Self {
        Self(reason.to_string())
    }
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the database cannot be used: {}", self.0)
    }
}

impl std::error::Error for Unreachable {}

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Queries alone.
    ReadOnly,
    /// Everything.
    ReadWrite,
}

/// A connection of a pool.
pub struct Pooled {
    connection: DbConnection,
    /// Whether the pool must let go of it.
    pub spent: bool,
}

impl Deref for Pooled {
    type Target = DbConnection;

    fn deref(&self) -> &DbConnection {
        &self.connection
    }
}

impl DerefMut for Pooled {
    fn deref_mut(&mut self) -> &mut DbConnection {
        &mut self.connection
    }
}

/// Opens and checks pooled connections.
pub struct Manager {
    database: Database,
    access: Access,
    lineage: Lineage,
    place: Place,
}

impl Manager {
    /// For this database, with this access, as long as it is of this lineage and in this place.
    pub fn new(database: Database, access: Access, (lineage, place): (Lineage, Place)) -> Self {
        Self { database, access, lineage, place }
    }
}

impl ManageConnection for Manager {
    type Connection = Pooled;
    type Error = Unreachable;

    fn connect(&self) -> Result<Pooled, Unreachable> {
        self.place.demand_to_connect()?;
        let connection = connect_watched(&self.database, self.access, &self.lineage)?;
        Ok(Pooled { connection, spent: false })
    }

    fn is_valid(&self, connection: &mut Pooled) -> Result<(), Unreachable> {
        connection.ping().map_err(Unreachable::new)
    }

    fn has_broken(&self, connection: &mut Pooled) -> bool {
        connection.spent || connection.is_broken()
    }
}

/// How the one writing connection works: the log is brought into the file only every 32 MiB, since in a
/// storm the same pages change again and again, and a group of writes finds its pages in memory.
const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -16384";

/// The first connection, which may create the database and sets what a SQLite file keeps.
pub fn prepare(database: &Database) -> Result<DbConnection, Unreachable> {
    match &database.url {
        DatabaseUrl::Sqlite(file) => create_folder(file)?,
        DatabaseUrl::Postgres(url) => postgres::warn_if_open(url),
    }
    let mut connection = connect(database, Access::ReadWrite)?;
    if let (DbConnection::Sqlite(sqlite), DatabaseUrl::Sqlite(file)) = (&mut connection, &database.url) {
        let is_new = !file.exists() || fs::metadata(file).is_ok_and(|metadata| metadata.len() == 0);
        sqlite.batch_execute(WRITER).map_err(|error| unusable(file, error))?;
        if is_new {
            give_away(file).map_err(|error| unusable(file, error))?;
        }
    }
    refuse_standby(&mut connection)?;
    Ok(connection)
}

/// A new database, with what SQLite keeps beside it.
fn give_away(file: &Path) -> std::io::Result<()> {
    let all = [file.to_owned(), beside(file, "-wal"), beside(file, "-shm")];
    all.iter().filter(|path| path.exists()).try_for_each(|path| give_to_owner_of_folder(path))
}

fn create_folder(file: &Path) -> Result<(), Unreachable> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    make_folder(folder).map_err(|error| Unreachable::new(format!("{}: {error}", folder.display())))
}

/// A connection more, of which it is known that it leads to the server that was there before, or what another one lacks.
///
/// # Errors
/// When there is none to be had.
pub fn connect_watched(database: &Database, access: Access, lineage: &Lineage) -> Result<DbConnection, Unreachable> {
    match connect(database, access)? {
        DbConnection::Postgres(postgres) => lineage.look(postgres).map(DbConnection::Postgres),
        sqlite @ DbConnection::Sqlite(_) => Ok(sqlite),
    }
}

/// A connection more.
///
/// # Errors
/// When there is none to be had.
pub fn connect(database: &Database, access: Access) -> Result<DbConnection, Unreachable> {
    match &database.url {
        DatabaseUrl::Sqlite(file) => {
            let path = file.to_str().ok_or_else(|| unusable(file, "expected a path of Unicode characters"))?;
            let mut sqlite = SqliteConnection::establish(path).map_err(|error| unusable(file, error))?;
            // The time-out comes first: every later statement may have to wait for another's lock.
            sqlite
                .batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL")
                .map_err(|error| unusable(file, error))?;
            if access == Access::ReadOnly {
                sqlite.batch_execute("PRAGMA query_only = ON").map_err(|error| unusable(file, error))?;
            }
            Ok(DbConnection::Sqlite(sqlite))
        }
        DatabaseUrl::Postgres(url) => postgres::connect(url, database.statement_timeout).map(DbConnection::Postgres),
    }
}
