//! A journal as FHIR, and the encryption that carries it. Two validators look at it too: `tests/fhir`.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
};

use afterglow::{
    domain::{
        day::{Day, When},
        event::Category,
        id::AccountId,
        measure::BUILT_IN,
        questionnaire::Questionnaire,
        text::{Label, Note},
        treatment::Route,
    },
    reports::{
        SharedEvent, SharedNote, SharedTreatment, View,
        fhir::{MEDIA_TYPE, Subject, bundle},
    },
    shares::jwe,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    App, Patient, check_in,
    demo::Demo,
    hour, id,
    process::text,
    smart_health_link::{Link, addresses, entries, opened, references},
    treatment,
};

/// The key of a link: 32 bytes.
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// A small journal with something of everything that FHIR has a place for.
fn fill(patient: &Patient) {
    let calm =
        json!({ "question": "How calm?", "low_label": "not", "min": -3, "max": 3, "polarity": "higher_is_better" });
    patient.put("/measures/calm", &calm).assert(201);
    let records = [
        (
            "check-ins",
            json!({ "at": "2026-03-10T20:00:00+01:00", "scores": { "low_mood": 7, "pain": 4 }, "note": "rain" }),
        ),
        ("check-ins", json!({ "date": "2026-03-09", "scores": { "calm": -3 } })),
        (
            "treatments",
            json!({
                "at": "2026-03-10T10:00:00+01:00", "duration_minutes": 40, "medicine": "Ketamine", "route": "iv",
                "dose": { "amount": 0.5, "unit": "mg/kg" }, "setting": "clinic", "intention": "rest", "experience": "far away",
                "side_effects": [{ "effect": "blurred_vision", "severity": 2 }, { "effect": "Kopfweh", "severity": 0 }],
                "blood_pressure": { "before": { "systolic": 120, "diastolic": 80 }, "peak": { "systolic": 150, "diastolic": 90 } },
                "readings": [
                    { "minutes": -5, "blood_pressure": { "systolic": 122, "diastolic": 79 } },
                    { "minutes": 40, "pulse": 96, "sedation": 3, "dissociation": 6 }
                ]
            }),
        ),
        (
            "treatments",
            json!({ "at": "2026-03-14T10:00:00Z", "medicine": "esketamine", "route": "nasal", "dose": { "amount": 84.0, "unit": "mg" } }),
        ),
        ("events", json!({ "date": "2026-03-09", "category": "medication", "title": "Sertraline", "note": "again" })),
        (
            "questionnaire-responses",
            json!({ "at": "2026-03-14T19:00:00+01:00", "questionnaire": "phq_9", "total": 9, "answers": { "CANARY": "a" } }),
        ),
        ("questionnaire-responses", json!({ "date": "2026-03-14", "questionnaire": "peg", "total": 6.33 })),
    ];
    for (n, (kind, record)) in records.iter().enumerate() {
        patient.put(&format!("/{kind}/{}", id(n)), record).assert(201);
    }
}

