//! A lockout keeps out who guesses, and not the patient on a device that was signed in before, nor with the right code.

use std::fs;

use jiff::SignedDuration;
use serde_json::json;
use ureq::http::Method;

use crate::older_database::Kept;
use crate::support::{Answer, App, PASSWORD, Patient, RECOVERED, refresh_with, sql};

const WRONG: &str = "not the password at all";

/// The cookie of a known device that an answer sets, as `name=value`, and its attributes.
fn device_cookie(answer: &Answer) -> Option<(String, Vec<String>)> {
    let set = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let cookie = set.into_iter().find(|cookie| cookie.contains("afterglow-device="))?;
    let mut parts = cookie.split("; ").map(str::to_owned);
    Some((parts.next().unwrap(), parts.collect()))
}

/// Signs in on a device, and answers the cookie by which it is known.
fn known(app: &App, name: &str) -> String {
    device_cookie(&app.sign_in(name, PASSWORD).assert(201)).unwrap().0
}

fn sign_in_on(app: &App, device: &str, name: &str, password: &str) -> Answer {
    let form = json!({ "username": name, "password": password });
    app.request(Method::POST, "/sessions").header("cookie", device).json(&form).send()
}

fn recover(app: &App, code: &str) -> Answer {
    let form = json!({ "username": "ada", "recovery_code": code, "new_password": RECOVERED });
    app.request(Method::POST, "/account/recovery").json(&form).send()
}

/// A way to end every session.
type End = fn(&Patient) -> Answer;

/// Somebody elsewhere guesses until the name, and the address that they share with everyone, are closed.
fn closed(app: &App, name: &str) {
    for _ in 0..10 {
        app.sign_in(name, WRONG).refused(401, "wrong_credentials");
    }
    sql(app, "UPDATE attempts SET count = 500");
    app.sign_in(name, PASSWORD).refused(429, "too_many_attempts");
}

#[test]
fn whoever_guesses_elsewhere_does_not_keep_a_known_device_waiting() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    let device = known(&app, "ada");
    closed(&app, "ada");
    sign_in_on(&app, &device, "ada", WRONG).refused(401, "wrong_credentials");
    sign_in_on(&app, &device, "ada", PASSWORD).assert(201);
    // For the others nothing became easier.
    app.sign_in("ada", PASSWORD).refused(429, "too_many_attempts");
    sign_in_on(&app, "afterglow-device=", "ada", PASSWORD).refused(429, "too_many_attempts");
}

#[test]
fn a_known_device_has_tries_of_its_own_and_no_more() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    let (device, other) = (known(&app, "ada"), known(&app, "ada"));
    let statuses: Vec<u16> = (0..12).map(|_| sign_in_on(&app, &device, "ada", WRONG).status).collect();
    assert_eq!(statuses, [[401; 10].as_slice(), &[429; 2]].concat());
    sign_in_on(&app, &device, "ada", PASSWORD).refused(429, "too_many_attempts");
    // Its tries are not those of the name, nor of another device.
    sign_in_on(&app, &other, "ada", PASSWORD).assert(201);
    app.sign_in("ada", PASSWORD).assert(201);
    app.time_passes(SignedDuration::from_mins(15));
    sign_in_on(&app, &device, "ada", PASSWORD).assert(201);
}

#[test]
fn a_device_is_known_to_its_account_alone_and_not_by_a_cookie_that_was_made_up() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    app.sign_up("eve", PASSWORD).assert(201);
    let (ada, eve) = (known(&app, "ada"), known(&app, "eve"));
    closed(&app, "ada");
    let (signed, mac) = ada.rsplit_once('.').unwrap();
    let (_, of_eve) = eve.rsplit_once('.').unwrap();
    let later = signed.replacen("17", "18", 1);
    for wrong in [
        eve.clone(),
        format!("{signed}.{of_eve}"),
        format!("{later}.{mac}"),
        format!("{signed}."),
        format!("{signed}x.{mac}"),
    ] {
        assert_ne!(wrong, ada);
        sign_in_on(&app, &wrong, "ada", PASSWORD).refused(429, "too_many_attempts");
    }
    let form = json!({ "username": "ada", "password": PASSWORD });
    let elsewhere =
        app.request(Method::POST, "/sessions").header("cookie", &ada).header("origin", "https://evil.example");
    elsewhere.json(&form).send().refused(429, "too_many_attempts");
    sign_in_on(&app, &ada, "ada", PASSWORD).assert(201);
}

#[test]
fn the_cookie_of_a_known_device_is_out_of_reach_names_nobody_and_opens_nothing() {
    let app = App::start();
    // A name that no random number is likely to hold.
    let ada = app.patient("wilhelmine");
    let (cookie, attributes) = device_cookie(&app.sign_in("wilhelmine", PASSWORD)).unwrap();
    let expected = ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=15552000"];
    assert_eq!(attributes.len(), 4, "{attributes:?}");
    assert!(expected.iter().all(|one| attributes.contains(&(*one).to_owned())), "{attributes:?}");
    let account = ada.cookie.split(['=', '.']).nth(1).unwrap();
    assert!(!cookie.contains(account) && !cookie.contains("wilhelmine"), "{cookie}");
    refresh_with(&app, &cookie).refused(401, "session_ended");
    refresh_with(&app, &cookie.replace("afterglow-device", "afterglow")).refused(401, "session_ended");
    let secure = App::start_with(|config| config.public_origin = Some("https://journal.example".parse().unwrap()));
    secure.sign_up("ada", PASSWORD).assert(201);
    let (cookie, attributes) = device_cookie(&secure.sign_in("ada", PASSWORD)).unwrap();
    assert!(cookie.starts_with("__Host-afterglow-device=") && attributes.contains(&"Secure".to_owned()), "{cookie}");
}

