//! A later file of the same app: in another order, with more in it, or with figures that an earlier one did not hold.

use std::io::{Cursor, Write};

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{Answer, App, Patient};

const BEARABLE: &str = "date,weekday,time of day,category,rating/amount,detail,notes\n";
const TRACK_AND_GRAPH: &str = "FeatureName,Timestamp,Value,Label,Note\n";
const DAYLIO_2017: &str = "year,date,weekday,time,mood,activities,note\n";

fn send(patient: &Patient, path: &str, query: &str, file: impl Into<Vec<u8>>) -> Answer {
    patient.request(Method::POST, &format!("{path}?{query}")).body("application/octet-stream", file).send()
}

/// Imports a file, which must do what the preview says.
fn import(patient: &Patient, query: &str, file: &str) -> Value {
    let told = send(patient, "/imports/preview", query, file).assert(200).json();
    let done = send(patient, "/imports", query, file).assert(200).json();
    let outcomes = told["outcomes"].as_array().unwrap();
    for what in ["imported", "updated", "unchanged", "kept"] {
        let foretold: u64 = outcomes.iter().map(|outcome| outcome[what].as_u64().unwrap()).sum();
        assert_eq!(done[what].as_u64().unwrap_or_default(), foretold, "{what}: {told} {done}");
    }
    done
}

fn rows(header: &str, rows: &[&str]) -> String {
    rows.iter().fold(header.to_owned(), |file, row| file + row + "\n")
}

/// Each check-in as its time on the clock, its scores by their questions, and its note.
fn check_ins(patient: &Patient) -> Vec<(String, Value, String)> {
    let questions = patient.questions_elsewhere();
    let list = patient.read("/check-ins?limit=1000")["items"].take();
    let one = |item: &Value| {
        let when = item["at"].as_str().map_or_else(|| item["date"].as_str().unwrap(), |at| &at[..16]).to_owned();
        let scores = item["scores"].as_object().unwrap().iter();
        let scores: serde_json::Map<String, Value> =
            scores.map(|(id, score)| (questions[id].clone(), score.clone())).collect();
        (when, Value::Object(scores), item["note"].as_str().unwrap_or_default().to_owned())
    };
    let mut check_ins: Vec<_> = list.as_array().unwrap().iter().map(one).collect();
    check_ins.sort_by_key(|(when, scores, note)| (when.clone(), scores.to_string(), note.clone()));
    check_ins
}

fn entry(when: &str, scores: Value, note: &str) -> (String, Value, String) {
    (when.to_owned(), scores, note.to_owned())
}

#[test]
fn days_in_words_are_read_in_the_language_of_the_file_or_not_at_all() {
    let app = App::start();
    let ada = app.patient("ada");
    for (row, day) in [
        ("2017,5 de marzo,dom.,13:05,good,,", "2017-03-05"),
        // A weekday that is another helps nobody, and nothing is understood wrongly by it.
        ("2017,6 de abril,lunes,13:05,good,,", "2017-04-06"),
        ("2017,23 listopada,czw.,13:05,good,,", "2017-11-23"),
        ("2017,3 בינואר,יום שלישי,13:05,good,,", "2017-01-03"),
        ("2017,urtarrilak 10,asteartea,13:05,good,,", "2017-01-10"),
    ] {
        let told = send(&ada, "/imports/preview", "format=daylio", rows(DAYLIO_2017, &[row])).assert(200).json();
        assert_eq!(told["from"], day, "{row}");
    }
    // Czech or Polish, February or September: nothing tells.
    let answer = send(&ada, "/imports/preview", "format=daylio", rows(DAYLIO_2017, &["2017,28 lut,,13:05,good,,"]));
    assert_eq!(answer.refused(422, "invalid_import").json()["errors"][0]["code"], "file_daylio_date");
}

