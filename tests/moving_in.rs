//! Files of other apps: what becomes of them, told first and then done.

use std::{
    fs,
    io::{Cursor, Write},
};

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    Answer, App, Patient, encoded,
    process::{run, text},
};

const DAYLIO: &str = "full_date,date,weekday,time,mood,activities,note_title,note\n\
    2026-03-08,March 8,Sunday,20:15,rad,walk | friends,A good day,\"by the sea,<br>with Jo\"\n\
    2026-03-07,March 7,Saturday,8:30 AM,meh,,,\n\
    2026-03-07,March 7,Saturday,8:30 AM,awful,sleep,,\n";

const BEARABLE: &str = "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n\
    22nd Jan 2026,2026-01-22,Thursday,09:00,Mood,7,,\"a hard morning\"\n\
    22nd Jan 2026,2026-01-22,Thursday,09:00,Symptom,2,Headache (Moderate),\"a hard morning\"\n\
    22nd Jan 2026,2026-01-22,Thursday,09:00,Sleep quality,4,Good,\n\
    22nd Jan 2026,2026-01-22,Thursday,09:00,Health measurements,4211,Step count,\n\
    23rd Jan 2026,2026-01-23,Friday,pm,Energy,3,OK,\n";

const EMOODS: &str = "ID,DATE (YYYY-MM-DD),DEPRESSED,ELEVATED,IRRITABILITY,ANXIETY,SLEEP,WEIGHT,NOTE\n\
    1,2026-01-05,2,1,1,3,7.5,70,first day\n\
    2,2026-01-06,4,1,0,2,6,0,\n";

const PIXELS: &str = r#"[
    {"date": "2026-1-5", "type": "Mood", "scores": [4, 2], "notes": "two moods", "tags": [{"type": "Emotions", "entries": ["calm"]}]},
    {"date": "2026-1-6", "type": "Period", "scores": []},
    {"date": "2025-12-31", "mood": 5, "emotions": ["happy"], "notes": ""}
]"#;

fn send(patient: &Patient, path: &str, format: &str, file: impl Into<Vec<u8>>) -> Answer {
    let media_type = if format == "pixels" { "application/json" } else { "text/csv" };
    patient.request(Method::POST, &format!("{path}?format={format}")).body(media_type, file).send()
}

fn preview(patient: &Patient, format: &str, file: impl Into<Vec<u8>>) -> Value {
    send(patient, "/imports/preview", format, file).assert(200).json()
}

/// The check-ins, each as its time, its scores in order and its note.
fn check_ins(patient: &Patient) -> Vec<(String, Vec<i64>, String)> {
    let list = patient.read("/check-ins?limit=1000")["items"].take();
    let one = |item: &Value| {
        let when = item["at"].as_str().or(item["date"].as_str()).unwrap().to_owned();
        let scores = item["scores"].as_object().unwrap().values().map(|score| score.as_i64().unwrap()).collect();
        (when, scores, item["note"].as_str().unwrap_or_default().to_owned())
    };
    let mut check_ins: Vec<_> = list.as_array().unwrap().iter().map(one).collect();
    check_ins.sort_unstable();
    check_ins
}

fn questions(patient: &Patient) -> Vec<String> {
    let measures = patient.read("/measures")["items"].take();
    let own = measures.as_array().unwrap().iter().filter(|one| one["own"] == json!(true));
    let mut questions: Vec<String> = own.map(|one| one["question"].as_str().unwrap().to_owned()).collect();
    questions.sort_unstable();
    questions
}

#[test]
fn each_app_is_previewed_without_a_trace_then_imported_once_however_often_it_is_sent() {
    let files = [
        ("daylio", DAYLIO, 3, vec!["Mood (Daylio)"]),
        (
            "bearable",
            BEARABLE,
            2,
            vec!["Energy (Bearable)", "Headache (Bearable)", "Mood (Bearable)", "Sleep quality (Bearable)"],
        ),
        (
            "emoods",
            EMOODS,
            2,
            vec![
                "Anxiety (eMoods)",
                "Depressed mood (eMoods)",
                "Elevated mood (eMoods)",
                "Hours of sleep (eMoods)",
                "Irritability (eMoods)",
            ],
        ),
        ("pixels", PIXELS, 3, vec!["Mood (Pixels)"]),
    ];
    let app = App::start();
    for (format, file, number, measures) in files {
        let ada = app.patient(format);
        let told = preview(&ada, format, file);
        assert_eq!((told["check_ins"].as_u64(), ada.revision()), (Some(number), 0), "{format}: {told}");
        let records = usize::try_from(number).unwrap() + measures.len();
        let done = send(&ada, "/imports", format, file).assert(200).json();
        assert_eq!(done, json!({ "imported": records, "unchanged": 0, "kept": 0 }), "{format}");
        assert_eq!(questions(&ada), measures, "{format}");
        let again = send(&ada, "/imports", format, file).assert(200).json();
        assert_eq!(again, json!({ "imported": 0, "unchanged": records, "kept": 0 }), "{format}");
    }
}

