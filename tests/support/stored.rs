//! What lies in the database, past the server.

use std::{fs, path::Path};

use afterglow::platform::{config::DatabaseUrl, database::DbConnection};
use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    sql_query,
    sql_types::{BigInt, Text},
};

use super::app::App;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn connect(app: &App) -> DbConnection {
    match &app.config.database.url {
        DatabaseUrl::Sqlite(file) => {
            let mut connection = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
            connection.batch_execute("PRAGMA busy_timeout = 5000").unwrap();
            DbConnection::Sqlite(connection)
        }
        DatabaseUrl::Postgres(url) => DbConnection::Postgres(PgConnection::establish(url).unwrap()),
    }
}

/// How many rows a table holds.
pub fn rows(app: &App, table: &str) -> i64 {
    let count: Count =
        sql_query(format!("SELECT count(*) AS count FROM {table}")).get_result(&mut connect(app)).unwrap();
    count.count
}

/// How many rows a table of a SQLite file holds.
pub fn rows_in(file: &Path, table: &str) -> i64 {
    let mut connection = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    let count: Count = sql_query(format!("SELECT count(*) AS count FROM {table}")).get_result(&mut connection).unwrap();
    count.count
}

/// Runs a statement behind the server's back.
pub fn sql(app: &App, statement: &str) {
    sql_query(statement).execute(&mut connect(app)).unwrap();
}

/// Every byte of every file of the database, its log included; of PostgreSQL every byte of every row.
pub fn stored_bytes(app: &App) -> Vec<u8> {
    match connect(app) {
        DbConnection::Sqlite(_) => {
            let files = fs::read_dir(app.data_folder()).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
            files.flatten().collect()
        }
        DbConnection::Postgres(mut postgres) => every_row(&mut postgres).into_bytes(),
    }
}

fn every_row(postgres: &mut PgConnection) -> String {
    // In this form what is printable within a binary column stays so.
    postgres.batch_execute("SET bytea_output = 'escape'").unwrap();
    let tables: Vec<Line> =
        sql_query("SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public'").load(postgres).unwrap();
    assert!(tables.len() > 5);
    let rows = |Line { line: table }| {
        sql_query(format!("SELECT one::text AS line FROM {table} AS one")).load::<Line>(postgres).unwrap()
    };
    tables.into_iter().flat_map(rows).fold(String::new(), |all, Line { line }| all + &line + "\n")
}