/// What is hard to say in FHIR, and one of each thing that has a code.
fn fill_to_the_brim(patient: &Patient) {
    fill(patient);
    let mut n = 100;
    let mut put = |kind: &str, record: Value| {
        n += 1;
        patient.put(&format!("/{kind}/{}", id(n)), &record).assert(201);
    };
    let scores: BTreeMap<&str, i32> = BUILT_IN.iter().map(|measure| (measure.id, 10)).collect();
    put(
        "check-ins",
        json!({ "at": "2026-03-11T20:00:00.5-05:00", "scores": scores, "note": "\u{a0}a\u{a0}b\u{1}\n🌊\u{2028}" }),
    );
    put("check-ins", json!({ "at": "2026-03-11T20:00:00.5-05:00", "scores": { "pain": 0 }, "note": "a second one" }));
    put("check-ins", json!({ "at": "1969-12-31T20:00:00+15:00", "scores": { "pain": 0 }, "note": "\u{a0} " }));
    put("check-ins", json!({ "date": "1901-02-03", "scores": { "pain": 0 }, "note": "x".repeat(10_000) }));
    for route in Route::ALL {
        let doses = [json!({ "amount": 0, "unit": "mg" }), json!({ "amount": 0.123_456_789, "unit": "mg/kg" })];
        for dose in doses {
            let effects: Vec<Value> = (0..4).map(|severity| json!({ "effect": "_", "severity": severity })).collect();
            put(
                "treatments",
                json!({
                    "at": "2026-03-10T23:59:59.001+14:00", "duration_minutes": 0, "medicine": " \u{7}", "route": route.name(),
                    "dose": dose, "side_effects": effects, "setting": " ", "experience": "\t\"far\"\n",
                }),
            );
        }
    }
    for questionnaire in Questionnaire::ALL {
        let max = questionnaire.definition().max;
        put(
            "questionnaire-responses",
            json!({ "at": "2026-03-10T23:59:59.001+14:00", "questionnaire": questionnaire.name(), "total": max }),
        );
        put(
            "questionnaire-responses",
            json!({ "date": "1901-02-03", "questionnaire": questionnaire.name(), "total": 0 }),
        );
    }
    for category in Category::ALL {
        put("events", json!({ "at": hour(-30), "category": category.name(), "title": "\u{b}?", "note": "" }));
    }
}

/// The bundle with a name in place of each id, which is another in each account.
fn with_names(bundle: &Value) -> Value {
    let mut text = bundle.to_string();
    for (n, entry) in entries(bundle).iter().enumerate() {
        let kind = entry["resource"]["resourceType"].as_str().unwrap();
        text = text.replace(entry["resource"]["id"].as_str().unwrap(), &format!("{kind} {n}"));
        if kind == "Patient" {
            text = text.replace(entry["resource"]["identifier"][0]["value"].as_str().unwrap(), "the pseudonym");
        }
        let coding = &entry["resource"]["code"]["coding"][0];
        if coding["system"].as_str().is_some_and(|system| system.ends_with("own-measures")) {
            text = text.replace(coding["code"].as_str().unwrap(), "the measure of one's own");
        }
    }
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_journal_reads_as_a_bundle() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let export = ada.get("/export?format=fhir").assert(200);
    assert_eq!(export.header("content-type"), Some(MEDIA_TYPE));
    assert_eq!(export.header("content-disposition"), Some("attachment; filename=\"afterglow.fhir.json\""));
    assert_eq!(export.header("cache-control"), Some("no-store"));
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_json_snapshot!("fhir_bundle", with_names(&export.json()));
    });
}

#[test]
fn an_empty_journal_is_a_bundle_of_its_patient() {
    let app = App::start();
    let bundle = app.patient("ada").read("/export?format=fhir");
    assert_eq!((&bundle["type"], entries(&bundle).len()), (&json!("collection"), 1));
    assert_eq!(bundle["entry"][0]["resource"]["resourceType"], "Patient");
}

#[test]
fn every_reference_leads_to_one_resource_of_the_bundle() {
    let app = App::start();
    let ada = app.patient("ada");
    fill_to_the_brim(&ada);
    let bundle = ada.read("/export?format=fhir");
    let addresses = addresses(&bundle);
    assert_eq!(addresses.len(), entries(&bundle).len());
    let references = references(&bundle);
    assert!(references.len() > addresses.len());
    assert!(references.iter().all(|reference| addresses.contains(*reference)));
    for entry in entries(&bundle) {
        assert_eq!(entry["fullUrl"], format!("urn:uuid:{}", entry["resource"]["id"].as_str().unwrap()));
    }
}

