//! Tables of any app or spreadsheet: the patient says what the columns are, and sees it before it is written.

use std::fs;

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    Answer, App, Patient, encoded,
    process::{run, text},
};

/// Excel in Germany: semicolons, dots in days, commas in figures.
const GERMAN: &str = "Datum;Uhrzeit;Stimmung;Angst;Schlaf (h);Tagebuch\n\
    05.03.2026;20:15;7;3;6,5;\"am See; müde\"\n\
    06.03.2026;21:00;8;–;7;\n\
    07.03.2026;;4;9;8,0;zu Hause\n";

/// Excel in the United States.
const AMERICAN: &str = "Date,Mood (1-5),Pain,Activities\n\
    3/14/26 8:30 PM,4,6,walk | friends\n\
    3/15/26 9:05 AM,2,8,\n";

/// What Google Forms fills in.
const FORM: &str = "Timestamp\tHow low are you?\tAnything else?\n\
    2026/03/08 8:15:22 PM GMT+1\t6\tA long day, but it went better than the one before.\n\
    2026/03/09 7:00:00 AM GMT-5\t5\t\n";

pub fn send(patient: &Patient, path: &str, columns: Option<&Value>, file: impl Into<Vec<u8>>) -> Answer {
    let columns = columns.map(|told| format!("&columns={}", encoded(&told.to_string()))).unwrap_or_default();
    patient.request(Method::POST, &format!("{path}?format=table{columns}")).body("text/csv", file).send()
}

pub fn preview(patient: &Patient, columns: Option<&Value>, file: impl Into<Vec<u8>>) -> Value {
    send(patient, "/imports/preview", columns, file).assert(200).json()
}

pub fn import(patient: &Patient, columns: &Value, file: impl Into<Vec<u8>>) -> Value {
    send(patient, "/imports", Some(columns), file).assert(200).json()
}

/// What the server proposes of each column, in their order.
pub fn proposed(told: &Value) -> Vec<Value> {
    told["columns"].as_array().unwrap().iter().map(|column| column["proposed"].clone()).collect()
}

/// The names of the columns, each with what is proposed.
pub fn as_proposed(told: &Value) -> Value {
    let columns = told["columns"].as_array().unwrap().iter();
    columns.map(|column| (column["name"].as_str().unwrap().to_owned(), column["proposed"].clone())).collect()
}

/// The check-ins, oldest first: the time, the scores by the questions of their measures, the note.
pub fn journal(patient: &Patient) -> Vec<(String, Value, String)> {
    let measures = patient.read("/measures")["items"].take();
    let named = |id: &str| {
        let found = measures.as_array().unwrap().iter().find(|one| one["id"] == id && one["own"] == json!(true));
        found.map_or(id.to_owned(), |one| one["question"].as_str().unwrap().to_owned())
    };
    let list = patient.read("/check-ins?limit=1000")["items"].take();
    let one = |item: &Value| {
        let when = item["at"].as_str().or(item["date"].as_str()).unwrap().to_owned();
        let scores = item["scores"].as_object().unwrap().iter().map(|(id, score)| (named(id), score.clone()));
        (when, scores.collect(), item["note"].as_str().unwrap_or_default().to_owned())
    };
    let mut journal: Vec<_> = list.as_array().unwrap().iter().map(one).collect();
    journal.sort_by(|one, other| one.0.cmp(&other.0));
    journal
}

pub fn entry(when: &str, scores: Value, note: &str) -> (String, Value, String) {
    (when.to_owned(), scores, note.to_owned())
}

