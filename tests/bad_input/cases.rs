//! A good body with every field for each route that takes one, and what can be wrong that its schema does not tell.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::wrong::{Trials, Wrong};
use crate::support::{PASSWORD, RECOVERED, SAFETY_PLAN, hour, id, questionnaires::phq_9};

/// What a route takes, and what its schema cannot tell.
pub struct Case {
    pub path: String,
    pub bodies: Vec<Value>,
    pub more: fn(&mut Trials),
}

impl Case {
    fn new(path: impl Into<String>, bodies: impl Into<Vec<Value>>, more: fn(&mut Trials)) -> Self {
        Self { path: path.into(), bodies: bodies.into(), more }
    }
}

pub fn check_in() -> Value {
    json!({
        "at": hour(0), "scores": { "low_mood": 7, "sleep_quality": 0 }, "note": "rain",
        "asked": { "low_mood": { "version": 1, "language": "de" } }
    })
}

pub fn treatment() -> Value {
    json!({
        "at": hour(0), "planned": false, "duration_minutes": 40, "medicine": "ketamine", "route": "iv",
        "dose": { "amount": 0.5, "unit": "mg/kg" }, "setting": "clinic", "intention": "rest", "experience": "far",
        "side_effects": [{ "effect": "nausea", "severity": 1 }],
        "blood_pressure": { "before": { "systolic": 120, "diastolic": 80 }, "peak": { "systolic": 150, "diastolic": 90 } },
        "readings": [{
            "minutes": 40, "blood_pressure": { "systolic": 142, "diastolic": 88 }, "pulse": 96, "sedation": 3, "dissociation": 6
        }]
    })
}

pub fn event() -> Value {
    json!({ "at": hour(0), "category": "life", "title": "Moved", "note": "at last" })
}

pub fn measure() -> Value {
    json!({
        "question": "How calm?", "low_label": "not", "high_label": "very", "min": 0, "max": 4,
        "polarity": "higher_is_better"
    })
}

pub fn response() -> Value {
    json!({ "at": hour(0), "questionnaire": "phq_9", "total": 14, "answers": { "q1": "LA6568-5" } })
}

pub fn safety_plan() -> Value {
    json!({
        "warning_signs": ["I stop answering"], "helps_alone": ["A walk"], "helps_with_others": ["Tea with Jo"],
        "places": ["The library"], "people": [{ "name": "Jo", "phone": "+44 1632 960001", "note": "evenings" }],
        "safer_surroundings": ["Jo keeps the key"], "reasons_to_live": ["Spring"]
    })
}

fn share() -> Value {
    json!({
        "label": "Dr. Lee", "measures": ["low_mood"], "range": { "last_days": 90, "from": null, "to": null },
        "include": { "notes": true, "doses": true, "side_effects": false, "self_harm": false, "questionnaires": true, "safety_plan": true },
        "language": "de", "expires_in_days": 30, "passcode": "1234", "patient": { "name": "Ada Byron", "birth_date": "1985-12-10" }
    })
}

fn reminders() -> Value {
    json!({
        "times": ["09:00"], "quiet": { "from": "22:00", "to": "07:00" }, "after_treatment": true, "before_treatment": true
    })
}

pub fn subscription() -> Value {
    json!({
        "endpoint": "https://push.example/7f1c",
        "keys": {
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg"
        },
        "key_version": 1
    })
}

fn wrong_subscription(trials: &mut Trials) {
    for wrong in ["", "push", "http://push.example/x", "https://localhost/x", "https://10.0.0.1/x", "https://[::1]/x"] {
        trials.set("/endpoint", json!(wrong));
    }
    trials.set("/key_version", json!(2));
    for wrong in ["", "BAAA", "!"] {
        trials.set("/keys/p256dh", json!(wrong));
        trials.set("/keys/auth", json!(wrong));
    }
    // Not on the curve.
    trials.set("/keys/p256dh", json!(format!("BC{}", "x".repeat(85))));
}