#[test]
fn the_same_journal_is_the_same_bundle_and_its_ids_outlive_the_moment() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let first = ada.get("/export?format=fhir").assert(200);
    assert_eq!(ada.get("/export?format=fhir").assert(200).body, first.body);
    app.time_passes(SignedDuration::from_secs(1));
    ada.put(&format!("/check-ins/{}", id(50)), &check_in(&hour(0), 1)).assert(201);
    let later = ada.read("/export?format=fhir");
    assert_ne!(later["timestamp"], first.json()["timestamp"]);
    assert!(addresses(&later).is_superset(&addresses(&first.json())));
}

#[test]
fn two_patients_with_the_same_records_share_no_id() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    fill(&ada);
    fill(&bob);
    let (ada, bob) = (ada.read("/export?format=fhir"), bob.read("/export?format=fhir"));
    assert!(addresses(&ada).is_disjoint(&addresses(&bob)));
    assert_eq!(with_names(&ada), with_names(&bob));
}

#[test]
fn neither_names_nor_the_journals_own_ids_are_in_a_bundle() {
    let app = App::start();
    let ada = app.patient("ada-lovelace");
    fill(&ada);
    let text = ada.get("/export?format=fhir").assert(200).text();
    for secret in ["lovelace", "CANARY", &id(0), &id(2), &id(4), &id(5)] {
        assert!(!text.contains(secret), "{secret}");
    }
}

fn shared_treatment() -> SharedTreatment {
    SharedTreatment {
        id: id(1),
        at: "2026-03-10T10:00:00+01:00".parse().unwrap(),
        date: "2026-03-10".parse().unwrap(),
        medicine: Label::try_from("ketamine".to_owned()).unwrap(),
        route: Route::Im,
        duration_minutes: None,
        setting: None,
        dose: None,
        side_effects: Vec::new(),
        blood_pressure: None,
        told_pressure: None,
        readings: Vec::new(),
        intention: None,
        experience: None,
    }
}

fn view(treatments: Vec<SharedTreatment>, events: Vec<SharedEvent>, notes: Vec<SharedNote>) -> View {
    View { treatments, events, notes, ..View::default() }
}

fn as_bundle(view: &View) -> Value {
    let subject = Subject::of(&AccountId::known("ada".to_owned()));
    serde_json::to_value(bundle(view, &subject, crate::support::START.parse().unwrap())).unwrap()
}

#[test]
fn a_total_is_coded_and_derived_from_its_response() {
    let app = App::start();
    let ada = app.patient("ada");
    let coded =
        [("phq_9", "44261-6"), ("gad_7", "70274-6"), ("peg", "91147-9"), ("pcl_5", "pcl_5"), ("who_5", "who_5")];
    for (n, (questionnaire, _)) in coded.iter().enumerate() {
        let body = json!({ "at": hour(0), "questionnaire": questionnaire, "total": 8 });
        ada.put(&format!("/questionnaire-responses/{}", id(n)), &body).assert(201);
    }
    let bundle = ada.read("/export?format=fhir");
    for (questionnaire, code) in coded {
        let is_it = |entry: &&Value| entry["resource"]["code"]["coding"][0]["code"] == code;
        let total = &entries(&bundle).iter().find(is_it).unwrap_or_else(|| panic!("no {questionnaire}"))["resource"];
        assert_eq!((&total["valueQuantity"]["value"], &total["effectiveDateTime"]), (&json!(8), &json!(hour(0))));
        let response =
            entries(&bundle).iter().find(|entry| entry["fullUrl"] == total["derivedFrom"][0]["reference"]).unwrap();
        let response = &response["resource"];
        assert_eq!(response["resourceType"], "QuestionnaireResponse");
        assert_eq!(response["item"].as_array().unwrap().len(), 1);
        assert_eq!(response["item"][0]["answer"], json!([{ "valueDecimal": 8 }]));
    }
}

