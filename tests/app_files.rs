//! Files of single apps in the forms that they really have: quotes within quotes, clocks without their zone, months in
//! figures, everything at once.

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient};

fn send(patient: &Patient, path: &str, file: &str) -> Value {
    let request = patient.request(Method::POST, &format!("{path}?format=auto"));
    request.body("application/octet-stream", file).send().assert(200).json()
}

/// Imports a file twice, of which the second brings nothing; what has no place in the journal.
fn import(patient: &Patient, app: &str, file: &str) -> Value {
    let told = send(patient, "/imports/preview", file);
    assert_eq!(told["format"], app, "{told}");
    send(patient, "/imports", file);
    let again = send(patient, "/imports", file);
    assert_eq!((&again["imported"], &again["kept"]), (&json!(0), &json!(0)), "{again}");
    told["dropped"].clone()
}

/// The check-ins, each as its time, its scores by their questions, and its note.
fn journal(patient: &Patient) -> Value {
    let questions = patient.questions_elsewhere();
    let list = patient.read("/check-ins?limit=1000")["items"].take();
    let one = |item: &Value| {
        let when = item["at"].as_str().or(item["date"].as_str()).unwrap().to_owned();
        let scores = item["scores"].as_object().unwrap().iter();
        let scores: serde_json::Map<String, Value> =
            scores.map(|(id, score)| (questions[id].clone(), score.clone())).collect();
        json!([when, scores, item["note"].as_str().unwrap_or_default()])
    };
    let mut journal: Vec<Value> = list.as_array().unwrap().iter().map(one).collect();
    journal.sort_by_key(ToString::to_string);
    Value::Array(journal)
}

/// The lowest score and the highest of a question, and its bad end.
fn range(patient: &Patient, question: &str) -> Value {
    let measures = patient.read("/measures")["items"].take();
    let of = |measure: &&Value| measure["question"].as_str().is_some_and(|found| found.starts_with(question));
    let measure = measures.as_array().unwrap().iter().find(of).unwrap_or_else(|| panic!("no {question}"));
    json!([measure["min"], measure["max"], measure["polarity"]])
}

#[test]
fn m_paths_lists_are_words_and_what_it_records_beside_answers_is_left_out() {
    let app = App::start();
    let header = "connectionId;questionListName;timeStampStart;anxious_sliderNegPos;alone_yesno;\
        place_multipleChoice_index;place_multipleChoice_string;pain_multipleChoice_likert;orders_order;\
        text_open;intro_basic;where_location";
    let quoted: Vec<String> = header.split(';').map(|name| format!("\"\"\"{name}\"\"\"")).collect();
    let row = "1;\"\"\"evening\"\"\";1767640500;70;1;1,2;\"\"\"home\"\",\"\"garden\"\"\";6;3,2,1;\
        \"\"\"so so\\n\"\"\";1;42.4728343,0.1616149\n2;evening;;;;;;;;;;\n";
    for (n, header) in [header.to_owned(), quoted.join(";")].iter().enumerate() {
        let ada = app.patient(&format!("ada{n}"));
        let dropped = import(&ada, "m_path", &format!("\u{feff}{header}\n{row}"));
        assert_eq!(
            journal(&ada),
            json!([[
                "2026-01-05T19:15:00+01:00",
                { "anxious": 70, "alone": 1, "pain_multipleChoice": 6 },
                "home, garden\nso so"
            ]])
        );
        assert_eq!(range(&ada, "alone"), json!([0, 1, "higher_is_better"]));
        let names: Vec<&Value> = crate::support::each(&dropped, "what");
        assert_eq!(
            json!(names),
            json!(["intro_basic", "orders_order", "place_multipleChoice_index", "where_location"])
        );
    }
}

