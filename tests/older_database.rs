//! An older database that came back by whatever means, and an empty one: noticed at the start by the mark beside the
//! key.

use std::{fs, path::PathBuf, process::Output};

use afterglow::platform::config::DatabaseUrl;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    Answer, App, PASSWORD, Patient, RECOVERED, check_in, hour, id, postgres,
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
    // A command that works on what is there begins nothing, whatever it is told.
    let refused = by_command(&["users", "list", "--start-empty"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("there is no journal in"), "{}", text(&refused.stderr));
    assert_eq!(by_command(&["demo", "--start-empty"]).status.code(), Some(0));
    app.start_again().unwrap();
    app.sign_up("ada", PASSWORD).assert(201);
}

/// Recovers by a code, and answers the code that is new.
fn recover(app: &App, name: &str, code: &str) -> Answer {
    let form = json!({ "username": name, "recovery_code": code, "new_password": RECOVERED });
    app.request(Method::POST, "/account/recovery").json(&form).send()
}

fn code(answer: &Answer) -> String {
    answer.json()["recovery_code"].as_str().unwrap().to_owned()
}

#[test]
fn what_was_ended_stays_ended_whether_or_not_it_is_noticed_that_an_older_database_came_back() {
    let app = App::start();
    let [ada, bob, cem, dan, eve, gus] = ["ada", "bob", "cem", "dan", "eve", "gus"].map(|name| app.patient(name));
    let link = |passcode: Value| {
        let terms = json!({ "label": "Dr Ito", "measures": ["low_mood"], "passcode": passcode });
        eve.post("/shares", &terms).assert(201).json()
    };
    let open = |link: &Value, passcode: &str| {
        let token = format!("Share {}", link["token"].as_str().unwrap());
        app.request(Method::GET, "/shared").header("authorization", token).header("share-passcode", passcode).send()
    };
    let (ended, guessed, live) = (link(Value::Null), link(json!("4711 or so")), link(Value::Null));
    app.stop();
    let kept = Kept::of(&app);
    app.start_again().unwrap();

    let change = json!({ "current_password": PASSWORD, "new_password": RECOVERED });
    ada.put("/account/password", &change).assert(200);
    let mut ada_code = ada.recovery_code.clone();
    let mut bob_code = code(&recover(&app, "bob", &bob.recovery_code).assert(200));
    let cem_code = code(&cem.post("/account/recovery-code", &json!({ "password": PASSWORD })).assert(201));
    dan.request(Method::DELETE, "/sessions").send().assert(204);
    eve.delete(&format!("/shares/{}", ended["id"].as_str().unwrap())).assert(204);
    (0..10).for_each(|_| _ = open(&guessed, "0815").assert(401));
    let reset = run(&app.data_folder(), &["users", "reset", "gus"]);
    let gus_code = text(&reset.stdout).lines().nth(1).unwrap().trim().to_owned();

    for noticed in [true, false] {
        app.stop();
        kept.put_back(&app);
        if !noticed {
            fs::remove_file(app.config.mark_file()).unwrap();
        }
        app.start_again().unwrap();
        gus.get("/account").assert(if noticed { 401 } else { 200 });
        for patient in [&ada, &bob, &dan] {
            patient.get("/account").refused(401, "session_ended");
        }
        // The old password opens nothing, nor does an earlier code; the newest code does.
        for (name, voided, newest) in [("ada", None, &mut ada_code), ("bob", Some(&bob.recovery_code), &mut bob_code)] {
            app.sign_in(name, PASSWORD).refused(401, "wrong_credentials");
            voided.map(|voided| recover(&app, name, voided).refused(401, "wrong_credentials"));
            *newest = code(&recover(&app, name, newest).assert(200));
            app.sign_in(name, RECOVERED).assert(201);
        }
        for (patient, newest) in [(&cem, &cem_code), (&gus, &gus_code)] {
            app.sign_in(&patient.name, PASSWORD).assert(201);
            recover(&app, &patient.name, &patient.recovery_code).refused(401, "wrong_credentials");
            assert!(!newest.is_empty());
        }
        let again = app.another_device(&dan);
        assert_eq!(open(&ended, "").status, 404);
        assert_eq!(open(&guessed, "4711 or so").status, 404);
        open(&live, "").assert(200);
        // Nothing is ended once more.
        app.stop();
        app.start_again().unwrap();
        again.get("/account").assert(200);
        app.sign_in("bob", RECOVERED).assert(201);
    }
    recover(&app, "cem", &cem_code).assert(200);
    recover(&app, "gus", &gus_code).assert(200);
    let list = fs::read_to_string(app.config.ended_list()).unwrap();
    let contents = [PASSWORD, RECOVERED, &ada_code, &bob_code, &cem_code, &gus_code];
    assert!(!contents.iter().any(|content| list.contains(content)), "{list}");
}

#[test]
fn an_end_that_a_kill_left_open_is_none_unless_an_older_database_came_back() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.request(Method::DELETE, "/sessions").send().assert(204);
    let list = fs::read_to_string(app.config.ended_list()).unwrap();
    let id = list.split_whitespace().nth(1).unwrap();
    app.stop();
    let kept = Kept::of(&app);
    // On disk, and then a kill before the database did anything.
    fs::write(app.config.ended_list(), format!("{list}\n? {id} 2026-03-10T12:00:01Z password\n")).unwrap();
    app.start_again().unwrap();
    let ada = app.another_device(&ada);
    let settled = fs::read_to_string(app.config.ended_list()).unwrap();
    assert!(!settled.contains('?'), "{settled}");
    app.stop();
    kept.put_back(&app);
    fs::write(app.config.ended_list(), format!("{list}\n? {id} 2026-03-10T12:00:01Z password\n")).unwrap();
    app.start_again().unwrap();
    app.sign_in("ada", PASSWORD).refused(401, "wrong_credentials");
    recover(&app, "ada", &ada.recovery_code).assert(200);
    assert!(fs::read_to_string(app.config.ended_list()).unwrap().contains(&format!("\n! {id} 2026-03-10T12:00:01Z")));
}