#[test]
fn what_a_view_leaves_out_is_not_in_its_bundle() {
    let day: Day = "2026-03-10".parse().unwrap();
    let title = Label::try_from("Moved".to_owned()).unwrap();
    let moved =
        SharedEvent { id: id(2), when: When::Date(day), planned: false, category: Category::Life, title, note: None };
    let bundle = as_bundle(&view(vec![shared_treatment()], vec![moved], Vec::new()));
    let [_, statement, event] = entries(&bundle).as_slice() else { panic!("{bundle}") };
    let (statement, event) = (&statement["resource"], &event["resource"]);
    assert_eq!(statement["effectiveDateTime"], "2026-03-10T10:00:00+01:00");
    assert_eq!(statement["dosage"][0].as_object().unwrap().keys().collect::<Vec<_>>(), ["route", "text"]);
    assert_eq!((statement.get("note"), event.get("note")), (None, None));
    assert_eq!((&event["effectiveDateTime"], &event["valueString"]), (&json!("2026-03-10"), &json!("Moved")));
}

#[test]
fn notes_of_one_instant_that_read_alike_are_two_observations() {
    let note = |text: &str| SharedNote {
        when: "2026-03-10T20:00:00Z".parse().unwrap(),
        note: Note::try_from(text.to_owned()).unwrap(),
    };
    let bundle = as_bundle(&view(Vec::new(), Vec::new(), vec![note("rain"), note(" \u{a0}"), note("rain")]));
    assert_eq!((entries(&bundle).len(), addresses(&bundle).len()), (3, 3));
}

#[test]
fn a_medicine_is_coded_only_where_its_code_is_certain() {
    let coding = |medicine: &str| {
        let medicine = Label::try_from(medicine.to_owned()).unwrap();
        let bundle = as_bundle(&view(vec![SharedTreatment { medicine, ..shared_treatment() }], Vec::new(), Vec::new()));
        bundle["entry"][1]["resource"]["medicationCodeableConcept"].clone()
    };
    assert_eq!(coding("Ketamine ")["coding"][0]["code"], "6130");
    for medicine in ["esketamine", "ketamine and propofol", "s-ketamine"] {
        assert_eq!(coding(medicine), json!({ "text": medicine }));
    }
}

#[test]
fn scores_beyond_midnight_and_treatments_without_an_end_keep_their_offset() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in("2026-03-10T23:30:00-05:00", 7)).assert(201);
    ada.put(&format!("/treatments/{}", id(2)), &treatment("2026-03-10T23:30:00-05:00")).assert(201);
    let bundle = ada.read("/export?format=fhir");
    let [_, told @ .., _] = entries(&bundle).as_slice() else { panic!("{bundle}") };
    assert_eq!(told.len(), 2);
    for entry in told {
        assert_eq!(entry["resource"]["effectiveDateTime"], "2026-03-10T23:30:00-05:00");
    }
}

/// The resources of this type.
fn of_type<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let resources = entries(bundle).iter().map(|entry| &entry["resource"]);
    resources.filter(|resource| resource["resourceType"] == kind).collect()
}

#[test]
fn a_response_names_a_questionnaire_that_is_in_the_bundle_and_asks_for_what_it_answers() {
    let app = App::start();
    let ada = app.patient("ada");
    fill_to_the_brim(&ada);
    let bundle = ada.read("/export?format=fhir");
    let questionnaires = of_type(&bundle, "Questionnaire");
    assert_eq!(questionnaires.len(), Questionnaire::ALL.len(), "each once, however often it was answered");
    for response in of_type(&bundle, "QuestionnaireResponse") {
        let named = |one: &&&Value| one["url"] == response["questionnaire"];
        let asked = &questionnaires.iter().find(named).unwrap_or_else(|| panic!("{response}"))["item"][0];
        let answered = &response["item"][0];
        assert_eq!((&asked["linkId"], &asked["text"]), (&answered["linkId"], &answered["text"]));
        assert_eq!(asked["type"], "decimal");
    }
}