#[test]
fn the_end_of_a_night_is_by_the_clock_on_the_wall_though_fitbit_writes_a_z() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.patch("/account", &json!({ "time_zone": "America/New_York" })).assert(200);
    let scores = "sleep_log_entry_id,timestamp,overall_score\n31,2026-03-14T06:31:30Z,81\n32,2026-01-06T06:50:00Z,79\n";
    import(&ada, "fitbit", scores);
    let expected = json!([
        ["2026-01-06T06:50:00-05:00", { "Sleep score": 79 }, ""],
        ["2026-03-14T06:31:30-04:00", { "Sleep score": 81 }, ""]
    ]);
    assert_eq!(journal(&ada), expected);
    ada.patch("/account", &json!({ "time_zone": "Asia/Kathmandu" })).assert(200);
    import(&ada, "fitbit", scores);
    assert_eq!(journal(&ada), expected);
}

#[test]
fn days_of_languages_that_write_a_months_number_are_read() {
    let app = App::start();
    for (n, (day, weekday, time, expected)) in [
        ("7. 9.", "čtvrtek", "7:05 odp.", "2017-09-07T19:05"),
        ("7. 9.", "štvrtok", "7:05 pm", "2017-09-07T19:05"),
        ("7.09", "четвъртък", "7:05 ч. сл.об.", "2017-09-07T19:05"),
        ("7.9.", "torstaina", "7.05 ip.", "2017-09-07T19:05"),
        ("7.9.", "torstaina", "12.05 ap.", "2017-09-07T00:05"),
        ("09-07", "ketvirtadienis", "07:05 popiet", "2017-09-07T19:05"),
        ("7/09", "quinta-feira", "19:05", "2017-09-07T19:05"),
        ("9/7", "Thursday", "7:05 PM", "2017-09-07T19:05"),
        ("9/17", "", "7:05 PM", "2017-09-17T19:05"),
    ]
    .into_iter()
    .enumerate()
    {
        let ada = app.patient(&format!("ada{n}"));
        let row = format!("2017,{day},{weekday},{time},good,\"\",\"\"\n");
        import(&ada, "daylio", &format!("year,date,weekday,time,mood,activities,note\n{row}"));
        let at = journal(&ada)[0][0].as_str().unwrap()[..16].to_owned();
        assert_eq!(at, expected, "{day} {time}");
    }
}

fn perfice(forms: &Value, entries: &Value) -> String {
    let tags = json!([{ "id": "t", "name": "Sunny", "variableId": "v", "order": 0, "categoryId": null }]);
    let tagged = json!([{ "id": "x", "timestamp": 1_767_640_600_000_i64, "tagId": "t" }]);
    json!({
        "collections": { "trackables": [], "variables": [], "entries": entries, "tags": tags, "tagEntries": tagged,
            "forms": forms, "formSnapshots": [{ "id": "s", "formId": "mood", "questions": forms[0]["questions"] }] },
        "correlationsHistory": [], "ignoredCorrelations": [], "currentDashboard": "", "dataVersion": 3
    })
    .to_string()
}

