//! What another app's entry is when it comes again: known by the app's own time or id, never by its place in a journal.

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, encoded, id};

const HEADER: &str = "full_date,date,weekday,time,mood,activities,note_title,note\n";

fn done(patient: &Patient, query: &str, file: &str) -> Value {
    let request = patient.request(Method::POST, &format!("/imports?format={query}"));
    request.body("application/octet-stream", file).send().assert(200).json()
}

fn preview(patient: &Patient, query: &str, file: &str) -> Value {
    let request = patient.request(Method::POST, &format!("/imports/preview?format={query}"));
    request.body("application/octet-stream", file).send().assert(200).json()
}

/// The check-ins as their time, the sum of their scores, how many these are, and the note.
fn journal(patient: &Patient) -> Vec<(String, i64, usize, String)> {
    let list = patient.read("/check-ins?limit=1000")["items"].take();
    let one = |item: &Value| {
        let when = item["at"].as_str().or(item["date"].as_str()).unwrap().to_owned();
        let scores = item["scores"].as_object().unwrap();
        let sum = scores.values().map(|score| score.as_i64().unwrap()).sum();
        (when, sum, scores.len(), item["note"].as_str().unwrap_or_default().to_owned())
    };
    let mut journal: Vec<_> = list.as_array().unwrap().iter().map(one).collect();
    journal.sort_unstable();
    journal
}

fn lives_in(patient: &Patient, zone: &str) {
    patient.patch("/account", &json!({ "time_zone": zone })).assert(200);
}

/// Rows of Daylio of one evening.
fn daylio(rows: &[&str]) -> String {
    rows.iter().fold(HEADER.to_owned(), |file, row| file + "2026-03-08,March 8,Sunday," + row + "\n")
}

#[test]
fn the_same_file_changes_nothing_in_another_zone_and_in_another_order() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = daylio(&["20:15,rad,,,one", "20:15,rad,,,two", "20:15,meh,,,two", "08:30,bad,,,"]);
    assert_eq!(done(&ada, "daylio", &file), json!({ "imported": 5, "unchanged": 0, "kept": 0 }));
    let before = journal(&ada);
    let turned = daylio(&["08:30,bad,,,", "20:15,meh,,,two", "20:15,rad,,,two", "20:15,rad,,,one"]);
    for zone in ["Europe/Paris", "America/New_York", "Asia/Kathmandu"] {
        lives_in(&ada, zone);
        for file in [&file, &turned] {
            assert_eq!(done(&ada, "daylio", file), json!({ "imported": 0, "unchanged": 5, "kept": 0 }), "{zone}");
        }
    }
    assert_eq!(journal(&ada), before);
}

#[test]
fn a_newer_export_adds_what_is_new_alone() {
    let app = App::start();
    let ada = app.patient("ada");
    done(&ada, "daylio", &daylio(&["20:15,rad,,,one"]));
    // A new entry in the same minute, before and after the old one.
    let newer = daylio(&["20:15,good,,,new", "20:15,rad,,,one", "20:15,rad,,,newer"]);
    assert_eq!(done(&ada, "daylio", &newer), json!({ "imported": 2, "unchanged": 2, "kept": 0 }));
    // The next generation of the app's file has scales beside the same entries.
    let scaled = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n\
        2026-03-08,March 8,Sunday,20:15,rad,\"\",\"Sleep:\u{a0}8/10\",\"\",\"one\"\n";
    let told = preview(&ada, "daylio", scaled);
    assert_eq!(
        told["outcomes"],
        json!([
            { "kind": "check_in", "imported": 0, "updated": 1, "unchanged": 0, "kept": 0 },
            { "kind": "measure", "imported": 1, "updated": 0, "unchanged": 1, "kept": 0 },
        ])
    );
    assert_eq!(done(&ada, "daylio", scaled), json!({ "imported": 1, "unchanged": 1, "kept": 0, "updated": 1 }));
    let of_one: Vec<_> = journal(&ada).into_iter().filter(|(.., note)| note == "one").collect();
    assert_eq!(of_one, [("2026-03-08T20:15:00+01:00".to_owned(), 13, 2, "one".to_owned())]);
    // The earlier file has less than the journal now.
    assert_eq!(done(&ada, "daylio", &newer), json!({ "imported": 0, "unchanged": 4, "kept": 0 }));
    assert_eq!(journal(&ada).len(), 3);
}

