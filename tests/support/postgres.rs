//! A fresh database for each test on the PostgreSQL server of `tests/with_postgres`, where there is one.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        LazyLock, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use afterglow::platform::{
    config::{Database, DatabaseUrl},
    database::Db,
};
use diesel::{Connection, PgConnection, connection::SimpleConnection};

/// Migrated once; every other database is a copy of it.
const TEMPLATE: &str = "template";

/// The server's URL, without a database.
pub fn server() -> Option<&'static str> {
    static SERVER: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("AFTERGLOW_TEST_POSTGRES").ok());
    SERVER.as_deref()
}

/// The names of the databases that were made for data folders.
static MADE: Mutex<BTreeMap<PathBuf, String>> = Mutex::new(BTreeMap::new());

/// The URL of the standby that follows the server, without a database.
pub fn standby() -> String {
    std::env::var("AFTERGLOW_TEST_STANDBY").expect("a standby: tests/with_postgres --standby")
}

/// The database that belongs to a data folder, made when it is first asked for.
pub fn database_for(data: &Path) -> Option<DatabaseUrl> {
    let server = server()?;
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let name = made.entry(data.to_owned()).or_insert_with(|| fresh(TEMPLATE));
    Some(DatabaseUrl::Postgres(format!("{server}/{name}")))
}

/// Clears the database of a data folder away, if one was made.
pub fn clear_away_with(data: &Path) {
    let made = MADE.lock().unwrap_or_else(PoisonError::into_inner).remove(data);
    if let Some(name) = made {
        clear_away(&name);
    }
}

/// A new database: a copy of `template`, which is made first where that is needed.
pub fn fresh(template: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    if template == TEMPLATE {
        make_template();
    }
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    execute("postgres", &format!("CREATE DATABASE {name} TEMPLATE {template}"));
    name
}

fn make_template() {
    static MADE: OnceLock<()> = OnceLock::new();
    MADE.get_or_init(|| {
        execute("postgres", &format!("CREATE DATABASE {TEMPLATE}"));
        let url = DatabaseUrl::Postgres(format!("{}/{TEMPLATE}", server().unwrap()));
        drop(Db::open(&Database { connections: 1, ..url.into() }).unwrap());
        // It cannot be copied while someone is connected to it.
        end_connections(TEMPLATE);
    });
}

/// Clears a database away, whoever uses it.
pub fn clear_away(name: &str) {
    execute("postgres", &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
}

/// The name of the database in a URL.
pub fn name(url: &str) -> &str {
    url.rsplit('/').next().unwrap()
}

/// Ends every connection to a database, as a server that is shut down does.
pub fn end_connections(database: &str) {
    let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
    execute("postgres", &end);
}

/// Runs statements in a database, as the server's own operator.
pub fn execute(database: &str, statements: &str) {
    connect(database).batch_execute(statements).unwrap_or_else(|error| panic!("{statements}: {error}"));
}

/// The server's own operator, in a database.
pub fn connect(database: &str) -> PgConnection {
    PgConnection::establish(&format!("{}/{database}", server().expect("a PostgreSQL server"))).unwrap()
}
