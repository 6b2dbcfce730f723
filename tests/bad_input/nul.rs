//! The character U+0000: PostgreSQL's texts cannot hold it, so none may get through to one.

use serde_json::Value;

use super::cases::cases;
use crate::support::{Answer, App, contract::operations, refresh_with};

/// Taken or refused, but by the server's own judgement.
#[track_caller]
fn is_judged(answer: &Answer, what: &str) {
    assert!(answer.status < 500, "{what}: {} {}", answer.status, answer.text());
}

/// Each copy of a body in which one of its texts ends in NUL.
fn with_nul(body: &Value) -> Vec<Value> {
    let mut places = Vec::new();
    texts(body, String::new(), &mut places);
    let spoiled = |place: &String| {
        let mut spoiled = body.clone();
        let text = spoiled.pointer_mut(place).unwrap();
        *text = format!("{}\0", text.as_str().unwrap()).into();
        spoiled
    };
    places.iter().map(spoiled).collect()
}

fn texts(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| texts(item, format!("{at}/{index}"), found));
        }
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| texts(member, format!("{at}/{name}"), found));
        }
        _ => {}
    }
}

#[test]
fn in_a_text_of_a_body_it_is_kept_or_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let (cases, mut tried) = (cases(), 0);
    for operation in operations() {
        let Some(case) = cases.get(operation.name.as_str()) else { continue };
        for body in case.bodies.iter().flat_map(with_nul) {
            let answer = ada.request(operation.method.clone(), &case.path).json(&body).send();
            is_judged(&answer, &format!("{} {body}", operation.name));
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn in_a_path_or_a_query_it_names_nothing() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut tried = 0;
    for operation in operations() {
        for nul in ["%00", "a%00", "019cd800-0000-7000-8000-000000000001%00"] {
            let path = ["{id}", "{secret}", "{ticket}"]
                .iter()
                .fold(operation.path.clone(), |path, name| path.replace(name, nul));
            if path == operation.path {
                continue;
            }
            let answer = ada.request(operation.method.clone(), &path).send();
            is_judged(&answer, &operation.name);
            tried += 1;
        }
        for name in operation.query() {
            let path = operation.path.replace("{secret}", "none");
            is_judged(&ada.request(operation.method.clone(), &format!("{path}?{name}=%00")).send(), &operation.name);
        }
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn in_a_cursor_or_a_cookie_it_leads_nowhere() {
    let app = App::start();
    let ada = app.patient("ada");
    // "0:\0"
    ada.get("/check-ins?after=MDoA").wrong_at(&["/after"]);
    let parts: Vec<&str> = ada.cookie.split('.').collect();
    let [account, session, secret] = parts[..] else { panic!("{}", ada.cookie) };
    for cookie in [format!("{account}%00.{session}.{secret}"), format!("{account}.{session}%00.{secret}")] {
        refresh_with(&app, &cookie).refused(401, "session_ended");
    }
    ada.refresh().assert(200);
}
