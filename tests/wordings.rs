//! In which words a score was given: kept with it, wherever it goes, and said where it is shown.

use afterglow::domain::measure::BuiltIn;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, id, measure, report};

/// Answered in the first words, and in those of after, in German.
fn answered_anew(day: u8) -> Value {
    json!({
        "at": format!("2026-03-{day:02}T20:00:00+01:00"), "scores": { "anxiety": 4, "pain": 2, "calm": 1 },
        "asked": { "anxiety": { "version": 2, "language": "de-CH" }, "pain": { "version": 1, "language": "de-CH" } }
    })
}

fn answered_before(day: u8) -> Value {
    json!({ "at": format!("2026-03-{day:02}T20:00:00+01:00"), "scores": { "anxiety": 7, "pain": 3 } })
}

/// Two check-ins of before, one of after.
fn fill(patient: &Patient) {
    patient.put("/measures/calm", &measure("How calm?")).assert(201);
    for (n, body) in [answered_before(8), answered_before(9), answered_anew(10)].iter().enumerate() {
        patient.put(&format!("/check-ins/{}", id(n)), body).assert(201);
    }
}

fn scores(patient: &Patient) -> Vec<(Value, Value)> {
    let list = patient.read("/check-ins");
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| (item["scores"].clone(), item["asked"].clone())).collect()
}

#[test]
fn a_check_in_keeps_in_which_words_it_was_answered_through_the_api_and_sync() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let path = format!("/check-ins/{}", id(2));
    let kept = ada.read(&path);
    assert_eq!(kept["asked"], answered_anew(10)["asked"]);
    assert_eq!(ada.read(&format!("/check-ins/{}", id(0)))["asked"], Value::Null);

    let changes = ada.read("/changes?since=0");
    let bodies: Vec<&Value> = changes["changes"].as_array().unwrap().iter().map(|one| &one["body"]["asked"]).collect();
    assert!(bodies.contains(&&answered_anew(10)["asked"]), "{changes}");
    let mut edited = answered_anew(10);
    edited["asked"]["pain"] = json!({ "version": 3 });
    let change = json!({ "kind": "check_in", "id": id(2), "base_revision": kept["revision"], "body": edited });
    ada.post("/changes", &json!({ "changes": [change] })).assert(200);
    assert_eq!(ada.read(&path)["asked"], edited["asked"]);
}

#[test]
fn what_was_not_answered_or_is_ones_own_has_no_words() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let with = |asked: Value| {
        let mut body = answered_anew(11);
        body["asked"] = asked;
        ada.put(&format!("/check-ins/{}", id(3)), &body)
    };
    let version = |version: Value| json!({ "anxiety": { "version": version } });
    with(json!({ "calm": { "version": 1 }, "worry": { "version": 2 }, "nothing": { "version": 1 } })).wrong_at(&[
        "/asked/calm",
        "/asked/nothing",
        "/asked/worry",
    ]);
    for wrong in [json!(0), json!(-1), json!(1001), json!(1.5), json!("2"), Value::Null] {
        with(version(wrong)).wrong_at(&["/asked/anxiety/version"]);
    }
    with(json!({ "anxiety": { "language": "de" } })).wrong_at(&["/asked/anxiety/version"]);
    with(json!({ "anxiety": { "version": 2, "language": "Deutsch bitte" } })).wrong_at(&["/asked/anxiety/language"]);
    with(json!({ "anxiety": { "version": 2, "words": "?" } })).wrong_at(&["/asked/anxiety/words"]);
    with(json!({ "anxiety": 2 })).wrong_at(&["/asked/anxiety"]);
    with(version(json!(1000))).assert(201);
}

#[test]
fn the_words_of_a_score_survive_the_way_through_every_export() {
    let app = App::start();
    let (ada, bob, eve) = (app.patient("ada"), app.patient("bob"), app.patient("eve"));
    fill(&ada);
    bob.import_json(&ada.read("/export")).assert(200);
    assert_eq!(scores(&bob), scores(&ada));

    let csv = ada.get("/export?format=csv").assert(200);
    assert!(csv.text().starts_with("at,kind,measure,value,note,planned,version,language\n"));
    for row in [
        "2026-03-09T20:00:00+01:00,check_in,anxiety,7,,,1,\n",
        "2026-03-10T20:00:00+01:00,check_in,anxiety,4,,,2,de-CH\n",
        "2026-03-10T20:00:00+01:00,check_in,pain,2,,,1,de-CH\n",
        "2026-03-10T20:00:00+01:00,check_in,calm,1,,,,\n",
    ] {
        assert!(csv.text().contains(row), "{row}{}", csv.text());
    }
    eve.import_csv(csv.body.clone()).assert(200);
    assert_eq!(scores(&eve), scores(&ada));
    assert_eq!(eve.get("/export?format=csv").body, csv.body);
}

