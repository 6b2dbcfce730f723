//! Bodies that are no JSON, or no body at all.

use serde_json::json;

use super::cases::{self, Case, cases};
use crate::support::{
    App, Patient,
    contract::{Operation, operations},
    id,
};

const DEEP: usize = 10_000;

fn with_bodies() -> Vec<(Operation, Case)> {
    let mut cases = cases();
    let known = |operation: Operation| cases.remove(operation.name.as_str()).map(|case| (operation, case));
    operations().into_iter().filter_map(known).collect()
}

fn is_import(operation: &Operation) -> bool {
    operation.name.starts_with("POST /imports")
}

#[test]
fn what_is_not_json_is_refused_by_every_route() {
    let app = App::start();
    let ada = app.patient("ada");
    let before = ada.everything();
    let broken: [&[u8]; 12] = [
        b"{",
        b"{\"at\": ",
        b"{\"at\": tomorrow}",
        b"{'at': 1}",
        b"{\"at\": 1,}",
        b"{\"at\": NaN}",
        b"{\"at\": 1e400}",
        b"{} {}",
        b"{\"note\": \"\xff\xfe\"}",
        b"{\"note\": \"\xed\xa0\x80\"}",
        b"{\"note\": \"\\ud800\"}",
        b"{\"note\": \"\0\"}",
    ];
    for (operation, case) in with_bodies() {
        let sent =
            |body: &[u8]| ada.request(operation.method.clone(), &case.path).body("application/json", body).send();
        let (status, code) = if is_import(&operation) { (422, "invalid_import") } else { (400, "invalid_json") };
        for body in broken {
            sent(body).refused(status, code);
        }
        let nested = [
            "[".repeat(DEEP),
            "{\"a\":".repeat(DEEP),
            format!("{{\"note\": {}{}}}", "[".repeat(DEEP), "]".repeat(DEEP)),
            format!("{{\"scores\": {}1{}}}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP)),
        ];
        for body in nested {
            sent(body.as_bytes()).refused(status, code);
        }
        // An import that does not begin as JSON is read as CSV, and is none.
        for body in [&b""[..], b"null and void", b"\xff\xfe\x00\x01", b"<xml/>"] {
            sent(body).refused(status, code);
        }
        assert_eq!(ada.everything(), before, "{}", operation.name);
    }
}

#[test]
fn json_that_is_no_object_is_refused_as_a_whole() {
    let app = App::start();
    let ada = app.patient("ada");
    for (operation, case) in with_bodies().into_iter().filter(|(operation, _)| !is_import(operation)) {
        for body in [json!(null), json!([]), json!("text"), json!(7), json!(-7.5), json!(true)] {
            ada.request(operation.method.clone(), &case.path).json(&body).send().wrong_at(&[""]);
        }
    }
    assert_eq!(ada.revision(), 0);
}

#[test]
fn a_body_of_another_content_type_is_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let before = ada.everything();
    for (operation, case) in with_bodies() {
        let sent = |content_type: &str| {
            let request = ada.request(operation.method.clone(), &case.path);
            request.body(content_type, case.bodies[0].to_string()).send()
        };
        // What a page of another site can send without asking.
        for foreign in
            ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html"]
        {
            sent(foreign).refused(415, "unsupported_media_type");
        }
        for foreign in ["application/jsonp", "json", "", "application/xml"] {
            sent(foreign).refused(415, "unsupported_media_type");
        }
    }
    assert_eq!(ada.everything(), before);
    let path = format!("/check-ins/{}", id(1));
    for taken in ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"] {
        let request = ada.request(ureq::http::Method::PUT, &path);
        let answer = request.body(taken, cases::check_in().to_string()).send();
        assert!(answer.status < 300, "{taken}: {}", answer.text());
    }
}

#[test]
fn a_key_given_twice_counts_once_and_strange_texts_are_kept() {
    let app = App::start();
    let ada = app.patient("ada");
    let path = format!("/check-ins/{}", id(1));
    let twice = br#"{"at": "2026-03-10T12:00:00Z", "scores": {"low_mood": 1, "low_mood": 2}}"#;
    ada.request(ureq::http::Method::PUT, &path).body("application/json", &twice[..]).send().assert(201);
    assert_eq!(ada.read(&path)["scores"], json!({ "low_mood": 2 }));
    for note in
        ["<script>alert(1)</script>", "\u{202e}reversed\u{0}\u{7f}", "'; DROP TABLE records; --", "👩‍👩‍👧 é e\u{301}"]
    {
        keeps(&ada, &path, note);
    }
    keeps(&ada, &path, &"🌊".repeat(10_000));
}

fn keeps(ada: &Patient, path: &str, note: &str) {
    ada.put(path, &json!({ "date": "2026-03-10", "note": note })).assert(200);
    assert_eq!(ada.read(path)["note"], note);
}
