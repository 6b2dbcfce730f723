//! What columns of doses, questionnaires, events and seconds become, and what of them is refused.

use serde_json::{Value, json};

use crate::{
    support::{App, Patient},
    tables::{entry, import, journal, preview, send},
};

const TREATMENTS: &str = "Date,Time,Medicine,Route,Dose,Unit,BP\n\
    2026-01-05,10:00,Ketamine,Infusion,40,mg,120/80 mmHg\n\
    2026-01-12,10:00,Ketamine,i.m.,0.5,mg/kg,122 / 81\n\
    2026-01-19,10:00,Ketamine,Nasenspray,500,µg,\n";

fn columns(change: &Value) -> Value {
    let mut columns = json!({ "Date": "date", "Time": "time", "Medicine": "treatment:medicine",
        "Route": "treatment:route", "Dose": "treatment:dose", "Unit": "treatment:dose_unit",
        "BP": "treatment:blood_pressure" });
    for (name, role) in change.as_object().unwrap() {
        columns[name] = role.clone();
    }
    columns
}

/// The treatments, oldest first: the route and the dose.
fn treatments(patient: &Patient) -> Vec<(String, f64, String)> {
    let list = patient.read("/treatments")["items"].take();
    let one = |item: &Value| {
        let dose = &item["dose"];
        let (unit, amount) = (dose["unit"].as_str().unwrap().to_owned(), dose["amount"].as_f64().unwrap());
        (item["at"].as_str().unwrap().to_owned(), item["route"].as_str().unwrap().to_owned(), amount, unit)
    };
    let mut all: Vec<_> = list.as_array().unwrap().iter().map(one).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all.into_iter().map(|(_, route, amount, unit)| (route, amount, unit)).collect()
}

/// The first fault: its line, its column and its code.
fn refused(patient: &Patient, columns: &Value, file: &str) -> (Value, Value, Value) {
    let answer = send(patient, "/imports", Some(columns), file).refused(422, "invalid_import").json();
    let fault = &answer["errors"][0];
    (fault["line"].clone(), fault["column"].clone(), fault["code"].clone())
}

fn fault(line: u64, column: &str, code: &str) -> (Value, Value, Value) {
    (json!(line), json!(column), json!(code))
}

#[test]
fn a_dose_has_the_unit_that_stands_beside_it() {
    let app = App::start();
    let ada = app.patient("ada");
    assert_eq!(import(&ada, &columns(&json!({})), TREATMENTS)["imported"], 3);
    let given = |route: &str, amount, unit: &str| (route.to_owned(), amount, unit.to_owned());
    assert_eq!(treatments(&ada), [given("iv", 40.0, "mg"), given("im", 0.5, "mg/kg"), given("nasal", 0.5, "mg")]);
    let first = ada.read("/treatments")["items"].take();
    let pressures: Vec<_> =
        first.as_array().unwrap().iter().map(|one| one["blood_pressure"]["before"].clone()).collect();
    assert!(pressures.contains(&json!({ "systolic": 122, "diastolic": 81 })), "{pressures:?}");

    // Left out, the units would make milligrams of what was none: that is asked.
    let bob = app.patient("bob");
    let told = preview(&bob, Some(&columns(&json!({ "Unit": "ignore" }))), TREATMENTS);
    assert_eq!(told["open_faults"][0]["code"], "table_dose_unit_column", "{told}");
    assert_eq!(told["open_faults"][0]["params"]["column"], "Unit");
    send(&bob, "/imports", Some(&columns(&json!({ "Unit": "ignore" }))), TREATMENTS).refused(422, "invalid_import");

    let row =
        |dose: &str, unit: &str| format!("Date,Time,Medicine,Dose,Unit\n2026-01-05,10:00,Ketamine,{dose},{unit}\n");
    let mut roles = columns(&json!({}));
    for left_out in ["Route", "BP"] {
        roles.as_object_mut().unwrap().remove(left_out);
    }
    assert_eq!(refused(&bob, &roles, &row("40", "")), fault(2, "Dose", "file_dose"));
    assert_eq!(refused(&bob, &roles, &row("40 mg", "mg/kg")), fault(2, "Dose", "file_dose"));
    assert_eq!(refused(&bob, &roles, &row("2", "ml")), fault(2, "Unit", "table_dose_unit"));
    // A column may tell its unit by its name.
    let named = "At,Dose (mg/kg)\n2026-01-05 10:00,0.5\n";
    import(&bob, &json!({ "At": "date", "Dose (mg/kg)": "treatment:dose" }), named);
    assert_eq!(treatments(&bob), [given("other", 0.5, "mg/kg")]);
    // Rows of nothing but the unit are none.
    let cid = app.patient("cid");
    let roles =
        json!({ "At": "date", "Dose": "treatment:dose", "Unit": "treatment:dose_unit", "Pain": "measure:pain" });
    import(&cid, &roles, "At,Dose,Unit,Pain\n2026-01-05 10:00,40,mg,3\n2026-01-06,,mg,4\n");
    assert_eq!((treatments(&cid).len(), journal(&cid).len()), (1, 2));
}

