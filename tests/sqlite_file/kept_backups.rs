//! Backups that a timer makes: so many are kept, and none goes for one that is worse.

use std::{fs, path::Path, thread, time::Duration};

use crate::support::{
    check_in, hour, id,
    process::{Process, run, text},
};

use rusqlite::Connection;
use ureq::http::Method;

/// The names of what is in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_latest_backups_are_kept_their_time_is_a_metric_and_a_damaged_one_takes_the_place_of_none() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backups) = (folder.path().join("data"), folder.path().join("backups"));
    let process = Process::serve_quietly(&data, &["--metrics-listen", "127.0.0.1:0"]);
    let token = process.patient("ada");
    let put = process.request(Method::PUT, &format!("/check-ins/{}", id(1))).bearer(&token);
    put.json(&check_in(&hour(0), 7)).send().assert(201);
    let last = || {
        let told = process.metrics().text();
        let line = told.lines().find_map(|line| line.strip_prefix("afterglow_last_backup_timestamp_seconds "));
        line.unwrap().parse::<i64>().unwrap()
    };
    assert_eq!(last(), 0);
    let back_up = || {
        // They are named by the second.
        thread::sleep(Duration::from_millis(1100));
        run(&data, &["backup", backups.to_str().unwrap(), "--keep", "2"])
    };
    let first = back_up();
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let first = names(&backups);
    // What is of somebody else, or no whole backup, stays.
    fs::create_dir_all(backups.join("2020-01-01T000000Z")).unwrap();
    fs::create_dir_all(backups.join("by-hand")).unwrap();
    for file in ["afterglow.sqlite", "backup.json"] {
        fs::copy(backups.join(&first[0]).join(file), backups.join("by-hand").join(file)).unwrap();
    }
    let made_at = last();
    assert!(made_at > 1_700_000_000);
    for _ in 0..2 {
        let told = back_up();
        assert_eq!(told.status.code(), Some(0), "{}", text(&told.stderr));
    }
    let kept = names(&backups);
    assert_eq!(kept.len(), 4, "{kept:?}");
    assert!(!kept.contains(&first[0]) && kept.contains(&"by-hand".to_owned()), "{kept:?}");
    assert!(kept.contains(&"2020-01-01T000000Z".to_owned()), "{kept:?}");
    let made_at = last();

    let database = Connection::open(data.join("afterglow.sqlite")).unwrap();
    database
        .execute("UPDATE records SET body = X'0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'", [])
        .unwrap();
    let damaged = back_up();
    assert_eq!(damaged.status.code(), Some(2));
    assert!(text(&damaged.stdout).contains("cannot be read"), "{}", text(&damaged.stdout));
    assert_eq!(last(), made_at, "a damaged backup counts as one");
    let with_it = names(&backups);
    assert!(kept.iter().all(|earlier| with_it.contains(earlier)), "an earlier one went: {kept:?}, {with_it:?}");
}