#[test]
fn a_german_sheet_is_proposed_in_full_and_read_with_its_commas() {
    let app = App::start();
    let ada = app.patient("ada");
    let told = preview(&ada, None, GERMAN);
    assert_eq!(
        proposed(&told),
        [
            json!("date:day_first"),
            json!("time"),
            json!("new:0..10 higher_is_better"),
            json!("measure:anxiety"),
            json!("new:0..10 higher_is_better"),
            json!("note")
        ],
        "{told}"
    );
    assert_eq!(told["check_ins"], 0);
    let sleep = &told["columns"][4];
    assert_eq!((&sleep["figures"]["decimals"], &sleep["figures"]["lowest"]), (&json!(1), &json!(6.5)));
    assert_eq!(sleep["samples"], json!(["6,5", "7", "8,0"]));

    let told = preview(&ada, Some(&as_proposed(&told)), GERMAN);
    assert_eq!((&told["check_ins"], &told["open"]), (&json!(3), &json!([])));
    assert_eq!(told["rounded"], json!([{ "what": "Schlaf (h)", "times": 1 }]));
    assert_eq!(told["first"][0]["at"], "2026-03-05T20:15:00+01:00");
    assert_eq!(ada.revision(), 0);

    let columns = as_proposed(&told);
    assert_eq!(import(&ada, &columns, GERMAN), json!({ "imported": 5, "unchanged": 0, "kept": 0 }));
    assert_eq!(
        journal(&ada),
        [
            entry("2026-03-05T20:15:00+01:00", json!({ "Stimmung": 7, "anxiety": 3, "Schlaf (h)": 7 }), "am See; müde"),
            entry("2026-03-06T21:00:00+01:00", json!({ "Stimmung": 8, "Schlaf (h)": 7 }), ""),
            entry("2026-03-07", json!({ "Stimmung": 4, "anxiety": 9, "Schlaf (h)": 8 }), "zu Hause"),
        ]
    );
    assert_eq!(import(&ada, &columns, GERMAN), json!({ "imported": 0, "unchanged": 5, "kept": 0 }));
    // Its measures are there now: they are proposed instead of new ones.
    assert!(proposed(&preview(&ada, None, GERMAN))[2].as_str().unwrap().starts_with("measure:"));
}

#[test]
fn an_american_sheet_tells_its_order_and_keeps_its_own_range() {
    let app = App::start();
    let ada = app.patient("ada");
    let told = preview(&ada, None, AMERICAN);
    let columns = as_proposed(&told);
    assert_eq!(
        columns,
        json!({ "Date": "date:month_first", "Mood (1-5)": "new:1..5 higher_is_better", "Pain": "measure:pain", "Activities": "tags" })
    );
    import(&ada, &columns, AMERICAN);
    assert_eq!(
        journal(&ada),
        [
            entry("2026-03-14T20:30:00+01:00", json!({ "Mood (1-5)": 4, "pain": 6 }), "walk, friends"),
            entry("2026-03-15T09:05:00+01:00", json!({ "Mood (1-5)": 2, "pain": 8 }), ""),
        ]
    );
}

#[test]
fn a_form_keeps_the_offset_of_each_answer_and_asks_which_end_is_bad() {
    let app = App::start();
    let ada = app.patient("ada");
    let told = preview(&ada, None, FORM);
    assert_eq!(proposed(&told), [json!("date"), Value::Null, json!("note")], "{told}");
    let columns =
        json!({ "Timestamp": "date", "How low are you?": "new:0..10 higher_is_worse", "Anything else?": "note" });
    import(&ada, &columns, FORM);
    assert_eq!(
        journal(&ada),
        [
            entry(
                "2026-03-08T20:15:22+01:00",
                json!({ "How low are you?": 6 }),
                "A long day, but it went better than the one before."
            ),
            entry("2026-03-09T07:00:00-05:00", json!({ "How low are you?": 5 }), ""),
        ]
    );
}

#[test]
fn days_that_may_be_read_in_two_ways_are_asked_about() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let file = "Day,Worry\n3/4/2026,7\n5/6/2026,8\n";
    let told = preview(&ada, None, file);
    assert_eq!((&told["columns"][0]["order"], &told["columns"][0]["proposed"]), (&json!("unclear"), &Value::Null));
    let columns = |order: &str| json!({ "Day": format!("date{order}"), "Worry": "measure:worry" });
    let told = preview(&ada, Some(&columns("")), file);
    assert!(told["open"][0].as_str().unwrap().contains("“Day”"), "{told}");
    send(&ada, "/imports", Some(&columns("")), file).refused(422, "invalid_import");
    import(&ada, &columns(":day_first"), file);
    import(&bob, &columns(":month_first"), file);
    let days = |patient| journal(patient).into_iter().map(|(day, ..)| day).collect::<Vec<_>>();
    assert_eq!(
        (days(&ada), days(&bob)),
        (
            vec!["2026-04-03".to_owned(), "2026-06-05".to_owned()],
            vec!["2026-03-04".to_owned(), "2026-05-06".to_owned()]
        )
    );
    // A file that says so itself needs no order, and none against it is taken.
    let plain = "Day,Worry\n13/4/2026,7\n5/6/2026,8\n";
    assert_eq!(proposed(&preview(&ada, None, plain))[0], "date:day_first");
    let refused = send(&ada, "/imports", Some(&columns(":month_first")), plain).refused(422, "invalid_import").json();
    assert_eq!(refused["errors"][0]["line"], 2, "{refused}");
    let mixed = "Day,Worry\n13/4/2026,7\n5/16/2026,8\n5/6/2026,8\n";
    assert_eq!(preview(&ada, None, mixed)["columns"][0]["order"], "unclear");
}

