//! Imports: all of a file or nothing, each bad row named, and the same file again changes nothing.

use std::fmt::Write as _;

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{Answer, App, check_in, each, hour, id, measure, rows};

const ESM: &str = include_str!("data/esm_journal.csv");
const HEADER: &str = "at,kind,measure,value,note\n";

fn done(imported: usize, unchanged: usize, kept: usize) -> Value {
    json!({ "imported": imported, "unchanged": unchanged, "kept": kept })
}

/// Line and detail of each row that is complained about.
fn faults(answer: Answer) -> Vec<(u64, String)> {
    let problem = answer.refused(422, "invalid_import").json();
    let errors = problem["errors"].as_array().unwrap();
    errors.iter().map(|fault| (fault["line"].as_u64().unwrap(), fault["detail"].as_str().unwrap().to_owned())).collect()
}

fn lines(answer: Answer) -> Vec<u64> {
    faults(answer).into_iter().map(|(line, _)| line).collect()
}

#[test]
fn a_real_journal_is_imported_once_however_often_it_is_sent() {
    let app = App::start();
    let ada = app.patient("ada");
    assert_eq!(ada.import_csv(ESM).assert(200).json(), done(1483, 0, 0));
    assert_eq!(ada.import_csv(ESM).assert(200).json(), done(0, 1483, 0));
    assert_eq!((ada.revision(), rows(&app, "records")), (1483, 1483));
    assert_eq!(each(&ada.read("/treatments?limit=1000")["items"], "id").len(), 9);

    let first = ada.read("/check-ins?limit=1")["items"][0].take();
    assert_eq!((&first["at"], &first["scores"]["low_mood"]), (&json!("2012-08-13T08:58:56+02:00"), &json!(3)));
    assert_eq!(first["scores"].as_object().unwrap().len(), 8);

    // The same rows have the same ids in every account, and each account its own records.
    let bob = app.patient("bob");
    assert_eq!(bob.import_csv(ESM).assert(200).json(), done(1483, 0, 0));
    assert_eq!(bob.read("/check-ins?limit=1")["items"][0]["id"], first["id"]);
}

#[test]
fn what_was_deleted_comes_back_and_what_was_edited_is_kept() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = format!(
        "{HEADER}2026-03-01T08:00:00+01:00,check_in,low_mood,7,rain\n2026-03-02T08:00:00+01:00,check_in,low_mood,6,\n\
         2026-03-03,event,life,Moved,\n2026-03-04T10:00:00+01:00,treatment,iv,0.5 mg/kg,\n"
    );
    assert_eq!(ada.import_csv(file.as_str()).assert(200).json(), done(4, 0, 0));
    let check_ins = ada.read("/check-ins")["items"].take();
    let edited = format!("/check-ins/{}", check_ins[0]["id"].as_str().unwrap());
    let deleted = format!("/check-ins/{}", check_ins[1]["id"].as_str().unwrap());
    let better = json!({ "at": "2026-03-01T08:00:00+01:00", "scores": { "low_mood": 2 }, "note": "no, sun" });
    ada.put(&edited, &better).assert(200);
    ada.delete(&deleted).assert(204);

    assert_eq!(ada.import_csv(file.as_str()).assert(200).json(), done(1, 2, 1));
    assert_eq!(ada.read(&edited)["note"], "no, sun");
    assert_eq!(ada.read(&deleted)["scores"], json!({ "low_mood": 6 }));
}

#[test]
fn what_was_written_by_hand_is_recognised_by_its_time() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in("2026-03-01T07:00:00Z", 7)).assert(201);
    let file = |score| format!("{HEADER}2026-03-01T07:00:00Z,check_in,low_mood,{score},\n");
    assert_eq!(ada.import_csv(file(7)).assert(200).json(), done(0, 1, 0));
    assert_eq!(ada.import_csv(file(3)).assert(200).json(), done(0, 0, 1));
    assert_eq!(each(&ada.read("/check-ins")["items"], "id"), [&id(1)]);
}