#[test]
fn everything_of_perfice_is_what_its_forms_are_with_the_ranges_that_they_tell() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let question = |id: &str, name: &str, kind: &str, settings: Value, options: Value| {
        json!({ "id": id, "name": name, "unit": null, "dataType": kind, "dataSettings": settings,
            "displayType": "INPUT", "displaySettings": options })
    };
    let option = |value: i64| json!({ "text": "x", "value": { "type": "NUMBER", "value": value } });
    let forms = json!([
        { "id": "mood", "name": "Mood", "questions": [
            question("a", "Feeling", "NUMBER", json!({}), json!({ "options": [option(1), option(5)] })),
            question("b", "Tags", "TEXT", json!({}), json!({})),
            question("c", "Asleep", "TIME_ELAPSED", json!({}), json!({})),
            question("d", "Up at", "TIME_OF_DAY", json!({}), json!({})),
        ] },
        { "id": "anxiety", "name": "Anxiety", "questions": [
            question("e", "Rating", "NUMBER", json!({ "min": 1, "max": 10 }), json!({})),
            question("f", "Calm after", "BOOLEAN", json!({}), json!({})),
        ] },
        { "id": "pain", "name": "Pain", "questions": [question("g", "Rating", "NUMBER", json!(null), json!(null))] },
    ]);
    let number = |value: i64| {
        json!({ "type": "DISPLAY", "value": { "value": { "type": "NUMBER", "value": value },
        "display": { "type": "STRING", "value": "shown" } } })
    };
    let text = |value: &str| json!({ "type": "STRING", "value": value });
    let list = json!({ "type": "LIST", "value": [text("walk"), text("friends")] });
    let entry = |at: i64, form: &str, snapshot: &str, answers: Value| {
        json!({ "id": "e", "timestamp": at, "formId": form, "snapshotId": snapshot, "integration": null,
            "displayValue": "", "answers": answers })
    };
    let entries = json!([
        entry(1_767_640_500_000, "mood", "s", json!({ "a": number(4), "b": list, "c": number(450), "d": number(480) })),
        entry(
            1_767_640_800_000,
            "anxiety",
            "gone",
            json!({ "e": number(7), "f": { "type": "BOOLEAN", "value": true } })
        ),
        entry(1_767_640_900_000, "pain", "gone", json!({ "g": number(3) })),
    ]);
    let dropped = import(&ada, "perfice", &perfice(&forms, &entries));
    assert_eq!(dropped, json!([{ "what": "Up at", "times": 1 }]));
    let expected = json!([
        ["2026-01-05T20:15:00+01:00", { "Feeling": 4, "Asleep": 8 }, "walk, friends"],
        ["2026-01-05T20:16:40+01:00", {}, "Sunny"],
        ["2026-01-05T20:20:00+01:00", { "Anxiety: Rating": 7, "Calm after": 1 }, ""],
        ["2026-01-05T20:21:40+01:00", { "Pain: Rating": 3 }, ""]
    ]);
    assert_eq!(journal(&ada), expected);
    assert_eq!(range(&ada, "Feeling"), json!([1, 5, "higher_is_better"]));
    assert_eq!(range(&ada, "Anxiety: Rating"), json!([1, 10, "higher_is_worse"]));
    assert_eq!(range(&ada, "Calm after"), json!([0, 1, "higher_is_better"]));
    // The table of one of its forms holds the same entry.
    let table = "Timestamp,Feeling,Tags,Asleep,Up at\n1767640500000,4,walk|||friends,,\n";
    import(&ada, "perfice", table);
    assert_eq!(journal(&ada), expected);

    // The earlier generation, in which tags stand among the entries.
    let earlier = json!({ "collections": {
        "journal_entries": [
            { "id": "1", "name": "Sunny", "context": { "id": "t", "type": "TAG" }, "primary": null, "formData": null,
                "timestamp": 1_767_640_600_000_i64 },
            { "id": "2", "name": "Mood", "context": { "id": "m", "type": "MEASUREMENT" }, "primary": null,
                "timestamp": 1_767_640_500_000_i64,
                "formData": { "icon": "", "formId": "mood", "snapshotId": "s", "answers": { "a": 4, "b": "walk" } } },
        ],
        "forms": [{ "id": "mood", "name": "Mood", "questions": [
            { "id": "a", "type": "NUMBER", "name": "Feeling", "dataSettings": { "min": 1, "max": 5 } },
            { "id": "b", "type": "TEXT", "name": "Tags" },
        ] }],
        "tags": [{ "id": "t", "name": "Sunny" }]
    } });
    import(&bob, "perfice", &earlier.to_string());
    assert_eq!(
        journal(&bob),
        json!([["2026-01-05T20:15:00+01:00", { "Feeling": 4 }, "walk"], ["2026-01-05T20:16:40+01:00", {}, "Sunny"]])
    );
}

