//! The database's file alone: how much of the journal is in it.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use ureq::http::Method;

use crate::support::{App, check_in, hour, id, process::Process, rows_in};

/// A copy of the file alone, as somebody makes it who knows of no log beside it.
fn copied(data: &Path) -> PathBuf {
    let copy = data.with_extension("copy");
    fs::copy(data.join("afterglow.sqlite"), &copy).unwrap();
    copy
}

#[test]
fn the_file_of_a_server_that_was_told_to_end_is_the_whole_database() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = Process::serve_quietly(&data, &[]);
    let token = process.patient("ada");
    for n in 0..40 {
        let path = format!("/check-ins/{}", id(n));
        process.request(Method::PUT, &path).bearer(&token).json(&check_in(&hour(0), 7)).send().assert(201);
    }
    process.terminate();
    process.ends_within(Duration::from_secs(10)).expect("an end within ten seconds");
    assert_eq!(rows_in(&copied(&data), "records"), 40);
    let log = fs::metadata(data.join("afterglow.sqlite-wal")).map_or(0, |metadata| metadata.len());
    assert_eq!(log, 0);
}

#[test]
fn the_file_of_a_running_server_is_a_database_from_the_start_and_follows_at_each_checkpoint() {
    let app = App::start_with(|config| config.checkpoint_every = Duration::from_millis(50));
    assert_eq!(rows_in(&copied(&app.data_folder()), "accounts"), 0);
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
    let followed = || rows_in(&copied(&app.data_folder()), "records") == 1;
    assert!((0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        followed()
    }));
}
