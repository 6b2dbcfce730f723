//! Whose journal a link shows: nobody's name unless the patient says it, and then to who opens that link alone.

use lopdf::Document;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    App, Patient, check_in, id, report,
    smart_health_link::{Link, opened},
    stored_bytes,
};

const NAME: &str = "Canary Byron, née Ångström";
const BORN: &str = "1985-12-10";

fn terms() -> Value {
    json!({
        "label": "Dr Ito", "measures": ["low_mood"], "passcode": "tulip",
        "patient": { "name": NAME, "birth_date": BORN }
    })
}

fn journal(app: &App) -> Patient<'_> {
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in("2026-03-01T20:00:00Z", 6)).assert(201);
    ada
}

#[test]
fn a_name_is_shown_first_to_who_opens_the_link_with_its_passcode_and_to_nobody_else() {
    let app = App::start();
    let ada = journal(&app);
    let link = ada.post("/shares", &terms()).assert(201).json();
    let secret = format!("Share {}", link["token"].as_str().unwrap());
    let open = |path: &str| app.request(Method::GET, path).header("authorization", secret.clone());

    for path in ["/shared", "/shared/fhir", "/shared/report.pdf"] {
        let refused = open(path).send().assert(401);
        assert!(!String::from_utf8_lossy(&refused.body).contains("Canary"), "{path}");
    }
    let visited = |path: &str| open(path).header("share-passcode", "tulip").send().assert(200);
    let shared = visited("/shared").json();
    assert_eq!(shared["patient"], json!({ "name": NAME, "birth_date": BORN }));

    let document = Document::load_mem(&visited("/shared/report.pdf").body).unwrap();
    let text = report::in_one_line(&report::pages(&document));
    let (before, after) = text.split_once(NAME).unwrap_or_else(|| panic!("{text}"));
    assert!(before.len() < 20 && after.trim_start().starts_with("Born 10 Dec 1985"), "{text}");

    let bundle = visited("/shared/fhir").json();
    let patient = &bundle["entry"][0]["resource"];
    assert_eq!(patient["resourceType"], "Patient");
    assert_eq!(patient["name"], json!([{ "text": NAME }]));
    assert_eq!(patient["birthDate"], BORN);

    let bob = app.patient("bob");
    let elsewhere = [
        ada.read("/account/audit-trail").to_string(),
        ada.read(&format!("/shares/{}/visits", link["id"].as_str().unwrap())).to_string(),
        bob.read("/shares").to_string(),
        String::from_utf8_lossy(&stored_bytes(&app)).into_owned(),
    ];
    for text in elsewhere {
        assert!(!text.contains("Canary") && !text.contains(BORN), "{text}");
    }
    // The patient sees what the link tells.
    assert_eq!(ada.read("/shares")["items"][0]["patient"]["name"], NAME);
}

#[test]
fn the_files_of_a_smart_health_link_say_the_name_too() {
    let app = App::start();
    let ada = journal(&app);
    let mut named = terms();
    named.as_object_mut().unwrap().remove("passcode");
    let link = ada.post("/shares", &named).assert(201).json();
    let manifest = Link::read(&app, &link["smart_health_link"]);
    let direct = Link::read(&app, &link["direct_link"]);
    let (_, direct) = opened(&direct.direct(), direct.key()).unwrap();
    for file in manifest.files().into_iter().chain([direct]) {
        let bundle: Value = serde_json::from_slice(&file).unwrap();
        assert_eq!(bundle["entry"][0]["resource"]["name"][0]["text"], NAME, "{bundle}");
    }
}

#[test]
fn nobody_is_named_unless_the_patient_says_it() {
    let app = App::start();
    let ada = journal(&app);
    let link = ada.post("/shares", &json!({ "label": "Dr Ito", "measures": ["low_mood"] })).assert(201).json();
    assert!(link.get("patient").is_none());
    let secret = format!("Share {}", link["token"].as_str().unwrap());
    let visited =
        |path: &str| app.request(Method::GET, path).header("authorization", secret.clone()).send().assert(200);
    assert!(visited("/shared").json().get("patient").is_none());
    let patient = visited("/shared/fhir").json()["entry"][0]["resource"].clone();
    assert!(patient.get("name").is_none() && patient.get("birthDate").is_none(), "{patient}");
    let document = Document::load_mem(&visited("/shared/report.pdf").body).unwrap();
    assert!(report::in_one_line(&report::pages(&document)).contains("A patient’s own journal"));
}
