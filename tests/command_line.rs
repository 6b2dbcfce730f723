//! The command line, as the operator types it.

use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt, process::Stdio, time::Duration};

use serde_json::json;

use crate::support::{
    App, each,
    process::{Process, afterglow, run, text},
};

const ESM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/esm_journal.csv");

fn get(address: std::net::SocketAddr, path: &str) -> serde_json::Value {
    let mut answer = ureq::get(format!("http://{address}{path}")).call().unwrap();
    answer.body_mut().read_json().unwrap()
}

#[test]
fn help_tells_what_can_be_asked_and_by_which_variables() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["--help"][..],
        &["serve", "--help"],
        &["import", "--help"],
        &["demo", "--help"],
        &["migrate-to", "--help"],
        &["backup", "--help"],
        &["restore", "--help"],
        &["check", "--help"],
        &["keys", "rotate", "--help"],
        &["questionnaires", "add", "--help"],
    ] {
        let told = run(folder.path(), arguments);
        assert!(told.status.success() && told.stderr.is_empty());
        let told = text(&told.stdout);
        for name in [
            "--data-dir",
            "AFTERGLOW_DATA_DIR",
            "--database-url",
            "AFTERGLOW_DATABASE_URL",
            "--database-connections",
            "--key-file",
        ] {
            assert!(told.contains(name), "{arguments:?}: no {name} in {told}");
        }
    }
    assert_eq!(text(&run(folder.path(), &["--version"]).stdout), format!("afterglow {}\n", env!("CARGO_PKG_VERSION")));
    for wrong in [
        &["dance"][..],
        &["serve", "--listen", "here"],
        &["import"],
        &["--database-url", "mysql://x"],
        &["--database-connections", "0"],
        &["migrate-to"],
    ] {
        let refused = run(folder.path(), wrong);
        assert_eq!(refused.status.code(), Some(2), "{wrong:?}");
        assert!(text(&refused.stderr).contains("error:"));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn it_serves_says_where_and_ends_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = Process::serve(&data);
    assert_eq!(get(process.address, "/health/live"), json!({ "status": "live" }));
    assert_eq!(get(process.address, "/health/ready"), json!({ "status": "ready" }));

    let key = folder.path().join("data.key");
    assert!(process.greeting.contains(&format!("A new key was made in {}", key.display())), "{}", process.greeting);
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    process.terminate();
    let (status, _) = process.ends_within(Duration::from_secs(10)).expect("an end within ten seconds");
    assert_eq!(status.code(), Some(0));

    let again = Process::serve(&data);
    assert!(!again.greeting.contains("A new key"), "{}", again.greeting);
    again.terminate();
    assert!(again.ends_within(Duration::from_secs(10)).is_some());
}

#[test]
fn a_database_that_cannot_be_reached_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let nobody_listens = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("postgres://somebody:secret@{nobody_listens}/journal");
    let refused = run(&folder.path().join("data"), &["--database-url", &url]);
    assert_eq!(refused.status.code(), Some(2));
    let told = text(&refused.stderr);
    assert!(told.contains("the database cannot be used") && told.contains("refused"), "{told}");
    assert!(!told.contains("secret"), "{told}");
    assert!(!folder.path().join("data.key").exists());
}

#[test]
#[cfg(not(feature = "postgres-tls"))]
fn a_build_without_tls_says_so_when_tls_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for demand in ["sslmode=require", "sslmode=verify-full&sslrootcert=/etc/root.crt", "sslrootcert=system"] {
        let url = format!("postgres://127.0.0.1:1/journal?{demand}");
        let refused = run(&folder.path().join("data"), &["--database-url", &url]);
        assert_eq!(refused.status.code(), Some(2));
        let told = text(&refused.stderr);
        assert!(told.contains("asks for TLS") && told.contains("--features postgres-tls"), "{demand}: {told}");
    }
}

