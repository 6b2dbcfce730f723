//! Exports: everything, and it comes back in.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
};

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, check_in, hour, id, treatment};

/// A journal with something of everything in it.
fn fill(patient: &Patient) {
    patient.put("/measures/calm", &json!({
        "question": "How calm, \"really\"?", "low_label": "not", "high_label": "very", "min": -3, "max": 3, "polarity": "higher_is_better"
    })).assert(201);
    let records = [
        ("/check-ins", check_in("2026-03-10T20:00:00+01:00", 7)),
        (
            "/check-ins",
            json!({ "at": "2026-03-10T20:00:00.5-05:00", "scores": { "calm": -3, "pain": 0 }, "note": "=1+1,\n\"x\" 🌊" }),
        ),
        (
            "/check-ins",
            json!({
                "date": "2026-03-09", "scores": { "low_mood": 3 }, "note": " kept as written ",
                "asked": { "low_mood": { "version": 2, "language": "es-419" } }
            }),
        ),
        ("/check-ins", json!({ "date": "2026-03-08", "scores": {}, "note": "a note alone" })),
        ("/treatments", treatment("2026-03-10T10:00:00+01:00")),
        (
            "/treatments",
            json!({
                "at": "2026-03-12T10:00:00+01:00", "duration_minutes": 40, "medicine": "esketamine", "route": "nasal",
                "dose": { "amount": 84.0, "unit": "mg" }, "setting": "clinic", "intention": "rest", "experience": "far away",
                "side_effects": [{ "effect": "nausea", "severity": 1 }],
                "blood_pressure": { "before": { "systolic": 120, "diastolic": 80 }, "peak": { "systolic": 150, "diastolic": 90 } },
                "readings": [{ "minutes": 40, "pulse": 96, "dissociation": 6 }]
            }),
        ),
        (
            "/events",
            json!({ "at": "2026-03-11T09:00:00+01:00", "category": "medication", "title": "Sertraline 50 mg", "note": "again" }),
        ),
        ("/events", json!({ "date": "2026-03-13", "category": "life", "title": "Moved" })),
        (
            "/questionnaire-responses",
            json!({ "at": "2026-03-10T20:00:00+01:00", "questionnaire": "phq_9", "total": 14 }),
        ),
        ("/questionnaire-responses", json!({ "date": "2026-03-10", "questionnaire": "peg", "total": 6.33 })),
    ];
    for (n, (path, body)) in records.iter().enumerate() {
        patient.put(&format!("{path}/{}", id(n)), body).assert(201);
    }
    let profile = json!({ "country": "DE", "conditions": ["depression"], "measures": ["low_mood", "calm"],
        "first_hours": ["anxiety"], "questionnaires": [{ "questionnaire": "phq_9", "every_days": 14 }] });
    patient.patch("/account", &profile).assert(200);
}

fn records(patient: &Patient) -> Value {
    json!([
        patient.read("/check-ins"),
        patient.read("/treatments"),
        patient.read("/events"),
        patient.read("/measures"),
        patient.read("/questionnaire-responses")
    ])
}

#[test]
fn the_export_in_json_imports_into_an_empty_account_to_the_same_export() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    fill(&ada);
    ada.put(&format!("/events/{}", id(90)), &json!({ "date": "2026-03-13", "category": "life", "title": "Gone" }))
        .assert(201);
    ada.delete(&format!("/events/{}", id(90))).assert(204);
    let export = ada.get("/export?format=json").assert(200);
    assert_eq!(export.header("content-type"), Some("application/json"));
    assert_eq!(export.header("content-disposition"), Some("attachment; filename=\"afterglow.json\""));
    assert_eq!(export.header("cache-control"), Some("no-store"));
    assert_eq!((&export.json()["format"], &export.json()["version"]), (&json!("afterglow"), &json!(1)));
    assert!(!export.text().contains("Gone"));

    let done = bob.import_json(&export.json()).assert(200).json();
    assert_eq!(done, json!({ "imported": 11, "unchanged": 0, "kept": 0 }));
    assert_eq!(bob.get("/export").assert(200).body, export.body);
    assert_eq!(bob.read("/account")["measures"], json!(["low_mood", "calm"]));
    let again = bob.import_json(&export.json()).assert(200).json();
    assert_eq!(again, json!({ "imported": 0, "unchanged": 11, "kept": 0 }));
    assert_eq!(bob.get("/export").assert(200).body, export.body);
}

#[test]
fn an_import_takes_no_choice_back_that_was_made_here() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    fill(&ada);
    bob.patch("/account", &json!({ "country": "CH" })).assert(200);
    bob.import_json(&ada.read("/export")).assert(200);
    let account = bob.read("/account");
    assert_eq!((&account["country"], &account["measures"]), (&json!("CH"), &json!([])));
}

#[test]
fn the_export_in_csv_changes_nothing_when_it_comes_back() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let (before, revision) = (records(&ada), ada.revision());
    let export = ada.get("/export?format=csv").assert(200);
    assert_eq!(export.header("content-type"), Some("text/csv; charset=utf-8"));
    let done = ada.import_csv(export.body.clone()).assert(200).json();
    // Treatments and labels have more to them than CSV can hold: the journal's own are kept.
    assert_eq!(done, json!({ "imported": 0, "unchanged": 8, "kept": 3 }));
    assert_eq!((records(&ada), ada.revision()), (before, revision));
    assert_eq!(ada.get("/export?format=csv").assert(200).body, export.body);
}