#[test]
fn daylios_entries_keep_their_time_their_words_and_what_people_named_their_moods() {
    let app = App::start();
    let ada = app.patient("ada");
    send(&ada, "/imports", "daylio", DAYLIO).assert(200);
    assert_eq!(
        check_ins(&ada),
        [
            ("2026-03-07T08:30:00+01:00".to_owned(), vec![1], "sleep".to_owned()),
            ("2026-03-07T08:30:00+01:00".to_owned(), vec![3], String::new()),
            (
                "2026-03-08T20:15:00+01:00".to_owned(),
                vec![5],
                "A good day\nby the sea,\nwith Jo\nwalk, friends".to_owned()
            ),
        ]
    );

    // The generation of 2018, with its day in words, and moods of one's own.
    let bob = app.patient("bob");
    let earlier = "year,date,weekday,time,mood,activities,note\n\
        2018,18 May,Friday,11:54 pm,so so,\"clean | cook\",\"\"\n\
        2018,17. Mai,Donnerstag,22:21,gruesome,,\"a note\"\n";
    let told = preview(&bob, "daylio", earlier);
    assert_eq!(told["moods"], json!([{ "label": "gruesome" }, { "label": "so so" }]));
    assert_eq!((&told["from"], &told["to"]), (&json!("2018-05-17"), &json!("2018-05-18")));
    send(&bob, "/imports", "daylio", earlier).refused(422, "invalid_import");
    assert_eq!(bob.revision(), 0);
    let format = |moods: &str| format!("daylio&moods={}", encoded(moods));
    for wrong in ["{\"so so\": 6, \"gruesome\": 1}", "[]", "so so=3", "{\"so so\": \"3\"}"] {
        send(&bob, "/imports", &format(wrong), earlier).wrong_at(&["/moods"]);
    }
    send(&bob, "/imports", &format("{\"So so\": 3, \"gruesome\": 1}"), earlier).assert(200);
    assert_eq!(
        check_ins(&bob),
        [
            ("2018-05-17T22:21:00+02:00".to_owned(), vec![1], "a note".to_owned()),
            ("2018-05-18T23:54:00+02:00".to_owned(), vec![3], "clean, cook".to_owned()),
        ]
    );
}

#[test]
fn what_has_no_place_here_is_told_by_name() {
    let app = App::start();
    let ada = app.patient("ada");
    assert_eq!(preview(&ada, "bearable", BEARABLE)["dropped"], json!([{ "what": "Step count", "times": 1 }]));
    assert_eq!(preview(&ada, "emoods", EMOODS)["dropped"], json!([{ "what": "WEIGHT", "times": 1 }]));
    assert_eq!(preview(&ada, "pixels", PIXELS)["dropped"], json!([{ "what": "Period", "times": 1 }]));
    send(&ada, "/imports", "bearable", BEARABLE).assert(200);
    let notes: Vec<String> = check_ins(&ada).into_iter().map(|(_, _, note)| note).collect();
    assert_eq!(notes, ["a hard morning", "18–24 h"]);
}

#[test]
fn encodings_separators_and_marks_make_no_difference() {
    let app = App::start();
    let file =
        "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-08,8 mars,dimanche,20:15,good,,,été\n";
    let windows: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf_16: Vec<u8> = "\u{feff}"
        .chars()
        .chain(file.chars())
        .flat_map(|c| u16::try_from(u32::from(c)).unwrap().to_le_bytes())
        .collect();
    let versions = [
        file.as_bytes().to_vec(),
        format!("\u{feff}{file}").into_bytes(),
        windows,
        utf_16,
        file.replace(',', ";").into_bytes(),
        file.replace(',', "\t").into_bytes(),
        file.replace('\n', "\r\n").into_bytes(),
    ];
    for (n, version) in versions.into_iter().enumerate() {
        let ada = app.patient(&format!("ada{n}"));
        send(&ada, "/imports", "daylio", version).assert(200);
        assert_eq!(check_ins(&ada), [("2026-03-08T20:15:00+01:00".to_owned(), vec![4], "été".to_owned())], "{n}");
    }
}

