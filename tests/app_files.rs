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
    let measures = patient.read("/measures")["items"].take();
    let question = |id: &str| {
        let measure = measures.as_array().unwrap().iter().find(|measure| measure["id"] == id).unwrap();
        measure["question"].as_str().unwrap().rsplit_once(" (").unwrap().0.to_owned()
    };
    let list = patient.read("/check-ins?limit=1000")["items"].take();
    let one = |item: &Value| {
        let when = item["at"].as_str().or(item["date"].as_str()).unwrap().to_owned();
        let scores = item["scores"].as_object().unwrap().iter();
        let scores: serde_json::Map<String, Value> = scores.map(|(id, score)| (question(id), score.clone())).collect();
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
