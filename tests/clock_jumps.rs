//! A server whose clock jumps, as one without a battery does, or one that is set right.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{Answer, App, PASSWORD, check_in, each, hour, id, process::Process};

#[test]
fn a_clock_that_is_set_right_by_some_seconds_signs_nobody_out() {
    let app = App::start();
    let ada = app.patient("ada");
    for seconds in [-8, 40, -36] {
        app.time_passes(SignedDuration::from_secs(seconds));
        ada.get("/account").assert(200);
    }
}

#[test]
fn a_clock_that_jumps_by_years_breaks_nothing_and_all_is_well_when_it_is_right_again() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(-1), 7)).assert(201);
    let before = ada.read("/changes");
    for years in [-56, 20] {
        let jump = SignedDuration::from_hours(years * 365 * 24);
        app.time_passes(jump);
        assert_eq!(ada.get("/account").status, 401, "a token of another time is refused");
        let answers = [
            app.sign_in("ada", PASSWORD),
            app.request(Method::GET, "/shared").header("authorization", "Share x").send(),
            app.outside(Method::GET, "/health/ready").send(),
        ];
        for answer in answers {
            assert!(answer.status < 500, "{years}: {}", answer.text());
        }
        let there = app.another_device(&ada);
        assert_eq!(there.read(&format!("/check-ins/{}", id(1)))["scores"], json!({ "low_mood": 7 }));
        there.delete("/sessions/current").assert(204);
        app.time_passes(-jump);
        // The device itself may have to sign in again: its session was over, as far as the server could tell.
        assert_eq!(app.another_device(&ada).read("/changes"), before);
    }
}

#[test]
fn a_clock_that_is_set_back_prolongs_neither_a_lockout_nor_a_replaced_token() {
    let app = App::start();
    let ada = app.patient("ada");
    for _ in 0..10 {
        app.sign_in("ada", "no such password").refused(401, "wrong_credentials");
    }
    app.sign_in("ada", PASSWORD).refused(429, "too_many_attempts");
    ada.refresh().assert(200);
    app.time_passes(SignedDuration::from_hours(-24));
    app.sign_in("ada", PASSWORD).assert(201);
    ada.refresh().refused(401, "session_ended");
}

fn libfaketime() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").unwrap().map(|entry| entry.unwrap().path());
    let mut libraries = folders.map(|folder| folder.join("faketime/libfaketimeMT.so.1"));
    libraries.find(|library| library.exists()).expect("Debian's libfaketime: tests/run")
}

fn cookie_of(answer: &Answer) -> String {
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

/// The clock of the whole machine, by Debian's libfaketime: also that of whatever asks it past Afterglow's own.
#[test]
fn a_machine_whose_clock_jumps_by_hours_loses_nothing_and_signs_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let clock = folder.path().join("clock");
    fs::write(&clock, "+0h").unwrap();
    // Timers go on as they did.
    let by_the_clock: [(&str, &Path); 4] = [
        ("LD_PRELOAD", &libfaketime()),
        ("FAKETIME_TIMESTAMP_FILE", &clock),
        ("FAKETIME_NO_CACHE", "1".as_ref()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".as_ref()),
    ];
    let process = Process::serve_where(&folder.path().join("data"), &[], &by_the_clock);
    process.patient("ada");
    let form = json!({ "username": "ada", "password": PASSWORD });
    let session = process.request(Method::POST, "/sessions").json(&form).send().assert(201);
    let mut cookie = cookie_of(&session);
    let (mut revision, mut written) = (0, 0);
    for hours in [0, 1, -1, 2, -2, 0] {
        fs::write(&clock, format!("{hours:+}h")).unwrap();
        let refreshed = process.request(Method::POST, "/sessions/refresh").header("cookie", &cookie).send().assert(200);
        cookie = cookie_of(&refreshed);
        let token = refreshed.json()["access_token"].as_str().unwrap().to_owned();
        let devices = process.request(Method::GET, "/sessions").bearer(&token).send().assert(200).json();
        let current = devices["items"].as_array().unwrap().iter().find(|device| device["current"] == true).unwrap();
        let used: Timestamp = current["last_used_at"].as_str().unwrap().parse().unwrap();
        let ahead = used.duration_since(Timestamp::now()).as_secs();
        assert!((ahead - hours * 3600).abs() < 60, "the server takes it for {used}");
        let put = |n| {
            let path = format!("/check-ins/{}", id(n));
            process.request(Method::PUT, &path).bearer(&token).json(&check_in(&hour(0), 7)).send().assert(201);
        };
        (written..written + 5).for_each(put);
        let change = json!({ "kind": "check_in", "id": id(written + 5), "body": check_in(&hour(0), 3) });
        let batch = process.request(Method::POST, "/changes").bearer(&token).json(&json!({ "changes": [change] }));
        batch.send().assert(200);
        let path = format!("/changes?since={revision}");
        let changes: Value = process.request(Method::GET, &path).bearer(&token).send().assert(200).json();
        let ids: Vec<_> =
            each(&changes["changes"], "id").into_iter().map(|id| id.as_str().unwrap().to_owned()).collect();
        assert_eq!(ids, (written..written + 6).map(id).collect::<Vec<_>>(), "{hours} hours ahead");
        (revision, written) = (revision + 6, written + 6);
        let trail = process.request(Method::GET, "/account/audit-trail").bearer(&token).send().assert(200).json();
        assert_eq!(trail["intact"], json!(true));
    }
}