#[test]
fn an_address_that_is_taken_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let refused = run(&folder.path().join("data"), &["--listen", &address]);
    assert_eq!(refused.status.code(), Some(2));
    let told = text(&refused.stderr);
    assert!(told.contains(&format!("cannot listen on {address}")) && told.contains("--listen"), "{told}");
}

#[test]
fn a_file_is_imported_once_however_often_it_is_given() {
    let app = App::start();
    app.patient("ada");
    app.stop();
    let import = || run(&app.data_folder(), &["import", ESM, "--user", "Ada"]);
    let first = import();
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    assert_eq!(text(&first.stdout), "1483 imported, 0 there already, 0 kept as they were in the journal.\n");
    assert_eq!(text(&import().stdout), "0 imported, 1483 there already, 0 kept as they were in the journal.\n");

    app.start_again().unwrap();
    let ada = crate::support::Patient::sign_in(&app, "ada", "");
    assert_eq!(ada.revision(), 1483);
    assert_eq!(each(&ada.read("/treatments")["items"], "id").len(), 9);
}

#[test]
fn a_bad_file_is_refused_line_by_line_and_changes_nothing() {
    let app = App::start();
    app.patient("ada");
    app.stop();
    let file = app.folder().join("bad.csv");
    let rows = "at,kind,measure,value,note\n2026-03-01,check_in,low_mood,7,\n2026-03-02,check_in,low_mood,70,\n2026-03-03,dance,,,\n";
    fs::write(&file, rows).unwrap();
    let refused = run(&app.data_folder(), &["import", file.to_str().unwrap(), "--user", "ada"]);
    assert_eq!((refused.status.code(), text(&refused.stdout).as_str()), (Some(2), ""));
    let told = text(&refused.stderr);
    assert!(told.contains("line 3: expected a whole number from 0 to 10"), "{told}");
    assert!(told.contains("line 4: expected a kind of"), "{told}");
    assert!(told.contains("Nothing was imported"), "{told}");

    app.start_again().unwrap();
    assert_eq!(crate::support::Patient::sign_in(&app, "ada", "").revision(), 0);
}

