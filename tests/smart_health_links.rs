//! SMART Health Links that every common JOSE library opens: small files, each of which stands alone.
//! Those libraries themselves are in `tests/fhir`.

use std::collections::BTreeSet;

use afterglow::{domain::measure::BUILT_IN, reports::fhir::LARGEST_FILE};
use jiff::{SignedDuration, civil::Date};
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    App, Patient, check_in, hour, id,
    smart_health_link::{Link, addresses, entries, opened, references},
};

/// Eight measures that are asked for daily.
fn measures() -> Vec<&'static str> {
    BUILT_IN.iter().map(|measure| measure.id).filter(|id| *id != "self_harm_thoughts").take(8).collect()
}

/// So many days up to the present with eight scores each, and a treatment each week until ten days ago.
fn days(patient: &Patient, days: usize) {
    let check_ins: Vec<Value> = (0..days)
        .map(|day| {
            let at = hour(-24 * i64::try_from(day).unwrap());
            let scores: serde_json::Map<String, Value> =
                measures().iter().enumerate().map(|(n, id)| ((*id).to_owned(), json!((n + day) % 11))).collect();
            json!({ "kind": "check_in", "id": id(day), "body": { "at": at, "scores": scores } })
        })
        .collect();
    patient.import_json(&json!({ "format": "afterglow", "version": 1, "records": check_ins })).assert(200);
    for week in 0..days / 7 {
        let treatment = json!({
            "at": hour(-24 * (7 * i64::try_from(week).unwrap() + 10)), "medicine": "ketamine", "route": "iv",
            "dose": { "amount": 40, "unit": "mg" }, "side_effects": [{ "effect": "nausea", "severity": 1 }]
        });
        patient.put(&format!("/treatments/{}", id(10_000 + week)), &treatment).assert(201);
    }
}

fn share(patient: &Patient) -> Value {
    let include = json!({ "notes": true, "doses": true, "side_effects": true, "questionnaires": true });
    let form = json!({ "label": "Clinic", "measures": measures(), "include": include });
    patient.post("/shares", &form).assert(201).json()
}

fn parsed(file: &[u8]) -> Value {
    serde_json::from_slice(file).unwrap()
}

/// The resource by which a file speaks of itself.
fn says<'a>(bundle: &'a Value, code: &str) -> Option<&'a str> {
    let is_it = |entry: &&Value| entry["resource"]["code"]["coding"][0]["code"] == code;
    entries(bundle).iter().find(is_it).map(|entry| entry["resource"]["valueString"].as_str().unwrap())
}

fn stands_alone(bundle: &Value) {
    assert_eq!((&bundle["resourceType"], &bundle["type"]), (&json!("Bundle"), &json!("collection")));
    assert_eq!(bundle["entry"][0]["resource"]["resourceType"], "Patient");
    let addresses = addresses(bundle);
    assert_eq!(addresses.len(), entries(bundle).len());
    assert!(references(bundle).iter().all(|reference| addresses.contains(*reference)));
}

/// What the link shows as one bundle.
fn whole(app: &App, share: &Value) -> Value {
    let token = share["token"].as_str().unwrap();
    app.request(Method::GET, "/shared/fhir").header("authorization", format!("Share {token}")).send().assert(200).json()
}

/// The local dates of what a patient wrote.
fn dates(bundle: &Value) -> BTreeSet<Date> {
    let of = |entry: &Value| {
        let at = entry["resource"]["effectiveDateTime"].as_str()?;
        (entry["resource"]["code"]["coding"][0]["code"] != "in_short").then(|| at[..10].parse().unwrap())
    };
    entries(bundle).iter().filter_map(of).collect()
}