#[test]
fn a_provenance_says_that_the_patient_told_every_entry() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let bundle = ada.read("/export?format=fhir");
    let [told] = of_type(&bundle, "Provenance")[..] else { panic!("{bundle}") };
    let agent = &told["agent"][0];
    assert_eq!(
        (&agent["type"]["coding"][0]["code"], &agent["who"]["reference"]),
        (&json!("author"), &bundle["entry"][0]["fullUrl"])
    );
    assert_eq!(told["recorded"], bundle["timestamp"]);
    let targets: BTreeSet<&str> =
        told["target"].as_array().unwrap().iter().map(|target| target["reference"].as_str().unwrap()).collect();
    let [_, entries @ .., _] = entries(&bundle).as_slice() else { panic!("{bundle}") };
    assert_eq!(targets, entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap()).collect());
}

#[test]
fn a_transaction_creates_each_entry_unless_the_server_has_one_of_its_identifier() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let (collection, transaction) =
        (ada.read("/export?format=fhir&type=collection"), ada.read("/export?format=fhir&type=transaction"));
    assert_eq!(collection, ada.read("/export?format=fhir"));
    assert_eq!(transaction["type"], "transaction");
    let mut searches = BTreeSet::new();
    for (entry, plain) in entries(&transaction).iter().zip(entries(&collection)) {
        let (mut resource, request) = (entry["resource"].clone(), &entry["request"]);
        let kind = resource["resourceType"].as_str().unwrap().to_owned();
        assert_eq!((&request["method"], &request["url"]), (&json!("POST"), &json!(kind)));
        let id = resource["id"].as_str().unwrap().to_owned();
        let named = json!({ "system": "https://afterglow.health/fhir/sid/entry", "value": id });
        let search = match kind.as_str() {
            "Provenance" => {
                assert_eq!(request.get("ifNoneExist"), None);
                continue;
            }
            "Patient" => {
                format!(
                    "identifier=https://afterglow.health/fhir/sid/subject|{}",
                    resource["identifier"][0]["value"].as_str().unwrap()
                )
            }
            "Questionnaire" => format!("url={}", resource["url"].as_str().unwrap()),
            // The one resource that has one identifier, not several.
            "QuestionnaireResponse" => {
                assert_eq!(resource["identifier"].take(), named);
                format!("identifier=https://afterglow.health/fhir/sid/entry|{id}")
            }
            _ => {
                assert_eq!(resource["identifier"].take(), json!([named]));
                format!("identifier=https://afterglow.health/fhir/sid/entry|{id}")
            }
        };
        assert_eq!(request["ifNoneExist"], search);
        assert!(searches.insert(search), "two entries are looked for in the same way");
        if resource["identifier"].is_null() {
            resource.as_object_mut().unwrap().remove("identifier");
        }
        assert_eq!((&resource, &entry["fullUrl"]), (&plain["resource"], &plain["fullUrl"]));
    }
    assert_eq!(entries(&transaction).len(), entries(&collection).len());
    for other in ["", "&format=json", "&format=csv", "&format=zip"] {
        ada.get(&format!("/export?type=transaction{other}")).wrong_at(&["/type"]);
    }
}

