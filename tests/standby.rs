//! Reading from a standby that follows late, without missing what was written.
//!
//! These tests need one: `tests/run` runs them, within `tests/with_postgres --standby`. They share it, so only
//! one of them runs at a time.

mod failovers;

use std::{
    net::TcpListener,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use afterglow::platform::config::DatabaseUrl;
use diesel::{Connection, PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Bool};
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    App, PASSWORD, Patient, Request, check_in, each, hour, id,
    postgres::{execute, name, standby},
    treatment,
};

/// Servers that read from the standby, which follows when it is let.
struct Followed {
    app: App,
    database: String,
    _alone: MutexGuard<'static, ()>,
}

/// The right to use the standby, while it is kept.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until the standby has all that was written to a database.
fn caught_up(database: &str) {
    resume();
    let began = Instant::now();
    while PgConnection::establish(&format!("{}/{database}", standby())).is_err() || behind() {
        assert!(began.elapsed() < Duration::from_secs(20), "the standby does not follow");
        thread::sleep(Duration::from_millis(20));
    }
}

impl Followed {
    fn start() -> Self {
        let alone = alone();
        let app = App::start_with(|config| {
            let DatabaseUrl::Postgres(url) = &config.database.url else { panic!("not on PostgreSQL") };
            config.database.standby = Some(DatabaseUrl::Postgres(format!("{}/{}", standby(), name(url))));
        });
        let DatabaseUrl::Postgres(url) = &app.config.database.url else { panic!("not on PostgreSQL") };
        let followed = Self { database: name(url).to_owned(), app, _alone: alone };
        followed.caught_up();
        followed
    }

    /// Waits until the standby has all that was written.
    fn caught_up(&self) {
        caught_up(&self.database);
        // The servers connect in the background, and rest a while when they fail at first.
        thread::sleep(Duration::from_millis(300));
    }

    /// Removes records so that no revision tells of it: whoever still shows them has them from the standby.
    fn empty_the_primary(&self) {
        execute(&self.database, "DELETE FROM records");
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        resume();
    }
}

#[derive(diesel::QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

fn asked(server: &str, question: &str) -> bool {
    let mut connection = PgConnection::establish(&format!("{server}/postgres")).unwrap();
    sql_query(format!("SELECT {question} AS yes")).get_result::<Answer>(&mut connection).unwrap().yes
}

fn behind() -> bool {
    let primary = crate::support::postgres::server().unwrap();
    !asked(primary, "(SELECT bool_and(replay_lsn = pg_current_wal_lsn()) FROM pg_stat_replication)")
}

/// From now on the standby stays as it is.
fn pause() {
    let mut connection = PgConnection::establish(&format!("{}/postgres", standby())).unwrap();
    connection.batch_execute("SELECT pg_wal_replay_pause()").unwrap();
    while !asked(&standby(), "pg_get_wal_replay_pause_state() = 'paused'") {
        thread::sleep(Duration::from_millis(5));
    }
}

fn resume() {
    let mut connection = PgConnection::establish(&format!("{}/postgres", standby())).unwrap();
    connection.batch_execute("SELECT pg_wal_replay_resume()").unwrap();
}

fn path(n: usize) -> String {
    format!("/check-ins/{}", id(n))
}

fn seen(patient: &Patient) -> Vec<Value> {
    each(&patient.read("/check-ins")["items"], "id").into_iter().cloned().collect()
}

#[test]
#[ignore = "needs a standby: tests/with_postgres --standby"]
fn journals_are_read_from_the_standby() {
    let followed = Followed::start();
    let ada = followed.app.patient("ada");
    ada.put(&path(1), &check_in(&hour(0), 7)).assert(201);
    ada.put(&format!("/treatments/{}", id(2)), &treatment(&hour(1))).assert(201);
    followed.caught_up();
    pause();
    followed.empty_the_primary();
    // Three servers, each with its own connections.
    for _ in 0..3 {
        assert_eq!(ada.read(&path(1))["scores"]["low_mood"], 7);
        assert_eq!(seen(&ada), [json!(id(1))]);
        assert_eq!(ada.read("/changes")["changes"].as_array().unwrap().len(), 2);
        assert_eq!(ada.read("/trends?measure=low_mood")["days"].as_array().unwrap().len(), 1);
        assert_eq!(ada.read("/relief?measure=low_mood")["treatments"].as_array().unwrap().len(), 1);
    }
}

