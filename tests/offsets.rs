//! A record is told in the offset that it was made with, wherever it is told, and what is still to come is told as that.

use jiff::SignedDuration;
use lopdf::Document;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, check_in, each, event, id, report, treatment};

/// In UTC it is still the day before.
const TOKYO: &str = "2026-03-05T08:30:00+09:00";
/// In UTC it is the day after already.
const LOS_ANGELES: &str = "2026-03-07T21:15:00-08:00";
/// Tests begin on 10 March at noon in UTC.
const PLANNED: &str = "2026-03-12T06:00:00+09:00";

/// Treatments, check-ins, events and totals of both offsets, by an account that is in Berlin.
fn travelled(ada: &Patient) {
    for (n, at) in [TOKYO, LOS_ANGELES].into_iter().enumerate() {
        let mut given = treatment(at);
        given["intention"] = json!("to rest");
        ada.put(&format!("/treatments/{}", id(n)), &given).assert(201);
        let mut written = check_in(at, 6);
        written["note"] = json!("rain");
        ada.put(&format!("/check-ins/{}", id(10 + n)), &written).assert(201);
        ada.put(&format!("/events/{}", id(20 + n)), &event(at, "Flew")).assert(201);
        let total = json!({ "at": at, "questionnaire": "phq_9", "total": 9 });
        ada.put(&format!("/questionnaire-responses/{}", id(30 + n)), &total).assert(201);
    }
}

/// A treatment and an event that are still to come, made with another offset than the account's.
fn plans(ada: &Patient) {
    ada.put(&format!("/treatments/{}", id(50)), &treatment(PLANNED)).assert(201);
    ada.put(&format!("/events/{}", id(51)), &event(PLANNED, "Moving")).assert(201);
}

fn token(ada: &Patient) -> String {
    let include = json!({ "notes": true, "doses": true, "side_effects": true, "questionnaires": true });
    let terms = json!({ "label": "Dr Ito", "measures": ["low_mood"], "include": include });
    let link = ada.post("/shares", &terms).assert(201).json();
    link["token"].as_str().unwrap().to_owned()
}

fn visited(app: &App, path: &str, token: &str) -> crate::support::Answer {
    app.request(Method::GET, path).header("authorization", format!("Share {token}")).send().assert(200)
}

fn text_of(pdf: &[u8]) -> String {
    report::in_one_line(&report::pages(&Document::load_mem(pdf).unwrap()))
}

fn resources<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let all = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    all.filter(|resource| resource["resourceType"] == kind).collect()
}

#[test]
fn the_app_and_a_visitor_are_told_each_record_in_its_own_offset_with_the_date_where_it_was_made() {
    let app = App::start();
    let ada = app.patient("ada");
    travelled(&ada);
    let shared = visited(&app, "/shared", &token(&ada)).json();
    let (ats, dates) = (json!([TOKYO, LOS_ANGELES]), json!(["2026-03-05", "2026-03-07"]));
    let trends = ada.read("/trends?measure=low_mood");
    for (place, list) in [
        ("the marks of treatments", &trends["treatments"]),
        ("the marks of events", &trends["events"]),
        ("a visitor's treatments", &shared["treatments"]),
    ] {
        assert_eq!(json!(each(list, "at")), ats, "{place}");
        assert_eq!(json!(each(list, "local_date")), dates, "{place}");
    }
    for (place, list) in [
        ("a visitor's events", &shared["events"]),
        ("a visitor's notes", &shared["notes"]),
        ("a visitor's totals", &shared["questionnaires"][0]["responses"]),
    ] {
        assert_eq!(json!(each(list, "at")), ats, "{place}");
    }
    for (place, list) in [("trends", &trends["days"]), ("a visitor's days", &shared["series"][0]["days"])] {
        assert_eq!(json!(each(list, "date")), dates, "{place}");
    }
    for relief in [&ada.read("/relief?measure=low_mood"), &shared["series"][0]["relief"]] {
        assert_eq!(json!(each(&relief["treatments"], "at")), ats);
        assert_eq!(json!(each(&relief["treatments"], "local_date")), dates);
    }
}

