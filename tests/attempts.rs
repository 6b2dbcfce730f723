//! How often somebody may try to get in.

use afterglow::platform::address::TrustedProxies;
use jiff::SignedDuration;
use serde_json::json;
use ureq::http::Method;

use crate::support::{Answer, App, PASSWORD, RECOVERED, sql};

const WRONG: &str = "not the password at all";

fn from(app: &App, address: &str, name: &str) -> Answer {
    let form = json!({ "username": name, "password": WRONG });
    app.request(Method::POST, "/sessions").header("x-forwarded-for", address).json(&form).send()
}

#[test]
fn after_ten_wrong_passwords_a_name_waits_whether_or_not_it_exists() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    app.sign_up("bob", PASSWORD).assert(201);
    for name in ["ada", "nobody"] {
        let answers: Vec<_> = (0..12).map(|_| app.sign_in(name, WRONG)).collect();
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses, [[401; 10].as_slice(), &[429; 2]].concat(), "{name}");
        let wait = answers[11].headers["retry-after"].to_str().unwrap().parse::<i64>().unwrap();
        assert!((1..=15 * 60).contains(&wait), "{wait}");
    }
    app.sign_in("ada", PASSWORD).refused(429, "too_many_attempts");
    app.sign_in("ADA", PASSWORD).refused(429, "too_many_attempts");
    app.sign_in("bob", PASSWORD).assert(201);
    app.time_passes(SignedDuration::from_mins(15));
    app.sign_in("ada", PASSWORD).assert(201);
}

#[test]
fn guessing_at_once_gains_nothing() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    let looked_at = std::thread::scope(|scope| {
        let guesses: Vec<_> = (0..30).map(|_| scope.spawn(|| app.sign_in("ada", WRONG).status)).collect();
        guesses.into_iter().filter_map(|guess| (guess.join().unwrap() == 401).then_some(())).count()
    });
    assert_eq!(looked_at, 10);
}

#[test]
fn whoever_gets_in_starts_afresh() {
    let app = App::start();
    app.sign_up("ada", PASSWORD).assert(201);
    for _ in 0..3 {
        for _ in 0..9 {
            app.sign_in("ada", WRONG).refused(401, "wrong_credentials");
        }
        app.sign_in("ada", PASSWORD).assert(201);
    }
}

#[test]
fn a_password_asked_for_again_and_a_recovery_code_are_limited_too() {
    let app = App::start();
    let ada = app.patient("ada");
    for _ in 0..10 {
        ada.post("/sessions/current/confirmation", &json!({ "password": WRONG })).refused(403, "wrong_password");
    }
    let again = json!({ "password": PASSWORD });
    ada.post("/sessions/current/confirmation", &again).refused(429, "too_many_attempts");
    ada.request(Method::DELETE, "/account").json(&again).send().refused(429, "too_many_attempts");
    ada.post("/account/recovery-code", &again).refused(429, "too_many_attempts");
    // Whoever is signed in goes on writing, and may sign in elsewhere.
    ada.get("/check-ins").assert(200);
    app.another_device(&ada);

    let recover = |code: &str| {
        let form = json!({ "username": "ada", "recovery_code": code, "new_password": RECOVERED });
        app.request(Method::POST, "/account/recovery").json(&form).send()
    };
    for _ in 0..10 {
        recover("AAAAA-AAAAA-AAAAA-AAAAA").refused(401, "wrong_credentials");
    }
    recover("AAAAA-AAAAA-AAAAA-AAAAA").refused(429, "too_many_attempts");
    // Guessed codes keep nobody from signing in, nor from recovering with the right one.
    app.another_device(&ada);
    recover(&ada.recovery_code).assert(200);
}

#[test]
fn an_address_is_limited_over_all_names_and_a_header_counts_from_a_trusted_proxy_alone() {
    let full = |app: &App| {
        from(app, "198.51.100.1", "first").refused(401, "wrong_credentials");
        sql(app, "UPDATE attempts SET count = 500");
        from(app, "198.51.100.1", "second").refused(429, "too_many_attempts");
    };
    let behind = App::start_with(|config| {
        config.trusted_proxies = TrustedProxies::new(vec!["127.0.0.0/8".parse().unwrap()]);
    });
    full(&behind);
    from(&behind, "198.51.100.2", "third").refused(401, "wrong_credentials");
    from(&behind, "203.0.113.9, 198.51.100.1", "fourth").refused(429, "too_many_attempts");

    let open = App::start();
    full(&open);
    from(&open, "198.51.100.2", "third").refused(429, "too_many_attempts");
}

#[test]
fn what_is_stored_of_a_try_names_nobody() {
    let app = App::start();
    app.sign_in("tell-tale-name", WRONG).refused(401, "wrong_credentials");
    let stored = crate::support::stored_bytes(&app);
    for word in ["tell-tale-name", "127.0.0.1"] {
        assert!(!stored.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
}