#[test]
fn rows_of_one_time_are_one_check_in() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = format!(
        "{HEADER}2026-03-01,check_in,low_mood,7,first\n2026-03-01,check_in,anxiety,2,second\n\
         2026-03-01,check_in,pain,0,\n2026-03-02T10:00:00Z,check_in,,,only a note\n"
    );
    assert_eq!(ada.import_csv(file).assert(200).json(), done(2, 0, 0));
    let check_ins = ada.read("/check-ins")["items"].take();
    assert_eq!(check_ins[0]["date"], "2026-03-01");
    assert_eq!(check_ins[0]["scores"], json!({ "low_mood": 7, "anxiety": 2, "pain": 0 }));
    assert_eq!(check_ins[0]["note"], "first\nsecond");
    assert_eq!((&check_ins[1]["note"], &check_ins[1]["scores"]), (&json!("only a note"), &json!({})));
}

#[test]
fn bad_rows_are_named_with_line_and_reason_and_nothing_is_written() {
    let app = App::start();
    let ada = app.patient("ada");
    let rows = [
        ("2026-03-01T08:00:00+01:00,check_in,low_mood,7,", None),
        ("2026-03-01T08:00:00+01:00,check_in,low_mood,7,", None),
        ("2026-03-01T08:00:00+01:00,check_in,anxiety,11,", Some("from 0 to 10")),
        ("2026-03-01T08:00:00+01:00,check_in,anxiety,2.5,", Some("whole number")),
        ("2026-03-01T08:00:00+01:00,check_in,cheer,2,", Some("measure")),
        ("2026-03-01T08:00:00+01:00,check_in,,,", Some("score or a note")),
        ("2026-03-01T08:00:00,check_in,anxiety,2,", Some("2026-03-10")),
        ("2026-02-30,check_in,anxiety,2,", Some("2026-03-10")),
        ("yesterday,check_in,anxiety,2,", Some("2026-03-10")),
        ("2026-03-01,mood,anxiety,2,", Some("kind")),
        ("2026-03-01,treatment,iv,0.5 mg/kg,", Some("offset")),
        ("2026-03-01T08:00:00Z,treatment,ear,0.5 mg/kg,", Some("one of iv")),
        ("2026-03-01T08:00:00Z,treatment,iv,0.5 g,", Some("mg")),
        ("2026-03-01T08:00:00Z,treatment,iv,-1 mg,", Some("0 to 10000")),
        ("2026-03-01T08:00:00Z,event,life,,", Some("title")),
        ("2026-03-01T08:00:00Z,event,work,Moved,", Some("one of medication")),
        (",measure,calm,0..4,How calm?", Some("range")),
        (",measure,calm,4..0 higher_is_better,How calm?", Some("steps")),
        (",measure,calm,0..4 higher_is_better,", Some("question")),
        (",measure,low_mood,0..4 higher_is_better,How?", Some("built-in")),
        ("2026-03-01,questionnaire_response,phq_9,28,", Some("from 0 to 27")),
        ("2026-03-01,questionnaire_response,phq_9,many,", Some("a number")),
        ("2026-03-01,questionnaire_response,who_5,13,", Some("multiple of 4")),
        ("2026-03-01,questionnaire_response,phq,9,", Some("one of phq_9")),
        ("2026-03-01,questionnaire_response,peg,6.5,often", Some("no note")),
        ("2026-03-01T08:00:00,questionnaire_response,peg,6.5,", Some("2026-03-10")),
        ("2026-03-01,check_in", Some("5 cells")),
        ("2026-03-01,check_in,anxiety,2,fine,or", Some("5 cells")),
        ("2026-03-02,check_in,anxiety,2,fine", None),
    ];
    let file = rows.iter().fold(HEADER.to_owned(), |file, (row, _)| file + row + "\n");
    let expected: Vec<(u64, &str)> = (2..).zip(rows).filter_map(|(line, (_, why))| Some((line, why?))).collect();
    let found = faults(ada.import_csv(file));
    assert_eq!(
        found.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        expected.iter().map(|(line, _)| *line).collect::<Vec<_>>()
    );
    for ((line, detail), (_, why)) in found.iter().zip(&expected) {
        assert!(detail.contains(why), "line {line}: {detail}, not {why}");
    }
    assert_eq!(ada.revision(), 0);
}