fn wrong_reminders(trials: &mut Trials) {
    for wrong in ["", "9:00", "24:00", "09:60", "noon"] {
        trials.set("/reminders/times/0", json!(wrong));
        trials.set("/reminders/quiet/from", json!(wrong));
    }
    trials.set("/reminders/times/0", json!("06:59"));
    trials.set_blaming("/reminders/times", json!(["09:00", "09:00"]), "/reminders/times/1");
    let many: Vec<String> = (10..17).map(|hour| format!("{hour}:00")).collect();
    trials.set("/reminders/times", json!(many));
    trials.set_blaming("/reminders/quiet/to", json!("22:00"), "/reminders/quiet/to");
}

fn regular() -> Value {
    json!({ "questionnaire": "phq_9", "every_days": 14 })
}

/// What is wrong with times, wherever they stand.
fn wrong_times(trials: &mut Trials, at: &str) {
    for wrong in [
        "",
        "2026-03-10",
        "2026-03-10T12:00:00",
        "2026-13-10T12:00:00Z",
        "1899-12-31T00:00:00Z",
        "2200-01-01T00:00:00Z",
    ] {
        trials.set(at, json!(wrong));
    }
}

fn wrong_check_in(trials: &mut Trials) {
    wrong_times(trials, "/at");
    trials.set_blaming("/date", json!("2026-03-10"), "/date");
    trials.remove("/at");
    for wrong in [("/scores/low_mood", 11), ("/scores/low_mood", -1), ("/scores/cheer", 1), ("/scores/~1~0", 1)] {
        trials.set(wrong.0, json!(wrong.1));
    }
    let mut many: BTreeMap<String, i32> = (0..100).map(|n| (format!("m{n}"), 1)).collect();
    many.insert("low_mood".to_owned(), 1);
    trials.set("/scores", json!(many));
    for of in ["worry", "own", "~1~0"] {
        trials.set(&format!("/asked/{of}"), json!({ "version": 1 }));
    }
    for wrong in [json!("Deutsch bitte"), json!("d"), json!("a".repeat(36))] {
        trials.set("/asked/low_mood/language", wrong);
    }
}

fn wrong_event(trials: &mut Trials) {
    wrong_times(trials, "/at");
    trials.set("/date", json!("2026-03-10"));
    trials.remove("/at");
    trials.set("/title", json!(" \n"));
}

fn wrong_treatment(trials: &mut Trials) {
    wrong_times(trials, "/at");
    trials.set("/medicine", json!(" "));
    trials.set("/side_effects", json!(vec![json!({ "effect": "nausea", "severity": 1 }); 51]));
    let many: Vec<Value> = (0..51).map(|minutes| json!({ "minutes": minutes, "pulse": 70 })).collect();
    trials.set("/readings", json!(many));
    trials.set("/readings/0", json!({ "minutes": 40 }));
    let twice = json!([{ "minutes": 40, "pulse": 70 }, { "minutes": 40, "sedation": 1 }]);
    trials.set_blaming("/readings", twice, "/readings/1/minutes");
}

fn wrong_response(trials: &mut Trials) {
    wrong_times(trials, "/at");
    trials.set("/date", json!("2026-03-10"));
    trials.remove("/at");
    for wrong in [28.0, -1.0, 14.5, 100.0] {
        trials.set("/total", json!(wrong));
    }
    // A good total of the PHQ-9 is none of these.
    for other in ["peg", "who_5"] {
        trials.set_blaming("/questionnaire", json!(other), "/total");
    }
    trials.set("/questionnaire", json!("PHQ-9"));
    trials.set("/total", Value::Null);
    trials.set("/answers/q1", json!("x".repeat(256)));
}

fn wrong_safety_plan(trials: &mut Trials) {
    for part in ["warning_signs", "helps_alone", "helps_with_others", "places", "safer_surroundings", "reasons_to_live"]
    {
        trials.set(&format!("/{part}"), json!(vec!["one"; 21]));
        for wrong in [" \n".to_owned(), "x".repeat(301)] {
            trials.set(&format!("/{part}/0"), json!(wrong));
        }
    }
    trials.set("/people", json!(vec![json!({ "name": "Jo" }); 21]));
    for field in ["name", "phone", "note"] {
        trials.set(&format!("/people/0/{field}"), json!(" "));
    }
    trials.wrong.push(Wrong { body: json!({}), at: String::new() });
    trials.wrong.push(Wrong { body: json!({ "people": [], "places": [] }), at: String::new() });
}

