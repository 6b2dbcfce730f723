//! Accounts: signing up, settings, password, recovery, erasure.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use jiff::SignedDuration;
use serde_json::{Value, json};
use ureq::http::Method;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};

use crate::support::{
    Answer, App, PASSWORD, Patient, RECOVERED, check_in, each, hour, id, measure, rows, sql, stored_bytes,
};

fn signing_up(app: &App, change: &Value) -> Answer {
    let mut form = json!({ "username": "ada", "password": PASSWORD, "time_zone": "Europe/Berlin", "locale": "en-GB" });
    form.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    app.request(Method::POST, "/accounts").json(&form).send()
}

#[test]
fn signing_up_answers_a_recovery_code_once_and_does_not_sign_in() {
    let app = App::start();
    let answer = app.sign_up("Ada.Lovelace@example", PASSWORD).assert(201);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("set-cookie"), None);
    let mut account = answer.json();
    let code = account["recovery_code"].take();
    let groups: Vec<&str> = code.as_str().unwrap().split('-').collect();
    assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [5; 4]);
    let expected = json!({
        "username": "ada.lovelace@example", "time_zone": "Europe/Berlin", "locale": "en", "recovery_code": null
    });
    assert_eq!(account, expected);

    app.request(Method::GET, "/account").send().refused(401, "unauthenticated");
    let signed_in = app.sign_in("ada.lovelace@example", PASSWORD).assert(201);
    assert!(!signed_in.text().contains(code.as_str().unwrap()));
}

#[test]
fn a_name_is_taken_regardless_of_case() {
    let app = App::start();
    app.sign_up("Zoë", PASSWORD).assert(201);
    for name in ["Zoë", "zoë", "ZOË"] {
        app.sign_up(name, PASSWORD).refused(409, "username_taken");
    }
    assert_eq!(rows(&app, "accounts"), 1);
    app.sign_in("zOË", PASSWORD).assert(201);
}

/// The look whether a password can be guessed takes long for some texts: nobody who asks for something else waits.
#[test]
fn while_many_sign_up_with_long_passwords_the_server_answers_others() {
    const MANY: usize = 24;
    let app = App::start();
    let password = "2020-01-01 password123 qwertyuiop zxcvbnm 31.12.1999 letmein!! abcdefgh 20201010 drowssap p@ssw0rd";
    let began = Instant::now();
    let (longest, took) = std::thread::scope(|scope| {
        let (app, began) = (&app, &began);
        let tries: Vec<_> = (0..MANY)
            .map(|n| {
                scope.spawn(move || {
                    app.sign_up(&format!("ada{n}"), &format!("{n} {password}")).assert(201);
                    began.elapsed()
                })
            })
            .collect();
        let mut longest = Duration::ZERO;
        while tries.iter().any(|one| !one.is_finished()) {
            let asked = Instant::now();
            app.outside(Method::GET, "/health/live").send().assert(200);
            longest = longest.max(asked.elapsed());
        }
        let last = tries.into_iter().map(|one| one.join().unwrap()).max().unwrap();
        (longest, last)
    });
    assert!(longest < took / 4, "an answer took {longest:?}, all sign-ups {took:?}");
}

#[test]
fn of_two_who_want_a_name_at_once_one_gets_it() {
    let app = App::start();
    let mut answers: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..4).map(|_| scope.spawn(|| app.sign_up("ada", PASSWORD).status)).collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    answers.sort_unstable();
    assert_eq!(answers, [201, 409, 409, 409]);
    assert_eq!(rows(&app, "accounts"), 1);
}

#[test]
fn passwords_that_are_short_long_or_easy_to_guess_are_refused() {
    let app = App::start();
    let unguessable = |length: usize| "vK7#qz!Rm2@xWp9&".chars().cycle().take(length).collect::<String>();
    let refused = [
        (String::new(), "at least 10 characters"),
        (unguessable(9), "at least 10 characters"),
        ("ĝ".repeat(9), "at least 10 characters"),
        (unguessable(257), "at most 256 characters"),
        ("1".repeat(10), "harder to guess"),
        ("password123".to_owned(), "harder to guess"),
        ("qwertyuiop".to_owned(), "harder to guess"),
        ("          ".to_owned(), "harder to guess"),
        ("ada.lovelace".to_owned(), "harder to guess"),
        ("Afterglow2026".to_owned(), "harder to guess"),
    ];
    for (password, why) in refused {
        let form = json!({ "username": "ada.lovelace", "password": password });
        let answer = signing_up(&app, &form);
        assert_eq!(answer.status, 422, "taken: {password:?}");
        let answer = answer.wrong_at(&["/password"]);
        let detail = answer.json()["errors"][0]["detail"].take();
        assert!(detail.as_str().unwrap().contains(why), "{password:?}: {detail}");
        assert!(password.is_empty() || !answer.text().contains(&password), "{password:?} is told back");
    }
    // Good for anyone of another name.
    let name = "vk7q.zrm2.xwp9";
    let form = json!({ "username": name, "password": name });
    assert!(signing_up(&app, &form).wrong_at(&["/password"]).text().contains("harder to guess"));
    assert_eq!(rows(&app, "accounts"), 0);
    signing_up(&app, &json!({ "username": "ada.lovelace", "password": name })).assert(201);
}