#[test]
fn a_long_journal_comes_in_small_files_that_stand_alone_the_newest_first() {
    let app = App::start();
    let ada = app.patient("ada");
    days(&ada, 120);
    let share = share(&ada);
    let link = Link::read(&app, &share["smart_health_link"]);
    let manifest = link.asked(&json!({ "recipient": "Clinic" })).assert(200).json();
    assert_eq!((&manifest["status"], &manifest["files"][0]["fhirVersion"]), (&json!("can-change"), &json!("4.0.1")));
    let mut files = Vec::new();
    for encrypted in link.encrypted() {
        let (header, file) = opened(&encrypted, link.key()).unwrap();
        // What jose opens from 5.0 to 6.1.3 has no `zip`, and joserfc takes 65,536 characters of ciphertext.
        assert_eq!(header, json!({ "alg": "dir", "enc": "A256GCM", "cty": "application/fhir+json" }));
        assert!(file.len() <= LARGEST_FILE && encrypted.split('.').nth(3).unwrap().len() <= 65_536, "{}", file.len());
        files.push(parsed(&file));
    }
    assert!(files.len() > 5, "{}", files.len());
    let (mut seen, mut newer) = (BTreeSet::new(), Date::MAX);
    for (n, file) in files.iter().enumerate() {
        stands_alone(file);
        let dates = dates(file);
        assert!(*dates.last().unwrap() < newer, "a day is in one file, where it fits into one");
        newer = *dates.first().unwrap();
        let said = says(file, "about_this_file").unwrap();
        assert!(
            said.contains(&format!("file {} of {}", n + 1, files.len())) && said.contains(&newer.to_string()),
            "{said}"
        );
        let written =
            entries(file).iter().filter(|entry| entry["resource"]["code"]["coding"][0]["code"] != "about_this_file");
        seen.extend(written.map(Value::to_string));
    }
    let whole: BTreeSet<String> = entries(&whole(&app, &share)).iter().map(Value::to_string).collect();
    assert_eq!(seen, whole);
}

#[test]
fn a_direct_file_holds_a_summary_and_the_last_weeks_and_says_that_older_ones_are_left_out() {
    let app = App::start();
    let ada = app.patient("ada");
    days(&ada, 120);
    let share = share(&ada);
    let link = Link::read(&app, &share["direct_link"]);
    let (_, file) = opened(&link.direct(), link.key()).unwrap();
    assert!((LARGEST_FILE / 2..=LARGEST_FILE).contains(&file.len()), "{}", file.len());
    let file = parsed(&file);
    stands_alone(&file);
    let (dates, all) = (dates(&file), dates(&whole(&app, &share)));
    assert_eq!(dates.last(), all.last());
    assert_eq!(dates, all.iter().rev().take(dates.len()).copied().collect(), "the last days, none of them missing");
    let whole = whole(&app, &share);
    let of_these_days = |entry: &&Value| {
        let at = entry["resource"]["effectiveDateTime"].as_str();
        at.is_some_and(|at| at[..10].parse::<Date>().unwrap() >= *dates.first().unwrap())
    };
    let count = |bundle: &Value| entries(bundle).iter().filter(of_these_days).count();
    assert_eq!(count(&file), count(&whole) + 1, "all of these days, and the summary");
    let said = says(&file, "about_this_file").unwrap();
    for day in [dates.first(), all.first()] {
        assert!(said.contains(&day.unwrap().to_string()), "{said}");
    }
    let summary = says(&file, "in_short").unwrap();
    // A line for the treatments, and one for each measure.
    assert_eq!(summary.lines().count(), 1 + measures().len(), "{summary}");
}

#[test]
fn what_fits_into_one_file_is_one_by_either_link_and_says_nothing_of_itself() {
    let app = App::start();
    let ada = app.patient("ada");
    days(&ada, 2);
    let share = share(&ada);
    let files = Link::read(&app, &share["smart_health_link"]).files();
    assert_eq!(files.len(), 1);
    let (file, whole) = (parsed(&files[0]), whole(&app, &share));
    assert_eq!(entries(&file), entries(&whole));
    let link = Link::read(&app, &share["direct_link"]);
    let direct = parsed(&opened(&link.direct(), link.key()).unwrap().1);
    assert_eq!((says(&direct, "about_this_file"), says(&direct, "in_short").is_some()), (None, true));
    assert_eq!(entries(&direct).len(), entries(&whole).len() + 1);
    let nobody = app.patient("nobody");
    let empty = Link::read(&app, &nobody.post("/shares", &json!({ "label": "Clinic", "measures": ["low_mood"] })).assert(201).json()["smart_health_link"]).files();
    assert_eq!((empty.len(), entries(&parsed(&empty[0])).len()), (1, 1));
}