fn wrong_measure(trials: &mut Trials) {
    trials.set("/question", json!(" "));
    for (place, bound, blamed) in
        [("/min", 4, "/max"), ("/max", 0, "/max"), ("/max", 101, "/max"), ("/min", -1_000_001, "/min")]
    {
        trials.set_blaming(place, json!(bound), blamed);
    }
}

fn wrong_settings(trials: &mut Trials) {
    for wrong in ["", "Berlin", "Europe/Atlantis", "../../etc/passwd"] {
        trials.set("/time_zone", json!(wrong));
    }
    for wrong in ["", "x", "english", "de_DE", "de-", "de-toolongsubtag", &"de-abcdefgh".repeat(4)] {
        trials.set("/locale", json!(wrong));
    }
}

fn wrong_account(trials: &mut Trials) {
    wrong_settings(trials);
    for wrong in ["", "de", "D", "DEU", "1A", "ÄÖ"] {
        trials.set("/country", json!(wrong));
    }
    trials.set("/measures", json!(vec!["low_mood"; 101]));
    trials.set("/measures/0", json!("Not an id"));
    trials.set("/conditions", json!(vec!["ocd"; 21]));
    trials.set_blaming("/questionnaires", json!([regular(), regular()]), "/questionnaires/1");
    trials.set("/questionnaires/0/every_days", json!(10));
    wrong_reminders(trials);
}

fn wrong_name(trials: &mut Trials) {
    for wrong in ["", "a", "two words", "a/b", "<b>", "tab\t", "nul\0"] {
        trials.set("/username", json!(wrong));
    }
}

fn wrong_sign_up(trials: &mut Trials) {
    wrong_name(trials);
    wrong_settings(trials);
    trials.set("/password", json!("1234567890"));
}

fn wrong_share(trials: &mut Trials) {
    trials.set("/measures", json!([]));
    trials.set("/measures", json!((0..51).map(|n| format!("m{n}")).collect::<Vec<_>>()));
    trials.set_blaming("/measures", json!(["pain", "pain"]), "/measures/1");
    trials.set_blaming("/range/from", json!("2026-03-01"), "/range/last_days");
    trials.set("/measures/0", json!("cheer"));
    trials.set("/label", json!(" "));
    trials.set("/language", json!("klingon"));
    trials.set("/passcode", json!("123"));
    trials.set("/passcode", json!("x".repeat(65)));
    trials.set("/range/from", json!("March"));
    trials.set("/range/to", json!("2026-02-30"));
    trials.set("/patient/name", json!(" "));
    trials.set("/patient/name", json!("Ada\nByron"));
    trials.set("/patient/name", json!("x".repeat(101)));
    trials.set("/patient/birth_date", json!("10.12.1985"));
    trials.set("/patient/birth_date", json!("1899-12-31"));
    trials.set("/patient/birth_date", json!("2199-01-01"));
}

fn nothing_more(_: &mut Trials) {}

