//! What holds of PostgreSQL alone: it is a server, which can be busy, go away, and be shared.
//!
//! These tests need one: `tests/run` runs them, within `tests/with_postgres`.

mod moving;
mod promotions;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use actix_web::rt::System;
use afterglow::platform::{
    config::{Database, DatabaseUrl},
    database::{Db, DbConnection, settings},
    problem::{Problem, Result},
};
use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};
use ureq::http::Method;

use crate::{
    statements::OF_NOBODY,
    support::{
        Answer, App, check_in, hour, id,
        postgres::{clear_away, connect, end_connections, execute, fresh, name, server},
        rows,
    },
};

/// The app on a database of its own, with the name of that.
fn start(change: impl FnOnce(&mut Database)) -> (App, String) {
    let app = App::start_with(|config| change(&mut config.database));
    let DatabaseUrl::Postgres(url) = &app.config.database.url else { panic!("not on PostgreSQL") };
    let name = name(url).to_owned();
    (app, name)
}

/// 503, and when to come back.
#[track_caller]
fn come_back(answer: Answer, code: &str) {
    assert!(answer.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
    answer.refused(503, code);
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn query(connection: &mut DbConnection, query: &str) -> Result<Vec<String>> {
    let DbConnection::Postgres(postgres) = connection else { panic!("not PostgreSQL") };
    let lines: Vec<Line> = sql_query(query).load(postgres)?;
    Ok(lines.into_iter().map(|line| line.line).collect())
}

/// The database that a name stands for.
fn database(name: &str) -> Database {
    DatabaseUrl::Postgres(format!("{}/{name}", server().unwrap())).into()
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn servers_that_start_at_once_on_an_empty_database_migrate_it_once_and_agree_on_one_key() {
    let empty = fresh("template1");
    let started: Vec<_> = thread::scope(|scope| {
        let starts: Vec<_> =
            (0..4).map(|_| scope.spawn(|| App::try_start(|config| config.database = database(&empty)))).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    let refusals: Vec<&String> = started.iter().filter_map(|start| start.as_ref().err()).collect();
    assert_eq!(refusals.len(), 3, "{refusals:?}");
    for told in refusals {
        assert!(told.contains("was sealed with"), "{told}");
    }
    clear_away(&empty);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn what_is_answered_is_on_disk_whatever_the_database_does_by_default() {
    let name = fresh("template");
    let shown = |setting: &'static str| {
        let db = Db::open(&database(&name)).unwrap();
        System::new()
            .block_on(
                db.read(move |connection| query(connection, &format!("SELECT current_setting('{setting}') AS line"))),
            )
            .unwrap()
    };
    execute("postgres", &format!("ALTER DATABASE {name} SET synchronous_commit = off"));
    assert_eq!(shown("synchronous_commit"), ["on"]);
    // A stricter one stays.
    execute("postgres", &format!("ALTER DATABASE {name} SET synchronous_commit = remote_apply"));
    assert_eq!(shown("synchronous_commit"), ["remote_apply"]);
    assert_eq!(shown("statement_timeout"), ["15s"]);
    assert_eq!(shown("application_name"), ["afterglow"]);
    assert_eq!(shown("idle_in_transaction_session_timeout"), ["1min"]);
    clear_away(&name);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn a_failed_transaction_is_never_answered_as_done() {
    let name = fresh("template");
    let db = Db::open(&database(&name)).unwrap();
    let kept = System::new().block_on(async {
        let swallowed = db.write(|connection| {
            settings::get_or_set(connection, "before", "the mistake")?;
            // A mistake that is not told leaves PostgreSQL with a transaction that can only be rolled back.
            _ = connection.batch_execute("SELECT * FROM nowhere");
            Ok(())
        });
        assert_eq!(swallowed.await.unwrap_err().code(), "internal");
        db.read(|connection| settings::get(connection, "before")).await.unwrap()
    });
    assert_eq!(kept, None);
    clear_away(&name);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn transactions_that_cross_are_tried_until_all_are_through() {
    let name = fresh("template");
    let db = Db::open(&database(&name)).unwrap();
    execute(&name, "INSERT INTO settings VALUES ('count', '0')");
    let count = System::new().block_on(async {
        let add = || {
            db.write(|connection| {
                let count: i64 = settings::get(connection, "count")?.unwrap().parse().map_err(Problem::internal)?;
                let DbConnection::Postgres(postgres) = connection else { panic!("not PostgreSQL") };
                sql_query(format!("UPDATE settings SET value = '{}' WHERE name = 'count'", count + 1))
                    .execute(postgres)?;
                Ok(())
            })
        };
        let added = futures_util::future::join_all((0..100).map(|_| add())).await;
        assert!(added.iter().all(std::result::Result::is_ok), "{added:?}");
        db.read(|connection| settings::get(connection, "count")).await.unwrap()
    });
    assert_eq!(count.as_deref(), Some("100"));
    clear_away(&name);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn a_lost_connection_loses_and_doubles_nothing_and_is_hardly_noticed() {
    let (app, name) = start(|_| ());
    let ada = app.patient("ada");
    let (done, ended) = (AtomicBool::new(false), AtomicBool::new(false));
    let statuses: Vec<(usize, u16)> = thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                end_connections(&name);
                ended.store(true, Ordering::Relaxed);
                thread::sleep(Duration::from_millis(50));
            }
        });
        let ada = &ada;
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                scope.spawn(move || {
                    let write = |n: usize| {
                        let answer = ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(0), 7));
                        if answer.status == 503 {
                            assert!(answer.header("retry-after").is_some());
                        }
                        let seen = ada.get(&format!("/check-ins/{}", id(n)));
                        assert!(seen.status != 404 || answer.status == 503, "{} then {}", answer.status, seen.status);
                        (n, answer.status)
                    };
                    (0..40).map(|n| write(writer * 40 + n)).collect::<Vec<_>>()
                })
            })
            .collect();
        let statuses = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
        done.store(true, Ordering::Relaxed);
        statuses
    });
    assert!(ended.load(Ordering::Relaxed));
    let told = |wanted: &[u16]| statuses.iter().filter(|(_, status)| wanted.contains(status)).count();
    assert_eq!(told(&[201, 503]), 320, "{statuses:?}");
    assert!(told(&[503]) < 32, "{} of 320 were put off", told(&[503]));
    let stored = rows(&app, "records");
    assert!(stored >= i64::try_from(told(&[201])).unwrap() && stored == ada.revision(), "{stored}");
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn while_the_database_is_away_callers_are_asked_to_come_back_and_then_all_goes_on() {
    let (app, name) = start(|database| database.patience = Duration::from_millis(500));
    let ada = app.patient("ada");
    let path = format!("/check-ins/{}", id(1));
    execute("postgres", &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
    end_connections(&name);

    let began = Instant::now();
    come_back(ada.put(&path, &check_in(&hour(0), 7)), "unreachable");
    come_back(ada.get("/check-ins"), "unreachable");
    come_back(app.sign_in("ada", crate::support::PASSWORD), "unreachable");
    come_back(ada.refresh(), "unreachable");
    come_back(app.outside(Method::GET, "/health/ready").send(), "unreachable");
    app.outside(Method::GET, "/health/live").send().assert(200);
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());

    execute("postgres", &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"));
    let again = Instant::now();
    while app.outside(Method::GET, "/health/ready").send().status != 200 {
        assert!(again.elapsed() < Duration::from_secs(10), "it does not come back");
    }
    for _ in 0..3 {
        ada.refresh().assert(200);
    }
    ada.put(&path, &check_in(&hour(0), 7)).assert(201);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn a_server_that_takes_no_writes_any_more_is_left_for_one_that_does() {
    let (app, name) = start(|database| database.patience = Duration::from_millis(500));
    let ada = app.patient("ada");
    let path = format!("/check-ins/{}", id(1));
    // What a primary that was made a standby says to whoever is still connected.
    execute("postgres", &format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
    end_connections(&name);
    come_back(ada.put(&path, &check_in(&hour(0), 7)), "unreachable");
    ada.get("/check-ins").assert(200);
    execute("postgres", &format!("ALTER DATABASE {name} RESET default_transaction_read_only"));
    for n in 1..=3 {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(0), 7)).assert(201);
    }
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn a_statement_that_waits_for_too_long_is_given_up() {
    let (app, name) = start(|database| database.statement_timeout = Duration::from_millis(300));
    let ada = app.patient("ada");
    let path = format!("/check-ins/{}", id(1));
    let mut other = connect(&name);
    other.batch_execute("BEGIN; UPDATE journals SET revision = revision").unwrap();
    let began = Instant::now();
    come_back(ada.put(&path, &check_in(&hour(0), 7)), "busy");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    ada.get("/check-ins").assert(200);
    other.batch_execute("ROLLBACK").unwrap();
    ada.put(&path, &check_in(&hour(0), 7)).assert(201);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn more_work_than_connections_waits_its_turn_and_not_for_ever() {
    let (app, name) = start(|database| {
        database.connections = 2;
        database.patience = Duration::from_millis(700);
    });
    let ada = app.patient("ada");
    let read_all = || -> Vec<u16> {
        thread::scope(|scope| {
            let reads: Vec<_> = (0..40).map(|_| scope.spawn(|| ada.get("/check-ins").status)).collect();
            reads.into_iter().map(|read| read.join().unwrap()).collect()
        })
    };
    assert_eq!(read_all(), [200; 40]);
    let connected = format!("SELECT pid::text AS line FROM pg_stat_activity WHERE datname = '{name}'");
    let connected: Vec<Line> = sql_query(connected).load(&mut connect("postgres")).unwrap();
    assert!(connected.len() <= 2 * 3, "{} connections", connected.len());
    let mut other = connect(&name);
    other.batch_execute("BEGIN; LOCK TABLE sessions").unwrap();
    let answers: Vec<Answer> = thread::scope(|scope| {
        let reads: Vec<_> = (0..12).map(|_| scope.spawn(|| ada.get("/check-ins"))).collect();
        thread::sleep(Duration::from_secs(1));
        other.batch_execute("ROLLBACK").unwrap();
        reads.into_iter().map(|read| read.join().unwrap()).collect()
    });
    let (through, waiting): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
    assert!(through.len() >= 6 && !waiting.is_empty(), "{} through, {} not", through.len(), waiting.len());
    for answer in waiting {
        come_back(answer, "busy");
    }
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn texts_that_are_keys_sort_as_in_sqlite() {
    let name = fresh("template");
    let db = Db::open(&database(&name)).unwrap();
    let wrong = "SELECT c.relname || '.' || a.attname AS line
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) JOIN pg_collation l ON l.oid = a.attcollation
        WHERE n.nspname = 'public' AND c.relname <> '__diesel_schema_migrations' AND l.collcollate IS DISTINCT FROM 'C'";
    let wrong = System::new().block_on(db.read(move |connection| query(connection, wrong))).unwrap();
    assert!(wrong.is_empty(), "these want COLLATE \"BINARY\" in their migration: {wrong:?}");
    clear_away(&name);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn every_key_of_a_patients_table_begins_with_the_account() {
    let name = fresh("template");
    let mut connection = connect(&name);
    let mut lines = |query: &str| -> Vec<String> {
        let lines: Vec<Line> = sql_query(query).load(&mut connection).unwrap();
        lines.into_iter().map(|line| line.line).collect()
    };
    let of_nobody = OF_NOBODY.map(|table| format!("'{table}'")).join(", ");
    let tables = lines(&format!(
        "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ({of_nobody})"
    ));
    assert!(tables.len() >= 6, "{tables:?}");
    for table in tables {
        // Every index too: one that does not begin so would be asked on every machine.
        let indexes = lines(&format!(
            "SELECT indexrelid::regclass || CASE WHEN indisprimary THEN ' primary ' ELSE ' ' END || a.attname AS line
             FROM pg_index JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = indkey[0]
             WHERE indrelid = '{table}'::regclass"
        ));
        assert!(indexes.iter().any(|index| index.ends_with(" primary account_id")), "{table}: {indexes:?}");
        // Names are unique among all, so that one can sign in by them; who is to be reminded is asked of all.
        let others = indexes.iter().filter(|index| !index.ends_with(" account_id"));
        let expected: &[&str] = match table.as_str() {
            "accounts" => &["accounts_username_key username"],
            "reminders" => &["reminders_by_due due_at"],
            _ => &[],
        };
        assert_eq!(others.collect::<Vec<_>>(), expected, "{table}");
    }
    clear_away(&name);
}