fn nomie(notes: &[&str]) -> Value {
    let events = (0..).zip(notes).map(|(nth, note)| {
        let at = 1_767_640_400_000_i64 + 60_000 * nth;
        json!({ "_id": format!("e{nth}"), "note": note, "start": at, "end": at, "offset": -60 })
    });
    json!({ "nomie": { "number": "5" }, "trackers": {}, "events": events.collect::<Vec<_>>() })
}

#[test]
fn nothing_of_a_nomie_note_or_entry_is_lost_without_a_word() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut file = nomie(&["#mood(7)\n#anxiety(3) home", "#mood(6), #anxiety(2).", "#mood(6) #mood(2)"]);
    let events = file["events"].as_array_mut().unwrap();
    events.push(json!({ "note": "#mood(5)", "start": "1767650000000", "end": 1_767_650_000_000.0, "offset": "-60" }));
    events.push(json!({ "note": "#mood(4)", "start": "yesterday" }));
    let dropped = import(&ada, "nomie", &file.to_string());
    assert_eq!(dropped, json!([{ "what": "events", "times": 1 }, { "what": "mood", "times": 1 }]));
    assert_eq!(
        journal(&ada),
        json!([
            ["2026-01-05T20:13:20+01:00", { "mood": 7, "anxiety": 3 }, "home"],
            ["2026-01-05T20:14:20+01:00", { "mood": 6, "anxiety": 2 }, ""],
            ["2026-01-05T20:15:20+01:00", { "mood": 2 }, ""],
            ["2026-01-05T22:53:20+01:00", { "mood": 5 }, ""],
        ])
    );
    // The app's table has the same entries without their ids.
    let table = "epoch,start,end,offset,note,score\n1767640400000,1767640400000,1767640400000,-60,#mood(7) #anxiety(3) home,0\n";
    let again = send(&ada, "/imports", table);
    // Two measures and an entry.
    assert_eq!(again, json!({ "imported": 0, "unchanged": 3, "kept": 0 }));
}

#[test]
fn an_entry_of_perfice_is_the_same_when_its_form_has_changed_and_what_was_deleted_is_named() {
    let app = App::start();
    let ada = app.patient("ada");
    let question = |id: &str, name: &str| json!({ "id": id, "name": name, "dataType": "NUMBER" });
    let entry = json!({ "id": "e", "timestamp": 1_767_640_400_000_i64, "formId": "f", "snapshotId": "", "answers": { "q1": 6 } });
    let file = |questions: Value, more: &[Value]| {
        let entries: Vec<&Value> = [&entry].into_iter().chain(more).collect();
        let forms = json!([{ "id": "f", "name": "Form", "questions": questions }]);
        let tags = json!([{ "timestamp": 1_767_640_400_000_i64, "tagId": "gone" }]);
        let of = json!({ "forms": forms, "formSnapshots": [], "entries": entries, "tags": [], "tagEntries": tags });
        json!({ "version": 1, "collections": of }).to_string()
    };
    let first = file(json!([question("q1", "Rating")]), &[]);
    assert_eq!(import(&ada, "perfice", &first), json!([{ "what": "tagEntries", "times": 1 }]));
    for questions in [json!([question("q1", "Rating"), question("q2", "Where")]), json!([question("q1", "Pain")])] {
        send(&ada, "/imports", &file(questions, &[]));
        assert_eq!(journal(&ada).as_array().unwrap().len(), 1);
    }
    let of_none =
        json!({ "timestamp": 1_767_650_400_000_i64, "formId": "gone", "snapshotId": "", "answers": { "q9": 3 } });
    let told = send(&ada, "/imports/preview", &file(json!([question("q1", "Rating")]), &[of_none]));
    assert_eq!(told["dropped"], json!([{ "what": "answers", "times": 1 }, { "what": "tagEntries", "times": 1 }]));
}