/// Every value under this name, however deep.
fn all_of<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
    match value {
        Value::Object(members) => {
            let here = members.get(name).into_iter();
            here.chain(members.values().flat_map(|value| all_of(value, name))).collect()
        }
        Value::Array(items) => items.iter().flat_map(|item| all_of(item, name)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_scale_is_told_in_words_and_no_viewer_can_take_its_ends_for_what_is_normal() {
    let app = App::start();
    let ada = app.patient("ada");
    fill_to_the_brim(&ada);
    let bundle = ada.read("/export?format=fhir");
    for range in all_of(&bundle, "referenceRange") {
        // R4: without a type a range with ends is the normal one.
        assert_eq!(range[0].as_object().unwrap().keys().collect::<Vec<_>>(), ["text"]);
    }
    let range = |code: &str| {
        let is_it = |entry: &&Value| entry["resource"]["code"]["coding"][0]["code"] == code;
        entries(&bundle).iter().find(is_it).unwrap()["resource"]["referenceRange"][0]["text"].clone()
    };
    assert_eq!(range("low_mood"), "0 = not at all, 10 = as low as I can imagine");
    assert_eq!(range("44261-6"), "0 to 27; higher is worse");
    let calm = entries(&bundle).iter().find(|entry| entry["resource"]["code"]["text"] == "How calm?").unwrap();
    assert_eq!(calm["resource"]["referenceRange"][0]["text"], "-3 = not, 3; higher is better");
}

#[test]
fn every_code_has_words_beside_it_and_every_unit_is_for_people() {
    let app = App::start();
    let ada = app.patient("ada");
    fill_to_the_brim(&ada);
    let bundle = ada.read("/export?format=fhir");
    for coding in all_of(&bundle, "coding").iter().flat_map(|list| list.as_array().unwrap()) {
        let display = coding["display"].as_str().unwrap_or_else(|| panic!("{coding}"));
        assert!(!display.is_empty() && !display.contains('_'), "{coding}");
    }
    let units: BTreeSet<&str> = all_of(&bundle, "unit").iter().map(|unit| unit.as_str().unwrap()).collect();
    assert_eq!(units, BTreeSet::from(["beats/minute", "mg", "mg/kg", "mmHg", "points"]));
    let pressure = all_of(&bundle, "component")[0][0]["valueQuantity"].clone();
    assert_eq!((&pressure["unit"], &pressure["code"]), (&json!("mmHg"), &json!("mm[Hg]")));
}

#[test]
fn a_dosage_is_a_sentence_too() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let bundle = ada.read("/export?format=fhir");
    let dosages: Vec<&Value> = all_of(&bundle, "dosage").iter().map(|dosage| &dosage[0]["text"]).collect();
    assert_eq!(dosages, ["0.5 mg/kg, Infusion (IV)", "84 mg, Nasal spray"]);
    let bundle = as_bundle(&view(vec![shared_treatment()], Vec::new(), Vec::new()));
    assert_eq!(all_of(&bundle, "dosage")[0][0]["text"], "Injection (IM)");
}

#[test]
fn a_note_of_a_check_in_is_where_viewers_look_for_notes_too() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let bundle = ada.read("/export?format=fhir");
    let is_it = |entry: &&Value| entry["resource"]["code"]["coding"][0]["code"] == "note";
    let note = &entries(&bundle).iter().find(is_it).unwrap()["resource"];
    assert_eq!((&note["valueString"], &note["note"]), (&json!("rain"), &json!([{ "text": "rain" }])));
}

#[test]
fn a_side_effect_has_the_code_of_snomed_where_that_is_certain() {
    let app = App::start();
    let ada = app.patient("ada");
    let effects = ["nausea", "headache", "dizziness", "blurred_vision", "Nausea, at night"];
    let effects: Vec<Value> = effects.iter().map(|effect| json!({ "effect": effect, "severity": 1 })).collect();
    let mut treatment = treatment(&hour(-1));
    treatment["side_effects"] = json!(effects);
    ada.put(&format!("/treatments/{}", id(1)), &treatment).assert(201);
    let bundle = ada.read("/export?format=fhir");
    let [_, _, effects @ .., _] = entries(&bundle).as_slice() else { panic!("{bundle}") };
    let codes: Vec<Vec<&str>> = effects
        .iter()
        .map(|entry| entry["resource"]["code"]["coding"].as_array().unwrap())
        .map(|list| list.iter().map(|coding| coding["code"].as_str().unwrap()).collect())
        .collect();
    let ours = "side_effect";
    assert_eq!(
        codes,
        [vec!["422587007", ours], vec!["25064002", ours], vec!["404640003", ours], vec![ours], vec![ours]]
    );
}

/// What people read of a bundle: the words of what has a code, titles, remarks and sentences.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member.as_str() {
                    Some(text) if ["text", "title"].contains(&name.as_str()) => _ = found.insert(text.to_owned()),
                    _ => texts(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        _ => {}
    }
}

