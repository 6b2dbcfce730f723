//! Files that are cut, of another kind, too large or packed in each other: a sentence, and nothing is written.

use std::io::{Cursor, Write};

use ureq::http::Method;

use super::{expected, sample};
use crate::support::{App, Patient};

fn refused(patient: &Patient, format: &str, file: &[u8], what: &str) {
    for path in ["/imports", "/imports/preview"] {
        let request = patient.request(Method::POST, &format!("{path}?format={format}"));
        let answer = request.body("application/octet-stream", file).send();
        assert_eq!(answer.status, 422, "{format}, {what}: {}", answer.text());
        let detail = answer.json()["errors"][0]["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.len() > 10, "{format}, {what}: {detail}");
    }
    assert_eq!(patient.revision(), 0, "{format}, {what}");
}

fn packed(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(content).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn every_app_refuses_what_is_none_of_its_files() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut formats: Vec<&str> = expected::all("Europe/Berlin").into_iter().map(|(_, format, ..)| format).collect();
    formats.dedup();
    for format in formats {
        for (what, file) in [
            ("nothing", Vec::new()),
            ("zeros", vec![0; 5000]),
            ("a list in JSON", b"[[]]".to_vec()),
            ("an object in JSON", b"{\"a\": [1, 2]}".to_vec()),
            ("another table", b"day,pain\n2026-03-08,3\n".to_vec()),
            ("markup", b"<html><body>x</body></html>".to_vec()),
            ("an archive in an archive", packed("inner.zip", &packed("backup.daylio", b"x"))),
            ("the beginning of an archive", packed("backup.daylio", b"x")[..20].to_vec()),
        ] {
            refused(&ada, format, &file, what);
        }
    }
}

#[test]
fn a_document_that_is_cut_and_a_cell_that_is_too_long_are_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    for (name, format, ..) in expected::all("Europe/Berlin") {
        let file = sample(name);
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        if matches!(ending, Some("json" | "xml" | "daylio")) {
            refused(&ada, format, &file[..file.len() - 20], "cut");
        }
    }
    for (format, file) in [
        (
            "daylio",
            "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-08,March 8,Sunday,20:15,rad,\"\",\"\",\"by the s",
        ),
        ("daylio", "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-08,March 8,Sun"),
        (
            "bearable",
            "date,weekday,time of day,category,rating/amount,detail,notes\n\"22nd Jan 2021\",\"Friday\",\"09:05\"",
        ),
        ("moodistory", "date,time,mood,notesAndThoughts\n2026-01-05,20"),
        ("perfice", "Timestamp,Mood,Tags,Note\n1767640500000,7,walk|||frie"),
        ("daylio", "year,date,weekday,time,mood,activities,note\n2017,7 września,czwartek,12:10,dobrze,"),
    ] {
        refused(&ada, format, file.as_bytes(), "cut");
    }
    let night = "com.samsung.shealth.sleep,6300000,12\n\
        com.samsung.health.sleep.end_time,sleep_score,com.samsung.health.sleep.time_offset\n\
        2026-01-06 06:50:00.000,81,";
    refused(&ada, "samsung", format!("{night}UTC+9900\n").as_bytes(), "an offset that is none");
    let long = "x".repeat(20_000);
    let cells = [
        ("daylio", format!("full_date,date,weekday,time,mood,activities,note\n2026-03-08,,,20:15,rad,,{long}\n")),
        ("emoods", format!("DATE (YYYY-MM-DD),DEPRESSED,ELEVATED,NOTE\n2026-03-08,1,1,{long}\n")),
        ("pixels", format!("[{{\"date\": \"2026-3-8\", \"mood\": 3, \"notes\": \"{long}\"}}]")),
        ("moodistory", format!("date,time,mood,notesAndThoughts\n2026-03-08,20:15,3,{long}\n")),
    ];
    for (format, file) in cells {
        refused(&ada, format, file.as_bytes(), "a long cell");
    }
}