#[test]
fn what_is_planned_has_a_column_that_older_files_lack() {
    let app = App::start();
    let ada = app.patient("ada");
    let row = "2026-03-01T08:00:00Z,treatment,iv,40 mg,";
    assert_eq!(ada.import_csv(format!("{HEADER}{row}\n")).assert(200).json(), done(1, 0, 0));
    let header = "at,kind,measure,value,note,planned\n";
    let planned = |day: u8, cell: &str| format!("2026-03-0{day}T08:00:00Z,treatment,iv,40 mg,,{cell}\n");
    let file = format!("{header}{}{}{}", planned(2, ""), planned(3, "TRUE"), planned(4, "false"));
    assert_eq!(ada.import_csv(file).assert(200).json(), done(3, 0, 0));
    let treatments = ada.read("/treatments");
    let plans: Vec<bool> = treatments["items"].as_array().unwrap().iter().map(|one| one["planned"] == true).collect();
    assert_eq!(plans, [false, false, true, false], "{treatments}");

    let rows = [
        (planned(5, "perhaps"), "true, false or nothing"),
        ("2026-03-05,check_in,anxiety,2,,true\n".to_owned(), "only a treatment"),
        ("2026-03-05,check_in,anxiety,2,,,x\n".to_owned(), "6 cells"),
    ];
    for (row, why) in rows {
        let found = faults(ada.import_csv(format!("{header}{row}")));
        assert!(found.len() == 1 && found[0].1.contains(why), "{found:?}");
    }
}

#[test]
fn of_many_bad_rows_the_first_hundred_are_named_and_all_are_counted() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = (0..250).fold(HEADER.to_owned(), |file, _| file + "2026-03-01,check_in,low_mood,99,\n");
    let answer = ada.import_csv(file);
    assert!(answer.json()["detail"].as_str().unwrap().contains("250 rows"), "{}", answer.text());
    assert_eq!(lines(answer), (2..=101).collect::<Vec<_>>());
}

#[test]
fn spreadsheets_files_read_too_and_lines_are_counted_right() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = "\u{feff}at,kind,measure,value,note\r\n2026-03-01,check_in,low_mood,7,\"two\nlines, and a \"\"quote\"\"\"\r\n\r\n2026-03-02,check_in,low_mood,6,\r\n";
    assert_eq!(ada.import_csv(file).assert(200).json(), done(2, 0, 0));
    assert_eq!(ada.read("/check-ins")["items"][0]["note"], "two\nlines, and a \"quote\"");

    let file = file.replace("low_mood,6", "low_mood,66")
        + "2026-03-03,check_in,low_mood,\"oh\nno\",\r\n2026-03-04,check_in,pain,-1,";
    assert_eq!(lines(ada.import_csv(file)), [5, 6, 8]);
}

#[test]
fn a_file_of_something_else_is_refused_in_its_first_line() {
    let app = App::start();
    let ada = app.patient("ada");
    for file in ["", "\n\n", "date,mood\n2026-03-01,7\n", "at;kind;measure\n", "%PDF-1.7", "\0\0\0\0"] {
        assert_eq!(lines(ada.import_csv(file)), [1], "{file:?}");
    }
    let header = faults(ada.import_csv("when,what\n"));
    assert!(header[0].1.contains("at,kind,measure,value,note"), "{header:?}");
    assert_eq!(ada.import_csv(HEADER).assert(200).json(), done(0, 0, 0));
    assert_eq!(
        lines(ada.import_csv([HEADER.as_bytes(), b"2026-03-01,check_in,low_mood,7,\xff\xc3\xb6\n"].concat())),
        [2]
    );
    assert_eq!(ada.revision(), 0);
}

#[test]
fn measures_of_ones_own_travel_in_the_file() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = format!(
        "{HEADER},measure,calm,0..4 higher_is_better,How calm?\n2026-03-01,check_in,calm,4,\n2026-03-01,check_in,low_mood,9,\n"
    );
    assert_eq!(ada.import_csv(file.as_str()).assert(200).json(), done(2, 0, 0));
    assert!(each(&ada.read("/measures")["items"], "id").contains(&&json!("calm")));
    assert_eq!(ada.import_csv(file.as_str()).assert(200).json(), done(0, 2, 0));
    assert_eq!(lines(ada.import_csv(file.replace("calm,4,", "calm,5,"))), [3]);

    // The account's own measure goes before the file's.
    ada.put("/measures/calm", &measure("How calm are you?")).assert(200);
    assert_eq!(ada.import_csv(file.as_str()).assert(200).json(), done(0, 1, 1));
    let wider = json!({ "question": "How calm?", "min": 0, "max": 9, "polarity": "higher_is_better" });
    ada.put("/measures/calm", &wider).assert(200);
    ada.put(&format!("/check-ins/{}", id(1)), &json!({ "at": hour(0), "scores": { "calm": 9 } })).assert(201);
    assert_eq!(ada.import_csv(file.as_str()).assert(200).json(), done(0, 1, 1));
    assert_eq!(ada.import_csv(file.replace("calm,4,", "calm,8,")).assert(200).json(), done(0, 0, 2));
    assert_eq!(lines(ada.import_csv(file.replace("calm,4,", "calm,10,"))), [3]);
}