#[test]
fn files_tell_each_record_in_its_own_offset_too() {
    let app = App::start();
    let ada = app.patient("ada");
    travelled(&ada);
    let bundle = ada.read("/export?format=fhir");
    for (kind, members, number) in [
        ("MedicationStatement", "effectiveDateTime", 2),
        ("Observation", "effectiveDateTime", 8),
        ("QuestionnaireResponse", "authored", 2),
    ] {
        let told: Vec<&Value> = resources(&bundle, kind).into_iter().map(|resource| &resource[members]).collect();
        assert_eq!(told.len(), number, "{kind}: {bundle}");
        assert!(told.iter().all(|at| **at == TOKYO || **at == LOS_ANGELES), "{kind}: {told:?}");
    }
    let table = ada.get("/export?format=csv").assert(200).text();
    assert_eq!((table.matches(TOKYO).count(), table.matches(LOS_ANGELES).count()), (4, 4), "{table}");
    let paper = text_of(&visited(&app, "/shared/report.pdf", &token(&ada)).body);
    assert!(paper.contains("5 Mar 2026") && paper.contains("7 Mar 2026"), "{paper}");
    for elsewhere in ["4 Mar 2026", "6 Mar 2026", "8 Mar 2026"] {
        assert!(!paper.contains(elsewhere), "{elsewhere} in {paper}");
    }
}

#[test]
fn what_is_planned_is_listed_as_that_until_it_comes() {
    let app = App::start();
    let mut ada = app.patient("ada");
    travelled(&ada);
    let without = ada.read("/trends?measure=low_mood");
    let token = token(&ada);
    let figures = visited(&app, "/shared", &token).json();
    plans(&ada);

    let trends = ada.get("/trends?measure=low_mood").assert(200);
    let (tag, trends) = (trends.etag(), trends.json());
    assert_eq!((&trends["treatments"], &without["planned"]), (&without["treatments"], &json!([])));
    let planned = &trends["planned"][0];
    assert_eq!((&planned["at"], &planned["local_date"]), (&json!(PLANNED), &json!("2026-03-12")));
    assert_eq!(each(&trends["events"], "title"), ["Flew", "Flew", "Moving"]);

    let shared = visited(&app, "/shared", &token).json();
    assert_eq!(shared["treatments"], figures["treatments"]);
    assert_eq!(shared["planned"][0]["at"], PLANNED);
    assert_eq!(json!(each(&shared["events"], "planned")), json!([null, null, true]));
    let of = |view: &Value| view["series"][0]["relief"]["courses"].clone();
    assert_eq!(of(&shared), of(&figures));

    ada.lives_on(SignedDuration::from_hours(48));
    let unless = ada.get_unless("/trends?measure=low_mood", &tag).assert(200).json();
    assert_eq!((each(&unless["treatments"], "at").len(), &unless["planned"]), (3, &json!([])));
    let shared = visited(&app, "/shared", &token).json();
    assert_eq!((each(&shared["treatments"], "at").len(), &shared["planned"]), (3, &json!([])));
    assert_eq!(shared["events"][2].get("planned"), None);
}

#[test]
fn files_tell_a_planned_treatment_as_planned_and_leave_out_an_event_that_may_never_be() {
    let app = App::start();
    let mut ada = app.patient("ada");
    travelled(&ada);
    let token = token(&ada);
    plans(&ada);
    let bundle = visited(&app, "/shared/fhir", &token).json();
    let statements = resources(&bundle, "MedicationStatement");
    let told: Vec<(&Value, &Value)> =
        statements.iter().map(|one| (&one["status"], &one["effectiveDateTime"])).collect();
    let (completed, intended) = (json!("completed"), json!("intended"));
    let expected = [(&completed, &json!(TOKYO)), (&completed, &json!(LOS_ANGELES)), (&intended, &json!(PLANNED))];
    assert_eq!(told, expected);
    assert!(!bundle.to_string().contains("Moving"), "{bundle}");
    let paper = text_of(&visited(&app, "/shared/report.pdf", &token).body);
    assert!(
        paper.contains("Planned or not confirmed, in no figure: 12 Mar 2026 (ketamine, Infusion (IV))."),
        "{paper}"
    );
    assert!(paper.contains("12 Mar 2026: Moving (life, planned)"), "{paper}");
    assert!(paper.contains("all, 5 Mar 2026 – 10 Mar 2026"), "a plan makes no days: {paper}");

    ada.lives_on(SignedDuration::from_hours(48));
    let bundle = visited(&app, "/shared/fhir", &token).json();
    assert!(resources(&bundle, "MedicationStatement").iter().all(|one| one["status"] == "completed"));
    assert!(bundle.to_string().contains("Moving"));
    let paper = text_of(&visited(&app, "/shared/report.pdf", &token).body);
    assert!(!paper.contains("Planned or not confirmed") && !paper.contains("planned)"), "{paper}");
}
