//! A file that is damaged, and one that two servers want.

use std::{fs, os::unix::fs::FileExt, time::Duration};

use serde_json::json;
use ureq::http::Method;

use crate::support::{
    App, check_in, hour, id,
    process::{Process, run, text},
    sql,
};

fn file(app: &App) -> std::path::PathBuf {
    app.data_folder().join("afterglow.sqlite")
}

/// An app with a journal, stopped, all of it in the one file.
fn stopped() -> App {
    let app = App::start();
    let ada = app.patient("ada");
    for n in 0..40 {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(0), 7)).assert(201);
    }
    app.stop();
    // The server's last connections may close a moment after it ended.
    let connection = rusqlite::Connection::open(file(&app)).unwrap();
    let taken = || connection.pragma_update(None, "journal_mode", "DELETE").is_ok();
    assert!((0..100).any(|_| taken() || {
        std::thread::sleep(std::time::Duration::from_millis(50));
        false
    }));
    connection.pragma_update(None, "journal_mode", "DELETE").unwrap();
    app
}

#[test]
fn a_damaged_page_is_noticed_at_start_and_said_plainly() {
    let app = stopped();
    let whole = fs::read(file(&app)).unwrap();
    let pages = whole.len() / 4096;
    for page in 0..pages {
        let mut damaged = whole.clone();
        damaged[page * 4096..page * 4096 + 200].fill(0xa5);
        fs::write(file(&app), &damaged).unwrap();
        for told in [app.start_again().err(), {
            let check = run(&app.data_folder(), &["check"]);
            (check.status.code() == Some(2)).then(|| text(&check.stderr))
        }] {
            let told = told.unwrap_or_else(|| panic!("page {page} of {pages} was taken"));
            assert!(told.contains("afterglow.sqlite is damaged") && told.contains("afterglow restore"), "{told}");
        }
        for ending in ["-wal", "-shm"] {
            _ = fs::remove_file(app.data_folder().join(format!("afterglow.sqlite{ending}")));
        }
    }
    fs::write(file(&app), whole).unwrap();
    app.start_again().unwrap();
}

#[test]
fn damage_that_is_met_while_serving_is_told_by_health_log_and_metric_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = data.join("afterglow.sqlite");
    let process = Process::serve_quietly(&data, &[]);
    let token = process.patient("ada");
    for n in 0..3 {
        let put = process.request(Method::PUT, &format!("/check-ins/{}", id(n))).bearer(&token);
        put.json(&check_in(&hour(0), 7)).send().assert(201);
    }
    process.terminate();
    process.ends_within(Duration::from_secs(10)).expect("an end within ten seconds");

    let process = Process::serve_quietly(&data, &["--metrics-listen", "127.0.0.1:0"]);
    let session = json!({ "username": "ada", "password": crate::support::PASSWORD });
    let session = process.request(Method::POST, "/sessions").json(&session).send().assert(201).json();
    let token = session["access_token"].as_str().unwrap();
    let ready = || process.outside(Method::GET, "/health/ready").send();
    ready().assert(200);
    let database = rusqlite::Connection::open(&file).unwrap();
    let root = "SELECT rootpage FROM sqlite_master WHERE name = 'records'";
    let root: u64 = database.query_row(root, [], |row| row.get(0)).unwrap();
    drop(database);
    let opened = fs::OpenOptions::new().write(true).open(&file).unwrap();
    opened.write_all_at(&[0xa5; 4096], (root - 1) * 4096).unwrap();

    let asked = |path: &str| process.request(Method::GET, path).bearer(token).send();
    for _ in 0..2 {
        asked("/changes").refused(503, "storage_failed");
    }
    ready().refused(503, "storage_failed");
    let told = process.metrics().text();
    assert!(told.contains("\nafterglow_database_damaged 1\n"), "{told}");
    assert!(told.contains("\nafterglow_database_reachable 1\n"), "{told}");
    process.outside(Method::GET, "/health/live").send().assert(200);
    asked("/account").assert(200);
    process.terminate();
    let (_, log) = process.ends_within(Duration::from_secs(10)).expect("an end within ten seconds");
    assert_eq!(log.matches("the database is damaged").count(), 1, "{log}");
}

#[test]
fn a_check_names_whose_text_does_not_open() {
    let app = App::start();
    let ada = app.patient("ada");
    app.patient("bob");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
    let check = || run(&app.data_folder(), &["check"]);
    // While it is served.
    let told = check();
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stderr));
    assert_eq!(text(&told.stdout), "Everything is whole: 2 accounts, 3 sealed texts, each opened.\n");
    for change in [
        "UPDATE records SET body = X'0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'",
        "UPDATE audit_events SET at = 0",
    ] {
        sql(&app, change);
        let told = check();
        assert_eq!(told.status.code(), Some(2), "{change}");
        assert!(text(&told.stderr).contains("restore the latest backup"), "{}", text(&told.stderr));
    }
    assert_eq!(text(&check().stdout).lines().count(), 3);
}

#[test]
fn a_second_server_on_the_same_file_does_not_start() {
    let app = App::start();
    let data = app.data_folder();
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["keys", "rotate"]] {
        let second = run(&data, command);
        assert_eq!(second.status.code(), Some(2));
        let told = text(&second.stderr);
        assert!(told.contains("another Afterglow is working with the key") && told.contains("PostgreSQL"), "{told}");
    }
    app.stop();
    app.start_again().unwrap();
}
