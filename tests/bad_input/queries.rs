//! Query parameters: every one of every route, tried wrong.

use std::collections::BTreeMap;

use serde_json::json;

use crate::support::{App, contract::operations};

/// A parameter with what it must not be.
type Wrong = (&'static str, &'static [&'static str]);

const TIMES: &[&str] = &["", "yesterday", "2026-02-30", "2026-3-1", "2026-03-10T12:00:00", "9999-01-01", "1e9", "%FF"];
const DAYS: &[&str] = &["", "yesterday", "2026-02-30", "2026-3-1", "2026-03-10T12:00:00Z", "0000-01-01"];
const PAGES: &[&str] = &["", "0", "-1", "1001", "1.5", "ten", "99999999999999999999", "1%00"];
const CURSORS: &[&str] = &["", "x", "!!!!", "MTIz", "OjE", "%00"];
const MEASURES: &[&str] = &["", "cheer", "Low%20Mood", "low_mood%00", "%F0%9F%8C%8A"];
const PERCENTS: &[&str] = &["", "0", "101", "-1", "x", "NaN", "inf", "1e999"];
const LENGTHS: &[&str] = &["", "0", "366", "-1", "x", "NaN", "-inf", "1e999"];
const MOODS: &[&str] = &["", "x", "%5B%5D", "%7B%22so-so%22:6%7D"];
const COLUMNS: &[&str] = &["", "x", "%5B%5D", "%7B%22Day%22:1%7D", "%7B%22Day%22:%22day%22%7D"];
const TREATMENTS: &[&str] = &["", "x", "%7B%7D", "%5B1%5D"];
const CHANGED: &[&str] = &["", "x", "mine,theirs"];
const LINES: &[&str] = &["", "0", "x", "1.5", "1000001"];
const ENTRIES: &[&str] = &["", "x", "low_mood", ",", "01900000-0000-7000-8000-000000000001,"];
const LANGUAGES: &[&str] = &["", "x", "deutsch", "de_DE", "de,fr", "%FF"];
/// Of a bundle of FHIR; without `format=fhir` none is taken at all.
const TYPES: &[&str] = &["", "batch", "Transaction", "collection", "collection,transaction"];
const FORMATS: &[&str] = &["", "pdf", "JSON", "json,csv"];

/// Whatever is said as a history or a tip, it is another one.
const CHANGES: &[Wrong] = &[
    ("since", &["", "-1", "x", "1.5", "99999999999999999999"]),
    ("limit", PAGES),
    ("check", &["", "perhaps", "1"]),
    ("history", &[]),
    ("tip", &[]),
];
const IMPORT: &[Wrong] = &[
    ("format", FORMATS),
    ("moods", MOODS),
    ("columns", COLUMNS),
    ("treatments", TREATMENTS),
    ("header", LINES),
    ("changed", CHANGED),
    ("mine", ENTRIES),
    ("theirs", ENTRIES),
    ("both", ENTRIES),
    // A file that is not kept is none that is wrong.
    ("file", &[]),
];
const LIST: &[Wrong] = &[("from", TIMES), ("to", TIMES), ("limit", PAGES), ("after", CURSORS)];

/// Every route with query parameters: what it needs to be well, and each parameter.
fn table() -> BTreeMap<&'static str, (&'static str, &'static [Wrong])> {
    let relief: &[Wrong] = &[
        ("measure", MEASURES),
        ("course_gap_days", LENGTHS),
        ("response_percent", PERCENTS),
        ("partial_percent", PERCENTS),
        ("max_gap_days", LENGTHS),
        ("onset_limit_days", LENGTHS),
    ];
    BTreeMap::from([
        ("GET /check-ins", ("", LIST)),
        ("GET /treatments", ("", LIST)),
        ("GET /events", ("", LIST)),
        ("GET /questionnaire-responses", ("", LIST)),
        ("GET /changes", ("", CHANGES)),
        ("GET /trends", ("measure=low_mood", &[("measure", MEASURES), ("from", DAYS), ("to", DAYS)])),
        ("GET /relief", ("measure=low_mood", relief)),
        ("GET /export", ("", &[("format", FORMATS), ("type", TYPES)])),
        ("GET /shared/fhir", ("", &[("language", LANGUAGES)])),
        ("GET /shared/report.pdf", ("", &[("language", LANGUAGES)])),
        ("POST /imports", ("format=afterglow", IMPORT)),
        ("POST /imports/preview", ("format=daylio", IMPORT)),
    ])
}

#[test]
fn every_query_parameter_is_in_the_table() {
    let table = table();
    let asked = operations().into_iter().filter(|one| !one.query().is_empty() && !one.is_smart_health_link());
    for operation in asked {
        let (_, tried) =
            table.get(operation.name.as_str()).unwrap_or_else(|| panic!("{} is not tried", operation.name));
        assert_eq!(operation.query(), tried.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{}", operation.name);
    }
}

#[test]
fn every_query_parameter_tried_wrong_is_pointed_at() {
    let app = App::start();
    let ada = app.patient("ada");
    let link = ada.post("/shares", &json!({ "label": "Dr", "measures": ["low_mood"] })).assert(201).json();
    let visitor = format!("Share {}", link["token"].as_str().unwrap());
    for operation in operations() {
        let Some((good, parameters)) = table().get(operation.name.as_str()).copied() else { continue };
        let asked = |query: &str| {
            let path = format!("{}?{query}", operation.path);
            if operation.security().as_deref() == Some("share") {
                return app.request(operation.method.clone(), &path).header("authorization", visitor.clone()).send();
            }
            let request = ada.request(operation.method.clone(), &path);
            if operation.method == "GET" {
                request.send()
            } else {
                // A file of Daylio, or the header of Afterglow's own.
                let header = if operation.path.ends_with("preview") {
                    "full_date,date,weekday,time,mood\n2026-03-08,March 8,Sunday,20:15,rad\n"
                } else {
                    "at,kind,measure,value,note\n"
                };
                request.body("text/csv", header).send()
            }
        };
        asked(good).assert(200);
        for (name, wrong) in parameters {
            let others: Vec<&str> = good.split('&').filter(|pair| !pair.starts_with(name)).collect();
            for value in *wrong {
                let query = format!("{}&{name}={value}", others.join("&"));
                let answer = asked(&query);
                assert_eq!(answer.status, 422, "{} {query}: {}", operation.name, answer.text());
                answer.wrong_at(&[&format!("/{name}")]);
            }
            asked(&format!("{good}&{name}=1&{name}=2")).wrong_at(&[&format!("/{name}")]);
        }
        asked(&format!("{good}&sur/prise=1")).wrong_at(&["/sur~1prise"]);
        asked(&format!("{good}&=")).wrong_at(&["/"]);
        if !good.is_empty() {
            asked("").wrong_at(&[&format!("/{}", good.split_once('=').unwrap().0)]);
        }
    }
}

#[test]
fn routes_without_parameters_answer_whatever_stands_behind_the_question_mark() {
    let app = App::start();
    let ada = app.patient("ada");
    for query in ["?", "?x=1", "?%FF=%FE", "?a=b=c&&&", "?\u{fffd}"] {
        ada.get(&format!("/account{}", query.replace('\u{fffd}', "%EF%BF%BD"))).assert(200);
    }
}