#[test]
fn a_tracker_whose_figures_outgrow_its_range_gets_a_wider_one() {
    let app = App::start();
    let ada = app.patient("ada");
    let old = ["Pain,2026-01-05T20:15:03.120+01:00,6.0,,n1"];
    let new = [old[0], "Pain,2026-01-06T20:15:03.120+01:00,60.0,,n2"];
    import(&ada, "format=track_and_graph", &rows(TRACK_AND_GRAPH, &old));
    let done = import(&ada, "format=track_and_graph", &rows(TRACK_AND_GRAPH, &new));
    assert_eq!(done, json!({ "imported": 1, "updated": 1, "unchanged": 1, "kept": 0 }));
    let after =
        [entry("2026-01-05T20:15", json!({ "Pain": 6 }), "n1"), entry("2026-01-06T20:15", json!({ "Pain": 60 }), "n2")];
    assert_eq!(check_ins(&ada), after);
    // The older file again narrows nothing.
    import(&ada, "format=track_and_graph", &rows(TRACK_AND_GRAPH, &old));
    assert_eq!(check_ins(&ada), after);
    let again = import(&ada, "format=track_and_graph", &rows(TRACK_AND_GRAPH, &new));
    assert_eq!(again, json!({ "imported": 0, "unchanged": 3, "kept": 0 }));
}

#[test]
fn the_order_of_the_rows_changes_nothing() {
    let app = App::start();
    let bearable: [&[&str]; 4] = [
        // A night and a nap.
        &[
            r#""22nd Jan 2021","Friday","","Sleep","7:15","Asleep 00:15 - 07:30","""#,
            r#""22nd Jan 2021","Friday","","Sleep","1:30"," Nap 1h (mid)","""#,
            r#""22nd Jan 2021","Friday","","Sleep quality","4","Good","""#,
        ],
        &[
            r#""22nd Jan 2021","Friday","am","Factors","","Work","""#,
            r#""22nd Jan 2021","Friday","am","Gratitudes","","tea, and a walk","""#,
            r#""22nd Jan 2021","Friday","am","Mood","5","Meh | Anxious","a hard morning""#,
        ],
        &[
            r#""22nd Jan 2021","Friday","am","Gratitudes","","bread","""#,
            r#""22nd Jan 2021","Friday","am","Gratitudes","","apples","""#,
        ],
        &[
            r#""22nd Jan 2021","Friday","am","Mood","5","Meh","n1""#,
            r#""22nd Jan 2021","Friday","am","Mood","2","Sad","n2""#,
            r#""22nd Jan 2021","Friday","am","Mood","2","Low","n3""#,
            r#""22nd Jan 2021","Friday","am","Energy","3","OK","""#,
        ],
    ];
    let trackers: &[&str] = &[
        "Pain,2026-01-05T20:15:03.120+01:00,6.0,,after work",
        "Mood,2026-01-05T20:15:03.120+01:00,3.0,okay,fine",
        "Mood,2026-01-05T20:15:03.120+01:00,4.0,,better",
    ];
    let files = bearable.map(|file| ("format=bearable", BEARABLE, file)).into_iter();
    for (nth, (query, header, file)) in files.chain([("format=track_and_graph", TRACK_AND_GRAPH, trackers)]).enumerate()
    {
        let ada = app.patient(&format!("ada{nth}"));
        let done = import(&ada, query, &rows(header, file));
        let before = ada.everything();
        let mut turned: Vec<&str> = file.to_vec();
        for _ in 0..file.len() {
            turned.rotate_left(1);
            for order in [turned.clone(), turned.iter().rev().copied().collect()] {
                let again = import(&ada, query, &rows(header, &order));
                assert_eq!(again, json!({ "imported": 0, "unchanged": done["imported"], "kept": 0 }), "{order:?}");
            }
        }
        assert_eq!(ada.everything(), before);
    }
}