#[test]
fn what_is_sad_is_worse_the_more_of_it_there_is_and_that_is_said_before() {
    let app = App::start();
    let ada = app.patient("ada");
    let file = nomie(&["#sadness(7) #anger(3) #numb(2) #numbers(4) #joy(4) #phq9(8) #einsamkeit(5) #colère(2)"]);
    let told = send(&ada, "/imports/preview", &file.to_string());
    let worse: Vec<&str> = told["measures"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|measure| measure["polarity"] == "higher_is_worse")
        .map(|measure| measure["question"].as_str().unwrap().split(' ').next().unwrap())
        .collect();
    assert_eq!(worse.len(), 6, "{told}");
    assert!(!worse.contains(&"numbers") && !worse.contains(&"joy"), "{worse:?}");
}

#[test]
fn a_file_that_is_cut_is_said_to_be_cut_and_hours_of_japan_begin_at_none() {
    let app = App::start();
    let ada = app.patient("ada");
    let whole = nomie(&["#mood(7)"]).to_string();
    let cut = ada.request(Method::POST, "/imports?format=nomie").body("application/json", &whole[..whole.len() - 4]);
    assert_eq!(cut.send().refused(422, "invalid_import").json()["errors"][0]["code"], "file_json");
    let daylio = "full_date,date,weekday,time,mood,activities,note_title,note\n\
        2026-01-05,1月5日,月曜日,午前0:05,good,,,\n2026-01-05,1月5日,月曜日,午後0:05,good,,,\n";
    send(&ada, "/imports", daylio);
    let at: Vec<Value> = journal(&ada).as_array().unwrap().iter().map(|entry| entry[0].clone()).collect();
    assert_eq!(at, [json!("2026-01-05T00:05:00+01:00"), json!("2026-01-05T12:05:00+01:00")]);
}

#[test]
fn a_night_that_is_in_two_files_is_one_and_a_told_range_is_not_given_up_for_a_guess() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let night = json!({ "logId": 26, "dateOfSleep": "2026-01-05", "startTime": "2026-01-04T23:10:00.000", "minutesAsleep": 420 });
    let dropped = import(&ada, "fitbit", &json!([night, night]).to_string());
    assert_eq!(dropped, json!([{ "what": "duplicate", "times": 1 }]));
    assert_eq!(journal(&ada).as_array().unwrap().len(), 1);

    let mut file = nomie(&["#calm(4)"]);
    file["trackers"] = json!({ "calm": { "tag": "calm", "label": "calm", "type": "range", "min": 1, "max": 5 } });
    import(&bob, "nomie", &file.to_string());
    assert_eq!(range(&bob, "calm"), json!([1, 5, "higher_is_better"]));
    // The app's table tells no range, and the figures fit.
    let table =
        |at: u64, score: u8| format!("epoch,start,end,offset,note,score\n{at},{at},{at},-60,#calm({score}),0\n");
    send(&bob, "/imports", &table(1_767_650_400_000, 5));
    assert_eq!(range(&bob, "calm"), json!([1, 5, "higher_is_better"]));
    // A higher one needs a wider range.
    send(&bob, "/imports", &table(1_767_660_400_000, 9));
    assert_eq!(range(&bob, "calm"), json!([0, 10, "higher_is_better"]));
}

#[test]
fn one_figure_outside_of_a_told_range_is_a_slip_and_many_are_another_range() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let file = |notes: &[&str]| {
        let mut file = nomie(notes);
        file["trackers"] = json!({ "calm": { "tag": "calm", "label": "calm", "type": "range", "min": 1, "max": 5 } });
        file.to_string()
    };
    let mut notes = vec!["#calm(4) home"; 20];
    notes.push("#calm(44) there");
    assert_eq!(import(&ada, "nomie", &file(&notes)), json!([{ "what": "calm", "times": 1 }]));
    assert_eq!(range(&ada, "calm"), json!([1, 5, "higher_is_better"]));
    let entries = journal(&ada);
    let slips: Vec<&Value> = entries.as_array().unwrap().iter().filter(|entry| entry[2] == "there").collect();
    assert_eq!(slips, [&json!(["2026-01-05T20:33:20+01:00", {}, "there"])]);
    assert_eq!(import(&bob, "nomie", &file(&["#calm(4)", "#calm(9)"])), json!([]));
    assert_eq!(range(&bob, "calm"), json!([0, 10, "higher_is_better"]));
}

