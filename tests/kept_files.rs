//! A file that was previewed is kept for some minutes: what else is said of it needs no sending again.

use jiff::SignedDuration;
use serde_json::json;
use ureq::http::Method;

use crate::support::{Answer, App, Patient, encoded};

const DAYLIO: &str = "full_date,date,weekday,time,mood,activities,note_title,note\n\
    2026-03-08,March 8,Sunday,20:15,rad,,,by the sea\n\
    2026-03-07,March 7,Saturday,08:30,so so,,,\n";

/// The name of the file that the server keeps after a preview.
fn previewed(patient: &Patient) -> String {
    let request = patient.request(Method::POST, "/imports/preview?format=daylio");
    let told = request.body("application/octet-stream", DAYLIO).send().assert(200).json();
    told["file"].as_str().unwrap().to_owned()
}

/// A request without a body. Of several servers one has the file.
fn by_name(patient: &Patient, path: &str, query: &str) -> Answer {
    let path = format!("{path}?format=daylio&{query}");
    let ask = || patient.request(Method::POST, &path).send();
    (0..4).map(|_| ask()).find(|answer| answer.status != 404).unwrap_or_else(ask)
}

#[test]
fn a_file_is_sent_once_and_asked_for_by_its_name() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = format!("file={}", previewed(&ada));
    let moods = format!("{file}&moods={}", encoded(r#"{"so so": 3}"#));
    let told = by_name(&ada, "/imports/preview", &moods).assert(200).json();
    assert_eq!(
        told["outcomes"][0],
        json!({ "kind": "check_in", "imported": 2, "updated": 0, "unchanged": 0, "kept": 0 })
    );
    assert_eq!(format!("file={}", told["file"].as_str().unwrap()), file);
    by_name(&ada, "/imports", &file).refused(422, "invalid_import");
    assert_eq!(by_name(&ada, "/imports", &moods).assert(200).json()["imported"], 3);
    // What was brought in is not kept any longer.
    by_name(&ada, "/imports", &moods).refused(404, "not_found");
}

#[test]
fn a_kept_file_is_its_owners_alone_and_for_fifteen_minutes() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let of_ada = format!("file={}", previewed(&ada));
    for (patient, file) in [(&bob, of_ada.as_str()), (&ada, "file="), (&ada, "file=00000000000000000000000000000000")] {
        by_name(patient, "/imports/preview", file).refused(404, "not_found");
    }
    app.time_passes(SignedDuration::from_mins(14));
    by_name(&ada, "/imports/preview", &of_ada).assert(200);
    app.time_passes(SignedDuration::from_secs(61));
    by_name(&ada, "/imports/preview", &of_ada).refused(404, "not_found");
    assert_eq!((ada.revision(), bob.revision()), (0, 0));
}
