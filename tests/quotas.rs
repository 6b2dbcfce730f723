//! How much an account may hold: nobody fills the server for the others, and whoever is at the end is told so.

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, PASSWORD, Patient, check_in, hour, id, process::Process, rows, sql};

/// What a journal has of sealed bytes, as it is counted where it is not kept.
const COUNTED: &str =
    "COALESCE((SELECT SUM(LENGTH(body)) FROM records WHERE records.account_id = journals.account_id), 0)";

/// Every journal's own count is right.
fn assert_counted(app: &App) {
    assert_eq!(rows(app, &format!("journals WHERE bytes = {COUNTED}")), rows(app, "journals"));
}

fn noted(n: usize, length: usize) -> Value {
    let mut check_in = check_in(&hour(i64::try_from(n).unwrap()), 7);
    check_in["note"] = "x".repeat(length).into();
    check_in
}

/// Writes until nothing more is taken, and tells how many were.
fn fill(patient: &Patient) -> usize {
    for n in 0..100 {
        let answer = patient.put(&format!("/check-ins/{}", id(n)), &noted(n, 500));
        if answer.status != 201 {
            answer.refused(409, "account_full");
            return n;
        }
    }
    panic!("it is never full");
}

#[test]
fn a_full_journal_takes_no_more_and_can_be_read_and_emptied() {
    let app = App::start_with(|config| config.account_bytes = 5_000);
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let taken = fill(&ada);
    assert!((8..10).contains(&taken), "{taken}");
    assert_counted(&app);
    assert_eq!(ada.read("/check-ins")["items"].as_array().unwrap().len(), taken);
    ada.get("/export?format=json").assert(200);
    // Nothing is taken by another way either.
    let change = json!({ "kind": "check_in", "id": id(200), "base_revision": 0, "body": noted(200, 10) });
    let refused = ada.post("/changes", &json!({ "changes": [change] })).refused(422, "invalid_body").json();
    assert_eq!(refused["errors"][0]["code"], "write_refused");
    assert_eq!(refused["errors"][0]["params"]["reason"], "account_full");
    let revision = ada.revision();
    ada.import_csv("at,kind,measure,value,note\n2026-01-05,check_in,low_mood,7,so so\n").refused(409, "account_full");
    ada.post("/shares", &json!({ "label": "Dr Weber", "measures": ["low_mood"], "expires_in_days": 30 }))
        .refused(409, "account_full");
    assert_eq!((ada.revision(), rows(&app, "shares")), (revision, 0));
    // Another's journal has room, and room is made.
    bob.put(&format!("/check-ins/{}", id(0)), &noted(0, 500)).assert(201);
    ada.delete(&format!("/check-ins/{}", id(1))).assert(204);
    ada.put(&format!("/check-ins/{}", id(300)), &noted(1, 10)).assert(201);
    assert_counted(&app);
}

#[test]
fn a_record_that_is_written_again_counts_once_and_an_import_all_or_nothing() {
    let app = App::start_with(|config| config.account_bytes = 60_000);
    let ada = app.patient("ada");
    for n in 0..30 {
        ada.put(&format!("/check-ins/{}", id(0)), &noted(n, 4_000)).assert(if n == 0 { 201 } else { 200 });
    }
    assert_counted(&app);
    let file = |rows: usize| {
        let row = |n: usize| format!("{},check_in,low_mood,7,{}\n", hour(i64::try_from(n).unwrap()), "x".repeat(300));
        (100..100 + rows).map(row).fold("at,kind,measure,value,note\n".to_owned(), |file, row| file + &row)
    };
    let before = (ada.revision(), rows(&app, "records"));
    ada.import_csv(file(400)).refused(409, "account_full");
    assert_eq!((ada.revision(), rows(&app, "records")), before);
    assert_counted(&app);
    ada.import_csv(file(50)).assert(200);
    assert_counted(&app);
    // The same file again adds nothing.
    ada.import_csv(file(50)).assert(200);
    assert_counted(&app);
}

#[test]
fn journals_that_an_earlier_server_wrote_are_counted_when_it_is_brought_up_to_date() {
    let app = App::start();
    let (ada, _) = (app.patient("ada"), app.patient("bob"));
    for n in 0..5 {
        ada.put(&format!("/check-ins/{}", id(n)), &noted(n, 50 * n)).assert(201);
    }
    ada.delete(&format!("/check-ins/{}", id(2))).assert(204);
    sql(&app, "UPDATE journals SET bytes = 7");
    let migration = include_str!("../migrations/2026-11-29-000010_account_bytes/up.sql");
    sql(&app, migration.split(';').nth(1).unwrap());
    assert_counted(&app);
}

#[test]
fn the_oldest_of_very_many_sessions_ends() {
    let app = App::start();
    let ada = app.patient("ada");
    for _ in 0..50 {
        app.sign_in("ada", PASSWORD).assert(201);
    }
    assert_eq!(rows(&app, "sessions"), 50);
    ada.get("/account").refused(401, "session_ended");
}

#[test]
fn very_many_links_are_refused_until_one_is_ended() {
    let app = App::start();
    let ada = app.patient("ada");
    let make = || ada.post("/shares", &json!({ "label": "Dr Weber", "measures": ["low_mood"], "expires_in_days": 30 }));
    let first = make().assert(201).json()["id"].as_str().unwrap().to_owned();
    for _ in 1..100 {
        make().assert(201);
    }
    assert_eq!(make().refused(409, "too_many_links").json()["params"], json!({ "most": 100 }));
    ada.delete(&format!("/shares/{first}")).assert(204);
    make().assert(201);
}

#[test]
fn the_operator_sets_how_much_and_sees_what_was_refused() {
    let folder = tempfile::tempdir().unwrap();
    let options = ["--metrics-listen", "127.0.0.1:0", "--account-bytes", "1000000"];
    let process = Process::serve_quietly(&folder.path().join("data"), &options);
    let token = process.patient("ada");
    let mut answers = (0..300).map(|n| {
        let put = process.request(Method::PUT, &format!("/check-ins/{}", id(n))).bearer(&token);
        put.json(&noted(n, 10_000)).send()
    });
    answers.find(|answer| answer.status != 201).unwrap().refused(409, "account_full");
    let told = process.metrics().assert(200).text();
    assert!(told.contains("\nafterglow_problems_total{code=\"account_full\"} 1\n"), "{told}");
}