#[test]
#[ignore = "needs a standby: tests/with_postgres --standby"]
fn a_patient_sees_what_they_just_wrote_through_every_server_however_late_the_standby_is() {
    let followed = Followed::start();
    let (ada, bob) = (followed.app.patient("ada"), followed.app.patient("bob"));
    for patient in [&ada, &bob] {
        patient.put(&path(1), &check_in(&hour(0), 7)).assert(201);
    }
    followed.caught_up();
    pause();
    for n in 2..=7 {
        ada.put(&path(n), &check_in(&hour(0), 3)).assert(201);
        for _ in 0..3 {
            assert_eq!(ada.read(&path(n))["scores"]["low_mood"], 3);
            assert_eq!(seen(&ada).len(), n);
            let changes = ada.read(&format!("/changes?since={}", n - 1));
            assert_eq!((&changes["revision"], changes["changes"].as_array().unwrap().len()), (&json!(n), 1));
        }
    }
    let known = ada.get("/relief?measure=low_mood").etag();
    ada.delete(&path(2)).assert(204);
    for _ in 0..3 {
        ada.get(&path(2)).refused(404, "not_found");
        ada.get_unless("/relief?measure=low_mood", &known).assert(200);
    }
    // Whoever wrote nothing is still read from the standby.
    followed.empty_the_primary();
    assert_eq!(seen(&bob), [json!(id(1))]);
    assert!(seen(&ada).is_empty());
}

#[test]
#[ignore = "needs a standby: tests/with_postgres --standby"]
fn sessions_and_links_end_at_once_however_late_the_standby_is() {
    let followed = Followed::start();
    let app = &followed.app;
    let ada = app.patient("ada");
    ada.put(&path(1), &check_in(&hour(0), 7)).assert(201);
    let terms = json!({ "label": "Dr. Grey", "measures": ["low_mood"] });
    let link = ada.post("/shares", &terms).assert(201).json();
    let open = |link: &Value| -> Request {
        let secret = format!("Share {}", link["token"].as_str().unwrap());
        app.request(Method::GET, "/shared").header("authorization", secret)
    };
    followed.caught_up();
    pause();
    let days = |link: &Value| open(link).send().assert(200).json()["series"][0]["days"].as_array().unwrap().len();
    assert_eq!(days(&link), 1);
    ada.put(&path(2), &check_in(&hour(-24), 5)).assert(201);
    let late = ada.post("/shares", &terms).assert(201).json();
    assert_eq!((days(&link), days(&late)), (2, 2));

    ada.delete(&format!("/shares/{}", link["id"].as_str().unwrap())).assert(204);
    open(&link).send().refused(404, "link_not_active");

    let phone = app.another_device(&ada);
    phone.get("/check-ins").assert(200);
    phone.delete("/sessions/current").assert(204);
    for _ in 0..3 {
        phone.get("/check-ins").refused(401, "session_ended");
        phone.refresh().refused(401, "session_ended");
    }
    ada.request(Method::DELETE, "/account").json(&json!({ "password": PASSWORD })).send().assert(204);
    for _ in 0..3 {
        ada.get("/check-ins").refused(401, "session_ended");
        open(&late).send().refused(404, "link_not_active");
    }
}

#[test]
#[ignore = "needs a standby: tests/with_postgres --standby"]
fn a_standby_that_fails_is_not_noticed_and_is_used_again_when_it_is_back() {
    let followed = Followed::start();
    let ada = followed.app.patient("ada");
    ada.put(&path(1), &check_in(&hour(0), 7)).assert(201);
    followed.caught_up();
    for _ in 0..30 {
        let mut connection = PgConnection::establish(&format!("{}/postgres", standby())).unwrap();
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'afterglow'";
        connection.batch_execute(end).unwrap();
        let began = Instant::now();
        assert_eq!(seen(&ada), [json!(id(1))]);
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    }
    pause();
    followed.empty_the_primary();
    let began = Instant::now();
    while seen(&ada).is_empty() {
        assert!(began.elapsed() < Duration::from_secs(20), "the standby is not used again");
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
#[ignore = "needs a standby: tests/with_postgres --standby"]
fn a_standby_that_is_not_there_hinders_nobody() {
    let nobody_listens = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let app = App::start_with(|config| {
        config.database.standby = Some(DatabaseUrl::Postgres(format!("postgres://a@{nobody_listens}/a")));
    });
    let ada = app.patient("ada");
    ada.put(&path(1), &check_in(&hour(0), 7)).assert(201);
    let began = Instant::now();
    for _ in 0..30 {
        assert_eq!(seen(&ada), [json!(id(1))]);
    }
    // Each of the three servers waits once for it, and then lets it rest.
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
}
