//! Safety plans: one for each account, never lost between devices, and shown to nobody who was not meant.

use std::io::{Cursor, Read};

use lopdf::Document;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, SAFETY_PLAN, check_in, each, hour, id, report, safety_plan, treatment};

fn path() -> String {
    format!("/safety-plans/{SAFETY_PLAN}")
}

fn canary() -> Value {
    json!({
        "warning_signs": ["canary sign", "I stop answering "], "helps_alone": ["canary walk"],
        "helps_with_others": ["canary tea"], "places": ["canary library"],
        "people": [
            { "name": "canary Jo", "phone": "+49 (0)30 / 23125-019", "note": "canary evenings" },
            { "name": "The canary neighbour" }
        ],
        "safer_surroundings": ["canary key"], "reasons_to_live": ["canary spring 🌱"]
    })
}

fn stored(revision: i64, plan: &Value) -> Value {
    let mut stored = plan.clone();
    stored["id"] = json!(SAFETY_PLAN);
    stored["revision"] = json!(revision);
    stored
}

/// What a device sends that wrote a plan while it was offline.
fn offline(ada: &Patient, base_revision: i64, plan: &Value) -> Value {
    let change = json!({ "kind": "safety_plan", "id": SAFETY_PLAN, "base_revision": base_revision, "body": plan });
    ada.post("/changes", &json!({ "changes": [change] })).assert(200).json()["results"][0].take()
}

#[test]
fn a_plan_is_kept_as_it_was_written_and_only_what_was_written() {
    let app = App::start();
    let ada = app.patient("ada");
    assert_eq!(ada.put(&path(), &canary()).assert(201).json(), stored(1, &canary()));
    assert_eq!(ada.read(&path()), stored(1, &canary()));
    let shorter = json!({ "people": [{ "name": "Jo" }] });
    let with_nothing = json!({ "people": [{ "name": "Jo", "phone": null }], "places": [] });
    ada.put(&path(), &with_nothing).assert(200);
    assert_eq!(ada.read(&path()), stored(2, &shorter));
}

#[test]
fn a_plan_may_be_long_in_every_part() {
    let app = App::start();
    let ada = app.patient("ada");
    let (lines, text) = (vec!["ü".repeat(300); 20], |length| "ü".repeat(length));
    let person = json!({ "name": text(100), "phone": text(40), "note": text(300) });
    let plan = json!({
        "warning_signs": lines, "helps_alone": lines, "helps_with_others": lines, "places": lines,
        "people": vec![person; 20], "safer_surroundings": lines, "reasons_to_live": lines
    });
    ada.put(&path(), &plan).assert(201);
    assert_eq!(offline(&ada, 1, &plan)["status"], "applied");
}

#[test]
fn an_account_has_one_plan_under_one_id() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/safety-plans/{}", id(1)), &canary()).wrong_at(&["/id"]);
    let change = json!({ "kind": "safety_plan", "id": id(1), "base_revision": 0, "body": canary() });
    ada.post("/changes", &json!({ "changes": [change] })).wrong_at(&["/changes/0/id"]);
    let record = json!({ "kind": "safety_plan", "id": id(1), "body": canary() });
    let export = json!({ "format": "afterglow", "version": 1, "records": [record] });
    ada.import_json(&export).wrong_at(&["/records/0/id"]);
    assert_eq!(ada.revision(), 0);
}

#[test]
fn of_two_plans_that_were_written_offline_none_is_lost() {
    let app = App::start();
    let ada = app.patient("ada");
    let phone = app.another_device(&ada);
    assert_eq!(offline(&ada, 0, &safety_plan("I stop answering"))["status"], "applied");
    let told = offline(&phone, 0, &safety_plan("I sleep by day"));
    assert_eq!(told["status"], "conflict");
    let current =
        json!({ "kind": "safety_plan", "id": SAFETY_PLAN, "revision": 1, "body": safety_plan("I stop answering") });
    assert_eq!(told["current"], current);
    // The same plan again is no conflict, whoever sends it.
    assert_eq!(offline(&phone, 0, &safety_plan("I stop answering"))["status"], "applied");
    let both = json!({ "warning_signs": ["I stop answering", "I sleep by day"] });
    assert_eq!(offline(&phone, 1, &both)["status"], "applied");
    assert_eq!(ada.read("/changes?since=1")["changes"][0]["body"], both);
}

#[test]
fn a_plan_can_be_written_offline_after_an_earlier_one_was_deleted() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&path(), &canary()).assert(201);
    ada.delete(&path()).assert(204);
    assert_eq!(offline(&ada, 0, &safety_plan("I sleep by day"))["status"], "applied");
    assert_eq!(ada.read(&path())["warning_signs"], json!(["I sleep by day"]));
    // One that is there is never replaced so.
    assert_eq!(offline(&ada, 0, &canary())["status"], "conflict");
}