#[test]
fn what_was_changed_there_is_shown_beside_ones_own_and_becomes_what_is_chosen() {
    let app = App::start();
    let old = daylio(&["20:15,rad,,,one", "08:30,bad,,,"]);
    let edited = daylio(&["20:15,rad,,,better words", "08:30,bad,,,"]);
    let notes = |patient: &Patient| journal(patient).into_iter().map(|(.., note)| note).collect::<Vec<_>>();
    for (n, (choice, counts, after)) in [
        ("", json!({ "imported": 0, "unchanged": 2, "kept": 1 }), vec!["", "one"]),
        ("&changed=mine", json!({ "imported": 0, "unchanged": 2, "kept": 1 }), vec!["", "one"]),
        (
            "&changed=theirs",
            json!({ "imported": 0, "unchanged": 2, "kept": 0, "updated": 1 }),
            vec!["", "better words"],
        ),
        ("&changed=both", json!({ "imported": 1, "unchanged": 2, "kept": 0 }), vec!["", "better words", "one"]),
    ]
    .into_iter()
    .enumerate()
    {
        let patient = app.patient(&format!("ada{n}"));
        done(&patient, "daylio", &old);
        let told = preview(&patient, &format!("daylio{choice}"), &edited);
        let changed = told["changed"].as_array().unwrap();
        assert_eq!(changed.len(), 1, "{told}");
        assert_eq!(
            (&changed[0]["mine"]["note"], &changed[0]["theirs"]["note"]),
            (&json!("one"), &json!("better words"))
        );
        let sum = |member: &str| {
            told["outcomes"].as_array().unwrap().iter().map(|one| one[member].as_u64().unwrap()).sum::<u64>()
        };
        let result = done(&patient, &format!("daylio{choice}"), &edited);
        assert_eq!(result, counts, "{choice}");
        for member in ["imported", "updated", "unchanged", "kept"] {
            assert_eq!(sum(member), result[member].as_u64().unwrap_or_default(), "{choice}: {member}");
        }
        assert_eq!(notes(&patient), after, "{choice}");
        // What was taken, either way, is there now.
        if choice.ends_with("theirs") || choice.ends_with("both") {
            let again = done(&patient, &format!("daylio{choice}"), &edited);
            assert_eq!(again, json!({ "imported": 0, "unchanged": 3, "kept": 0 }), "{choice}");
        }
    }
    let ada = app.patient("ada");
    let wrong = ada.request(Method::POST, "/imports?format=daylio&changed=all").body("text/csv", old.as_str()).send();
    wrong.wrong_at(&["/changed"]);
}

