//! What lies on the disk: sealed, durable, and useless without its key.

use std::{fs, os::unix::fs::PermissionsExt, thread};

use actix_web::{http::StatusCode, rt::System};
use afterglow::platform::{
    config::DatabaseUrl,
    database::{Db, settings},
    problem::{Code, Problem},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{App, Patient, SAFETY_PLAN, check_in, database_for, each, hour, id, rows, sql, stored_bytes};

fn holds(bytes: &[u8], canary: &str) -> bool {
    bytes.windows(canary.len()).any(|window| window == canary.as_bytes())
}

#[test]
fn nothing_that_a_patient_wrote_can_be_read_from_the_files() {
    let app = App::start();
    let ada = app.patient("canary-name");
    let treatment = json!({
        "at": hour(0), "medicine": "canary medicine", "route": "sublingual", "dose": { "amount": 31.4159, "unit": "mg/kg" },
        "setting": "canary setting", "intention": "canary intention", "experience": "canary experience",
        "side_effects": [{ "effect": "canary effect", "severity": 3 }]
    });
    let measure = json!({ "question": "canary question", "low_label": "canary label", "min": 9000, "max": 9009, "polarity": "higher_is_worse" });
    let check_in = json!({ "at": hour(0), "scores": { "self_harm_thoughts": 9, id(2): 9007 }, "note": "canary note" });
    ada.put(&format!("/treatments/{}", id(1)), &treatment).assert(201);
    ada.put(&format!("/measures/{}", id(2)), &measure).assert(201);
    ada.put(&format!("/check-ins/{}", id(3)), &check_in).assert(201);
    ada.put(
        &format!("/events/{}", id(4)),
        &json!({ "at": hour(0), "category": "medication", "title": "canary title" }),
    )
    .assert(201);
    let person = json!({ "name": "canary person", "phone": "01632 960123" });
    let plan = json!({ "warning_signs": ["canary sign"], "people": [person] });
    ada.put(&format!("/safety-plans/{SAFETY_PLAN}"), &plan).assert(201);
    let profile = json!({ "country": "TV", "conditions": ["suicidal_thoughts"], "measures": ["self_harm_thoughts"] });
    ada.patch("/account", &profile).assert(200);

    let bytes = stored_bytes(&app);
    assert!(holds(&bytes, "canary-name") && holds(&bytes, "2026-03-10"), "the files were not looked at");
    let secrets = [
        "canary medicine",
        "sublingual",
        "31.4159",
        "mg/kg",
        "canary setting",
        "canary intention",
        "canary experience",
        "canary effect",
        "canary question",
        "canary label",
        "self_harm",
        "9007",
        "canary note",
        "medication",
        "canary title",
        "canary person",
        "960123",
        "canary sign",
        "suicidal",
        "\"TV\"",
        crate::support::PASSWORD,
        &ada.access_token,
        &ada.recovery_code,
        ada.cookie.rsplit('.').next().unwrap(),
    ];
    for secret in secrets {
        assert!(!holds(&bytes, secret), "{secret} can be read");
    }
}

#[test]
fn what_was_deleted_leaves_no_body_behind() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
    ada.delete(&format!("/check-ins/{}", id(1))).assert(204);
    assert_eq!(rows(&app, "records WHERE body IS NULL AND occurred_at IS NULL AND local_date IS NULL"), 1);
}

#[test]
fn a_body_that_was_moved_or_changed_behind_the_servers_back_does_not_open() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    for (patient, note) in [(&ada, "canary of ada"), (&bob, "canary of bob")] {
        for n in 1..=2 {
            let body = json!({ "at": hour(0), "note": format!("{note} {n}") });
            patient.put(&format!("/check-ins/{}", id(n)), &body).assert(201);
        }
    }
    let of = |name: &str, n| {
        format!("account_id = (SELECT account_id FROM accounts WHERE username = '{name}') AND id = '{}'", id(n))
    };
    let moved =
        format!("UPDATE records SET body = (SELECT body FROM records WHERE {}) WHERE {}", of("bob", 1), of("ada", 1));
    let swapped =
        format!("UPDATE records SET body = (SELECT body FROM records WHERE {}) WHERE {}", of("ada", 2), of("ada", 1));
    let cut = format!("UPDATE records SET body = substr(body, 1, 20) WHERE {}", of("ada", 1));
    let emptied = format!("UPDATE records SET body = substr(body, 1, 0) WHERE {}", of("ada", 1));
    for tampered in [moved, swapped, cut, emptied] {
        sql(&app, &tampered);
        let answer = ada.get(&format!("/check-ins/{}", id(1))).refused(500, "damaged_record");
        assert!(!answer.text().contains("canary") && !answer.text().contains("seal"), "{}", answer.text());
        for path in ["/check-ins", "/changes", "/export"] {
            let answer = ada.read(path);
            assert_eq!(answer["damaged"][0]["id"], id(1), "{path}");
            // The note of the one that is whole, once, and nothing of another's.
            let told = answer.to_string();
            assert_eq!((told.matches("canary").count(), told.matches("canary of ada 2").count()), (1, 1), "{told}");
        }
    }
    assert_eq!(ada.read(&format!("/check-ins/{}", id(2)))["note"], "canary of ada 2");
    assert_eq!(each(&bob.read("/check-ins")["items"], "note"), ["canary of bob 1", "canary of bob 2"]);
}