#[test]
fn a_treatment_without_a_time_is_told_so_in_its_row() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = "Date,Time,Medicine\n2026-01-05,10:00,Ketamine\n2026-01-12,,Ketamine\n";
    let roles = json!({ "Date": "date", "Time": "time", "Medicine": "treatment:medicine" });
    assert_eq!(refused(&ada, &roles, file), fault(3, "Time", "table_treatment_time"));
    let roles = json!({ "Date": "date", "Time": "ignore", "Medicine": "treatment:medicine" });
    assert_eq!(refused(&ada, &roles, file), fault(2, "Date", "table_treatment_time"));
    let roles = json!({ "Date": "date", "Time": "time", "Medicine": "treatment:blood_pressure" });
    assert_eq!(refused(&ada, &roles, file), fault(2, "Medicine", "table_pressure"));
    assert_eq!(ada.revision(), 0);
}

#[test]
fn items_are_in_their_range_and_come_to_the_total_that_is_told() {
    let app = App::start();
    let ada = app.patient("ada");
    let redcap = include_str!("data/samples/redcap_phq9.csv");
    let mut roles = json!({ "phq9_date": "date", "phq9_total_score": "questionnaire:phq_9" });
    for number in 1..=9 {
        roles[format!("phq9_{number}")] = json!("questionnaire:phq_9:item");
    }
    assert_eq!(refused(&ada, &roles, &redcap.replace("05,3,3", "05,4,3")), fault(2, "phq9_1", "table_item"));
    let other = redcap.replace(",18,2", ",19,2");
    assert_eq!(refused(&ada, &roles, &other), fault(2, "phq9_total_score", "table_total"));
    let answer = send(&ada, "/imports", Some(&roles), other).json();
    let params = json!({ "name": "PHQ-9", "told": "19", "sum": "18" });
    assert_eq!(answer["errors"][0]["params"], params, "{answer}");
    assert_eq!(ada.revision(), 0);
    // What some of the items come to says nothing of the total.
    let some = redcap.replace("05,3,3", "05,,3");
    assert_eq!(import(&ada, &roles, some)["imported"], 2);
}

#[test]
fn words_are_points_of_an_item_and_each_spelling_has_its_own_score() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let names: Vec<String> = (1..=9).map(|number| format!("q{number}")).collect();
    let file = format!("date,{}\n2026-01-05,Often,Some,Never,Often,Some,never,Often,Some,Never\n", names.join(","));
    let roles = |words: &str| {
        let mut roles = json!({ "date": "date" });
        for name in &names {
            roles[name] = json!(format!("questionnaire:phq_9:item{words}"));
        }
        roles
    };
    assert_eq!(refused(&ada, &roles("|Never=0|Some=1"), &file), fault(2, "q1", "table_item"));
    assert_eq!(import(&ada, &roles("|Never=0|Some=1|Often=3"), file.as_str())["imported"], 1);
    assert_eq!(ada.read("/questionnaire-responses")["items"][0]["total"], 12);

    let file = "day,tired\n2026-01-05,low\n2026-01-06,LOW\n";
    import(&bob, &json!({ "day": "date", "tired": "measure:fatigue|low=7|LOW=1" }), file);
    assert_eq!(
        journal(&bob),
        [entry("2026-01-05", json!({ "fatigue": 7 }), ""), entry("2026-01-06", json!({ "fatigue": 1 }), "")]
    );
    send(&bob, "/imports", Some(&json!({ "day": "date", "tired": "measure:fatigue|low=7|low=1" })), file)
        .wrong_at(&["/columns"]);
}

#[test]
fn the_note_of_an_event_stays_with_it_and_seconds_may_have_fractions() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let file = "day,what,why,pain\n2026-01-05,Moved house,at last,\n2026-01-06,,alone,\n2026-01-07,Fell,off a bike,6\n";
    let roles = json!({ "day": "date", "what": "event:life", "why": "note", "pain": "measure:pain" });
    assert_eq!(import(&ada, &roles, file)["imported"], 4);
    let events = ada.read("/events")["items"].take();
    let note =
        |title: &str| events.as_array().unwrap().iter().find(|one| one["title"] == title).unwrap()["note"].clone();
    assert_eq!([note("Moved house"), note("Fell")], [json!("at last"), Value::Null]);
    assert_eq!(
        journal(&ada),
        [entry("2026-01-06", json!({}), "alone"), entry("2026-01-07", json!({ "pain": 6 }), "off a bike")]
    );

    let file = "ts,pain\n1767640500.5,4\n\"1767640560,25\",5\n1767640620,6\n";
    assert_eq!(preview(&bob, None, file)["columns"][0]["order"], "epoch");
    import(&bob, &json!({ "ts": "date:epoch", "pain": "measure:pain" }), file);
    let at: Vec<String> = journal(&bob).into_iter().map(|(at, ..)| at[..16].to_owned()).collect();
    assert_eq!(at, ["2026-01-05T20:15", "2026-01-05T20:16", "2026-01-05T20:17"]);
}