#[test]
fn an_account_or_file_that_is_not_there_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(run(&data, &["demo"]).status.success());
    let unknown = run(&data, &["import", ESM, "--user", "nobody"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("There is no account named nobody."), "{}", text(&unknown.stderr));
    let missing = run(&data, &["import", "missing.csv", "--user", "nobody"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("missing.csv"), "{}", text(&missing.stderr));
}

#[test]
fn the_demo_says_how_to_sign_in_and_shows_relief() {
    let app = App::start();
    // The command writes half a year up to the present of this machine: the server must have come so far.
    app.time_passes(jiff::Timestamp::now().duration_since(app.clock.now()));
    app.stop();
    let demo = run(&app.data_folder(), &["demo", "--user", "vera"]);
    assert_eq!(demo.status.code(), Some(0), "{}", text(&demo.stderr));
    let told = text(&demo.stdout);
    let password = told.lines().find_map(|line| line.trim().strip_prefix("password")).unwrap().trim();
    assert!(told.contains("vera"), "{told}");
    let again = run(&app.data_folder(), &["demo", "--user", "vera"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("--user"), "{}", text(&again.stderr));

    app.start_again().unwrap();
    let token = app.sign_in("vera", password).assert(201).json()["access_token"].take();
    let read = |path: &str| {
        app.request(ureq::http::Method::GET, path).bearer(token.as_str().unwrap()).send().assert(200).json()
    };
    assert_eq!(each(&read("/treatments")["items"], "id").len(), 10);
    assert!(each(&read("/check-ins?limit=1000")["items"], "id").len() > 150);
    let relief = read("/relief?measure=low_mood");
    let onsets = each(&relief["treatments"], "onset").into_iter().filter(|onset| onset["hours"].is_number()).count();
    assert!(onsets >= 2, "{onsets} onsets");
    // The page of relief asks all its measures together, and says it all the same.
    let account = read("/account");
    let named = account["measures"].as_array().unwrap().iter();
    let asked: Vec<String> = named.map(|id| format!("measure={}", id.as_str().unwrap())).collect();
    assert!(asked.len() >= 4, "{asked:?}");
    let together = read(&format!("/relief?{}", asked.join("&")));
    let low_mood = together["measures"].as_array().unwrap().iter().find(|one| one["measure"]["id"] == "low_mood");
    let low_mood = low_mood.unwrap();
    assert_eq!(low_mood["headline"], serde_json::json!({ "says": "relief" }));
    let certainty = &low_mood["courses"][0]["certainty"];
    let [low, points, high] = ["lower", "points", "upper"].map(|name| certainty[name].as_f64().unwrap());
    assert!(0.5 < low && low < points && points < high && high < 8.0, "{certainty}");
    assert!(certainty["probability_with_trend"].as_f64().unwrap() > 0.95, "{certainty}");
    for (questionnaire, before, best) in [("phq_9", 15.0, 8.0), ("gad_7", 10.0, 8.0)] {
        let responses = read("/questionnaire-responses")["items"].take();
        let of = responses.as_array().unwrap().iter().filter(|one| one["questionnaire"] == questionnaire);
        let totals: Vec<f64> = of.map(|one| one["total"].as_f64().unwrap()).collect();
        assert_eq!(totals.len(), 13);
        let lowest = totals.iter().copied().fold(f64::INFINITY, f64::min);
        assert!(totals[0] >= before && lowest <= best, "{questionnaire}: {totals:?}");
    }
}

#[test]
fn the_operator_lists_lets_back_in_and_erases_without_seeing_into_a_journal() {
    let app = App::start();
    let ada = app.patient("ada");
    app.sign_up("bob", crate::support::PASSWORD).assert(201);
    let users = |arguments: &[&str]| run(&app.data_folder(), &[&["users"], arguments].concat());
    let listed = text(&users(&["list"]).stdout);
    // On PostgreSQL and SQLite alike while a server works.
    assert!(listed.contains("ada, opened 2026-03-10, last used 2026-03-10"), "{listed}");
    assert!(listed.contains("bob, opened 2026-03-10, signed out") && listed.ends_with("2 accounts.\n"), "{listed}");

    let told = text(&users(&["reset", "Ada"]).stdout);
    let code = told.lines().nth(1).unwrap().trim();
    let recover = |code: &str| {
        let form = json!({ "username": "ada", "recovery_code": code, "new_password": crate::support::RECOVERED });
        app.request(ureq::http::Method::POST, "/account/recovery").json(&form).send()
    };
    recover(&ada.recovery_code).refused(401, "wrong_credentials");
    let trail = ada.read("/account/audit-trail");
    assert_eq!(trail["items"][0]["action"], json!("recovery_renewed"));
    recover(code).assert(200);
    app.sign_in("ada", crate::support::RECOVERED).assert(201);

    let unsure = users(&["erase", "ada"]);
    assert_eq!(unsure.status.code(), Some(2));
    assert!(text(&unsure.stderr).contains("--yes"), "{}", text(&unsure.stderr));
    assert_eq!(text(&users(&["erase", "ada", "--yes"]).stdout), "ada is erased.\n");
    app.sign_in("ada", crate::support::RECOVERED).assert(401);
    assert!(text(&users(&["list"]).stdout).ends_with("1 accounts.\n"));
    for missing in [&["reset", "ada"][..], &["erase", "ada", "--yes"]] {
        assert!(text(&users(missing).stderr).contains("There is no account named ada"));
    }
}

#[test]
fn a_configuration_is_checked_without_starting_or_changing_anything() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let check = |more: &[&str]| run(&data, &[&["config", "check", "--listen", "127.0.0.1:0"], more].concat());
    let fine = check(&[]);
    assert_eq!(fine.status.code(), Some(0), "{}", text(&fine.stderr));
    assert!(text(&fine.stdout).ends_with("A server would start like this.\n"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    let app = App::start();
    let check =
        |more: &[&str]| run(&app.data_folder(), &[&["config", "check", "--listen", "127.0.0.1:0"], more].concat());
    let told = text(&check(&["--public-origin", "https://journal.example"]).stdout);
    assert!(told.contains("opens it.") && told.contains("Note:") && told.contains("--trusted-proxy"), "{told}");
    let told = text(&check(&["--public-origin", "https://journal.example", "--trusted-proxy", "127.0.0.1"]).stdout);
    assert!(!told.contains("Note:"), "{told}");

    let other = App::start();
    let wrong = [
        (&["--key-file", other.config.key_file.to_str().unwrap()][..], "is not the one"),
        (&["--key-file", "/nonexistent/key"], "is missing"),
        (&["--tls-cert", "/nonexistent/a.pem", "--tls-key", "/nonexistent/b.pem"], "/nonexistent/"),
        (&["--listen", "192.0.2.1:80"], "cannot listen on"),
    ];
    for (options, told) in wrong {
        let refused = run(&app.data_folder(), &[&["config", "check"], options].concat());
        assert_eq!(refused.status.code(), Some(2), "{options:?}");
        assert!(text(&refused.stderr).contains(told), "{options:?}: {}", text(&refused.stderr));
    }
}

/// What a server says on standard error until it is told to end.
fn warned(options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), options);
    process.terminate();
    process.ends_within(Duration::from_secs(10)).expect("an end within ten seconds").1
}

#[test]
fn a_server_that_others_can_reach_without_tls_says_so_at_its_start_and_when_it_is_checked() {
    let said = "nothing says that they come by TLS";
    let open = warned(&["--listen", "0.0.0.0:0"]);
    assert_eq!(open.lines().filter(|line| line.contains(said)).count(), 1, "{open}");
    assert!(open.contains("--tls-cert") && open.contains("--public-origin"), "{open}");
    for fine in [&["--listen", "127.0.0.1:0"][..], &["--listen", "0.0.0.0:0", "--public-origin", "https://a.example"]] {
        let told = warned(fine);
        assert!(!told.contains(said), "{fine:?}: {told}");
    }
    let folder = tempfile::tempdir().unwrap();
    let check = run(&folder.path().join("data"), &["config", "check", "--listen", "0.0.0.0:0"]);
    assert!(text(&check.stdout).contains(said), "{}", text(&check.stdout));
}

#[test]
fn shells_and_manuals_are_served() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let completions = text(&run(folder.path(), &["completions", shell]).stdout);
        assert!(completions.contains("migrate-to") && completions.contains("key-file"), "{shell}");
    }
    let manual = text(&run(folder.path(), &["man"]).stdout);
    assert!(manual.starts_with(".ie") && manual.contains(".SH SUBCOMMANDS") && manual.contains("restore"), "{manual}");
}

#[test]
fn who_reads_only_the_beginning_of_a_long_text_is_no_trouble() {
    let folder = tempfile::tempdir().unwrap();
    for command in [&["completions", "bash"][..], &["man"]] {
        let mut asked = afterglow(&folder.path().join("data"), command);
        let mut asked = asked.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(asked.stdout.take());
        let ended = asked.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), text(&ended.stderr).as_str()), (Some(0), ""), "{command:?}");
    }
}

#[test]
fn a_folder_of_fonts_that_is_none_is_refused_and_a_good_one_is_counted() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/fonts");
    let checked = run(&data, &["config", "check", "--listen", "127.0.0.1:0", "--fonts", folder]);
    let said = text(&checked.stdout);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
    assert!(said.contains(&format!("Fonts: 4 of {folder} can be used.")), "{said}");
    let without = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    for (folder, why) in [("/nowhere/fonts", "cannot be read"), (without, "there is no font in")] {
        let refused = run(&data, &["config", "check", "--listen", "127.0.0.1:0", "--fonts", folder]);
        assert_eq!(refused.status.code(), Some(2), "{folder}");
        let said = text(&refused.stderr);
        assert!(said.contains(folder) && said.contains(why) && said.contains("--fonts"), "{said}");
    }
}