#[test]
fn a_device_stays_known_after_signing_out_and_until_every_session_is_ended() {
    let app = App::start();
    let ada = app.patient("ada");
    let waits = |device: &str| {
        sql(&app, "UPDATE attempts SET count = 500");
        let answer = sign_in_on(&app, device, "ada", PASSWORD);
        answer.status == 429
    };
    let device = known(&app, "ada");
    let signing_out = ada.delete("/sessions/current").assert(204);
    assert!(device_cookie(&signing_out).is_none());
    app.sign_in("ada", WRONG);
    assert!(!waits(&device));

    let ends: [(&str, End); 2] = [
        ("signing out everywhere", |ada| ada.delete("/sessions")),
        ("a new password", |ada| {
            ada.put("/account/password", &json!({ "current_password": PASSWORD, "new_password": PASSWORD }))
        }),
    ];
    for (what, end) in ends {
        sql(&app, "DELETE FROM attempts");
        let (device, ada) = (known(&app, "ada"), app.another_device(&ada));
        let answer = end(&ada);
        assert!(answer.status < 300, "{what}: {}", answer.text());
        let here = device_cookie(&answer).unwrap();
        if what == "signing out everywhere" {
            assert!(here.0.ends_with('=') && here.1.contains(&"Max-Age=0".to_owned()), "{here:?}");
        } else {
            sql(&app, "DELETE FROM attempts");
            app.sign_in("ada", WRONG);
            assert!(!waits(&here.0), "{what}");
        }
        sql(&app, "DELETE FROM attempts");
        app.sign_in("ada", WRONG);
        assert!(waits(&device), "{what}");
    }
    sql(&app, "DELETE FROM attempts");
    let (device, ada) = (known(&app, "ada"), app.another_device(&ada));
    let erased = ada.request(Method::DELETE, "/account").json(&json!({ "password": PASSWORD })).send().assert(204);
    assert!(device_cookie(&erased).unwrap().0.ends_with('='));
    sign_in_on(&app, &device, "ada", PASSWORD).refused(401, "wrong_credentials");
}

#[test]
fn a_device_of_sessions_that_were_ended_stays_unknown_when_an_older_database_comes_back_noticed_or_not() {
    let app = App::start();
    let ada = app.patient("ada");
    let device = known(&app, "ada");
    app.stop();
    let kept = Kept::of(&app);
    app.start_again().unwrap();
    ada.delete("/sessions").assert(204);
    for noticed in [true, false] {
        app.stop();
        kept.put_back(&app);
        if !noticed {
            fs::remove_file(app.config.mark_file()).unwrap();
        }
        app.start_again().unwrap();
        closed(&app, "ada");
        sign_in_on(&app, &device, "ada", PASSWORD).refused(429, "too_many_attempts");
    }
}

#[test]
fn a_device_that_goes_on_refreshing_stays_known_and_one_that_rests_for_half_a_year_does_not() {
    let app = App::start();
    let mut ada = app.patient("ada");
    // One that signed in before there were such cookies is given one.
    let first = device_cookie(&refresh_with(&app, &ada.cookie).assert(200)).unwrap().0;
    let refresh = |ada: &mut Patient, device: &str| {
        let answer = refresh_with(&app, &format!("{}; {device}", ada.cookie)).assert(200);
        ada.cookie = answer.cookie().0;
        device_cookie(&answer)
    };
    assert_eq!(refresh(&mut ada, &first), None);
    app.time_passes(SignedDuration::from_hours(31 * 24));
    let renewed = refresh(&mut ada, &first).unwrap().0;
    app.time_passes(SignedDuration::from_hours(150 * 24));
    closed(&app, "ada");
    sign_in_on(&app, &first, "ada", PASSWORD).refused(429, "too_many_attempts");
    sign_in_on(&app, &renewed, "ada", PASSWORD).assert(201);
}

#[test]
fn the_right_recovery_code_is_taken_while_a_name_is_closed_and_signs_in_after_it() {
    let app = App::start();
    let ada = app.patient("ada");
    closed(&app, "ada");
    for _ in 0..10 {
        recover(&app, "AAAAA-AAAAA-AAAAA-AAAAA");
    }
    recover(&app, "AAAAA-AAAAA-AAAAA-AAAAA").refused(429, "too_many_attempts");
    let recovered = recover(&app, &ada.recovery_code).assert(200);
    let device = device_cookie(&recovered).unwrap().0;
    sign_in_on(&app, &device, "ada", RECOVERED).assert(201);
    app.sign_in("ada", RECOVERED).refused(429, "too_many_attempts");
    recover(&app, &ada.recovery_code).refused(429, "too_many_attempts");
}