#[test]
fn each_changed_entry_becomes_what_is_chosen_for_it() {
    let app = App::start();
    let ada = app.patient("ada");
    let rows = |after: &str| {
        let row = |(hour, note)| format!("{hour}:00,rad,,,{note}{after}");
        let rows: Vec<String> = [(8, "one"), (12, "two"), (16, "three"), (20, "four")].map(row).into();
        daylio(&rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    done(&ada, "daylio", &rows(""));
    let edited = rows(" edited");
    let told = preview(&ada, "daylio", &edited);
    let id = |note: &str| {
        let changed = told["changed"].as_array().unwrap().iter().find(|one| one["mine"]["note"] == note).unwrap();
        changed["id"].as_str().unwrap().to_owned()
    };
    let query = format!("daylio&changed=both&mine={}&theirs={},{}", id("one"), id("two"), id("three"));
    let told = preview(&ada, &query, &edited);
    assert_eq!(
        told["outcomes"],
        json!([
            { "kind": "check_in", "imported": 1, "updated": 2, "unchanged": 0, "kept": 1 },
            { "kind": "measure", "imported": 0, "updated": 0, "unchanged": 1, "kept": 0 },
        ])
    );
    assert_eq!(
        done(&ada, &query, &edited),
        json!({ "imported": 1, "unchanged": 1, "kept": 1, "updated": 2 }),
        "as the preview said"
    );
    let notes: Vec<_> = journal(&ada).into_iter().map(|(.., note)| note).collect();
    assert_eq!(notes, ["one", "two edited", "three edited", "four", "four edited"]);
    // What was said is of these entries alone, and nothing is chosen for any other.
    let rest = preview(&ada, "daylio", &edited);
    assert_eq!(rest["changed"].as_array().unwrap().len(), 1, "{rest}");
}

#[test]
fn two_apps_and_ones_own_check_in_stay_beside_each_other() {
    let app = App::start();
    let ada = app.patient("ada");
    let own = json!({ "at": "2026-03-08T20:15:00+01:00", "scores": { "low_mood": 3 } });
    ada.put(&format!("/check-ins/{}", id(1)), &own).assert(201);
    let daylio = daylio(&["20:15,rad,,,one"]);
    let bearable = "date,weekday,time of day,category,rating/amount,detail,notes\n\
        \"8th Mar 2026\",\"Sunday\",\"20:15\",\"Mood\",\"6\",\"\",\"\"\n";
    assert_eq!(done(&ada, "daylio", &daylio)["imported"], 2);
    assert_eq!(done(&ada, "bearable", bearable)["imported"], 2);
    assert_eq!(done(&ada, "daylio", &daylio), json!({ "imported": 0, "unchanged": 2, "kept": 0 }));
    assert_eq!(done(&ada, "bearable", bearable), json!({ "imported": 0, "unchanged": 2, "kept": 0 }));
    assert_eq!(journal(&ada).len(), 3);
}

#[test]
fn two_tables_over_the_same_days_stay_beside_each_other() {
    let app = App::start();
    let ada = app.patient("ada");
    let columns = |columns: Value| format!("table&columns={}", encoded(&columns.to_string()));
    let pain = ("Day,Pain\n2026-03-08,7\n2026-03-09,8\n", columns(json!({ "Day": "date", "Pain": "measure:pain" })));
    let sleep = (
        "Day,Hours\n2026-03-08,7\n2026-03-09,8\n",
        columns(json!({ "Day": "date", "Hours": "new:0..24 higher_is_better" })),
    );
    for (imported, unchanged) in [((2, 0), (3, 0)), ((0, 2), (0, 3))] {
        for ((file, query), (new, old)) in [(&pain, imported), (&sleep, unchanged)] {
            assert_eq!(done(&ada, query, file), json!({ "imported": new, "unchanged": old, "kept": 0 }));
        }
    }
    // A column that was added to the sheet since.
    let more = (
        "Day,Pain,Worry\n2026-03-08,7,1\n2026-03-09,8,2\n2026-03-10,5,3\n",
        columns(json!({ "Day": "date", "Pain": "measure:pain", "Worry": "measure:worry" })),
    );
    assert_eq!(done(&ada, &more.1, more.0), json!({ "imported": 1, "unchanged": 0, "kept": 0, "updated": 2 }));
    assert_eq!(journal(&ada).len(), 5);
}

#[test]
fn what_was_deleted_comes_back_once_and_in_its_place() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = daylio(&["20:15,rad,,,one", "20:15,rad,,,two"]);
    done(&ada, "daylio", &file);
    let items = ada.read("/check-ins")["items"].take();
    ada.delete(&format!("/check-ins/{}", items[0]["id"].as_str().unwrap())).assert(204);
    assert_eq!(done(&ada, "daylio", &file), json!({ "imported": 1, "unchanged": 2, "kept": 0 }));
    assert_eq!(done(&ada, "daylio", &file), json!({ "imported": 0, "unchanged": 3, "kept": 0 }));
    assert_eq!(journal(&ada).len(), 2);
}

/// The id that an earlier Afterglow gave the `nth` check-in of a time, by SHA-256 of what it knew it by.
fn earlier_id(when: &str, nth: usize) -> String {
    use sha2::{Digest, Sha256};
    let text = if nth == 0 { format!("check_in|{when}|") } else { format!("check_in|{when}||{nth}") };
    let mut ten = [0; 10];
    ten.copy_from_slice(&Sha256::digest(text)[..10]);
    let at = when.parse::<jiff::Timestamp>().unwrap_or_else(|_| format!("{when}T12:00:00Z").parse().unwrap());
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(at.as_millisecond()).unwrap(), &ten).into_uuid().to_string()
}

#[test]
fn what_an_earlier_version_brought_in_is_recognised_and_not_doubled() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = daylio(&["20:15,rad,,,one", "20:15,meh,,,two", "08:30,bad,,,"]);
    // As it was: the same measure, ids that follow from the time in the journal.
    done(&ada, "daylio", &file);
    for item in ada.read("/check-ins")["items"].take().as_array().unwrap() {
        ada.delete(&format!("/check-ins/{}", item["id"].as_str().unwrap())).assert(204);
        let when = item["at"].as_str().unwrap();
        let nth = usize::from(item["note"] == "two");
        let body = json!({ "at": when, "scores": item["scores"], "note": item["note"] });
        ada.put(&format!("/check-ins/{}", earlier_id(when, nth)), &body).assert(201);
    }
    assert_eq!(done(&ada, "daylio", &file), json!({ "imported": 0, "unchanged": 4, "kept": 0 }));
    lives_in(&ada, "America/New_York");
    assert_eq!(done(&ada, "daylio", &file), json!({ "imported": 0, "unchanged": 4, "kept": 0 }));
    assert_eq!(journal(&ada).len(), 3);
}

#[test]
fn a_file_is_recognised_and_another_app_than_its_own_is_refused_with_a_sentence() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = daylio(&["20:15,rad,,,one"]);
    let told = preview(&ada, "auto", &file);
    assert_eq!((&told["format"], &told["app"]), (&json!("daylio"), &json!("Daylio")));
    assert_eq!(told["generation"], "CSV, from 2020");
    let refused = ada.request(Method::POST, "/imports?format=bearable").body("text/csv", file.as_str()).send();
    let refused = refused.refused(422, "invalid_import").json();
    let detail = refused["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("Bearable") && detail.contains("Daylio"), "{detail}");
    assert_eq!(ada.revision(), 0);
    assert_eq!(done(&ada, "auto", &file)["imported"], 2);
}