#[test]
fn passwords_of_any_characters_are_taken_as_they_are() {
    let app = App::start();
    let passwords = ["vK7#qz!Rm2".to_owned(), "žluťoučký kůň".to_owned(), "日本語の長い合言葉です".to_owned()];
    let passwords = passwords.into_iter().chain([format!("{} ", "vK7#qz!Rm2@xWp9&".repeat(16).split_off(1))]);
    for (name, password) in ["a1", "a2", "a3", "a4"].iter().zip(passwords) {
        app.sign_up(name, &password).assert(201);
        app.sign_in(name, &password).assert(201);
        // Neither trimmed nor cut.
        app.sign_in(name, &format!("{password} ")).assert(if password.chars().count() == 256 { 422 } else { 401 });
        app.sign_in(name, password.get(..password.len() - 1).unwrap_or("no")).assert(401);
    }
}

#[test]
fn an_unknown_name_and_a_wrong_password_are_answered_alike() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    let unknown = app.sign_in("nobody", PASSWORD).refused(401, "wrong_credentials");
    let wrong = app.sign_in("ada", RECOVERED).refused(401, "wrong_credentials");
    assert_eq!(unknown.body, wrong.body);
    let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(names(&unknown), names(&wrong));
    assert_eq!(rows(&app, "sessions"), 0);

    let recover = |name: &str| {
        let form = json!({ "username": name, "recovery_code": "00000-00000-00000-00000", "new_password": RECOVERED });
        app.request(Method::POST, "/account/recovery").json(&form).send().refused(401, "wrong_credentials")
    };
    assert_eq!(recover("nobody").body, recover("ada").body);
}

#[test]
fn an_unknown_name_takes_as_long_as_a_wrong_password() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    // The shortest of some: whatever else the machine does makes it longer. Without the work it would be a twentieth.
    let shortest = |name: &str| {
        let one = || {
            let began = Instant::now();
            app.sign_in(name, RECOVERED).assert(401);
            began.elapsed()
        };
        (0..5).map(|_| one()).min().unwrap()
    };
    let (unknown, known) = (shortest("nobody"), shortest("ada"));
    assert!(unknown * 4 > known, "{unknown:?} and {known:?}");
}

#[test]
fn settings_are_read_and_changed_one_by_one() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut expected = json!({
        "id": account_id(&ada), "username": "ada", "time_zone": "Europe/Berlin", "locale": "en", "country": null,
        "conditions": [], "measures": [], "questionnaires": [], "created_at": "2026-03-10T12:00:00Z"
    });
    assert_eq!(ada.read("/account"), expected);
    let changes = [
        ("country", json!("DE")),
        ("measures", json!(["sleep_quality", "low_mood"])),
        ("conditions", json!(["ptsd", "depression"])),
        ("questionnaires", json!([{ "questionnaire": "pcl_5", "every_days": 7 }])),
        ("first_hours", json!(["anxiety", "low_mood"])),
        ("time_zone", json!("Pacific/Auckland")),
        ("locale", json!("pt-BR")),
        ("country", Value::Null),
        ("reminders", json!({ "times": ["09:00"], "quiet": null, "after_treatment": true })),
        ("reminders", Value::Null),
    ];
    for (member, value) in changes {
        let answer = ada.patch("/account", &json!({ member: value })).assert(200).json();
        match (member, &value) {
            ("reminders", Value::Null) => _ = expected.as_object_mut().unwrap().remove(member),
            ("reminders", _) => expected[member] = answer[member].clone(),
            _ => expected[member] = value.clone(),
        }
        assert_eq!(answer, expected);
        assert_eq!(ada.read("/account"), expected);
    }
    assert_eq!(ada.patch("/account", &json!({})).assert(200).json(), expected);
    ada.patch("/account", &json!({ "username": "eve" })).wrong_at(&["/username"]);
    ada.patch("/account", &json!({ "first_hours": ["a", "b", "c"] })).wrong_at(&["/first_hours"]);
    ada.patch("/account", &json!({ "country": "DE", "phone": 1 })).wrong_at(&["/phone"]);
    for never_cleared in ["time_zone", "locale", "conditions", "measures", "first_hours", "questionnaires"] {
        ada.patch("/account", &json!({ never_cleared: null })).wrong_at(&[&format!("/{never_cleared}")]);
    }
    assert_eq!(ada.read("/account"), expected);
}