/// The kinds of record with an id and a body each; but for forms, which are FHIR (`tests/questionnaire_forms.rs`).
fn kinds() -> [(&'static str, String, Value); 6] {
    [
        ("check_in", id(1), check_in()),
        ("treatment", id(2), treatment()),
        ("event", id(3), event()),
        ("measure", id(4), measure()),
        ("questionnaire_response", id(5), response()),
        ("safety_plan", SAFETY_PLAN.to_owned(), safety_plan()),
    ]
}

/// Every route that takes a JSON body.
pub fn cases() -> BTreeMap<&'static str, Case> {
    let offline = |(kind, id, body)| {
        let change = json!({ "kind": kind, "id": id, "base_revision": 0, "body": body, "deleted": false });
        json!({ "changes": [change], "history": null, "tip": "0" })
    };
    let exported = |(kind, id, body)| {
        let profile = json!({ "country": "DE", "conditions": ["ocd"], "measures": ["low_mood"],
            "first_hours": ["low_mood"], "questionnaires": [regular()], "reminders": reminders() });
        let records = [json!({ "kind": kind, "id": id, "body": body })];
        json!({ "format": "afterglow", "version": 1, "profile": profile, "records": records })
    };
    let settings = json!({
        "time_zone": "Europe/Berlin", "locale": "en", "country": "DE", "conditions": ["ocd"], "measures": ["low_mood"],
        "first_hours": ["low_mood"], "questionnaires": [regular()], "reminders": reminders()
    });
    let sign_up = json!({ "username": "eve", "password": PASSWORD, "time_zone": "UTC", "locale": "en" });
    let recovery = json!({ "username": "ada", "recovery_code": "00000", "new_password": RECOVERED });
    let password = || json!({ "password": PASSWORD });
    BTreeMap::from([
        ("POST /accounts", Case::new("/accounts", [sign_up], wrong_sign_up)),
        ("PATCH /account", Case::new("/account", [settings], wrong_account)),
        ("DELETE /account", Case::new("/account", [password()], nothing_more)),
        (
            "PUT /account/password",
            Case::new(
                "/account/password",
                [json!({ "current_password": PASSWORD, "new_password": RECOVERED })],
                |trials| {
                    trials.set("/new_password", json!("1234567890"));
                },
            ),
        ),
        ("POST /account/recovery-code", Case::new("/account/recovery-code", [password()], nothing_more)),
        (
            "POST /account/recovery",
            // How good the new password is is looked at behind the code: tests/accounts.rs.
            Case::new("/account/recovery", [recovery], wrong_name),
        ),
        ("POST /sessions", Case::new("/sessions", [json!({ "username": "ada", "password": PASSWORD })], wrong_name)),
        (
            "POST /sessions/current/confirmation",
            Case::new("/sessions/current/confirmation", [password()], nothing_more),
        ),
        ("POST /questionnaires", Case::new("/questionnaires", [phq_9()], nothing_more)),
        (
            "POST /changes",
            Case::new("/changes", kinds().map(offline), |trials| {
                trials.set("/changes/0/id", json!("Not an id"));
                trials.set("/changes/0/deleted", json!(true));
                trials.remove("/changes/0/body");
            }),
        ),
        (
            "POST /imports",
            Case::new("/imports?format=afterglow", kinds().map(exported), |trials| {
                trials.set("/format", json!("daylio"));
                trials.set("/version", json!(2));
                trials.set("/profile/country", json!("de"));
                trials.set("/records/0/id", json!("Not an id"));
            }),
        ),
        (
            "POST /imports/preview",
            Case::new("/imports/preview?format=pixels", [json!([{ "date": "2026-1-5", "mood": 4 }])], nothing_more),
        ),
        ("POST /shares", Case::new("/shares", [share()], wrong_share)),
    ])
    .into_iter()
    .chain(of_records())
    .chain(of_reminders())
    .collect()
}

fn of_records() -> [(&'static str, Case); 6] {
    [
        ("PUT /check-ins/{id}", Case::new(format!("/check-ins/{}", id(1)), [check_in()], wrong_check_in)),
        ("PUT /treatments/{id}", Case::new(format!("/treatments/{}", id(2)), [treatment()], wrong_treatment)),
        ("PUT /events/{id}", Case::new(format!("/events/{}", id(3)), [event()], wrong_event)),
        (
            "PUT /questionnaire-responses/{id}",
            Case::new(format!("/questionnaire-responses/{}", id(5)), [response()], wrong_response),
        ),
        (
            "PUT /safety-plans/{id}",
            Case::new(format!("/safety-plans/{SAFETY_PLAN}"), [safety_plan()], wrong_safety_plan),
        ),
        ("PUT /measures/{id}", Case::new("/measures/calm", [measure()], wrong_measure)),
    ]
}

fn of_reminders() -> [(&'static str, Case); 4] {
    [
        (
            "PUT /account/reminder-mail",
            Case::new("/account/reminder-mail", [json!({ "address": "ada@mail.example" })], |trials| {
                for wrong in ["", "ada", "ada@", "ada@localhost", "Ada <ada@mail.example>"] {
                    trials.set("/address", json!(wrong));
                }
            }),
        ),
        (
            "POST /account/reminder-mail/confirmation",
            Case::new("/account/reminder-mail/confirmation", [json!({ "code": "01234567" })], nothing_more),
        ),
        ("PUT /push/subscription", Case::new("/push/subscription", [subscription()], wrong_subscription)),
        ("POST /push/snooze", Case::new("/push/snooze", [json!({ "minutes": 60 })], nothing_more)),
    ]
}