#[test]
fn encodings_marks_and_separators_make_no_difference() {
    let app = App::start();
    let file = "Tag;Müdigkeit;Notiz\n8. März 2026;7;früh\n";
    let utf_16 =
        |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("\u{feff}{file}").encode_utf16().flat_map(bytes).collect() };
    let windows: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let versions = [
        file.as_bytes().to_vec(),
        format!("\u{feff}{file}").into_bytes(),
        windows,
        utf_16(u16::to_le_bytes),
        utf_16(u16::to_be_bytes),
        file.replace(';', "\t").into_bytes(),
        file.replace(';', ",").into_bytes(),
        file.replace('\n', "\r\n").into_bytes(),
        format!("sep=;\r\n{file}").into_bytes(),
        format!("\n\n{file}\n;;\n").into_bytes(),
    ];
    for (n, version) in versions.into_iter().enumerate() {
        let ada = app.patient(&format!("ada{n}"));
        let columns = as_proposed(&preview(&ada, None, version.clone()));
        assert_eq!(columns, json!({ "Tag": "date", "Müdigkeit": "measure:fatigue", "Notiz": "note" }), "{n}");
        import(&ada, &columns, version);
        assert_eq!(journal(&ada), [entry("2026-03-08", json!({ "fatigue": 7 }), "früh")], "{n}");
    }
}

#[test]
fn names_that_are_missing_or_twice_are_told_apart_and_what_is_left_out_is_counted() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = "date,,Score,Score,Steps\n2026-03-08 00:00:00,x,3,-2,8123\n2026-03-09 00:00:00,,4,\u{2212}1,\n";
    let told = preview(&ada, None, file);
    let names: Vec<&Value> = told["columns"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["date", "Column 2", "Score", "Score (2)", "Steps"]);
    let columns =
        json!({ "date": "date", "Score": "new:1..5 higher_is_better", "Score (2)": "new:-5..5 higher_is_worse" });
    let told = preview(&ada, Some(&columns), file);
    assert_eq!(told["dropped"], json!([{ "what": "Column 2", "times": 1 }, { "what": "Steps", "times": 1 }]));
    assert_eq!(told["measures"].as_array().unwrap().len(), 2);
    import(&ada, &columns, file);
    assert_eq!(
        journal(&ada),
        [
            entry("2026-03-08", json!({ "Score": 3, "Score (2)": -2 }), ""),
            entry("2026-03-09", json!({ "Score": 4, "Score (2)": -1 }), ""),
        ]
    );
}

#[test]
fn what_does_not_fit_is_named_with_its_line_and_nothing_is_written() {
    let app = App::start();
    let ada = app.patient("ada");
    let columns = json!({ "Day": "date", "Pain": "measure:pain", "Note": "note" });
    let cases = [
        ("Day,Pain,Note\n2026-03-08,11,\n2026-03-09,x,\nsoon,1,\n2026-03-10,7,\n", vec![2, 3, 4]),
        ("sep=,\nDay,Pain,Note\n2026-03-08,11,\n", vec![3]),
        ("Day,Pain,Note\n2026-03-08,3,went out, had fun\n", vec![2]),
        ("Day,Pain\n2026-03-08,3\n", vec![1]),
        ("2026-03-07,3,a\n2026-03-08,3,b\n", vec![0]),
        ("just one column\nx\n", vec![0]),
        ("PK\u{3}\u{4}xl/workbook.xml", vec![0]),
        ("", vec![0]),
        ("Day,\0,Note\n2026-03-08,3,b\n", vec![0]),
        ("Day,Pain,Note\n1700-03-08,3,b\n", vec![2]),
        ("Day,Pain,Note\n2026-03-08,1e1,b\n", vec![2]),
    ];
    for (file, lines) in cases {
        for path in ["/imports", "/imports/preview"] {
            let answer = send(&ada, path, Some(&columns), file).refused(422, "invalid_import").json();
            let told: Vec<i64> =
                answer["errors"].as_array().unwrap().iter().map(|one| one["line"].as_i64().unwrap()).collect();
            assert_eq!(told, lines, "{file}: {answer}");
        }
    }
    let good = "Day,Pain,Note,Other\n2026-03-08,3,b,2026-03-08\n";
    for wrong in [
        json!({ "Day": "date", "Other": "date" }),
        json!({ "Day": "date", "Pain": "measure:cheer" }),
        json!({ "Day": "date", "Nothing": "note" }),
        json!({ "Day": "date", "Note": "time", "Other": "time" }),
        json!({ "Pain": "measure:pain" }),
    ] {
        send(&ada, "/imports", Some(&wrong), good).refused(422, "invalid_import");
    }
    for wrong in ["new:0..0 higher_is_worse", "new:0..500 higher_is_worse", "new:0..10", "measure:", "date:first", ""] {
        let columns = json!({ "Day": "date", "Pain": wrong });
        send(&ada, "/imports", Some(&columns), good).wrong_at(&["/columns"]);
    }
    send(&ada, "/imports", None, good).refused(422, "invalid_import");
    assert_eq!(ada.revision(), 0);
}

