//! Readings in time around a treatment: kept, refused, shared, and handed out with their instants.

use jiff::SignedDuration;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    App, Patient, id,
    smart_health_link::{addresses, entries},
    treatment,
};

const START: &str = "2026-03-10T23:30:00+01:00";

/// A server on a day on which the session is over: of one that is planned nothing came yet.
fn after_the_session() -> App {
    let app = App::start();
    app.time_passes(SignedDuration::from_hours(30 * 24));
    app
}

fn pressure(systolic: u16, diastolic: u16) -> Value {
    json!({ "systolic": systolic, "diastolic": diastolic })
}

/// A session with the pair and with readings, not in the order of time.
fn session() -> Value {
    let mut session = treatment(START);
    session["medicine"] = json!("unspecified");
    session["duration_minutes"] = json!(40);
    session["blood_pressure"] = json!({ "before": pressure(131, 85), "peak": pressure(140, 91) });
    session["readings"] = json!([
        { "minutes": 40, "blood_pressure": pressure(152, 94), "pulse": 96, "sedation": 4, "dissociation": 7 },
        { "minutes": 120, "blood_pressure": pressure(124, 80) },
        { "minutes": -10, "blood_pressure": pressure(118, 76), "pulse": 71 },
        { "minutes": 60, "sedation": 0 }
    ]);
    session
}

fn minutes(treatment: &Value) -> Vec<i64> {
    treatment["readings"].as_array().unwrap().iter().map(|one| one["minutes"].as_i64().unwrap()).collect()
}

#[test]
fn readings_are_kept_in_the_order_of_time_and_come_back_from_the_export() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let path = format!("/treatments/{}", id(1));
    let stored = ada.put(&path, &session()).assert(201).json();
    assert_eq!(minutes(&stored), [-10, 40, 60, 120]);
    assert_eq!(stored["readings"][1], session()["readings"][0]);
    assert_eq!(stored["blood_pressure"], session()["blood_pressure"]);
    assert_eq!(ada.read(&path)["readings"], stored["readings"]);
    bob.import_json(&ada.read("/export?format=json")).assert(200);
    assert_eq!(bob.read(&path)["readings"], stored["readings"]);
    ada.put(&path, &treatment(START)).assert(200);
    assert_eq!(ada.read(&path).get("readings"), None);
}

#[test]
fn everything_wrong_with_readings_is_told_at_its_place() {
    let app = App::start();
    let ada = app.patient("ada");
    let refused = |readings: Value| {
        let mut body = treatment(START);
        body["readings"] = readings;
        let answer = ada.put(&format!("/treatments/{}", id(1)), &body).refused(422, "invalid_body").json();
        let errors = answer["errors"].as_array().unwrap().clone();
        let mut told: Vec<(String, String)> = errors
            .iter()
            .map(|one| (one["pointer"].as_str().unwrap().to_owned(), one["code"].as_str().unwrap().to_owned()))
            .collect();
        told.sort();
        told
    };
    let told = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned())).collect()
    };
    assert_eq!(refused(json!([{ "minutes": 40 }])), told(&[("/readings/0", "reading_value")]));
    assert_eq!(
        refused(json!([{ "minutes": 40, "pulse": 70 }, { "minutes": 40, "sedation": 1 }])),
        told(&[("/readings/1/minutes", "twice")])
    );
    assert_eq!(
        refused(json!([{ "minutes": 1441, "pulse": 19 }, { "pulse": 301, "sedation": 11, "dissociation": -1 }])),
        told(&[
            ("/readings/0/minutes", "whole_number"),
            ("/readings/0/pulse", "whole_number"),
            ("/readings/1/dissociation", "whole_number"),
            ("/readings/1/minutes", "missing"),
            ("/readings/1/pulse", "whole_number"),
            ("/readings/1/sedation", "whole_number"),
        ])
    );
    let many: Vec<Value> = (0..51).map(|minutes| json!({ "minutes": minutes, "pulse": 70 })).collect();
    assert_eq!(refused(json!(many)), told(&[("/readings", "too_many")]));
}