#[test]
fn each_reading_keeps_its_own_words() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = [
        r#""22nd Jan 2021","Friday","am","Mood","5","Meh","n1""#,
        r#""22nd Jan 2021","Friday","am","Mood","2","Sad","n2""#,
        r#""22nd Jan 2021","Friday","am","Energy","3","OK","""#,
    ];
    import(&ada, "format=bearable", &rows(BEARABLE, &file));
    let [energy_and_one, other] = check_ins(&ada).try_into().unwrap();
    assert_eq!(energy_and_one, entry("2021-01-22T09:00", json!({ "Energy": 3, "Mood": 2 }), "n2\nSad\n6–12 h"));
    assert_eq!(other, entry("2021-01-22T09:00", json!({ "Mood": 5 }), "n1\nMeh\n6–12 h"));
}

#[test]
fn a_time_of_day_that_has_got_more_readings_gets_them_with_their_words() {
    let app = App::start();
    let ada = app.patient("ada");
    let mood = r#""22nd Jan 2021","Friday","am","Mood","5","Meh","""#;
    import(&ada, "format=bearable", &rows(BEARABLE, &[mood]));
    let more = [
        mood,
        r#""22nd Jan 2021","Friday","am","Energy","3","OK","""#,
        r#""22nd Jan 2021","Friday","am","Factors","","Work","""#,
    ];
    let done = import(&ada, "format=bearable", &rows(BEARABLE, &more));
    assert_eq!(done["updated"], 1, "{done}");
    let grown = entry("2021-01-22T09:00", json!({ "Energy": 3, "Mood": 5 }), "Meh, Work\n6–12 h");
    assert_eq!(check_ins(&ada), [grown]);
}

#[test]
fn a_figure_above_five_does_not_double_what_was_taken_for_five_steps() {
    let app = App::start();
    let ada = app.patient("ada");
    let five = r#""22nd Jan 2021","Friday","am","Energy","5","","""#;
    import(&ada, "format=bearable", &rows(BEARABLE, &[five]));
    let eight = r#""23rd Jan 2021","Friday","am","Energy","8","","""#;
    import(&ada, "format=bearable", &rows(BEARABLE, &[five, eight]));
    let days: Vec<String> = check_ins(&ada).into_iter().map(|(when, ..)| when).collect();
    assert_eq!(days, ["2021-01-22T09:00", "2021-01-23T09:00"]);
}

