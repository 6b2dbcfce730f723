//! A small file of each app (`tests/data/samples`), read once more here without the importers' code: what comes into
//! the journal is the same, record by record, in two time zones, however often and in whichever order it is sent.

mod expected;
mod hostile;

use std::{collections::BTreeMap, fs, path::PathBuf};

use jiff::Timestamp;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient};

/// A check-in as the file tells it: the instant or the day, the time on the clock, scores by their questions, the note.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    at: Option<Timestamp>,
    local: String,
    scores: BTreeMap<String, i64>,
    note: String,
}

pub fn sample(name: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/samples").join(name)).unwrap()
}

/// Of these questions, without the app's name behind them.
fn journal(patient: &Patient, app: &str) -> Vec<Entry> {
    let measures = patient.read("/measures")["items"].take();
    let question = |id: &str| {
        let found = measures.as_array().unwrap().iter().find(|measure| measure["id"] == id);
        let question = found.unwrap_or_else(|| panic!("no measure {id}"))["question"].as_str().unwrap();
        question.strip_suffix(&format!(" ({app})")).map(str::to_owned)
    };
    let list = patient.read("/check-ins?limit=1000")["items"].take();
    let entry = |item: &Value| {
        let scores: Option<BTreeMap<String, i64>> = item["scores"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(id, score)| Some((question(id)?, score.as_i64().unwrap())))
            .collect();
        let at = item["at"].as_str().map(|at| at.parse().unwrap());
        let local =
            item["at"].as_str().map_or_else(|| item["date"].as_str().unwrap().to_owned(), |at| at[..16].to_owned());
        Some(Entry { at, local, scores: scores?, note: item["note"].as_str().unwrap_or_default().to_owned() })
    };
    let mut journal: Vec<Entry> = list.as_array().unwrap().iter().filter_map(entry).collect();
    journal.sort();
    journal
}

fn send(patient: &Patient, path: &str, format: &str, file: &[u8]) -> Value {
    let request = patient.request(Method::POST, &format!("{path}?format={format}"));
    request.body("application/octet-stream", file).send().assert(200).json()
}

/// The counts of a preview, all kinds together.
fn foretold(preview: &Value) -> Value {
    let sum = |member: &str| -> u64 {
        preview["outcomes"].as_array().unwrap().iter().map(|one| one[member].as_u64().unwrap()).sum()
    };
    assert_eq!(sum("updated"), 0);
    json!({ "imported": sum("imported"), "unchanged": sum("unchanged"), "kept": sum("kept") })
}

#[test]
fn every_sample_is_read_as_it_is_in_two_zones_and_however_often() {
    let app = App::start();
    for zone in ["Europe/Berlin", "America/New_York"] {
        for (n, (name, format, title, expected)) in expected::all(zone).into_iter().enumerate() {
            let patient = app.patient(&format!("{}-{n}", &zone[..6].to_lowercase().replace('/', ".")));
            patient.patch("/account", &json!({ "time_zone": zone })).assert(200);
            let file = sample(name);
            let preview = send(&patient, "/imports/preview", "auto", &file);
            assert_eq!(preview["format"], format, "{name}: {preview}");
            let done = send(&patient, "/imports", format, &file);
            assert_eq!(done, foretold(&preview), "{name}");
            assert_eq!(journal(&patient, title), expected, "{name} in {zone}");
            let again = send(&patient, "/imports", "auto", &file);
            assert_eq!((&again["imported"], &again["kept"]), (&json!(0), &json!(0)), "{name}: {again}");
            assert_eq!(again["unchanged"], done["imported"], "{name}");
        }
    }
}

#[test]
fn all_samples_come_into_one_journal_and_again_in_another_order_and_zone() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut all = expected::all("Europe/Berlin");
    // One of each app: two files of one hold entries of the same times that differ.
    all.dedup_by_key(|(_, format, ..)| *format);
    for (name, format, ..) in &all {
        send(&ada, "/imports", format, &sample(name));
    }
    let revision = ada.revision();
    ada.patch("/account", &json!({ "time_zone": "Asia/Kathmandu" })).assert(200);
    for (name, format, ..) in all.iter().rev() {
        let again = send(&ada, "/imports", format, &sample(name));
        assert_eq!(
            (&again["imported"], &again["kept"], again.get("updated")),
            (&json!(0), &json!(0), None),
            "{name}: {again}"
        );
    }
    assert_eq!(ada.revision(), revision);
}
