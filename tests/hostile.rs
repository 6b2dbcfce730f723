//! Whatever comes from outside, however broken: it is refused, and nothing breaks.
//!
//! Each input is a good one with some of its bytes changed, cut, doubled or replaced by what parsers stumble over.

use proptest::{
    prelude::{Just, ProptestConfig, Strategy, any, prop_oneof},
    sample::{Index, select},
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use serde_json::json;
use ureq::http::Method;

use crate::{
    bad_input::cases::cases,
    support::{App, Patient, Request},
};

/// For each kind of input.
const CASES: u32 = 150;

const STUMBLING: [&str; 16] = [
    "", "\0", "\u{feff}", "\"", "\r\n", ",", "..", "=", "%00", "-0", "1e999", "\u{202e}", "[[[[[[[[", "{\"",
    "\u{d7ff}", "null",
];

#[derive(Debug, Clone)]
enum Change {
    Byte(Index, u8),
    Cut(Index),
    Doubled(Index, Index),
    Replaced(Index, &'static str),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        any::<Index>().prop_map(Change::Cut),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Doubled(from, to)),
        (any::<Index>(), select(&STUMBLING[..])).prop_map(|(at, text)| Change::Replaced(at, text)),
    ]
}

fn changed(good: &[u8], changes: &[Change]) -> Vec<u8> {
    changes.iter().fold(good.to_vec(), |mut bytes, change| {
        if bytes.is_empty() {
            return bytes;
        }
        match change {
            Change::Byte(at, byte) => *at.get_mut(&mut bytes) = *byte,
            Change::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Change::Doubled(from, to) => {
                let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
                bytes.extend_from_within(from.min(to)..from.max(to));
            }
            Change::Replaced(at, text) => {
                let at = at.index(bytes.len());
                bytes.splice(at..(at + text.len()).min(bytes.len()), text.bytes());
            }
        }
        bytes
    })
}

/// Asks with broken forms of something good; the server answers each, with no fault of its own.
fn broken(good: &str, ask: impl Fn(Vec<u8>) -> Request) {
    // Always the same cases: a test that fails now and then helps nobody.
    let config = ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::default()));
    let inputs = (Just(good), proptest::collection::vec(change(), 1..5));
    let outcome = runner.run(&inputs, |(good, changes)| {
        let answer = ask(changed(good.as_bytes(), &changes)).send();
        proptest::prop_assert!(answer.status < 500, "{}: {}", answer.status, answer.text());
        Ok(())
    });
    outcome.unwrap();
}

/// What of it can stand in a header.
fn header(bytes: Vec<u8>) -> String {
    bytes.into_iter().map(char::from).filter(|one| one.is_ascii_graphic() || *one == ' ').collect()
}

/// What of it can stand in a path.
fn path(bytes: Vec<u8>) -> String {
    header(bytes).replace([' ', '#', '?', '<', '>', '"', '`', '{', '}', '[', ']', '\\', '^', '|'], "~")
}

fn import(ada: &Patient, media_type: &str, file: Vec<u8>) -> Request {
    ada.request(Method::POST, "/imports?format=afterglow").body(media_type, file)
}

#[test]
fn broken_imports_are_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let csv = "at,kind,measure,value,note\n2026-03-10T14:00:00+01:00,check_in,low_mood,6,\"still, tired\"\n\
               2026-03-10T10:00:00+01:00,treatment,iv,0.5 mg/kg,\n,measure,dreams,0..10 higher_is_better,How?\n";
    broken(csv, |file| import(&ada, "text/csv", file));
    for body in &cases()["POST /imports"].bodies {
        broken(&body.to_string(), |file| import(&ada, "application/json", file));
    }
}

#[test]
fn broken_tables_are_described_or_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let table = "Day;When;Mood;Note\n05.03.2026;20:15;7,5;a\n2026-03-08T08:00:00Z;;3/10;b\n\
                 3/14/26 8:30 PM;;1;c\n2026/03/08 8:15:22 PM GMT+5:30;;2;d\n";
    let told = json!({ "Day": "date:day_first", "When": "time", "Mood": "new:0..10 higher_is_worse", "Note": "note" });
    let columns = crate::support::encoded(&told.to_string());
    let ask = |query: &str, file| {
        ada.request(Method::POST, &format!("/imports/preview?format=table{query}")).body("text/csv", file)
    };
    broken(table, |file| ask("", file));
    broken(table, |file| ask(&format!("&columns={columns}"), file));
    broken(&told.to_string(), |told| {
        let columns = crate::support::encoded(&String::from_utf8_lossy(&told));
        ask(&format!("&columns={columns}"), table.into())
    });
}

#[test]
fn broken_tokens_cookies_and_links_are_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let link = ada.post("/shares", &json!({ "label": "Dr. Lee", "measures": ["low_mood"] })).assert(201).json();
    let secret = link["token"].as_str().unwrap();
    broken(&ada.access_token, |token| app.request(Method::GET, "/account").bearer(&header(token)));
    broken(&ada.cookie, |cookie| app.request(Method::POST, "/sessions/refresh").header("cookie", header(cookie)));
    let share = format!("Share {secret}");
    broken(&share, |share| app.request(Method::GET, "/shared").header("authorization", header(share)));
    broken(secret, |secret| app.request(Method::GET, &format!("/shl/{}?recipient=x", path(secret))));
    broken(secret, |ticket| app.request(Method::GET, &format!("/shl/{secret}/files/{}", path(ticket))));
}

#[test]
fn broken_bodies_are_refused_by_every_route_that_takes_one() {
    let app = App::start();
    let ada = app.patient("ada");
    // Those that hash passwords are slow, and their bodies are read like all others.
    let quick =
        |name: &str| !["/accounts", "/sessions", "/account/", "DELETE /account"].iter().any(|slow| name.contains(slow));
    for (name, case) in cases().iter().filter(|(name, _)| quick(name)) {
        let method: Method = name.split(' ').next().unwrap().parse().unwrap();
        broken(&case.bodies[0].to_string(), |body| {
            ada.request(method.clone(), &case.path).body("application/json", body)
        });
    }
}

#[test]
fn broken_queries_are_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    for good in [
        "/check-ins?from=2026-03-01&to=2026-03-10&limit=10&after=x",
        "/changes?since=1&limit=2",
        "/relief?measure=low_mood",
    ] {
        broken(good, |query| {
            ada.request(Method::GET, &format!("/{}", path(query).trim_start_matches('/').replacen('~', "?", 1)))
        });
    }
}