#[test]
fn the_export_in_csv_fills_an_empty_account_with_what_has_a_column() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    fill(&ada);
    let export = ada.get("/export?format=csv").assert(200);
    let done = bob.import_csv(export.body.clone()).assert(200).json();
    assert_eq!(done, json!({ "imported": 11, "unchanged": 0, "kept": 0 }));
    assert_eq!(bob.get("/export?format=csv").assert(200).body, export.body);
    let without_ids = |list: Value| {
        let items = list["items"].as_array().unwrap().clone();
        items
            .into_iter()
            .map(|mut item| {
                let record = item.as_object_mut().unwrap();
                record.remove("id");
                record.remove("revision");
                item
            })
            .collect::<Vec<_>>()
    };
    for path in ["/check-ins", "/events", "/questionnaire-responses"] {
        assert_eq!(without_ids(bob.read(path)), without_ids(ada.read(path)), "{path}");
    }
}

#[test]
fn check_ins_of_one_instant_survive_the_way_through_csv() {
    let app = App::start();
    let ada = app.patient("ada");
    for n in 0..3 {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(0), 7)).assert(201);
    }
    let export = ada.get("/export?format=csv").assert(200);
    let done = ada.import_csv(export.body).assert(200).json();
    assert_eq!(done["imported"], 0, "{done}");
    assert_eq!(ada.revision(), 3);
}

#[test]
fn a_plan_that_nobody_confirmed_is_one_after_the_way_through_csv() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let mut plan = treatment(&hour(0));
    plan["planned"] = json!(true);
    ada.put(&format!("/treatments/{}", id(0)), &plan).assert(201);
    ada.put(&format!("/treatments/{}", id(1)), &treatment(&hour(48))).assert(201);
    let export = ada.get("/export?format=csv").assert(200);
    let again = ada.import_csv(export.body.clone()).assert(200).json();
    assert_eq!(again["imported"], json!(0), "{again}");
    bob.import_csv(export.body.clone()).assert(200);
    let treatments = bob.read("/treatments");
    let plans: Vec<bool> = treatments["items"].as_array().unwrap().iter().map(|one| one["planned"] == true).collect();
    assert_eq!(plans, [true, false], "{treatments}");
    assert_eq!(bob.get("/export?format=csv").assert(200).body, export.body);
}

#[test]
fn an_empty_journal_exports_as_an_empty_file() {
    let app = App::start();
    let ada = app.patient("ada");
    let json = ada.read("/export");
    let profile = json!({ "country": null, "conditions": [], "measures": [], "questionnaires": [] });
    assert_eq!(json, json!({ "format": "afterglow", "version": 1, "profile": profile, "records": [] }));
    assert_eq!(
        ada.get("/export?format=csv").assert(200).text(),
        "at,kind,measure,value,note,planned,version,language\n"
    );
}

/// The files of an archive, by their names.
fn unpacked(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let content = |name: String| {
        let mut content = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut content).unwrap();
        (name, content)
    };
    names.into_iter().map(content).collect()
}

#[test]
fn the_archive_holds_every_form_explains_them_and_comes_back_as_it_was() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let archive = ada.get("/export?format=zip").assert(200);
    assert_eq!(archive.header("content-type"), Some("application/zip"));
    let files = unpacked(&archive.body);
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "README.txt",
            "afterglow.fhir.json",
            "afterglow.json",
            "csv/check_ins.csv",
            "csv/events.csv",
            "csv/questionnaire_responses.csv",
            "csv/treatments.csv",
            "report.pdf",
            "spreadsheet.csv"
        ]
    );
    let explained = String::from_utf8(files["README.txt"].clone()).unwrap();
    for name in ["afterglow.fhir.json", "afterglow.json", "csv/", "report.pdf", "spreadsheet.csv"] {
        assert!(explained.contains(name), "{name}");
    }
    assert_eq!(files["afterglow.json"], ada.get("/export").body);
    assert!(files["report.pdf"].starts_with(b"%PDF-"));
    // Each sheet alone brings nothing that is not there already.
    for (name, sheet) in files.iter().filter(|(name, _)| name.contains(".csv")) {
        let done = ada.import_csv(sheet.clone()).assert(200).json();
        assert_eq!(done["imported"], json!(0), "{name}: {done}");
    }
    let bob = app.patient("bob");
    let import = bob.request(Method::POST, "/imports?format=afterglow").body("application/zip", archive.body);
    import.send().assert(200);
    assert_eq!(bob.read("/export"), ada.read("/export"));
}

#[test]
fn an_archive_of_something_else_or_too_large_is_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let pack = |name: &str, content: &[u8]| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
        archive.finish().unwrap().into_inner()
    };
    let good = pack("afterglow.json", b"{}");
    for archive in [
        pack("holiday.jpg", b"x"),
        // A little that unpacks to a lot.
        pack("afterglow.json", &vec![b' '; 65 << 20]),
        good[..good.len() / 2].to_vec(),
        b"PK\x03\x04".to_vec(),
    ] {
        let import = ada.request(Method::POST, "/imports?format=afterglow").body("application/zip", archive);
        import.send().refused(422, "invalid_import");
    }
    let import = ada.request(Method::POST, "/imports?format=afterglow").body("application/zip", good);
    import.send().refused(422, "invalid_body");
    assert_eq!(ada.revision(), 0);
}