#[test]
fn a_medicine_that_is_said_to_be_a_treatment_later_is_there_once() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = rows(BEARABLE, &[r#""22nd Jan 2021","Friday","9:00","Meds/Supplements","50","Ketamine (mg)","""#]);
    let as_treatment = "format=bearable&treatments=%5B%22Ketamine%22%5D";
    let number = |path: &str| ada.read(path)["items"].as_array().unwrap().len();
    let there = || (number("/events"), number("/treatments"));
    import(&ada, "format=bearable", &file);
    assert_eq!(there(), (1, 0));
    let done = import(&ada, as_treatment, &file);
    assert_eq!((there(), done), ((0, 1), json!({ "imported": 0, "updated": 1, "unchanged": 0, "kept": 0 })));
    for query in ["format=bearable", as_treatment] {
        let again = import(&ada, query, &file);
        assert_eq!((there(), again), ((0, 1), json!({ "imported": 0, "unchanged": 1, "kept": 0 })), "{query}");
    }
}

#[test]
fn what_has_no_place_here_is_named() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut loop_habits = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("Habits.csv", "Position,Name\n001,Meditate\n"),
        ("Checkmarks.csv", "Date,Meditate,\n2026-01-05,YES_MANUAL,\n"),
        ("001 Meditate/Checkmarks.csv", "Date,Value,Notes\n2026-01-05,YES_MANUAL,at dawn\n"),
    ] {
        loop_habits.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        loop_habits.write_all(content.as_bytes()).unwrap();
    }
    let state = r#"{"start":"2026-01-05 09:44:43 +0100","kind":"daily_mood","valenceClassification":"pleasant"}"#;
    let sleep = |start: &str, end: &str| {
        format!(
            r#"<HealthData><Record type="HKCategoryTypeIdentifierSleepAnalysis" startDate="{start}" endDate="{end}" value="HKCategoryValueSleepAnalysisAsleepCore"/></HealthData>"#
        )
    };
    let files: [(&str, Vec<u8>, Value); 6] = [
        (
            "daylio",
            b"full_date,date,weekday,time,mood,activities,weather\n2026-01-05,x,y,20:15,good,,snow,and more\n".into(),
            json!([{ "what": "a cell without a column", "times": 1 }, { "what": "weather", "times": 1 }]),
        ),
        (
            "state_of_mind",
            format!(r#"{{"data":{{"stateOfMind":[{state}],"medications":[{{"displayText":"Ketamine"}}]}}}}"#).into(),
            json!([{ "what": "medications", "times": 1 }]),
        ),
        (
            "nomie",
            b"epoch,start,end,offset,note,lat,lng,location,score\n\
                1767640400000,2026-01-05T19:13:20.000Z,,300,#mood(7) hi,40.1,-3.2,Home,2\n"
                .into(),
            json!([{ "what": "location", "times": 1 }, { "what": "score", "times": 1 }]),
        ),
        ("loop_habits", loop_habits.finish().unwrap().into_inner(), json!([{ "what": "note", "times": 1 }])),
        (
            "pixels",
            br#"[{"date":"2024-6-5","type":"Mood","scores":[1],"isHighlighted":true,"notes":null,"tags":[null,{"type":"E","entries":["a",null]}]}]"#
                .into(),
            json!([{ "what": "isHighlighted", "times": 1 }]),
        ),
        (
            "apple_health",
            sleep("2026-01-05 23:10:00 +0100", "2026-01-04 02:40:00 +0100").into(),
            json!([{ "what": "sleep that ends before it begins", "times": 1 }]),
        ),
    ];
    for (format, file, dropped) in files {
        let told = send(&ada, "/imports/preview", &format!("format={format}"), file).assert(200).json();
        assert_eq!(told["dropped"], dropped, "{format}: {told}");
    }
}

#[test]
fn a_night_without_its_length_is_as_long_as_from_its_start_to_its_end() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = "com.samsung.shealth.sleep,4000000,5\n\
        start_time,end_time,efficiency,time_offset\n\
        2018-01-05 23:10:00.000,2018-01-06 06:50:00.000,92.5,UTC+0100\n";
    import(&ada, "format=samsung", file);
    assert_eq!(check_ins(&ada), [entry("2018-01-06T06:50", json!({ "Hours of sleep": 8 }), "")]);
}

#[test]
fn a_file_without_an_entry_is_told_so() {
    let app = App::start();
    let ada = app.patient("ada");
    let daylio = "full_date,date,weekday,time,mood,activities,note_title,note\n";
    for (format, header) in
        [("daylio", daylio), ("bearable", BEARABLE), ("track_and_graph", TRACK_AND_GRAPH), ("daylio", DAYLIO_2017)]
    {
        for path in ["/imports/preview", "/imports"] {
            let answer = send(&ada, path, &format!("format={format}"), header).refused(422, "invalid_import").json();
            assert_eq!(answer["errors"][0]["code"], "file_no_entries", "{format} {path}");
        }
    }
}

#[test]
fn moods_that_differ_in_their_case_alone_have_scores_of_their_own() {
    let app = App::start();
    let ada = app.patient("ada");
    let header = "full_date,date,weekday,time,mood,activities,note_title,note\n";
    let file =
        rows(header, &["2026-01-05,x,y,20:15,Calm,,,", "2026-01-06,x,y,20:15,CALM,,,", "2026-01-07,x,y,20:15,calm,,,"]);
    let query = "format=daylio&moods=%7B%22Calm%22%3A4%2C%22CALM%22%3A2%7D";
    import(&ada, query, &file);
    let scores: Vec<Value> = check_ins(&ada).into_iter().map(|(_, scores, _)| scores["Mood"].clone()).collect();
    assert_eq!(scores[..2], [json!(4), json!(2)]);
}