#[test]
fn settings_are_changed_upon_what_was_read_or_not_at_all() {
    let app = App::start();
    let ada = app.patient("ada");
    let phone = app.another_device(&ada);
    let upon =
        |tag: &str, change: &Value| ada.request(Method::PATCH, "/account").header("if-match", tag).json(change).send();
    let read = ada.get("/account").assert(200);
    let tag = read.header("etag").unwrap().to_owned();
    assert_eq!(ada.get("/account").header("etag"), Some(tag.as_str()));
    ada.get_unless("/account", &tag).assert(304);

    let measures = |ids: &[&str]| json!({ "measures": ids });
    phone.patch("/account", &measures(&["low_mood", "theirs"])).assert(200);
    let refused = upon(&tag, &measures(&["low_mood", "mine"])).refused(412, "changed_elsewhere");
    assert_eq!(refused.json()["current"]["measures"], json!(["low_mood", "theirs"]));
    assert_eq!(ada.read("/account")["measures"], json!(["low_mood", "theirs"]));

    let tag = ada.get("/account").header("etag").unwrap().to_owned();
    let changed = upon(&tag, &measures(&["low_mood", "theirs", "mine"])).assert(200);
    assert_eq!(changed.header("etag"), ada.get("/account").header("etag"));
    upon("*", &json!({ "country": "DE" })).assert(200);
    upon("\"nonsense\", \"more\"", &json!({ "country": "AT" })).refused(412, "changed_elsewhere");
    assert_eq!(ada.read("/account")["country"], "DE");
}

#[test]
fn of_two_devices_that_change_what_they_read_at_once_none_is_overwritten() {
    let app = App::start();
    let ada = app.patient("ada");
    let add = |measure: &str| {
        loop {
            let read = ada.get("/account").assert(200);
            let mut measures = read.json()["measures"].take();
            measures.as_array_mut().unwrap().push(json!(measure));
            let answer = ada
                .request(Method::PATCH, "/account")
                .header("if-match", read.header("etag").unwrap())
                .json(&json!({ "measures": measures }))
                .send();
            match answer.status {
                200 => return,
                412 => {}
                other => panic!("{other}"),
            }
        }
    };
    std::thread::scope(|scope| {
        for measure in ["one", "two", "three", "four"] {
            scope.spawn(move || add(measure));
        }
    });
    let kept = ada.read("/account")["measures"].take();
    let kept: BTreeSet<&str> = kept.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(kept, BTreeSet::from(["one", "two", "three", "four"]));
}

#[test]
fn a_new_recovery_code_asks_for_the_password_and_voids_the_earlier_one() {
    let app = App::start();
    let ada = app.patient("ada");
    let renew = |password: &str| ada.post("/account/recovery-code", &json!({ "password": password }));
    renew("not her password").refused(403, "wrong_password");
    let answer = renew(PASSWORD).assert(201);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let code = answer.json()["recovery_code"].as_str().unwrap().to_owned();
    assert_ne!(code, ada.recovery_code);
    assert_eq!(each(&ada.read("/account/audit-trail")["items"], "action"), ["recovery_code_made", "signed_in"]);
    // Nobody is signed out by it.
    ada.get("/account").assert(200);

    let recover = |code: &str| {
        let form = json!({ "username": "ada", "recovery_code": code, "new_password": RECOVERED });
        app.request(Method::POST, "/account/recovery").json(&form).send()
    };
    recover(&ada.recovery_code).refused(401, "wrong_credentials");
    recover(&code).assert(200);
    app.sign_in("ada", RECOVERED).assert(201);
}

#[test]
fn a_new_password_ends_every_session_and_starts_one() {
    let app = App::start();
    let ada = app.patient("ada");
    let (phone, laptop) = (app.another_device(&ada), app.another_device(&ada));
    let form = |current| json!({ "current_password": current, "new_password": RECOVERED });
    ada.put("/account/password", &form("not her password")).refused(403, "wrong_password");
    phone.get("/account").assert(200);

    let changed = ada.put("/account/password", &form(PASSWORD)).assert(200);
    for device in [&ada, &phone, &laptop] {
        device.get("/account").refused(401, "session_ended");
        device.refresh().refused(401, "session_ended");
    }
    let token = changed.json()["access_token"].as_str().unwrap().to_owned();
    app.request(Method::GET, "/account").bearer(&token).send().assert(200);
    app.request(Method::POST, "/sessions/refresh").header("cookie", changed.cookie().0).send().assert(200);
    app.sign_in("ada", PASSWORD).refused(401, "wrong_credentials");
    app.sign_in("ada", RECOVERED).assert(201);
}

