//! What lies on the disk, past the server.

use std::fs;

use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query, sql_types::BigInt};

use super::app::App;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn connect(app: &App) -> SqliteConnection {
    let mut connection = SqliteConnection::establish(app.database_file().to_str().unwrap()).unwrap();
    sql_query("PRAGMA busy_timeout = 5000").execute(&mut connection).unwrap();
    connection
}

/// How many rows a table holds.
pub fn rows(app: &App, table: &str) -> i64 {
    let count: Count =
        sql_query(format!("SELECT count(*) AS count FROM {table}")).get_result(&mut connect(app)).unwrap();
    count.count
}

/// Runs a statement behind the server's back.
pub fn sql(app: &App, statement: &str) {
    sql_query(statement).execute(&mut connect(app)).unwrap();
}

/// Every byte of every file of the database, its log included.
pub fn stored_bytes(app: &App) -> Vec<u8> {
    let files = fs::read_dir(app.data_folder()).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    files.flatten().collect()
}