#[test]
fn an_archive_of_emoods_is_read_and_a_hostile_one_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let pack = |files: &[(&str, &[u8])]| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    };
    let good = pack(&[("meds.csv", b"Name,Dose\nx,1\n"), ("../../entries.csv", EMOODS.as_bytes())]);
    for hostile in [
        good[..good.len() - 30].to_vec(),
        pack(&[("bomb.csv", &vec![b'a'; 20 << 20])]),
        // Whole, and good but for its size: empty lines are no fault.
        pack(&[("entries.csv", &[EMOODS.as_bytes(), &vec![b'\n'; 20 << 20]].concat())]),
        pack(&[("holiday.jpg", b"x")]),
        b"PK\x03\x04".to_vec(),
    ] {
        send(&ada, "/imports", "emoods", hostile).refused(422, "invalid_import");
    }
    send(&ada, "/imports", "emoods", good).assert(200);
    assert_eq!(check_ins(&ada).len(), 2);
}

#[test]
fn rows_that_cannot_be_read_are_named_and_nothing_is_written() {
    let app = App::start();
    let ada = app.patient("ada");
    let header = "full_date,date,weekday,time,mood,activities,note_title,note\n";
    let cases = [
        ("daylio", format!("{header}2026-02-30,,,20:15,good,,,\n2026-02-20,,,soon,good,,,\n"), vec![2, 3]),
        ("daylio", "Date,Mood\n1,2\n".to_owned(), vec![1]),
        ("bearable", BEARABLE.replace("Mood,7", "Mood,70"), vec![2]),
        ("bearable", BEARABLE.replace("22nd Jan 2026,2026-01-22", "someday,"), vec![2, 3, 4, 5]),
        ("emoods", EMOODS.replace(",4,1,0", ",rather,1,0"), vec![3]),
        ("emoods", "Date,Weight\n2026-01-05,70\n".to_owned(), vec![1]),
        ("emoods", EMOODS.replace(",4,1,0", ",5,1,0"), vec![3]),
        ("pixels", PIXELS.replace("[4, 2]", "[9]"), vec![1]),
        ("pixels", "{}".to_owned(), vec![1]),
    ];
    for (format, file, lines) in cases {
        let answer = send(&ada, "/imports", format, file.clone()).refused(422, "invalid_import").json();
        let told: Vec<i64> =
            answer["errors"].as_array().unwrap().iter().map(|one| one["line"].as_i64().unwrap()).collect();
        assert_eq!(told, lines, "{format}: {answer}");
        send(&ada, "/imports/preview", format, file).refused(422, "invalid_import");
    }
    send(&ada, "/imports/preview", "afterglow", "at,kind,measure,value,note\n").wrong_at(&["/format"]);
    assert_eq!(ada.revision(), 0);
}

#[test]
fn the_operator_previews_and_imports_too() {
    let app = App::start();
    app.patient("ada");
    app.stop();
    let file = app.folder().join("daylio.csv");
    fs::write(&file, DAYLIO.replace("meh", "so so")).unwrap();
    let import = |more: &[&str]| {
        let arguments = ["import", file.to_str().unwrap(), "--user", "ada", "--format", "daylio"];
        run(&app.data_folder(), &[&arguments, more].concat())
    };
    let told = import(&["--preview"]);
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(told["moods"][2], json!({ "label": "so so" }));
    let open = import(&[]);
    assert_eq!(open.status.code(), Some(2));
    assert!(text(&open.stderr).contains("the mood “so so”"), "{}", text(&open.stderr));
    assert_eq!(import(&["--mood", "so so=9"]).status.code(), Some(2));
    let done = import(&["--mood", "so so=3"]);
    assert_eq!(text(&done.stdout), "4 imported, 0 there already, 0 kept as they were in the journal.\n");
}
