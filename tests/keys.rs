//! The server's keys: rotated, printed on paper, put back.

use std::{
    fs,
    io::Write,
    process::{Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use afterglow::platform::keys::KeyRing;
use serde_json::json;
use ureq::http::Method;

use crate::support::{
    App, Patient, check_in, each, hour, id,
    process::{afterglow, run, text},
};

fn keys(app: &App, arguments: &[&str]) -> Output {
    run(&app.data_folder(), &[&["keys"], arguments].concat())
}

fn typed(app: &App, command: &str, kit: &str) -> Output {
    let mut command = afterglow(&app.data_folder(), &["keys", command]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(kit.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[track_caller]
fn done(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    text(&output.stderr)
}

fn with_a_score(patient: &Patient) {
    patient.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
}

#[track_caller]
fn score(patient: &Patient) -> serde_json::Value {
    patient.read(&format!("/check-ins/{}", id(1)))["scores"]["low_mood"].take()
}

#[test]
fn after_a_rotation_everything_opens_and_everyone_goes_on() {
    let app = App::start();
    let ada = app.patient("ada");
    with_a_score(&ada);
    let form = json!({ "label": "Dr. Lind", "measures": ["low_mood"], "passcode": "plum" });
    let link = ada.post("/shares", &form).assert(201).json();
    app.stop();
    let before = KeyRing::load(&app.config.key_file).unwrap();
    done(&keys(&app, &["rotate"]));
    let after = KeyRing::load(&app.config.key_file).unwrap();
    let versions: Vec<u8> = after.keys().map(|key| key.version).collect();
    assert_eq!(versions, [2, 1]);
    assert!(after.knows(&before.current().fingerprint()));
    app.start_again().unwrap();

    // The token was signed with the earlier key, the passcode's digest made with it.
    assert_eq!(score(&ada), json!(7));
    let visit = app.request(Method::GET, "/shared").header("share-passcode", "plum");
    let visit = visit.header("authorization", format!("Share {}", link["token"].as_str().unwrap()));
    visit.send().assert(200);
    let bob = app.patient("bob");
    with_a_score(&bob);
    ada.refresh().assert(200);
    let trail = ada.read("/account/audit-trail");
    assert_eq!(trail["intact"], json!(true));
    assert!(each(&trail["items"], "action").contains(&&json!("key_renewed")));

    app.stop();
    assert!(done(&keys(&app, &["rotate"])).contains("The keys of 2 accounts were wrapped anew"));
    assert!(done(&run(&app.data_folder(), &["check"])).contains("Everything is whole: 2 accounts"));
    app.start_again().unwrap();
    assert_eq!((score(&ada), score(&bob)), (json!(7), json!(7)));
}

#[test]
fn a_rotation_that_was_killed_at_any_moment_is_brought_to_its_end() {
    let app = App::start();
    let patients: Vec<_> = (0..12).map(|n| app.patient(&format!("patient{n}"))).collect();
    patients.iter().for_each(with_a_score);
    app.stop();
    let started = Instant::now();
    done(&keys(&app, &["rotate"]));
    let whole = started.elapsed();
    for moment in 0..12 {
        let mut rotation = afterglow(&app.data_folder(), &["keys", "rotate"]);
        let mut rotation = rotation.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(whole * moment / 12 + Duration::from_millis(1));
        rotation.kill().unwrap();
        rotation.wait().unwrap();
        app.start_again().unwrap();
        for patient in &patients {
            assert_eq!(score(patient), json!(7), "after {moment} twelfths");
        }
        app.stop();
    }
    done(&keys(&app, &["rotate"]));
    assert!(done(&run(&app.data_folder(), &["check"])).contains("Everything is whole: 12 accounts"));
}

#[test]
fn a_kit_brings_the_key_back_and_is_compared_before_that() {
    let app = App::start();
    let ada = app.patient("ada");
    with_a_score(&ada);
    app.stop();
    let kit = done(&keys(&app, &["kit"]));
    assert!(done(&typed(&app, "verify", &kit)).contains("holds every key"));
    assert!(refused(&typed(&app, "recover", &kit)).contains("there is a key file"));
    fs::remove_file(&app.config.key_file).unwrap();
    assert!(app.start_again().unwrap_err().contains("afterglow keys recover"));

    let slip = kit.replacen("AFTERGLOW-0", "AFTERGLOW-1", 1);
    assert!(refused(&typed(&app, "recover", &slip)).contains("is not as it was printed"));
    assert!(refused(&typed(&app, "recover", "a shopping list")).contains("no key in this kit"));
    assert!(!app.config.key_file.exists());

    done(&typed(&app, "recover", &kit.to_lowercase()));
    app.start_again().unwrap();
    assert_eq!(score(&ada), json!(7));

    app.stop();
    done(&keys(&app, &["rotate"]));
    assert!(refused(&typed(&app, "verify", &kit)).contains("this kit lacks key 2"));
    done(&typed(&app, "verify", &done(&keys(&app, &["kit"]))));
}

#[test]
fn a_kit_that_would_make_an_earlier_key_the_one_in_use_is_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    with_a_score(&ada);
    app.stop();
    let earlier = done(&keys(&app, &["kit"]));
    done(&keys(&app, &["rotate"]));
    let kit = done(&keys(&app, &["kit"]));
    fs::remove_file(&app.config.key_file).unwrap();
    assert!(refused(&typed(&app, "recover", &earlier)).contains("it is an earlier kit"));
    assert!(!app.config.key_file.exists());
    let backwards: Vec<_> = kit.lines().rev().collect();
    done(&typed(&app, "recover", &backwards.join("\n")));
    app.start_again().unwrap();
    assert_eq!(score(&ada), json!(7));
    app.stop();
    done(&keys(&app, &["rotate"]));
    assert!(done(&keys(&app, &["kit"])).contains("key 3"));
}