#[test]
fn what_people_read_is_in_the_language_of_the_link_and_codes_are_the_same() {
    let app = App::start();
    let ada = app.patient("ada");
    fill(&ada);
    let include =
        json!({ "notes": true, "doses": true, "side_effects": true, "self_harm": true, "questionnaires": true });
    let read = |language: &str| {
        let terms = json!({
            "label": "Clinic", "language": language, "measures": ["low_mood", "pain", "calm"], "include": include
        });
        let link = ada.post("/shares", &terms).assert(201).json();
        let secret = format!("Share {}", link["token"].as_str().unwrap());
        let bundle = app.request(Method::GET, "/shared/fhir").header("authorization", secret).send().assert(200).json();
        let mut found = BTreeSet::new();
        texts(&bundle, &mut found);
        let resources = entries(&bundle).iter().map(|entry| entry["resource"].clone());
        let codes: BTreeSet<String> = resources.map(|one| one["code"]["coding"].to_string()).collect();
        (found, codes)
    };
    let (english, codes) = read("en");
    // The patient's own words are as they were written, and HL7's categories as HL7 names them.
    let own = ["How calm?", "Ketamine", "Kopfweh", "Survey", "Vital Signs", "again", "esketamine", "rain"];
    for language in ["de", "es", "fr", "nl", "pt-BR"] {
        let (found, same) = read(language);
        // A note is called the same in French.
        let alike: Vec<&String> = found.intersection(&english).filter(|text| *text != "Note").collect();
        assert_eq!(alike, own, "{language}: {found:?}");
        assert_eq!(found.len(), english.len(), "{language}: {found:?}");
        let app: Value = serde_json::from_slice(&fs::read(format!("web/messages/{language}.json")).unwrap()).unwrap();
        for word in ["effect_blurred_vision", "severity_moderate"] {
            let word = app[word].as_str().unwrap();
            assert!(found.contains(word), "{language}: {word} {found:?}");
        }
        assert!(found.iter().any(|text| text.contains(app["route_nasal"].as_str().unwrap())), "{found:?}");
        assert_eq!(same, codes, "{language}");
    }
}

#[test]
fn a_year_of_eight_daily_measures_is_half_of_what_it_was() {
    let app = App::start();
    let ada = app.patient("ada");
    let measures: Vec<&str> = BUILT_IN.iter().map(|measure| measure.id).take(8).collect();
    let scores: BTreeMap<&str, usize> = measures.iter().enumerate().map(|(n, id)| (*id, n)).collect();
    let asked: BTreeMap<&str, Value> =
        BUILT_IN.iter().take(8).map(|one| (one.id, json!({ "version": one.version, "language": "en" }))).collect();
    for (noted, earlier) in [(true, WITH_WORDING), (false, WITHOUT_WORDING)] {
        let day = |n: usize| {
            let at = hour(-24 * i64::try_from(n).unwrap());
            let mut body = json!({ "at": at, "scores": scores });
            if noted {
                body["asked"] = json!(asked);
            }
            json!({ "kind": "check_in", "id": id(n), "body": body })
        };
        let records: Vec<Value> = (0..365).map(day).collect();
        ada.import_json(&json!({ "format": "afterglow", "version": 1, "records": records })).assert(200);
        let terms = json!({ "label": "Clinic", "measures": measures, "include": { "self_harm": true } });
        let link = ada.post("/shares", &terms).assert(201).json();
        let secret = format!("Share {}", link["token"].as_str().unwrap());
        let shared = app.request(Method::GET, "/shared/fhir").header("authorization", secret).send().assert(200);
        assert_eq!(entries(&shared.json()).len(), 1 + 8 * 365);
        assert!(shared.body.len() * 2 <= earlier, "{noted} {}", shared.body.len());
        for n in 0..365 {
            ada.delete(&format!("/check-ins/{}", id(n))).assert(204);
        }
    }
}

