//! What files of other apps have that nobody expects: a bad byte, a half character, a dose that may be read in two ways,
//! an earlier version's figures. It is read rightly, or named, and never read wrongly in silence.

use std::io::{Cursor, Write};

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    Answer, App, Patient, each,
    process::{run, text},
};

fn sent(patient: &Patient, path: &str, file: impl Into<Vec<u8>>) -> Answer {
    let path = if path.contains('?') { path.to_owned() } else { format!("{path}?format=auto") };
    patient.request(Method::POST, &path).body("application/octet-stream", file).send()
}

/// What a preview says of a file, which is imported afterwards.
fn import(patient: &Patient, file: &str) -> Value {
    let told = sent(patient, "/imports/preview", file).assert(200).json();
    sent(patient, "/imports", file).assert(200);
    told
}

fn check_ins(patient: &Patient) -> Vec<Value> {
    patient.read("/check-ins?limit=1000")["items"].as_array().unwrap().clone()
}

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_file_with_a_bad_byte_is_refused_where_the_byte_is_and_not_read_as_other_letters() {
    let app = App::start();
    let ada = app.patient("ada");
    let rows = b"FeatureName,Timestamp,Value,Label,Note\nPain,2026-01-05T20:15:03+01:00,6.0,,gr\xc3\xb6\xc3\x9fer\n";
    let bad = [&rows[..], b"Pain,2026-01-06T20:15:03+01:00,6.0,,cut \xf0\x9f\x98\n"].concat();
    let fault = sent(&ada, "/imports", bad).refused(422, "invalid_import").json()["errors"][0].take();
    assert_eq!((&fault["line"], &fault["code"]), (&json!(3), &json!("file_utf8")));
    let pixels =
        b"[{\"date\":\"2026-1-5\",\"type\":\"Mood\",\"scores\":[2],\"notes\":\"\xc3\xb6 \xf0\x9f\",\"tags\":[]}]";
    sent(&ada, "/imports", &pixels[..]).refused(422, "invalid_import");
    assert!(check_ins(&ada).is_empty());
    // What Windows wrote in western Europe is read as it is.
    let western = b"FeatureName,Timestamp,Value,Label,Note\nPain,2026-01-05T20:15:03+01:00,6.0,,gr\xf6\xdfer\n";
    sent(&ada, "/imports", &western[..]).assert(200);
    assert_eq!(check_ins(&ada)[0]["note"], "größer");
}

#[test]
fn half_a_character_in_json_is_a_mark_and_takes_nothing_along() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = r#"[{"date":"2026-1-5","type":"Mood","scores":[2],"notes":"x \ud83d y \ud83d\ude00 \\ud83d \ude00","tags":[]}]"#;
    import(&ada, file);
    assert_eq!(check_ins(&ada)[0]["note"], "x \u{fffd} y 😀 \\ud83d \u{fffd}");
}

#[test]
fn a_dose_that_can_be_read_in_two_ways_stays_in_words() {
    let app = App::start();
    let ada = app.patient("ada");
    let row = |day: usize, amount: &str, unit: &str| {
        format!(
            "\"{day}th Jan 2026\",\"Friday\",\"9:00\",\"Meds/Supplements\",\"{amount}\",\"Ketamine ({unit})\",\"\"\n"
        )
    };
    let head = "date,weekday,time of day,category,rating/amount,detail,notes\n".to_owned();
    let file = head + &row(5, "1,000", "mg") + &row(6, "50", "mg") + &row(7, "2x50", "mg") + &row(8, "12,5", "mg");
    let query = "?format=auto&treatments=%5B%22Ketamine%22%5D";
    let told = sent(&ada, &format!("/imports/preview{query}"), file.as_str()).assert(200).json();
    assert_eq!(told["dropped"], json!([{ "what": "dose", "times": 2 }]));
    sent(&ada, &format!("/imports{query}"), file).assert(200);
    let treatments = ada.read("/treatments")["items"].take();
    let of = |treatment: &Value| json!([treatment["dose"]["amount"], treatment["experience"]]);
    let read: Vec<Value> = treatments.as_array().unwrap().iter().map(of).collect();
    assert_eq!(read, [json!([null, "1,000 mg"]), json!([50.0, null]), json!([null, "2x50 mg"]), json!([12.5, null])]);
}

#[test]
fn states_of_mind_without_a_class_are_counted() {
    let app = App::start();
    let ada = app.patient("ada");
    let state = |valence: Value, class: Value, labels: Value| {
        json!({ "start": "2026-01-05 09:44:43 +0100", "kind": "daily_mood", "valence": valence,
            "valenceClassification": class, "labels": labels, "associations": [] })
    };
    let states = [
        state(json!(0.42), json!("pleasant"), json!([])),
        state(Value::Null, Value::Null, json!([])),
        state(Value::Null, json!("Agradable"), json!(["Calm"])),
        state(json!(7), Value::Null, json!([])),
    ];
    let told = import(&ada, &json!({ "data": { "stateOfMind": states } }).to_string());
    assert_eq!(told["dropped"], json!([{ "what": "stateOfMind", "times": 1 }, { "what": "valence", "times": 2 }]));
    assert_eq!(check_ins(&ada).len(), 2);
}

#[test]
fn seconds_stay_and_days_may_be_written_with_the_signs_of_japan() {
    let app = App::start();
    let ada = app.patient("ada");
    let query = "/imports?format=table&columns=%7B%22when%22%3A%22date%22%2C%22mood%22%3A%22new%3A0..10%20higher_is_better%22%7D";
    sent(&ada, query, "when,mood\n2026-01-05 20:15:03,7\n2026年1月6日,6\n").assert(200);
    let at = |item: &Value| item["at"].as_str().or(item["date"].as_str()).unwrap().to_owned();
    assert_eq!(check_ins(&ada).iter().map(at).collect::<Vec<_>>(), ["2026-01-05T20:15:03+01:00", "2026-01-06"]);
}

