//! Large answers are compressed for those who take it, small ones never.

use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, check_in, hour, id};

/// A journal of which a list is large.
fn with_a_month(app: &App) -> Patient<'_> {
    let ada = app.patient("ada");
    let write =
        |n: usize| json!({ "kind": "check_in", "id": id(n), "body": check_in(&hour(n.try_into().unwrap()), 5) });
    ada.post("/changes", &json!({ "changes": (1..=60).map(write).collect::<Vec<Value>>() })).assert(200);
    ada
}

#[test]
fn a_large_answer_is_compressed_for_who_takes_it_and_says_the_same() {
    let app = App::start();
    let ada = with_a_month(&app);
    for path in ["/changes?since=0", "/check-ins"] {
        let plain = ada.get(path).assert(200);
        assert_eq!(plain.header("content-encoding"), None, "{path}");
        let small = ada.request(Method::GET, path).header("accept-encoding", "gzip").send().assert(200);
        assert_eq!(small.header("content-encoding"), Some("gzip"), "{path}");
        assert!(small.header("vary").unwrap().eq_ignore_ascii_case("accept-encoding"));
        assert!(small.body.len() * 4 < plain.body.len(), "{path}: {} of {}", small.body.len(), plain.body.len());
        let mut text = String::new();
        GzDecoder::new(small.body.as_slice()).read_to_string(&mut text).unwrap();
        assert_eq!(text, plain.text(), "{path}");
    }
}

#[test]
fn a_compressed_answer_has_a_weak_tag_which_is_taken_back() {
    let app = App::start();
    let ada = with_a_month(&app);
    let strong = ada.get("/check-ins").assert(200).etag();
    let weak = ada.request(Method::GET, "/check-ins").header("accept-encoding", "gzip").send().etag();
    assert_eq!(weak, format!("W/{strong}"));
    ada.get_unless("/check-ins", &weak).assert(304);
}

#[test]
fn small_answers_and_those_that_refuse_it_stay_as_they_are() {
    let app = App::start();
    let ada = with_a_month(&app);
    for (path, accepted) in
        [("/account", "gzip"), ("/check-ins", "gzip;q=0"), ("/check-ins", "br"), ("/check-ins", "identity")]
    {
        let answer = ada.request(Method::GET, path).header("accept-encoding", accepted).send().assert(200);
        assert_eq!(answer.header("content-encoding"), None, "{path} {accepted}");
        answer.json();
    }
}