#[test]
fn without_its_key_the_server_does_not_start_and_makes_no_new_one() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
    app.stop();
    let key = app.config.key_file.clone();
    let secret = fs::read(&key).unwrap();

    fs::remove_file(&key).unwrap();
    let told = app.start_again().unwrap_err();
    assert!(told.contains("is missing") && told.contains("--key-file") && told.contains("data.key"), "{told}");
    assert!(!key.exists());

    let write = |bytes: &[u8], mode| {
        fs::write(&key, bytes).unwrap();
        fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
    };
    write(&secret, 0o644);
    let told = app.start_again().unwrap_err();
    assert!(told.contains("can be read by others") && told.contains("chmod 600"), "{told}");

    let other = App::start();
    write(&fs::read(&other.config.key_file).unwrap(), 0o600);
    let told = app.start_again().unwrap_err();
    assert!(told.contains("is not the one that this database was sealed with"), "{told}");

    for nonsense in [&b""[..], b"{}", b"{\"secret\":\"c2hvcnQ\"}", b"\xff"] {
        write(nonsense, 0o600);
        let told = app.start_again().unwrap_err();
        assert!(told.contains("data.key"), "{told}");
        assert!(!told.contains("c2hvcnQ"), "{told}");
    }
    write(&secret, 0o600);
    app.start_again().unwrap();
    assert_eq!(ada.read(&format!("/check-ins/{}", id(1)))["scores"], json!({ "low_mood": 7 }));
}

#[test]
fn a_restart_keeps_everything_and_everyone_signed_in() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
    ada.delete(&format!("/events/{}", id(2))).assert(204);
    let before = (ada.everything(), ada.get("/check-ins").etag());
    for _ in 0..2 {
        app.stop();
        app.start_again().unwrap();
        assert_eq!((ada.everything(), ada.get("/check-ins").etag()), before);
    }
    app.time_passes(SignedDuration::from_hours(1));
    ada.refresh().assert(200);
}

fn put_all(patient: &Patient, bodies: impl Fn(usize) -> Value + Sync) -> Vec<u16> {
    thread::scope(|scope| {
        let bodies = &bodies;
        let writers: Vec<_> = (0..64)
            .map(|n| scope.spawn(move || patient.put(&format!("/check-ins/{}", id(n)), &bodies(n)).status))
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    })
}

#[test]
fn sixty_four_writes_at_once_are_all_stored() {
    let app = App::start();
    let ada = app.patient("ada");
    let statuses = put_all(&ada, |n| check_in(&hour(0), i32::try_from(n % 11).unwrap()));
    assert_eq!(statuses, [201; 64]);
    let changes = ada.read("/changes?limit=1000");
    let mut revisions: Vec<i64> =
        each(&changes["changes"], "revision").iter().map(|one| one.as_i64().unwrap()).collect();
    revisions.sort_unstable();
    assert_eq!(revisions, (1..=64).collect::<Vec<_>>());
}

#[test]
fn a_write_that_is_refused_takes_no_other_along() {
    let app = App::start();
    let ada = app.patient("ada");
    // Whether a measure is known is only seen by the writer, within the group.
    let measured =
        |n: usize| json!({ "at": hour(0), "scores": { if n.is_multiple_of(2) { "pain" } else { "cheer" }: 1 } });
    let statuses = put_all(&ada, measured);
    let expected: Vec<u16> = (0..64).map(|n| if n % 2 == 0 { 201 } else { 422 }).collect();
    assert_eq!(statuses, expected);
    assert_eq!((ada.revision(), rows(&app, "records")), (32, 32));
}

#[test]
fn a_write_that_fails_or_panics_halfway_is_undone_alone() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&database_for(folder.path())).unwrap();
    let kept = System::new().block_on(async {
        let writes = (0..60).map(|n| {
            db.write(move |connection| {
                settings::get_or_set(connection, &format!("write {n}"), "done")?;
                match n % 3 {
                    0 => Ok(()),
                    1 => Err(Problem::new(StatusCode::CONFLICT, Code::IdInUse, "no")),
                    _ => panic!("this write was made to panic"),
                }
            })
        });
        let outcomes = futures_util::future::join_all(writes).await;
        for (n, outcome) in outcomes.iter().enumerate() {
            assert_eq!(outcome.is_ok(), n % 3 == 0, "{n}");
        }
        let read = |n: usize| db.read(move |connection| settings::get(connection, &format!("write {n}")));
        futures_util::future::join_all((0..60).map(read)).await
    });
    for (n, kept) in kept.into_iter().enumerate() {
        assert_eq!(kept.unwrap().is_some(), n % 3 == 0, "{n}");
    }
}

#[test]
fn only_where_another_server_of_the_database_can_be_promoted_it_is_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let database = database_for(folder.path());
    let is_file = matches!(database.url, DatabaseUrl::Sqlite(_));
    assert_eq!(Db::open(&database).unwrap().promotions().is_none(), is_file);
}