/// What a link with or without side effects shows of the first treatment, and its FHIR.
fn shared(app: &App, ada: &Patient, side_effects: bool) -> (Value, Value) {
    let terms = json!({ "label": "Dr Ito", "measures": ["low_mood"], "include": { "side_effects": side_effects } });
    let link = ada.post("/shares", &terms).assert(201).json();
    let secret = format!("Share {}", link["token"].as_str().unwrap());
    let read = |path| app.request(Method::GET, path).header("authorization", secret.clone()).send().assert(200).json();
    (read("/shared")["treatments"][0].clone(), read("/shared/fhir"))
}

#[test]
fn a_link_shows_readings_and_the_highest_of_both_forms_where_side_effects_are_ticked() {
    let app = after_the_session();
    let ada = app.patient("ada");
    ada.put(&format!("/treatments/{}", id(1)), &session()).assert(201);
    let (shown, _) = shared(&app, &ada, true);
    assert_eq!(minutes(&shown), [-10, 40, 60, 120]);
    assert_eq!(shown["blood_pressure"], json!({ "before": pressure(118, 76), "peak": pressure(152, 94) }));
    let (hidden, bundle) = shared(&app, &ada, false);
    assert_eq!((hidden.get("readings"), hidden.get("blood_pressure")), (None, None));
    assert!(!bundle.to_string().contains("8480-6") && !bundle.to_string().contains("8867-4"));
}

/// The code, when it was, and the value of each observation but scores, as they stand in the bundle.
fn observed(bundle: &Value) -> Vec<(String, String, String)> {
    let observations = entries(bundle).iter().map(|entry| &entry["resource"]);
    let observations = observations.filter(|resource| resource["resourceType"] == "Observation");
    observations
        .map(|one| {
            let when = one["effectiveDateTime"].as_str().map_or_else(
                || format!("{} to {}", one["effectivePeriod"]["start"], one["effectivePeriod"]["end"]).replace('"', ""),
                str::to_owned,
            );
            let part = |n: usize| one["component"][n]["valueQuantity"]["value"].to_string();
            let value = one["valueQuantity"]["value"].as_i64();
            let value = value.map_or_else(|| format!("{}/{}", part(0), part(1)), |value| value.to_string());
            assert_eq!(one["partOf"].as_array().unwrap().len(), 1);
            (one["code"]["coding"][0]["code"].as_str().unwrap().to_owned(), when, value)
        })
        .collect()
}

#[test]
fn each_reading_is_an_observation_at_its_own_instant() {
    let app = after_the_session();
    let ada = app.patient("ada");
    ada.put(&format!("/treatments/{}", id(1)), &session()).assert(201);
    let (_, bundle) = shared(&app, &ada, true);
    assert_eq!(addresses(&bundle).len(), entries(&bundle).len());
    let expected = [
        ("85354-9", START, "131/85"),
        ("85354-9", "2026-03-10T23:30:00+01:00 to 2026-03-11T00:10:00+01:00", "140/91"),
        ("85354-9", "2026-03-10T23:20:00+01:00", "118/76"),
        ("8867-4", "2026-03-10T23:20:00+01:00", "71"),
        ("85354-9", "2026-03-11T00:10:00+01:00", "152/94"),
        ("8867-4", "2026-03-11T00:10:00+01:00", "96"),
        ("sedation", "2026-03-11T00:10:00+01:00", "4"),
        ("dissociation", "2026-03-11T00:10:00+01:00", "7"),
        ("sedation", "2026-03-11T00:30:00+01:00", "0"),
        ("85354-9", "2026-03-11T01:30:00+01:00", "124/80"),
    ];
    let expected: Vec<_> =
        expected.into_iter().map(|(code, when, value)| (code.to_owned(), when.to_owned(), value.to_owned())).collect();
    assert_eq!(observed(&bundle), expected);
}

#[test]
fn the_highest_pressure_of_a_session_without_an_end_begins_with_it_and_has_none() {
    let app = after_the_session();
    let ada = app.patient("ada");
    let mut body = treatment(START);
    body["blood_pressure"] = json!({ "peak": pressure(140, 91) });
    ada.put(&format!("/treatments/{}", id(1)), &body).assert(201);
    let (_, bundle) = shared(&app, &ada, true);
    assert_eq!(entries(&bundle)[2]["resource"]["effectivePeriod"], json!({ "start": START }));
}

