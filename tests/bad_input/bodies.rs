//! Bodies: every field tried wrong, one at a time and all at once.

use serde_json::{Value, json};

use super::{cases::cases, wrong::Trials};
use crate::support::{App, Patient, contract::operations, id, rows};

/// Everything that could have been written.
fn written(ada: &Patient) -> Value {
    json!([ada.everything(), rows(ada.app, "accounts"), rows(ada.app, "sessions"), rows(ada.app, "records")])
}

#[test]
fn every_route_that_takes_a_body_is_in_the_table() {
    let documented: Vec<String> = operations()
        .into_iter()
        .filter(|operation| operation.body().is_some() && !operation.is_smart_health_link())
        .map(|operation| operation.name)
        .collect();
    let mut tried: Vec<&str> = cases().into_keys().collect();
    tried.sort_by_key(|name| documented.iter().position(|known| known == name));
    assert_eq!(tried, documented);
}

#[test]
fn every_field_of_every_body_tried_wrong_is_pointed_at_and_nothing_is_written() {
    let app = App::start();
    let ada = app.patient("ada");
    let before = written(&ada);
    let cases = cases();
    let mut tried = 0;
    for operation in operations().iter().filter(|operation| !operation.takes_what_others_define()) {
        let Some(schema) = operation.body() else { continue };
        let Some(case) = cases.get(operation.name.as_str()) else { continue };
        for example in &case.bodies {
            let mut trials = Trials::of(schema, example);
            (case.more)(&mut trials);
            // An import that is no object is read as rows.
            let rows = |body: &Value| operation.name == "POST /imports" && !body.is_object();
            for wrong in trials.wrong.iter().filter(|wrong| !rows(&wrong.body)) {
                let answer = ada.request(operation.method.clone(), &case.path).json(&wrong.body).send();
                assert_eq!(answer.status, 422, "{} {:?}: {}", operation.name, wrong, answer.text());
                let answer = answer.refused(422, "invalid_body");
                assert_eq!(
                    answer.pointers(),
                    [wrong.at.as_str()],
                    "{} {}: {}",
                    operation.name,
                    wrong.body,
                    answer.text()
                );
                tried += 1;
            }
        }
        assert_eq!(written(&ada), before, "{}", operation.name);
    }
    assert!(tried > 1000, "{tried}");
}

#[test]
fn every_good_body_of_the_table_is_taken() {
    let app = App::start();
    let ada = app.patient("ada");
    let cases = cases();
    // Those that end the session or the account come last, and what they need is gone by then.
    let last = ["PUT /account/password", "POST /account/recovery", "DELETE /account"];
    // These need a mail server: tests/reminders/mails.rs.
    let elsewhere = ["PUT /account/reminder-mail", "POST /account/reminder-mail/confirmation"];
    let here = |name: &str| !last.contains(&name) && !elsewhere.contains(&name);
    for operation in operations().iter().filter(|operation| here(&operation.name)) {
        let Some(case) = cases.get(operation.name.as_str()) else { continue };
        for example in &case.bodies {
            let answer = ada.request(operation.method.clone(), &case.path).json(example).send();
            assert!(answer.status < 300, "{} {example}: {}", operation.name, answer.text());
        }
    }
}

#[test]
fn everything_wrong_with_a_body_is_told_at_once() {
    let app = App::start();
    let ada = app.patient("ada");
    let body = json!({ "at": 1, "scores": { "low_mood": "x", "pain": [] }, "note": false, "mood": 1 });
    let answer = ada.put(&format!("/check-ins/{}", id(1)), &body).refused(422, "invalid_body");
    let mut pointers = answer.pointers();
    pointers.sort();
    assert_eq!(pointers, ["/at", "/mood", "/note", "/scores/low_mood", "/scores/pain"]);

    let body = json!({ "dose": { "amount": -1, "unit": "g" }, "blood_pressure": { "peak": { "systolic": 1 } }, "route": "ear" });
    let mut pointers = ada.put(&format!("/treatments/{}", id(1)), &body).refused(422, "invalid_body").pointers();
    pointers.sort();
    let expected = [
        "/at",
        "/blood_pressure/peak/diastolic",
        "/blood_pressure/peak/systolic",
        "/dose/amount",
        "/dose/unit",
        "/medicine",
        "/route",
    ];
    assert_eq!(pointers, expected);
}