#[test]
fn the_operator_describes_a_table_then_imports_it() {
    let app = App::start();
    app.patient("ada");
    app.stop();
    let file = app.folder().join("diary.csv");
    fs::write(&file, GERMAN).unwrap();
    let import = |more: &[&str]| {
        let arguments = ["import", file.to_str().unwrap(), "--user", "ada", "--format", "table"];
        run(&app.data_folder(), &[&arguments, more].concat())
    };
    let told: Value = serde_json::from_slice(&import(&["--preview"]).stdout).unwrap();
    assert_eq!(told["columns"][3]["proposed"], "measure:anxiety");
    let open = import(&[]);
    assert_eq!(open.status.code(), Some(2));
    let told = text(&open.stderr);
    assert!(told.contains("what each column is") && told.contains("--column") && !told.contains("line 0"), "{told}");
    let wrong = import(&["--column", "Datum=day"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("“Datum”: expected date,"), "{}", text(&wrong.stderr));
    let done = import(&["--column", "Datum=date", "--column", "Angst=measure:anxiety", "--column", "Tagebuch=note"]);
    assert_eq!(
        text(&done.stdout),
        "2 imported, 0 there already, 0 kept as they were in the journal.\n\
        Without a place here: Schlaf (h) (3), Stimmung (3), Uhrzeit (2).\n"
    );
}

#[test]
fn words_factors_epochs_and_columns_of_hours_become_scores_and_times() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = "start,valence,sleepiness\n1767640500,0.42,low\n1767640560,-0.61,High\n";
    let columns = json!({
        "start": "date:epoch_local",
        "valence": "new:0..100 higher_is_better|factor=50|offset=50",
        "sleepiness": "measure:fatigue|low=2|high=8",
    });
    assert_eq!(import(&ada, &columns, file)["imported"], 3);
    assert_eq!(
        journal(&ada),
        [
            entry("2026-01-05T19:15:00+01:00", json!({ "valence": 71, "fatigue": 2 }), ""),
            entry("2026-01-05T19:16:00+01:00", json!({ "valence": 20, "fatigue": 8 }), ""),
        ]
    );
    let bob = app.patient("bob");
    let file = "A diary of mine\n\nconnectionId,at,Hour,Minute,Pain\n77,2026-01-05,21,5,3\n";
    let told = preview(&bob, None, file);
    assert_eq!(
        as_proposed(&told),
        json!({ "connectionId": "ignore", "at": "date", "Hour": "hour", "Minute": "minute", "Pain": "new:1..5 higher_is_worse" })
    );
    let columns = json!({ "at": "date", "Hour": "hour", "Minute": "minute", "Pain": "measure:pain" });
    import(&bob, &columns, file);
    import(&bob, &json!({ "Time": "date:epoch", "Pain": "measure:pain" }), "Time,Pain\n1767640500000,4\n");
    assert_eq!(
        journal(&bob),
        [
            entry("2026-01-05T20:15:00+01:00", json!({ "pain": 4 }), ""),
            entry("2026-01-05T21:05:00+01:00", json!({ "pain": 3 }), ""),
        ]
    );
}