#[test]
fn a_range_in_a_name_is_proposed_and_what_may_be_turned_is_asked() {
    let app = App::start();
    let ada = app.patient("ada");
    let header = "date,Anxiety (0-10),Mood [1 to 10],Lack of energy,Not anxious,phq9_timestamp";
    let rows = "2026-01-05,3,4,3,4,[not completed]\n2026-01-06,4,5,3,4,2026-01-06 10:00\n";
    let told = sent(&ada, "/imports/preview", format!("{header}\n{rows}")).assert(200).json();
    let proposed: Vec<&Value> = told["columns"].as_array().unwrap().iter().map(|column| &column["proposed"]).collect();
    assert_eq!(proposed[1], "new:0..10 higher_is_worse");
    assert_eq!(proposed[2], "new:1..10 higher_is_better");
    assert_eq!((proposed[3], proposed[4]), (&Value::Null, &Value::Null));
}

#[test]
fn earlier_versions_of_loop_and_daylio_are_read() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let checkmarks = "Date,Meditate,Wake up early,\n2026-01-25,-1,2,\n2026-01-24,0,1,\n";
    import(&ada, checkmarks);
    let habits = "Position,Name,Question,Description,NumRepetitions,Interval,Color\n001,Meditate,,,1,1,#FF8F00\n";
    let packed = archive(&[("Habits.csv", habits), ("Checkmarks.csv", checkmarks)]);
    let again = sent(&ada, "/imports", packed).assert(200).json();
    assert_eq!((&again["imported"], &again["kept"]), (&json!(0), &json!(0)));
    let scores: Vec<Value> = check_ins(&ada).iter().map(each_score).collect();
    assert_eq!(scores, [json!([0, 1]), json!([1])]);

    let entry = json!({ "id": 1, "hour": -1, "minute": -1, "day": 26, "month": 8, "year": 2016,
        "datetime": 1_474_918_972_005_i64, "timeZoneOffset": 7_200_000, "mood": 2, "note": "", "note_title": "",
        "tags": [], "assets": [] });
    let moods =
        json!([{ "id": 2, "custom_name": "", "mood_group_id": 2, "mood_group_order": 0, "predefined_name_id": 2 }]);
    import(&bob, &json!({ "version": 15, "customMoods": moods, "tags": [], "dayEntries": [entry] }).to_string());
    assert_eq!(check_ins(&bob)[0]["at"], "2016-09-26T21:42:52.005+02:00");
}

fn each_score(item: &Value) -> Value {
    let mut scores: Vec<&Value> = item["scores"].as_object().unwrap().values().collect();
    scores.sort_by_key(|score| score.as_i64());
    json!(scores)
}

#[test]
fn habitbull_writes_a_number_where_nothing_was_entered() {
    let app = App::start();
    let ada = app.patient("ada");
    let header = "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n";
    let rows = "Run,,Sport,11/5/2026,1,\nRun,,Sport,11/25/2026,0,so so\nRun,,Sport,11/26/2026,-2150000000,\n";
    let told = sent(&ada, "/imports/preview", format!("{header}{rows}")).assert(200).json();
    let names = each(&told["columns"], "name");
    let proposed = each(&told["columns"], "proposed");
    let of = |name: &str| proposed[names.iter().position(|known| **known == name).unwrap()].as_str().unwrap_or("asked");
    assert!(of("HabitName").starts_with("measure_name"), "{told}");
    assert!(of("Value").starts_with("value:") || of("Value") == "asked", "{told}");
}

#[test]
fn an_unknown_file_is_told_what_it_is_where_that_shows() {
    let app = App::start();
    let ada = app.patient("ada");
    let code = |file: Vec<u8>| {
        sent(&ada, "/imports", file).refused(422, "invalid_import").json()["errors"][0]["code"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(code(archive(&[("xl/workbook.xml", "<workbook/>"), ("xl/sheet1.xml", "<sheet/>")])), "table_workbook");
    let mut cut = archive(&[("backup.daylio", "eyJ2ZXJzaW9uIjoxNX0=")]);
    cut.truncate(cut.len() / 2);
    assert_eq!(code(cut), "file_in_archive");
}

#[test]
fn the_command_line_says_what_has_no_place_and_refuses_what_is_of_no_use() {
    let app = App::start();
    app.patient("ada");
    app.stop();
    let file = app.folder().join("bearable.csv");
    let row = "\"5th Jan 2026\",\"Friday\",\"9:00\",\"Meds/Supplements\",\"50\",\"Ketamine (mg)\",\"\"\n\
        \"5th Jan 2026\",\"Friday\",\"9:00\",\"Health measurements\",\"5000\",\"Step count\",\"\"\n";
    std::fs::write(&file, format!("date,weekday,time of day,category,rating/amount,detail,notes\n{row}")).unwrap();
    let file = file.to_str().unwrap();
    let import = |more: &[&str]| {
        run(&app.data_folder(), &[&["import", file, "--user", "ada", "--format", "bearable"][..], more].concat())
    };
    for wrong in [["--treatment", "Ketamin"], ["--mood", "radd=3"], ["--column", "Step=ignore"]] {
        let refused = import(&wrong);
        assert_eq!(refused.status.code(), Some(2), "{wrong:?}");
        let name = wrong[1].split('=').next().unwrap();
        assert!(text(&refused.stderr).contains(&format!("called {name}")), "{}", text(&refused.stderr));
    }
    let done = import(&["--treatment", "Ketamine"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let told = text(&done.stdout);
    assert!(told.starts_with("1 imported,") && told.ends_with("Without a place here: Step count (1).\n"), "{told}");
}
