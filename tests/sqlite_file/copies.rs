//! Copies of the files of a running server, as operators make them.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use crate::support::{App, Patient, hour, id, sql};

fn files(app: &App) -> [PathBuf; 2] {
    ["afterglow.sqlite", "afterglow.sqlite-wal"].map(|name| app.data_folder().join(name))
}

/// Writes so many check-ins with long notes, in batches.
fn writes(patient: &Patient, from: usize, number: usize) {
    let write = |n: usize| {
        let body = json!({ "at": hour(i64::try_from(n % 200).unwrap()), "note": "so it goes ".repeat(300) });
        json!({ "kind": "check_in", "id": id(n), "base_revision": 0, "body": body })
    };
    let changes: Vec<Value> = (from..from + number).map(write).collect();
    for batch in changes.chunks(40) {
        patient.post("/changes", &json!({ "changes": batch })).assert(200);
    }
}

/// Starts a server that was ended on copies of its files.
fn started_on(app: &App, copies: [Vec<u8>; 2]) -> Result<(), String> {
    for (file, copy) in files(app).iter().zip(copies) {
        fs::write(file, copy).unwrap();
    }
    _ = fs::remove_file(app.data_folder().join("afterglow.sqlite-shm"));
    app.start_again()
}

#[test]
fn a_copy_of_both_files_at_one_moment_is_whole() {
    let app = App::start();
    let ada = app.patient("ada");
    writes(&ada, 0, 200);
    let before = ada.read("/changes?limit=1000")["changes"].clone();
    let copies = files(&app).map(|file| fs::read(file).unwrap());
    assert!(copies[1].len() > 100_000, "nothing is in the log: {}", copies[1].len());
    writes(&ada, 200, 200);
    app.stop();
    started_on(&app, copies).unwrap();
    let ada = app.another_device(&ada);
    assert_eq!(ada.read("/changes?limit=1000")["changes"], before);
}

#[test]
fn a_copy_file_by_file_around_a_checkpoint_is_noticed_at_the_start() {
    let app = App::start();
    let ada = app.patient("ada");
    writes(&ada, 0, 200);
    sql(&app, "PRAGMA wal_checkpoint(TRUNCATE)");
    writes(&ada, 200, 200);
    let [file, log] = files(&app);
    let before = fs::read(&file).unwrap();
    sql(&app, "PRAGMA wal_checkpoint(TRUNCATE)");
    writes(&ada, 400, 200);
    let (after, log) = (fs::read(&file).unwrap(), fs::read(&log).unwrap());
    app.stop();
    let half = before.len() / 2 / 4096 * 4096;
    let torn = [&before[..half], &after[half..]].concat();
    for copy in [before, torn] {
        let told = started_on(&app, [copy, log.clone()]).expect_err("a torn copy was taken");
        assert!(told.contains("is damaged") && told.contains("afterglow restore"), "{told}");
    }
}
