//! A file that is damaged, and one that two servers want.

use std::fs;

use crate::support::{
    App, check_in, hour, id,
    process::{run, text},
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