#[test]
fn a_new_password_is_as_strong_as_the_first() {
    let app = App::start();
    let ada = app.patient("ada.lovelace");
    for weak in ["short", "ada.lovelace", "password123", &"x".repeat(257)] {
        let form = json!({ "current_password": PASSWORD, "new_password": weak });
        ada.put("/account/password", &form).wrong_at(&["/new_password"]);
        let form = json!({ "username": ada.name, "recovery_code": ada.recovery_code, "new_password": weak });
        app.request(Method::POST, "/account/recovery").json(&form).send().wrong_at(&["/new_password"]);
    }
    ada.get("/account").assert(200);
}

#[test]
fn the_recovery_code_works_once_however_carelessly_it_is_typed() {
    let app = App::start();
    let ada = app.patient("ada");
    let recover = |code: &str, password: &str| {
        let form = json!({ "username": "ADA", "recovery_code": code, "new_password": password });
        app.request(Method::POST, "/account/recovery").json(&form).send()
    };
    let careless =
        format!("  {} ", ada.recovery_code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l"));
    let answer = recover(&careless, RECOVERED).assert(200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    // It starts no session; the device is known from now on, so that guesses do not keep it waiting.
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1);
    assert!(answer.cookie().0.starts_with("afterglow-device="), "{:?}", answer.cookie());
    let next = answer.json()["recovery_code"].as_str().unwrap().to_owned();
    assert_ne!(next, ada.recovery_code);

    ada.get("/account").refused(401, "session_ended");
    ada.refresh().refused(401, "session_ended");
    recover(&ada.recovery_code, PASSWORD).refused(401, "wrong_credentials");
    app.sign_in("ada", PASSWORD).refused(401, "wrong_credentials");
    app.sign_in("ada", RECOVERED).assert(201);
    recover(&next, PASSWORD).assert(200);
    app.sign_in("ada", PASSWORD).assert(201);
}

#[test]
fn erasing_an_account_leaves_nothing_and_frees_the_name() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    for patient in [&ada, &bob] {
        patient.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
        patient.put("/measures/calm", &measure("How calm?")).assert(201);
        patient.delete(&format!("/check-ins/{}", id(1))).assert(204);
    }
    let password = |password| ada.request(Method::DELETE, "/account").json(&json!({ "password": password })).send();
    password("not her password").refused(403, "wrong_password");
    ada.delete("/account").refused(415, "unsupported_media_type");
    ada.get("/account").assert(200);

    let erased = password(PASSWORD).assert(204);
    assert!(erased.cookie().1.contains(&"Max-Age=0".to_owned()), "{:?}", erased.cookie());
    assert_eq!(erased.header("clear-site-data"), Some("\"storage\""));
    ada.get("/account").refused(401, "session_ended");
    ada.refresh().refused(401, "account_unknown");
    app.sign_in("ada", PASSWORD).refused(401, "wrong_credentials");
    for (table, left) in [("accounts", 1), ("journals", 1), ("records", 2), ("sessions", 1)] {
        assert_eq!(rows(&app, table), left, "{table}");
    }
    bob.get("/measures").assert(200);

    let again = app.patient("ada");
    assert_eq!(again.read("/changes")["changes"], json!([]));
    app.time_passes(SignedDuration::from_mins(1));
    ada.get("/account").refused(401, "session_ended");
}

#[test]
fn a_password_hashed_with_less_effort_is_hashed_anew_at_sign_in() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(4096, 1, 1, None).unwrap());
    let weak = weak.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    sql(&app, &format!("UPDATE accounts SET password_hash = '{weak}'"));
    let strong = || {
        let (stored, sought) = (stored_bytes(&app), b"$argon2id$v=19$m=19456,t=2,p=1$");
        stored.windows(sought.len()).filter(|window| window == sought).count()
    };
    let before = strong();
    app.sign_in("ada", "another password than hers").assert(401);
    assert_eq!(strong(), before);
    app.sign_in("ada", PASSWORD).assert(201);
    assert!(strong() > before);
    app.sign_in("ada", PASSWORD).assert(201);
}

/// The id of an account, of which its cookie begins.
fn account_id<'a>(patient: &'a Patient<'_>) -> &'a str {
    patient.cookie.split(['=', '.']).nth(1).unwrap()
}

#[test]
fn an_account_of_a_name_that_was_erased_has_another_id() {
    let app = App::start();
    let first = app.patient("ada");
    first.request(Method::DELETE, "/account").json(&json!({ "password": PASSWORD })).send().assert(204);
    let second = app.patient("ada");
    assert_eq!(second.read("/account")["id"], account_id(&second));
    assert_ne!(account_id(&first), account_id(&second));
}