#[test]
fn a_file_says_words_of_scores_of_built_in_measures_alone() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put("/measures/calm", &measure("How calm?")).assert(201);
    for (row, why) in [
        ("2026-03-05,check_in,calm,2,,,1,de", "only a score of a built-in measure"),
        ("2026-03-05,check_in,,,a note,,2,", "only a score of a built-in measure"),
        ("2026-03-05,event,life,Moved,,,2,", "only a score of a built-in measure"),
        ("2026-03-05,check_in,anxiety,2,,,0,de", "from 1 to 1000"),
        ("2026-03-05,check_in,anxiety,2,,,two,de", "from 1 to 1000"),
        ("2026-03-05,check_in,anxiety,2,,,2,Deutsch bitte", "a language tag"),
    ] {
        let answer = ada.import_csv(format!("at,kind,measure,value,note,planned,version,language\n{row}\n"));
        assert!(answer.status == 422 && answer.text().contains(why), "{row}: {}", answer.text());
    }
}

#[test]
fn each_score_is_told_in_fhir_in_the_words_that_it_was_given_in() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let bundle = ada.read("/export?format=fhir");
    let observations: Vec<&Value> =
        bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]).collect();
    let of = |score: i32, text: &str| {
        let found =
            observations.iter().find(|one| one["valueQuantity"]["value"] == score && one["code"]["text"] == text);
        (*found.unwrap_or_else(|| panic!("{text}\n{bundle}"))).clone()
    };
    let wording = |parts: Value| json!([{ "url": "https://afterglow.health/fhir/StructureDefinition/wording", "extension": parts }]);
    let before = of(7, "How anxious are you?");
    // The words that are told are those that were read, as far as is known.
    assert_eq!(before["extension"], Value::Null);
    let after = of(4, "How anxious do you feel?");
    let parts = json!([{ "url": "version", "valuePositiveInt": 2 }, { "url": "language", "valueCode": "de-CH" }]);
    assert_eq!((&after["extension"], &after["code"]["coding"]), (&wording(parts), &before["code"]["coding"]));
    assert_eq!(of(1, "How calm?")["extension"], Value::Null);
}

#[test]
fn a_score_is_told_in_fhir_in_the_language_of_its_patient() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    ada.patch("/account", &json!({ "locale": "de" })).assert(200);
    let bundle = ada.read("/export?format=fhir");
    let is_it = |entry: &&Value| entry["resource"]["valueQuantity"]["value"] == 4;
    let score = &bundle["entry"].as_array().unwrap().iter().find(is_it).unwrap()["resource"];
    let words = BuiltIn::find("anxiety").unwrap().words_of(2, "de");
    assert_eq!(score["code"]["text"], words.question);
    let scale = format!("0 = {}, 10 = {}", words.low_label, words.high_label);
    assert_eq!(score["referenceRange"][0]["text"], scale);
    assert_eq!(score["extension"], Value::Null, "these are the words that were read");
}

#[test]
fn a_new_version_is_named_behind_a_link_and_changes_no_figure() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    fill(&ada);
    fill(&bob);
    let mut silent = answered_anew(10);
    silent.as_object_mut().unwrap().remove("asked");
    bob.put(&format!("/check-ins/{}", id(2)), &silent).assert(200);
    let shown = |patient: &Patient| {
        let terms = json!({ "label": "Dr Ito", "measures": ["anxiety", "pain", "calm"] });
        let link = patient.post("/shares", &terms).assert(201).json();
        let secret = format!("Share {}", link["token"].as_str().unwrap());
        let read = |path| app.request(Method::GET, path).header("authorization", secret.clone()).send().assert(200);
        let document = lopdf::Document::load_mem(&read("/shared/report.pdf").body).unwrap();
        (read("/shared").json(), report::in_one_line(&report::pages(&document)))
    };
    let ((anew, report), (before, report_before)) = (shown(&ada), shown(&bob));
    let german =
        |version: u8| json!({ "version": version, "language": "de-CH", "from": "2026-03-10", "to": "2026-03-10" });
    let first = json!({ "version": 1, "from": "2026-03-08", "to": "2026-03-09" });
    assert_eq!(anew["series"][0]["wordings"], json!([first, german(2)]));
    assert_eq!(anew["series"][1]["wordings"], json!([first, german(1)]));
    assert_eq!(anew["series"][2]["wordings"], Value::Null);
    for path in ["/relief", "/trends"] {
        let of =
            |patient: &Patient, measure: &str| patient.read(&format!("{path}?measure={measure}"))["wordings"].clone();
        assert_eq!(of(&ada, "anxiety"), anew["series"][0]["wordings"], "{path}");
        assert_eq!((of(&ada, "calm"), of(&bob, "anxiety")), (Value::Null, Value::Null), "{path}");
    }
    let said = "Worded anew on 10 Mar 2026 (version 2): Anxiety.";
    assert!(report.contains(said) && report.contains("Asked in German."), "{report}");
    assert!(!report_before.contains("Worded anew") && !report_before.contains("Asked in"), "{report_before}");
    for figure in ["days", "relief"] {
        assert_eq!(anew["series"][0][figure], before["series"][0][figure]);
    }
}
