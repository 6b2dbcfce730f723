//! Imports in pieces: others write between them, and of a file there is all or nothing at any moment.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, check_in, each, hour, id, measure, rows};

/// As many check-ins as take some pieces to write.
const MANY: i64 = 4_000;
const HEADER: &str = "at,kind,measure,value,note\n";

fn file(check_ins: i64) -> String {
    (0..check_ins).fold(HEADER.to_owned(), |mut file, n| {
        writeln!(file, "{},check_in,low_mood,{},", hour(n), n % 11).unwrap();
        file
    })
}

fn exported(patient: &Patient) -> Value {
    patient.read("/export?format=json")
}

#[test]
fn while_a_file_is_imported_others_write_and_its_owner_sees_all_of_it_or_nothing() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let ended = AtomicBool::new(false);
    let (seen, written) = thread::scope(|scope| {
        let reading = scope.spawn(|| {
            let mut seen = BTreeSet::new();
            while !ended.load(Ordering::Relaxed) {
                seen.insert(each(&ada.read("/changes?since=0&limit=1000")["changes"], "id").len());
                seen.insert(each(&ada.read("/check-ins?limit=1000")["items"], "id").len());
                seen.insert(usize::try_from(ada.revision()).unwrap());
            }
            seen
        });
        let writing = scope.spawn(|| {
            let mut written = 0;
            while !ended.load(Ordering::Relaxed) {
                bob.put(&format!("/check-ins/{}", id(written)), &check_in(&hour(1), 5)).assert(201);
                written += 1;
            }
            written
        });
        let done = ada.import_csv(file(MANY)).assert(200).json();
        ended.store(true, Ordering::Relaxed);
        assert_eq!(done, json!({ "imported": MANY, "unchanged": 0, "kept": 0 }));
        (reading.join().unwrap(), writing.join().unwrap())
    });
    assert!(written > 2, "others wrote {written} times");
    let allowed = BTreeSet::from([0, 1000, usize::try_from(MANY).unwrap()]);
    assert!(seen.is_subset(&allowed) && seen.contains(&0), "{seen:?}");
    assert_eq!(ada.revision(), MANY);
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(1), 5)).assert(201);
    assert_eq!(ada.revision(), MANY + 1);
}

#[test]
fn its_owner_writes_nothing_else_meanwhile_and_may_come_again() {
    let app = App::start();
    let ada = app.patient("ada");
    let ended = AtomicBool::new(false);
    let (answered, refused) = thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let (mut answered, mut refused) = (0, 0);
            while !ended.load(Ordering::Relaxed) {
                let body = check_in(&hour(-1 - i64::try_from(answered).unwrap()), 5);
                let put = ada.request(Method::PUT, &format!("/check-ins/{}", id(answered))).json(&body).send();
                if put.status == 503 {
                    assert!(put.header("retry-after").is_some());
                    refused += 1;
                } else {
                    put.assert(201);
                    answered += 1;
                }
            }
            (i64::try_from(answered).unwrap(), refused)
        });
        ada.import_csv(file(MANY)).assert(200);
        ended.store(true, Ordering::Relaxed);
        writing.join().unwrap()
    });
    assert!(refused > 0);
    assert_eq!((ada.revision(), rows(&app, "records")), (MANY + answered, MANY + answered));
}

#[test]
fn of_a_file_with_a_fault_at_its_end_nothing_stays() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(-1), 5)).assert(201);
    let before = exported(&ada);
    let records = (0..MANY).map(|n| {
        let number = usize::try_from(n).unwrap() + 10;
        json!({ "kind": "check_in", "id": id(number), "body": check_in(&hour(n), 3) })
    });
    // Whether a score has its measure only the journal tells.
    let wrong =
        json!({ "kind": "check_in", "id": id(9), "body": { "at": hour(0), "scores": { "no_such_measure": 3 } } });
    let mut document = before.clone();
    document["records"] = records.chain([wrong]).collect();
    ada.import_json(&document).wrong_at(&[&format!("/records/{MANY}/body/scores/no_such_measure")]);
    assert_eq!((exported(&ada), rows(&app, "records")), (before, 1));
    ada.put(&format!("/check-ins/{}", id(2)), &check_in(&hour(-2), 5)).assert(201);
    assert_eq!(ada.revision(), 2);
}

#[test]
fn what_depends_on_a_deleted_measure_comes_back_with_it() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put("/measures/legs", &measure("How heavy are my legs?")).assert(201);
    let answered = json!({ "at": hour(0), "scores": { "legs": 3 } });
    ada.put(&format!("/check-ins/{}", id(1)), &answered).assert(201);
    let kept = exported(&ada);
    ada.delete(&format!("/check-ins/{}", id(1))).assert(204);
    ada.delete("/measures/legs").assert(204);
    assert_eq!(ada.import_json(&kept).assert(200).json(), json!({ "imported": 2, "unchanged": 0, "kept": 0 }));
    assert_eq!(exported(&ada)["records"], kept["records"]);
}
