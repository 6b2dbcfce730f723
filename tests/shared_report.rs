//! The report behind a link: what was ticked and nothing else, with the figures that the page shows.

use jiff::SignedDuration;
use lopdf::Document;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, SAFETY_PLAN, check_in, event, id, measure, report, response, treatment};

/// What each box lets through.
const BOXES: [(&str, &[&str]); 6] = [
    ("notes", &["inside-note", "inside-experience", "inside-remark"]),
    ("doses", &["0.77 mg/kg"]),
    ("side_effects", &["inside-effect", "118/76", "40 min: 144/93, pulse 91"]),
    ("self_harm", &["harming yourself"]),
    ("questionnaires", &["PHQ-9"]),
    ("safety_plan", &["inside-sign", "Jo, 01632 960001, inside-evenings", "safety plan"]),
];
/// What no box lets through: what was not chosen, and what is not in the range.
const NEVER: [&str; 5] = ["inside-own-measure", "outside-note", "outside-medicine", "outside-event", "anxious"];

/// Section 10 of the definitions of relief in March, with something in it for each box; and more in February.
fn journal(ada: &Patient) {
    ada.put(&format!("/measures/{}", id(90)), &measure("inside-own-measure")).assert(201);
    let before = (3..=9).zip([8, 7, 8, 9, 8, 8, 8]);
    let after = (10..=20).zip([5, 3, 2, 2, 3, 4, 5, 6, 7, 8, 8]);
    for (day, score) in before.chain(after) {
        let scores = json!({ "low_mood": score, "self_harm_thoughts": 6, "anxiety": 3, id(90): 2 });
        // Few enough of them that the report has room for all.
        let note = (day <= 12).then_some("inside-note");
        let body = json!({ "at": format!("2026-03-{day:02}T20:00:00Z"), "scores": scores, "note": note });
        ada.put(&format!("/check-ins/{}", id(day)), &body).assert(201);
    }
    ada.put(&format!("/check-ins/{}", id(30)), &check_in("2026-03-10T14:00:00Z", 6)).assert(201);
    let mut given = treatment("2026-03-10T10:00:00Z");
    given["dose"] = json!({ "amount": 0.77, "unit": "mg/kg" });
    given["side_effects"] = json!([{ "effect": "inside-effect", "severity": 1 }]);
    given["blood_pressure"] = json!({ "before": { "systolic": 118, "diastolic": 76 } });
    given["readings"] = json!([{ "minutes": 40, "blood_pressure": { "systolic": 144, "diastolic": 93 }, "pulse": 91 }]);
    given["experience"] = json!("inside-experience");
    ada.put(&format!("/treatments/{}", id(40)), &given).assert(201);
    let mut happened = event("2026-03-12T10:00:00Z", "inside-event");
    happened["note"] = json!("inside-remark");
    ada.put(&format!("/events/{}", id(41)), &happened).assert(201);
    ada.put(&format!("/questionnaire-responses/{}", id(42)), &response("2026-03-09T10:00:00Z", 19)).assert(201);
    let jo = json!({ "name": "Jo", "phone": "01632 960001", "note": "inside-evenings" });
    let plan = json!({ "warning_signs": ["inside-sign"], "people": [jo] });
    ada.put(&format!("/safety-plans/{SAFETY_PLAN}"), &plan).assert(201);

    let mut earlier = check_in("2026-02-05T20:00:00Z", 1);
    earlier["note"] = json!("outside-note");
    ada.put(&format!("/check-ins/{}", id(50)), &earlier).assert(201);
    let mut earlier = treatment("2026-02-05T10:00:00Z");
    earlier["medicine"] = json!("outside-medicine");
    ada.put(&format!("/treatments/{}", id(51)), &earlier).assert(201);
    ada.put(&format!("/events/{}", id(52)), &event("2026-02-06T10:00:00Z", "outside-event")).assert(201);
}

/// Of a link to March with these boxes ticked: the text of its report, and what its page is made from.
fn shown(app: &App, ada: &Patient, ticked: &[&str]) -> (String, Value) {
    let mut terms = json!({
        "label": "Dr Ito", "measures": ["low_mood"], "range": { "from": "2026-03-01", "to": "2026-03-31" },
        "include": {},
    });
    for name in ticked {
        terms["include"][name] = json!(true);
    }
    if ticked.contains(&"self_harm") {
        terms["measures"] = json!(["low_mood", "self_harm_thoughts"]);
    }
    let link = ada.post("/shares", &terms).assert(201).json();
    let secret = format!("Share {}", link["token"].as_str().unwrap());
    let read = |path| app.request(Method::GET, path).header("authorization", secret.clone()).send().assert(200);
    let document = Document::load_mem(&read("/shared/report.pdf").body).unwrap();
    (report::in_one_line(&report::pages(&document)), read("/shared").json())
}