#[test]
fn readings_come_back_from_the_tables_with_the_treatment_that_they_are_of() {
    let app = App::start();
    let (ada, bob, eve) = (app.patient("ada"), app.patient("bob"), app.patient("eve"));
    let mut session = session();
    for field in ["duration_minutes", "blood_pressure", "setting"] {
        session.as_object_mut().unwrap().remove(field);
    }
    let mut other = session.clone();
    other["dose"] = json!({ "amount": 10.0, "unit": "mg" });
    other["readings"] = json!([{ "minutes": 40, "pulse": 58 }]);
    ada.put(&format!("/treatments/{}", id(1)), &session).assert(201);
    ada.put(&format!("/treatments/{}", id(2)), &other).assert(201);
    let csv = ada.get("/export?format=csv").assert(200).text();
    assert!(csv.contains("2026-03-11T00:10:00+01:00,reading,blood_pressure,152/94,40 min,"), "{csv}");
    assert!(csv.contains("2026-03-10T23:20:00+01:00,reading,pulse,71,-10 min,"), "{csv}");
    let readings = |patient: &Patient| -> Vec<Value> {
        let list = patient.read("/treatments");
        list["items"].as_array().unwrap().iter().map(|one| one["readings"].clone()).collect()
    };
    bob.import_csv(csv.clone()).assert(200);
    assert_eq!(readings(&bob), readings(&ada));
    assert_eq!(bob.import_csv(csv).assert(200).json(), json!({ "imported": 0, "unchanged": 2, "kept": 0 }));
    let table = ada.get("/export?format=spreadsheet").assert(200);
    assert!(table.text().contains("2026-03-10,23:20:00,reading,pulse,71,'-10 min,"), "{}", table.text());
    eve.import_csv(table.body).assert(200);
    assert_eq!(readings(&eve), readings(&ada));
}

#[test]
fn a_row_of_a_reading_that_is_wrong_is_named_with_its_line() {
    let app = App::start();
    let ada = app.patient("ada");
    let refused = |rows: &[&str]| {
        let head = "at,kind,measure,value,note\n2026-03-10T10:00:00Z,treatment,iv,40 mg,\n";
        let answer = ada.import_csv(format!("{head}{}\n", rows.join("\n"))).refused(422, "invalid_import").json();
        let errors = answer["errors"].as_array().unwrap().clone();
        let told = |one: &Value| format!("{} {}", one["line"], one["code"].as_str().unwrap());
        errors.iter().map(told).collect::<Vec<_>>()
    };
    let row = |rest: &str| format!("2026-03-10T10:40:00Z,reading,{rest}");
    for (rest, code) in [
        ("blood_pressure,142,40 min", "3 file_reading"),
        ("pulse,142/88,40 min", "3 file_reading"),
        ("pulse,12,40 min", "3 whole_number"),
        ("blood_pressure,142/20,40 min", "3 whole_number"),
        ("fever,39,40 min", "3 one_of"),
        ("pulse,72,", "3 file_reading_minutes"),
        ("pulse,72,40", "3 file_reading_minutes"),
        ("pulse,72,41 min", "3 file_reading_treatment"),
        ("pulse,72,2000 min", "3 whole_number"),
    ] {
        assert_eq!(refused(&[&row(rest)]), [code], "{rest}");
    }
    assert_eq!(refused(&[&row("pulse,72,40 min"), &row("pulse,73,40 min")]), ["4 twice"]);
    assert_eq!(refused(&["2026-03-10,reading,pulse,72,40 min"]), ["3 instant"]);
    let many: Vec<String> = (1..=51).map(|n| format!("2026-03-10T10:{n:02}:00Z,reading,pulse,72,{n} min")).collect();
    assert_eq!(refused(&many.iter().map(String::as_str).collect::<Vec<_>>()), ["53 too_many"]);
    // Nothing was written of any of them; right, and above its treatment, it is.
    let file = "at,kind,measure,value,note\n2026-03-10T10:40:00Z,reading,pulse,72.0,40 min\n\
                2026-03-10T10:00:00Z,treatment,iv,40 mg,\n";
    assert_eq!(ada.import_csv(file.to_owned()).assert(200).json()["imported"], 1);
    assert_eq!(ada.read("/treatments")["items"][0]["readings"], json!([{ "minutes": 40, "pulse": 72 }]));
}