#[test]
fn moments_of_an_iphone_are_read_however_it_shows_the_time() {
    let app = App::start();
    for (n, (start, expected)) in [
        ("2026-01-05 21:44:43 +0100", "2026-01-05T21:44:43+01:00"),
        ("2026-01-05 9:44:43 PM +0100", "2026-01-05T21:44:43+01:00"),
        ("2026-01-05 12:04:43\u{202f}AM +0100", "2026-01-05T00:04:43+01:00"),
        ("2026-01-05T21:44:43+05:30", "2026-01-05T21:44:43+05:30"),
        // Where the clock was is not told: where the patient lives.
        ("2026-01-05T20:44:43Z", "2026-01-05T21:44:43+01:00"),
    ]
    .into_iter()
    .enumerate()
    {
        let ada = app.patient(&format!("ada{n}"));
        let state = json!({ "start": start, "kind": "daily_mood", "valenceClassification": "pleasant" });
        import(&ada, "state_of_mind", &json!({ "data": { "stateOfMind": [state] } }).to_string());
        assert_eq!(journal(&ada), json!([[expected, { "Daily mood": 6 }, ""]]), "{start}");
    }
    let asleep = |start: &str| {
        let times = format!("startDate=\"2026-01-05 {start} +0100\" endDate=\"2026-01-06 6:30:00 AM +0100\"");
        let value = "HKCategoryValueSleepAnalysisAsleepCore";
        let record = format!("<Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" value=\"{value}\" {times}/>");
        format!("<?xml version=\"1.0\"?>\n<HealthData>{record}</HealthData>\n")
    };
    let ada = app.patient("ada");
    import(&ada, "apple_health", &asleep("11:30:00 PM"));
    assert_eq!(journal(&ada), json!([["2026-01-06", { "Hours of sleep": 7 }, ""]]));
    let wrong = ada.request(Method::POST, "/imports?format=auto").body("text/csv", asleep("13:30:00 PM"));
    wrong.send().refused(422, "invalid_import");
}

#[test]
fn afterglows_own_files_are_known_by_what_is_in_them() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.import_csv("at,kind,measure,value,note\n2026-01-05,check_in,low_mood,7,so so\n").assert(200);
    for (n, format) in ["json", "csv", "spreadsheet", "zip"].into_iter().enumerate() {
        let export = ada.get(&format!("/export?format={format}")).assert(200).body;
        let bob = app.patient(&format!("bob{n}"));
        let sent = |path: &str| {
            bob.request(Method::POST, &format!("{path}?format=auto")).body("application/octet-stream", export.clone())
        };
        // Nothing has to be said of it before.
        let told = sent("/imports/preview").send().refused(422, "invalid_body").json();
        assert_eq!(told["errors"][0]["code"], "other_app_format");
        assert_eq!(sent("/imports").send().assert(200).json()["imported"], 1, "{format}");
        assert_eq!(bob.read("/check-ins")["items"][0]["scores"], json!({ "low_mood": 7 }));
    }
}

#[test]
fn json_of_more_entries_than_are_read_at_once_is_refused_before_it_is_read() {
    let app = App::start();
    let ada = app.patient("ada");
    let many = "{},".repeat(200_001);
    for file in [
        format!("{{\"questions\":[],\"entries\":[{many}{{}}]}}"),
        format!("{{\"collections\":{{\"trackables\":[{many}{{}}]}}}}"),
    ] {
        let answer = ada.request(Method::POST, "/imports?format=perfice").body("application/json", file).send();
        assert_eq!(answer.refused(422, "invalid_import").json()["errors"][0]["code"], "too_many");
    }
}