#[test]
fn the_largest_records_fit_into_files_and_a_text_that_does_not_says_that_it_was_cut() {
    let app = App::start();
    let ada = app.patient("ada");
    let long = "🌊".repeat(10_000);
    let effects: Vec<Value> =
        (0..50).map(|n| json!({ "effect": format!("{n} {}", "🌊".repeat(90)), "severity": 2 })).collect();
    let treatment = json!({
        "at": hour(-1), "medicine": "🌊".repeat(100), "route": "iv", "setting": "🌊".repeat(100),
        "intention": long, "experience": "\"\n".repeat(5_000), "side_effects": effects,
        "blood_pressure": { "peak": { "systolic": 150, "diastolic": 90 } }
    });
    ada.put(&format!("/treatments/{}", id(1)), &treatment).assert(201);
    ada.put(&format!("/check-ins/{}", id(2)), &json!({ "at": hour(-2), "scores": {}, "note": long })).assert(201);
    let event = json!({ "at": hour(-3), "category": "life", "title": "Moved", "note": long });
    ada.put(&format!("/events/{}", id(3)), &event).assert(201);
    let share = share(&ada);
    let mut seen = BTreeSet::new();
    for file in Link::read(&app, &share["smart_health_link"]).files() {
        assert!(file.len() <= LARGEST_FILE, "{}", file.len());
        let file = parsed(&file);
        stands_alone(&file);
        seen.extend(addresses(&file));
    }
    let whole = whole(&app, &share);
    assert!(whole.to_string().contains(&long), "one file for all leaves nothing out");
    assert!(seen.is_superset(&addresses(&whole)));
    let link = Link::read(&app, &share["direct_link"]);
    let direct = opened(&link.direct(), link.key()).unwrap().1;
    assert!(direct.len() <= LARGEST_FILE, "{}", direct.len());
    let direct = parsed(&direct);
    stands_alone(&direct);
    assert!(direct["entry"].to_string().contains("Cut here."), "{direct}");
    assert!(says(&direct, "about_this_file").is_some());
}

#[test]
fn each_file_has_an_address_of_its_own_until_the_journal_changes() {
    let app = App::start();
    let mut ada = app.patient("ada");
    days(&ada, 60);
    let share = share(&ada);
    let link = Link::read(&app, &share["smart_health_link"]);
    let embedded = link.files();
    let located = link.asked(&json!({ "recipient": "Clinic", "embeddedLengthMax": 10 })).assert(200).json();
    let located = located["files"].as_array().unwrap();
    let path = |file: &Value| file["location"].as_str().unwrap().split_once("/api/v1").unwrap().1.to_owned();
    let fetch = |path: &str| app.request(Method::GET, path).send();
    assert_eq!(located.len(), embedded.len());
    ada.lives_on(SignedDuration::from_mins(20));
    for (file, embedded) in located.iter().zip(&embedded) {
        let fetched = fetch(&path(file)).assert(200);
        assert_eq!(fetched.header("content-type"), Some("application/jose"));
        let (_, opened) = opened(&fetched.text(), link.key()).unwrap();
        assert_eq!(entries(&parsed(&opened)), entries(&parsed(embedded)));
    }
    let first = path(&located[0]);
    // The ticket of one file does not open another.
    fetch(&first.replacen(".0.", ".1.", 1)).assert(404);
    ada.put(&format!("/check-ins/{}", id(5000)), &check_in(&hour(0), 1)).assert(201);
    fetch(&first).assert(404);
    let again = link.asked(&json!({ "recipient": "Clinic", "embeddedLengthMax": 10 })).assert(200).json();
    let again = path(&again["files"][0]);
    fetch(&again).assert(200);
    ada.lives_on(SignedDuration::from_mins(31));
    fetch(&again).assert(404);
}