/// The bytes of that year before, where each score said its words' version and language, and where no language was noted.
const WITH_WORDING: usize = 3_572_969;
const WITHOUT_WORDING: usize = 3_424_414;

#[test]
fn an_encrypted_file_opens_with_its_key_alone() {
    let file = "{\"resourceType\":\"Bundle\"}".repeat(1000);
    let jwe = jwe::encrypt(file.as_bytes(), MEDIA_TYPE, KEY).unwrap();
    let header = json!({ "alg": "dir", "enc": "A256GCM", "cty": "application/fhir+json" });
    assert_eq!(opened(&jwe, KEY).unwrap(), (header, file.clone().into_bytes()));
    assert!(opened(&jwe, &KEY.replacen("AAE", "BAE", 1)).is_none());
    assert!(opened(&format!("e{jwe}"), KEY).is_none());
    assert_ne!(jwe::encrypt(file.as_bytes(), MEDIA_TYPE, KEY).unwrap(), jwe, "a nonce is used once");
    assert_eq!(opened(&jwe::encrypt(b"", "text/plain", KEY).unwrap(), KEY).unwrap().1, b"");
}

#[test]
fn what_is_no_key_encrypts_nothing() {
    for key in ["", "short", &KEY[1..], &format!("{KEY}A"), &format!("{KEY}=")] {
        assert!(jwe::encrypt(b"seven", MEDIA_TYPE, key).is_err(), "{key}");
    }
}

#[test]
#[ignore = "writes the files that tests/fhir looks at"]
fn a_bundle_for_the_validators() {
    let folder = PathBuf::from(env::var_os("AFTERGLOW_FHIR_DIR").unwrap());
    let app = App::start();
    let ada = app.patient("ada");
    fill_to_the_brim(&ada);
    let bundle = ada.get("/export?format=fhir").assert(200).body;
    let jwe = jwe::encrypt(&bundle, MEDIA_TYPE, KEY).unwrap();
    fs::write(folder.join("bundle.json"), bundle).unwrap();
    fs::write(folder.join("bundle.jwe"), jwe).unwrap();
    fs::write(folder.join("bundle.key"), KEY).unwrap();
    // The server looks for each entry among all that it has: a small journal is enough.
    let bob = app.patient("bob");
    fill(&bob);
    let transaction = || bob.get("/export?format=fhir&type=transaction").assert(200).body;
    fs::write(folder.join("transaction.json"), transaction()).unwrap();
    bob.put(&format!("/check-ins/{}", id(90)), &check_in(&hour(0), 1)).assert(201);
    fs::write(folder.join("transaction_later.json"), transaction()).unwrap();
    fs::write(folder.join("links.json"), links_of_the_demo().to_string()).unwrap();
}

/// What a clinic's system is given and fetches of the demo's patient, and the bundle that all of it comes to.
fn links_of_the_demo() -> Value {
    let demo = Demo::start();
    let (app, measures) = (&demo.app, demo.measures());
    let include =
        json!({ "notes": true, "doses": true, "side_effects": true, "self_harm": true, "questionnaires": true });
    let form = json!({ "label": "Clinic", "measures": measures, "include": include });
    let share = demo.asked(Method::POST, "/shares").json(&form).send().assert(201).json();
    let link = Link::read(app, &share["smart_health_link"]);
    let manifest = link.asked(&json!({ "recipient": "Clinic" })).assert(200).json();
    let direct = Link::read(app, &share["direct_link"]).direct();
    let secret = format!("Share {}", share["token"].as_str().unwrap());
    let whole = app.request(Method::GET, "/shared/fhir").header("authorization", secret).send().assert(200).json();
    json!({
        "link": share["smart_health_link"], "direct_link": share["direct_link"], "key": link.key(),
        "manifest": manifest, "files": link.files().iter().map(|file| text(file)).collect::<Vec<_>>(),
        "direct": direct, "direct_file": text(&opened(&direct, link.key()).unwrap().1), "whole": whole
    })
}