#[test]
fn what_must_be_asked_of_epochs_words_and_the_header_is_told() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = "start,valence,sleepiness\n1767640500,0.42,low\n1767640560,-0.61,High\n1767640620,0.1,LOW\n";
    let told = preview(&ada, None, file);
    let [start, valence, sleepiness] = [0, 1, 2].map(|n| &told["columns"][n]);
    assert_eq!((&start["looks"], &start["order"]), (&json!("date"), &json!("epoch")));
    assert_eq!(start.get("proposed"), None, "whose clock it is must be asked");
    assert_eq!([&start["words"], &valence["words"]], [&json!([]), &json!([])]);
    assert_eq!(sleepiness["words"], json!(["low", "High", "LOW"]), "each has a score of its own");
    assert_eq!((&sleepiness["looks"], sleepiness.get("proposed")), (&json!("score"), None), "its end is asked");
    assert_eq!(told["header"], 1);
    let words = (0..21).fold("day,what\n".to_owned(), |file, n| file + &format!("2026-01-05,word{n}x\n"));
    assert_eq!(preview(&ada, None, words)["columns"][1]["words"], json!([]), "these are written, not chosen");

    let file = "Our,own,table\nof,last,year\nDay,Pain,Diary\n2026-01-05,3,at home\n";
    assert_eq!(preview(&ada, None, file)["header"], 1);
    let at = |path: &str, line: &str, columns: &str| {
        let path = format!("{path}?format=table&header={line}&columns={}", encoded(columns));
        ada.request(Method::POST, &path).body("text/csv", file).send()
    };
    let told = at("/imports/preview", "3", "{}").assert(200).json();
    assert_eq!(told["header"], 3);
    assert_eq!(crate::support::each(&told["columns"], "name"), [&json!("Day"), &json!("Pain"), &json!("Diary")]);
    let columns = r#"{"Day": "date", "Pain": "measure:pain", "Diary": "note"}"#;
    assert_eq!(at("/imports", "3", columns).assert(200).json()["imported"], 1);
    assert_eq!(journal(&ada), [entry("2026-01-05", json!({ "pain": 3 }), "at home")]);
    at("/imports/preview", "5", "{}").refused(422, "invalid_import");
}

#[test]
fn a_row_for_each_reading_is_scored_under_the_measure_that_it_names() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = "when,what,how\n2026-01-05,Pain,7\n2026-01-05,Calm,2\n2026-01-06,Pain,5\n";
    let columns = json!({ "when": "date", "what": "measure_name", "how": "value:0..10 higher_is_worse" });
    assert_eq!(import(&ada, &columns, file), json!({ "imported": 5, "unchanged": 0, "kept": 0 }));
    assert_eq!(import(&ada, &columns, file), json!({ "imported": 0, "unchanged": 5, "kept": 0 }));
    let mut scores: Vec<_> = journal(&ada).into_iter().map(|(day, scores, _)| (day, scores.to_string())).collect();
    scores.sort();
    assert_eq!(
        scores,
        [
            ("2026-01-05".to_owned(), "{\"Calm\":2}".to_owned()),
            ("2026-01-05".to_owned(), "{\"Pain\":7}".to_owned()),
            ("2026-01-06".to_owned(), "{\"Pain\":5}".to_owned()),
        ]
    );
}

#[test]
fn treatments_events_and_questionnaires_have_columns_too() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = "at,med,how,dose,bp,felt\n2026-01-05 10:00,Ketamine,IV infusion,0.5 mg/kg,120/80,far away\n";
    let columns = json!({
        "at": "date", "med": "treatment:medicine", "how": "treatment:route", "dose": "treatment:dose",
        "bp": "treatment:blood_pressure", "felt": "note",
    });
    for imported in [1, 0] {
        assert_eq!(import(&ada, &columns, file)["imported"], imported);
    }
    let treatment = ada.read("/treatments")["items"][0].take();
    assert_eq!((&treatment["at"], &treatment["route"]), (&json!("2026-01-05T10:00:00+01:00"), &json!("iv")));
    assert_eq!(treatment["dose"], json!({ "amount": 0.5, "unit": "mg/kg" }));
    assert_eq!(treatment["blood_pressure"]["before"], json!({ "systolic": 120, "diastolic": 80 }));
    assert_eq!((&treatment["medicine"], &treatment["experience"]), (&json!("Ketamine"), &json!("far away")));

    let redcap = include_str!("data/samples/redcap_phq9.csv");
    let total = json!({ "phq9_date": "date", "phq9_total_score": "questionnaire:phq_9" });
    assert_eq!(import(&ada, &total, redcap)["imported"], 2);
    let items: Vec<(String, Value)> =
        (1..=9).map(|n| (format!("phq9_{n}"), json!("questionnaire:phq_9:item"))).collect();
    let items: Value = items.into_iter().chain([("phq9_date".to_owned(), json!("date"))]).collect();
    let by_items = import(&ada, &items, redcap);
    assert_eq!(by_items, json!({ "imported": 0, "unchanged": 2, "kept": 0 }), "the items come to the totals");
    let totals = ada.read("/questionnaire-responses")["items"].take();
    assert_eq!(crate::support::each(&totals, "total"), [&json!(18), &json!(7)]);

    let events = "day,what\n2026-01-07,Moved house\n";
    let columns = json!({ "day": "date", "what": "event:life" });
    for imported in [1, 0] {
        assert_eq!(import(&ada, &columns, events)["imported"], imported);
    }
    assert_eq!(ada.read("/events")["items"][0]["title"], "Moved house");
}
