//! A link sent in a chat is fetched by the chat's own machines, and by what reads mail for viruses, before anyone
//! opens it: they must see nothing and spend nothing.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient};

const BOTS: [&str; 4] = [
    "WhatsApp/2.24.17.78 A",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
];

fn share(ada: &Patient) -> Value {
    let terms = json!({ "label": "CANARY label", "measures": ["low_mood"], "passcode": "grey door" });
    ada.post("/shares", &terms).assert(201).json()
}

/// Nobody has visited, no attempt was used up, and whoever has the passcode gets in.
fn is_untouched(app: &App, ada: &Patient, share: &Value) {
    let token = share["token"].as_str().unwrap();
    let visit = || app.request(Method::GET, "/shared").header("authorization", format!("Share {token}"));
    // Nor does the page that asks for the passcode count as a visit, or as an attempt.
    for _ in 0..2 {
        assert_eq!(visit().send().assert(401).json()["remainingAttempts"], 10);
        let visits = ada.read(&format!("/shares/{}/visits", share["id"].as_str().unwrap()));
        assert_eq!(visits["items"], json!([]));
    }
    visit().header("share-passcode", "grey%20door").send().assert(200);
}

#[test]
fn a_preview_of_a_link_shows_nothing_and_spends_nothing() {
    let app = App::start();
    let ada = app.patient("ada");
    let share = share(&ada);
    // Without its fragment, which no client sends, every link is this one path.
    let asked =
        [Method::GET, Method::HEAD].into_iter().flat_map(|method| ["/s", "/s/"].map(|path| (method.clone(), path)));
    for ((method, path), bot) in asked.flat_map(|asked| BOTS.map(|bot| (asked.clone(), bot))) {
        // The web app is not in every build; the rest holds without it, too.
        let status = if cfg!(feature = "web") { 200 } else { 404 };
        let answer = app.outside(method.clone(), path).header("user-agent", bot).send().assert(status);
        assert_eq!(answer.header("x-robots-tag"), Some("noindex"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert!(answer.header("content-security-policy").unwrap().contains("default-src 'self'"));
        assert_eq!(answer.header("set-cookie"), None);
        let body = String::from_utf8(answer.body).unwrap();
        for secret in ["CANARY", share["token"].as_str().unwrap(), share["id"].as_str().unwrap()] {
            assert!(!body.contains(secret), "{method} by {bot} shows {secret}");
        }
    }
    is_untouched(&app, &ada, &share);
}

#[test]
fn who_asks_for_what_is_shared_without_the_secret_learns_nothing_and_spends_nothing() {
    let app = App::start();
    let ada = app.patient("ada");
    let share = share(&ada);
    let id = share["id"].as_str().unwrap();
    for path in ["/shared", "/shared/live", "/shared/report.pdf", "/shared/fhir"] {
        for bot in BOTS {
            app.request(Method::GET, path).header("user-agent", bot).send().refused(404, "link_not_active");
            // Where the link is told by its id, as the patient's own list does.
            app.request(Method::GET, &format!("{path}?id={id}")).send().refused(404, "link_not_active");
        }
        // What is no visit is asked as with `GET`; a visit is refused.
        let refused = if path == "/shared/live" { 404 } else { 405 };
        app.request(Method::HEAD, path).send().assert(refused);
    }
    is_untouched(&app, &ada, &share);
}

#[test]
fn a_request_without_a_single_header_is_answered_and_spends_nothing() {
    let app = App::start();
    let ada = app.patient("ada");
    let share = share(&ada);
    for path in ["/s", "/api/v1/shared"] {
        let origin = app.outside(Method::GET, path).origin();
        let mut stream = TcpStream::connect(origin.trim_start_matches("http://")).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.0 200") || answer.starts_with("HTTP/1.0 404"), "{answer}");
        assert!(answer.contains("x-robots-tag: noindex") && !answer.contains("CANARY"), "{answer}");
    }
    is_untouched(&app, &ada, &share);
}
