//! An older database that came back by whatever means, and an empty one: noticed at the start by the mark beside the
//! key.

use std::{fs, path::PathBuf, process::Output};

use afterglow::platform::config::DatabaseUrl;
use serde_json::Value;

use crate::support::{
    App, PASSWORD, Patient, check_in, hour, id, postgres,
    process::{run, text},
};

/// A copy of a database that nobody works on, made behind the server's back.
pub enum Kept {
    File(PathBuf),
    Postgres(String),
}

impl Kept {
    pub fn of(app: &App) -> Self {
        match &app.config.database.url {
            DatabaseUrl::Sqlite(file) => {
                let copy = app.folder().join("kept.sqlite");
                fs::copy(file, &copy).unwrap();
                Self::File(copy)
            }
            DatabaseUrl::Postgres(url) => Self::Postgres(postgres::fresh(postgres::name(url))),
        }
    }

    /// Puts it where the app's database was.
    pub fn put_back(&self, app: &App) {
        empty(app);
        match (self, &app.config.database.url) {
            (Self::File(copy), DatabaseUrl::Sqlite(file)) => _ = fs::copy(copy, file).unwrap(),
            (Self::Postgres(copy), DatabaseUrl::Postgres(url)) => {
                postgres::clear_away(postgres::name(url));
                postgres::execute("postgres", &format!("CREATE DATABASE {} TEMPLATE {copy}", postgres::name(url)));
            }
            _ => unreachable!(),
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Self::Postgres(copy) = self {
            postgres::clear_away(copy);
        }
    }
}

/// Leaves an empty database where the app's was.
fn empty(app: &App) {
    match &app.config.database.url {
        DatabaseUrl::Sqlite(_) => {
            fs::remove_dir_all(app.data_folder()).unwrap();
            fs::create_dir(app.data_folder()).unwrap();
        }
        DatabaseUrl::Postgres(url) => {
            postgres::clear_away(postgres::name(url));
            postgres::execute("postgres", &format!("CREATE DATABASE {}", postgres::name(url)));
        }
    }
}

fn write(patient: &Patient, number: usize) {
    patient.put(&format!("/check-ins/{}", id(number)), &check_in(&hour(0), 1)).assert(201);
}

fn history(patient: &Patient) -> Value {
    patient.read("/changes")["history"].clone()
}

#[test]
fn an_older_database_begins_another_history_for_everyone_and_signs_everyone_out() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    write(&ada, 1);
    let before = [history(&ada), history(&bob)];
    app.stop();
    let kept = Kept::of(&app);
    app.start_again().unwrap();
    assert_eq!([history(&ada), history(&bob)], before, "a start alone changes nothing");
    write(&ada, 2);
    let beyond = ada.read("/changes");
    app.stop();
    kept.put_back(&app);
    app.start_again().unwrap();

    for patient in [&ada, &bob] {
        patient.get("/changes").refused(401, "session_ended");
    }
    let (ada, bob) = (app.another_device(&ada), app.another_device(&bob));
    let told = |name: &str| beyond[name].as_str().unwrap().to_owned();
    let answer = ada.read(&format!("/changes?since=2&history={}&tip={}", told("history"), told("tip")));
    assert_ne!(answer["history"], before[0]);
    assert_ne!(history(&bob), before[1]);
    assert_eq!((&answer["history_from"], &answer["revision"]), (&1.into(), &1.into()));
    // Once: not at the next start.
    app.stop();
    app.start_again().unwrap();
    assert_eq!(history(&ada), answer["history"]);
    // The latest of the two is not an older one of the other: it is noticed too.
    app.stop();
    kept.put_back(&app);
    app.start_again().unwrap();
    ada.get("/changes").refused(401, "session_ended");
    assert_ne!(history(&app.another_device(&ada)), answer["history"]);
}

#[test]
fn an_empty_database_beside_the_mark_of_another_does_not_start_unless_that_is_meant() {
    let app = App::start();
    app.patient("ada");
    app.stop();
    let kept = Kept::of(&app);
    empty(&app);
    let refused = app.start_again().unwrap_err();
    assert!(refused.contains("is empty") && refused.contains("--start-empty"), "{refused}");
    let by_command = |arguments: &[&str]| -> Output { run(&app.data_folder(), arguments) };
    for arguments in [&["users", "list"] as &[_], &["demo"]] {
        let output = by_command(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains("afterglow restore"), "{}", text(&output.stderr));
    }
    if let DatabaseUrl::Sqlite(file) = &app.config.database.url {
        assert!(!file.exists(), "an empty database was made");
        // Nor without its folder, nor with a file that holds nothing.
        assert_eq!(by_command(&["config", "check"]).status.code(), Some(2));
        fs::write(file, "").unwrap();
        assert!(app.start_again().unwrap_err().contains("--start-empty"));
    }
    kept.put_back(&app);
    app.start_again().unwrap();
    app.sign_in("ada", PASSWORD).assert(201);
    app.stop();
    empty(&app);
    let meant = by_command(&["users", "list", "--start-empty"]);
    assert_eq!((meant.status.code(), text(&meant.stdout).as_str()), (Some(0), "0 accounts.\n"));
    app.start_again().unwrap();
    app.sign_up("ada", PASSWORD).assert(201);
}
