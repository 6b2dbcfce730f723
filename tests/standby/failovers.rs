//! What the operator of a cluster is told: that a failover would lose something, and that a standby takes no writes.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use afterglow::platform::config::DatabaseUrl;
use ureq::http::Method;

use super::{alone, asked, caught_up};
use crate::support::{
    App, check_in, database_for, hour, id,
    postgres::{end_connections, execute, name, server, standby},
    process::{Process, run, text},
};

const WOULD_LOSE: &str = "a failover of PostgreSQL would lose what was acknowledged in its last seconds";
const IS_STANDBY: &str = "the server of PostgreSQL that answers is a standby, which takes no writes";
const CHECK: [&str; 4] = ["config", "check", "--listen", "127.0.0.1:0"];

#[track_caller]
fn until(what: &str, mut happened: impl FnMut() -> bool) {
    let began = Instant::now();
    while !happened() {
        assert!(began.elapsed() < Duration::from_secs(10), "{what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// While it is there every commit waits for the standby.
struct Synchronous;

impl Synchronous {
    fn start() -> Self {
        Self::set("SET synchronous_standby_names = '*'", "<> ''");
        Self
    }

    fn set(change: &str, expected: &str) {
        execute("postgres", &format!("ALTER SYSTEM {change}"));
        execute("postgres", "SELECT pg_reload_conf()");
        let is_so = format!("current_setting('synchronous_standby_names') {expected}");
        until("the setting is not read", || asked(server().unwrap(), &is_so));
    }
}

impl Drop for Synchronous {
    fn drop(&mut self) {
        Self::set("RESET synchronous_standby_names", "= ''");
    }
}

/// What `config check` says of a database that it lets pass.
#[track_caller]
fn checked(data: &Path, options: &[&str]) -> String {
    let ended = run(data, &[&CHECK[..], options].concat());
    assert!(ended.status.success(), "{}", text(&ended.stderr));
    text(&ended.stdout)
}

/// Serves until the metric is as expected; the log.
#[track_caller]
fn served(data: &Path, loses: u8) -> String {
    let process = Process::serve_quietly(data, &["--metrics-listen", "127.0.0.1:0"]);
    let expected = format!("\nafterglow_database_loses_by_failover {loses}\n");
    // It is looked at when it starts.
    thread::sleep(Duration::from_millis(500));
    until(&expected, || process.metrics().text().contains(&expected));
    process.terminate();
    process.ends_within(Duration::from_secs(20)).unwrap().1
}

#[test]
#[ignore = "needs a standby: tests/with_postgres --standby"]
fn the_operator_is_warned_while_no_commit_waits_for_the_standby() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(served(&data, 1).contains(WOULD_LOSE));
    assert!(checked(&data, &[]).contains(&format!("Note: {WOULD_LOSE}: --database-url names 1 host(s), 1 standby(s)")));
    let _synchronous = Synchronous::start();
    assert!(!served(&data, 0).contains(WOULD_LOSE));
    assert!(!checked(&data, &[]).contains(WOULD_LOSE));
}

#[test]
#[ignore = "needs a standby: tests/with_postgres --standby"]
fn a_standby_in_place_of_the_primary_is_refused_and_of_several_hosts_the_primary_is_found() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    served(&data, 1);
    let DatabaseUrl::Postgres(url) = database_for(&data).url else { panic!("not on PostgreSQL") };
    caught_up(name(&url));
    let wrong = format!("{}/{}", standby(), name(&url));
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &CHECK, &["users", "list"]] {
        let ended = run(&data, &[command, &["--database-url", &wrong]].concat());
        let said = text(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{command:?}: {said}");
        assert!(said.contains(IS_STANDBY), "{command:?}: {said}");
    }
    let host = |url: &str| url.rsplit_once('@').unwrap().1.to_owned();
    let (rest, _) = server().unwrap().rsplit_once('@').unwrap();
    let both = format!("{rest}@{},{}/{}", host(&standby()), host(server().unwrap()), name(&url));
    let told = checked(&data, &["--database-url", &both]);
    assert!(told.contains("names 2 host(s), 1 standby(s)"), "{told}");
}

#[test]
#[ignore = "needs a standby: tests/with_postgres --standby"]
fn a_connection_that_leads_to_a_standby_is_not_used_while_the_server_runs() {
    let _alone = alone();
    let app = App::start();
    let DatabaseUrl::Postgres(url) = &app.config.database.url else { panic!("not on PostgreSQL") };
    let ada = app.patient("ada");
    let write =
        |n: usize| ada.request(Method::PUT, &format!("/check-ins/{}", id(n))).json(&check_in(&hour(0), 1)).send();
    write(1).assert(201);
    // What a pool does that leads to another server from now on.
    let says_so = "CREATE FUNCTION public.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS $$ SELECT true $$";
    execute(name(url), says_so);
    execute("postgres", &format!("ALTER DATABASE {} SET search_path = public, pg_catalog", name(url)));
    end_connections(name(url));
    write(2).assert(503);
    execute(name(url), "DROP FUNCTION public.pg_is_in_recovery()");
    until("it does not go on", || write(2).status == 201);
    assert_eq!(ada.read(&format!("/check-ins/{}", id(2)))["scores"]["low_mood"], 1);
}