#[test]
fn a_file_is_at_most_sixteen_mebibytes_and_a_body_256_kibibytes() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut file = HEADER.to_owned();
    while file.len() < 16 << 20 {
        writeln!(file, "2026-03-01,check_in,low_mood,99,{}", "x".repeat(9000)).unwrap();
    }
    file.truncate(16 << 20);
    ada.import_csv(file.as_str()).refused(422, "invalid_import");
    ada.import_csv(file + "x").refused(413, "too_large");

    let path = format!("/check-ins/{}", id(1));
    let sent = |length: usize| {
        let body = check_in(&hour(0), 7).to_string();
        let padding = " ".repeat(length - body.len());
        ada.request(Method::PUT, &path).body("application/json", body + &padding).send()
    };
    sent((256 << 10) + 1).refused(413, "too_large");
    ada.get(&path).refused(404, "not_found");
    sent(256 << 10).assert(201);
}

/// An answer stays small, and so does what is kept of a body while it is read.
#[test]
fn a_hundred_faults_are_named_and_the_others_counted() {
    let app = App::start();
    let ada = app.patient("ada");
    // Named, and in all.
    let faults = |answer: Answer| {
        assert!(answer.text().len() < 32 * 1024, "{} bytes", answer.text().len());
        let problem = answer.refused(422, "invalid_body").json();
        (json!(problem["errors"].as_array().unwrap().len()), problem["params"]["faults"].clone())
    };
    let export = |number: usize| {
        faults(ada.import_json(&json!({ "format": "afterglow", "version": 1, "records": vec![json!({}); number] })))
    };
    let (named, of_each) = export(1);
    assert_eq!(named, of_each);
    assert_eq!(export(30_000), (json!(100), json!(of_each.as_u64().unwrap() * 30_000)));
    let scores: serde_json::Map<String, Value> = (0..90).map(|n| (format!("unknown_{n}"), json!(1))).collect();
    let body = json!({ "at": hour(0), "scores": scores });
    let change = |n| json!({ "kind": "check_in", "id": id(n), "base_revision": 0, "body": body });
    let changes: Vec<Value> = (0..20).map(change).collect();
    assert_eq!(faults(ada.post("/changes", &json!({ "changes": changes }))), (json!(100), json!(90 * 20)));
    assert_eq!(rows(&app, "records"), 0);
}

#[test]
fn a_table_of_more_rows_than_fit_into_memory_is_refused_with_a_sentence() {
    let app = App::start();
    let ada = app.patient("ada");
    let header = "at,kind,measure,value,note,planned,version,language\n";
    let file = [header, &"2026-03-10,check_in,low_mood,3,,,,\n".repeat(200_001)].concat();
    let problem = ada.import_csv(file.as_str()).refused(422, "invalid_import").json();
    assert_eq!(
        problem["errors"],
        json!([{
            "line": 0, "code": "too_many", "params": { "most": 200_000, "what": "rows" },
            "detail": "expected at most 200000 rows"
        }])
    );
}

#[test]
fn faults_of_form_and_of_content_in_an_export_are_pointed_at_in_one_answer() {
    let app = App::start();
    let ada = app.patient("ada");
    let record = |n: usize, body: Value| json!({ "kind": "check_in", "id": id(n), "body": body });
    let records = [
        record(1, check_in(&hour(0), 5)),
        record(2, json!({ "at": hour(0), "scores": { "cheer": 3 } })),
        record(3, json!({ "at": "today", "scores": { "low_mood": 3 } })),
        record(4, json!({ "at": hour(0), "scores": { "joy": 3 } })),
    ];
    let wrong_at = |version: u32| {
        let export = json!({ "format": "afterglow", "version": version, "records": records });
        let mut pointers = ada.import_json(&export).refused(422, "invalid_body").pointers();
        pointers.sort();
        pointers
    };
    let of_records = ["/records/1/body/scores/cheer", "/records/2/body/at", "/records/3/body/scores/joy"];
    assert_eq!(wrong_at(1), of_records);
    assert_eq!(wrong_at(2), [&of_records[..], &["/version"]].concat());
    assert_eq!((rows(&app, "records"), ada.revision()), (0, 0));
}