#[test]
fn the_report_behind_a_link_holds_what_was_ticked_and_nothing_else() {
    let app = App::start();
    // After it, nothing of this journal is still to come.
    app.time_passes(SignedDuration::from_hours(30 * 24));
    let ada = app.patient("ada");
    journal(&ada);
    let names = BOXES.map(|(name, _)| name);
    let none: &[&str] = &[];
    let choices = [none, &names].into_iter().chain(names.iter().map(std::slice::from_ref));
    for ticked in choices {
        let (text, view) = shown(&app, &ada, ticked);
        assert!(text.contains("Dr Ito") && text.contains("How low do you feel?") && text.contains("inside-event"));
        for (name, words) in BOXES {
            for word in words {
                assert_eq!(text.contains(word), ticked.contains(&name), "{word} with {ticked:?} ticked: {text}");
            }
        }
        for word in NEVER {
            assert!(!text.contains(word), "{word} with {ticked:?} ticked: {text}");
            assert!(!view.to_string().contains(word), "{word} with {ticked:?} ticked: {view}");
        }
    }
}

#[test]
fn the_report_behind_a_link_says_the_figures_of_its_page() {
    let app = App::start();
    // After it, nothing of this journal is still to come.
    app.time_passes(SignedDuration::from_hours(30 * 24));
    let ada = app.patient("ada");
    journal(&ada);
    let (text, view) = shown(&app, &ada, &[]);
    let relief = &view["series"][0]["relief"];
    let figure = |path: &str| relief.pointer(path).unwrap().as_f64().unwrap_or_else(|| panic!("{path}: {relief}"));
    let (onset, median) = ("/treatments/0/onset", figure("/relief_curve/median_days"));
    assert_eq!(figure(&format!("{onset}/hours")), 34.0);
    for said in [
        format!("{:.0}–{:.0} h", figure(&format!("{onset}/after_hours")), figure(&format!("{onset}/hours"))),
        format!("{:.0} days end seen in 1 of 1", figure("/treatments/0/relief/days")),
        format!("By {median:.0} days relief had ended in half (it was seen to end after the one treatment)."),
        format!("Relief had largely faded by 18 Mar 2026, after {:.0} days.", figure("/now/relief/days")),
        format!(
            "{:.1} ± {:.1}, 7 of",
            figure("/courses/0/baseline/value"),
            figure("/courses/0/baseline/standard_deviation")
        ),
        format!(
            "{:.1} ({:.1}–{:.1})",
            figure("/courses/0/certainty/points"),
            figure("/courses/0/certainty/lower"),
            figure("/courses/0/certainty/upper")
        ),
        format!("NAP {:.2}", figure("/courses/0/nap/value")),
        "Relief was possibly seen within 24 hours after the one treatment.".to_owned(),
    ] {
        assert!(text.contains(&said), "{said}\n{text}");
    }
    let hours: Vec<f64> = relief["treatments"][0]["first_hours"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["hours"].as_f64().unwrap())
        .collect();
    assert_eq!(hours, [4.0, 10.0, 34.0]);
}

/// Whatever says of somebody that they had relief; the names of columns say nothing of anybody.
const CLAIMS: [&str; 4] = ["% better", "eased", "relief", "so far"];
const COLUMNS: [&str; 2] = ["How long relief lasted*", "Onset Relief"];

#[test]
fn the_report_and_the_file_of_a_real_journal_without_relief_claim_none() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.import_csv(include_str!("data/esm_journal.csv")).assert(200);
    let measures = ["low_mood", "anxiety", "irritability", "worry", "fatigue", "pain", "wellbeing", "sleep_quality"];
    let link = ada.post("/shares", &json!({ "label": "Dr Ito", "measures": measures })).assert(201).json();
    let secret = format!("Share {}", link["token"].as_str().unwrap());
    let read = |path| app.request(Method::GET, path).header("authorization", secret.clone()).send().assert(200);

    let view = read("/shared").json();
    for series in view["series"].as_array().unwrap() {
        let relief = &series["relief"];
        assert_ne!(relief["headline"]["says"], "relief", "{}", series["id"]);
        assert!(relief["now"]["relief"]["reason"].is_string(), "{}", relief["now"]);
    }
    let document = Document::load_mem(&read("/shared/report.pdf").body).unwrap();
    let text = report::in_one_line(&report::pages(&document));
    // What follows explains the terms, and says nothing of anybody.
    let (text, _) = text.split_once("What the figures mean").unwrap();
    let text = COLUMNS.iter().fold(text.to_owned(), |text, column| text.replace(column, "")).to_lowercase();
    assert!(
        text.contains("where things stand") && text.contains("cannot be told from ordinary ups and downs"),
        "{text}"
    );
    for claim in CLAIMS {
        assert!(!text.contains(claim), "{claim} is said in {text}");
    }
    let file = read("/shared/fhir").json().to_string().to_lowercase();
    for claim in ["relief", "eased", "onset\"", "% better"] {
        assert!(!file.contains(claim), "{claim}");
    }
}