/// The files of an archive, each with its name.
fn unpacked(archive: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let count = archive.len();
    let mut file = |index| {
        let mut content = Vec::new();
        let mut entry = archive.by_index(index).unwrap();
        entry.read_to_end(&mut content).unwrap();
        (entry.name().unwrap().into_owned(), content)
    };
    (0..count).map(&mut file).collect()
}

#[test]
fn the_export_brings_the_plan_back_and_no_other_file_of_it_holds_a_word() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    ada.put(&path(), &canary()).assert(201);
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
    let export = ada.get("/export").assert(200);
    let done = bob.import_json(&export.json()).assert(200).json();
    assert_eq!(done, json!({ "imported": 2, "unchanged": 0, "kept": 0 }));
    assert_eq!(bob.read(&path())["people"], canary()["people"]);
    assert_eq!(bob.get("/export").assert(200).body, export.body);
    // A plan that is there already is never overwritten.
    bob.put(&path(), &safety_plan("I sleep by day")).assert(200);
    let done = bob.import_json(&export.json()).assert(200).json();
    assert_eq!(done, json!({ "imported": 0, "unchanged": 1, "kept": 1 }));

    for (name, file) in unpacked(ada.get("/export?format=zip").assert(200).body) {
        let text = match name.as_str() {
            "report.pdf" => report::in_one_line(&report::pages(&Document::load_mem(&file).unwrap())),
            _ => String::from_utf8(file).unwrap(),
        };
        assert_eq!(text.contains("canary"), name == "afterglow.json", "{name}: {text}");
    }
    for path in ["/export?format=csv", "/export?format=fhir"] {
        assert!(!ada.get(path).assert(200).text().contains("canary"), "{path}");
    }
    let own = ada.get("/report.pdf").assert(200).body;
    let own = report::in_one_line(&report::pages(&Document::load_mem(&own).unwrap()));
    assert!(!own.contains("canary") && !own.contains("safety plan"), "{own}");
}

/// What a link shows on its page, in its report and in its bundle.
fn shown(ada: &Patient, include: &Value) -> [String; 3] {
    let terms = json!({ "label": "Dr Ito", "measures": ["low_mood"], "include": include });
    let link = ada.post("/shares", &terms).assert(201).json();
    let secret = format!("Share {}", link["token"].as_str().unwrap());
    let read = |path| ada.app.request(Method::GET, path).header("authorization", secret.clone()).send().assert(200);
    let document = Document::load_mem(&read("/shared/report.pdf").body).unwrap();
    [read("/shared").text(), report::in_one_line(&report::pages(&document)), read("/shared/fhir").text()]
}

#[test]
fn a_link_shows_the_plan_only_where_it_is_ticked_and_in_fhir_never() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&path(), &canary()).assert(201);
    let all_else =
        json!({ "notes": true, "doses": true, "side_effects": true, "self_harm": true, "questionnaires": true });
    for include in [json!({}), all_else] {
        for seen in shown(&ada, &include) {
            assert!(!seen.contains("canary"), "{seen}");
            assert!(!seen.contains("safety plan") && !seen.contains("warning_signs"), "{seen}");
        }
    }
    let [page, report, bundle] = shown(&ada, &json!({ "safety_plan": true }));
    let page: Value = serde_json::from_str(&page).unwrap();
    assert_eq!(page["safety_plan"], canary());
    for said in [
        "canary sign",
        "canary walk",
        "canary tea",
        "canary library",
        "canary Jo, +49 (0)30 / 23125-019, canary evenings",
        "The canary neighbour",
        "canary key",
        "canary spring",
    ] {
        assert!(report.contains(said), "{said}: {report}");
    }
    assert!(!bundle.contains("canary"), "{bundle}");

    ada.delete(&path()).assert(204);
    let [page, report, _] = shown(&ada, &json!({ "safety_plan": true }));
    let page: Value = serde_json::from_str(&page).unwrap();
    assert_eq!((page.get("safety_plan"), &page["include"]["safety_plan"]), (None, &json!(true)));
    assert!(report.contains("The patient has not written one."), "{report}");
}

#[test]
fn a_plan_enters_neither_trends_nor_relief_nor_any_list() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/treatments/{}", id(0)), &treatment(&hour(0))).assert(201);
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(4), 7)).assert(201);
    let lists = ["/check-ins", "/treatments", "/events", "/measures", "/questionnaire-responses"];
    let seen = || {
        let figures = ["/relief?measure=low_mood", "/trends?measure=low_mood"].map(|path| {
            let mut answer = ada.read(path);
            answer.as_object_mut().unwrap().remove("revision");
            answer
        });
        (figures, lists.map(|path| each(&ada.read(path)["items"], "id").into_iter().cloned().collect::<Vec<_>>()))
    };
    let before = seen();
    ada.put(&path(), &canary()).assert(201);
    assert_eq!(seen(), before);
}
