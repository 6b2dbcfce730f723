//! Trends and relief as the app reads them.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{App, Patient, check_in, each, event, id, treatment};

const CASES: &str = include_str!("data/relief_cases.json");
const ESM: &str = include_str!("data/esm_journal.csv");

/// After it, nothing of the worked example is still to come.
const A_MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Section 10 of the definitions of relief, check-in by check-in.
fn worked_example(patient: &Patient) {
    patient.put(&format!("/treatments/{}", id(0)), &treatment("2026-03-10T10:00:00Z")).assert(201);
    let before = (3..=9).zip([8, 7, 8, 9, 8, 8, 8]);
    let after = (10..=20).zip([5, 3, 2, 2, 3, 4, 5, 6, 7, 8, 8]);
    for (day, score) in before.chain(after) {
        let at = format!("2026-03-{day:02}T20:00:00Z");
        patient.put(&format!("/check-ins/{}", id(day)), &check_in(&at, score)).assert(201);
    }
    patient.put(&format!("/check-ins/{}", id(30)), &check_in("2026-03-10T14:00:00Z", 6)).assert(201);
}

/// Equal, but for the last digits of numbers.
fn assert_close(found: &Value, expected: &Value, place: &str) {
    match (found, expected) {
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "{place}");
            b.iter().for_each(|(name, value)| assert_close(&a[name], value, &format!("{place}/{name}")));
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{place}");
            a.iter().zip(b).enumerate().for_each(|(n, (a, b))| assert_close(a, b, &format!("{place}/{n}")));
        }
        (Value::Number(a), Value::Number(b)) => {
            let difference = a.as_f64().unwrap() - b.as_f64().unwrap();
            assert!(difference.abs() < 5e-4, "{place}: {a} is not {b}");
        }
        _ => assert_eq!(found, expected, "{place}"),
    }
}

#[test]
fn the_worked_example_posted_through_the_api_gives_its_figures() {
    let app = App::start();
    app.time_passes(A_MONTH);
    let ada = app.patient("ada");
    worked_example(&ada);
    // The first of the worked cases of the definitions is this one.
    let case = CASES.replace("\"t1\"", &format!("\"{}\"", id(0))).replace("+00:00\"", "Z\"");
    let mut expected = serde_json::from_str::<Value>(&case).unwrap()["cases"][0]["expected"].take();
    expected["measure"]["id"] = json!("low_mood");
    expected["revision"] = json!(20);
    let mut answer = ada.read("/relief?measure=low_mood");
    // These two have tests of their own.
    let parts = answer.as_object_mut().unwrap();
    assert_eq!(parts.remove("headline"), Some(json!({ "says": "relief" })));
    assert_eq!(parts.remove("now").unwrap()["relief"]["faded_on"], "2026-03-18");
    assert_close(&answer, &expected, "");
    // A measure of which nothing is known has figures to give reasons for, not numbers.
    let nothing = ada.read("/relief?measure=pain");
    assert_eq!(nothing["treatments"][0]["onset"], json!({ "reason": "too_few_baseline_days" }));
}

#[test]
fn parameters_are_echoed_and_change_the_figures() {
    let app = App::start();
    app.time_passes(A_MONTH);
    let ada = app.patient("ada");
    worked_example(&ada);
    let relief = ada
        .read("/relief?measure=low_mood&response_percent=30&partial_percent=12.5&course_gap_days=7&max_gap_days=365&onset_limit_days=9");
    let echoed = json!({ "course_gap_days": 7, "response_percent": 30, "partial_percent": 12.5, "max_gap_days": 365, "onset_limit_days": 9 });
    assert_eq!(relief["parameters"], echoed);
    assert_eq!(relief["treatments"][0]["onset"]["hours"], 10.0);

    for name in ["course_gap_days", "response_percent", "partial_percent", "max_gap_days", "onset_limit_days"] {
        for wrong in ["", "0", "0.99", "-5", "366", "NaN", "inf", "1e400", "seven", "7%20"] {
            ada.get(&format!("/relief?measure=low_mood&{name}={wrong}")).wrong_at(&[&format!("/{name}")]);
        }
    }
    let all = ada.get("/relief?measure=nosuch%20thing&response_percent=0&max_gap_days=x&beta=1");
    let mut pointers = all.refused(422, "invalid_body").pointers();
    pointers.sort();
    assert_eq!(pointers, ["/beta", "/max_gap_days", "/measure", "/response_percent"]);
    ada.get("/relief?measure=mood").wrong_at(&["/measure"]);
    ada.get("/relief?measure=pain&measure=mood").wrong_at(&["/measure"]);
    ada.get("/relief?measure=pain&max_gap_days=7&max_gap_days=7").wrong_at(&["/max_gap_days"]);
    ada.get("/trends?measure=pain&measure=low_mood").wrong_at(&["/measure"]);
    ada.get("/relief").wrong_at(&["/measure"]);
}

#[test]
fn a_treatment_that_nobody_confirmed_counts_for_nothing() {
    let app = App::start();
    app.time_passes(A_MONTH);
    let ada = app.patient("ada");
    worked_example(&ada);
    let before = ada.read("/relief?measure=low_mood");
    let mut planned = treatment("2026-03-15T10:00:00Z");
    planned["planned"] = json!(true);
    ada.put(&format!("/treatments/{}", id(40)), &planned).assert(201);
    let after = ada.read("/relief?measure=low_mood");
    assert_eq!((&after["courses"], &after["treatments"][0]), (&before["courses"], &before["treatments"][0]));
    assert_eq!(after["treatments"][1]["onset"], json!({"reason": "planned"}));
    // Confirmed, it ends the follow-up of the one before.
    ada.put(&format!("/treatments/{}", id(40)), &treatment("2026-03-15T10:00:00Z")).assert(200);
    assert_ne!(ada.read("/relief?measure=low_mood")["treatments"][0], before["treatments"][0]);
}

#[test]
fn a_real_journal_without_rapid_relief_shows_none() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.import_csv(ESM).assert(200);
    let measures = ["low_mood", "anxiety", "irritability", "worry", "fatigue", "pain", "wellbeing", "sleep_quality"];
    for measure in measures {
        let relief = ada.read(&format!("/relief?measure={measure}"));
        let onsets = each(&relief["treatments"], "onset");
        assert_eq!(onsets.len(), 9);
        for onset in onsets {
            assert!(onset["reason"].is_string(), "{measure}: {onset}");
        }
        assert_eq!(relief["relief_curve"]["treatments"], 0, "{measure}");
        assert_eq!(relief["summary"]["stated"], false, "{measure}");
        assert!(ada.read(&format!("/trends?measure={measure}"))["days"].as_array().unwrap().len() > 100);
    }
}

#[test]
fn trends_tell_observed_days_alone_with_what_may_explain_them() {
    let app = App::start();
    let ada = app.patient("ada");
    for (n, (at, score)) in [
        ("2026-03-01T08:00:00Z", 4),
        ("2026-03-01T20:00:00Z", 7),
        ("2026-03-03T08:00:00Z", 2),
        ("2026-03-07T08:00:00Z", 9),
    ]
    .into_iter()
    .enumerate()
    {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(at, score)).assert(201);
    }
    let mut dosed = treatment("2026-03-02T23:30:00-05:00");
    dosed["dose"] = json!({ "amount": 0.5, "unit": "mg/kg" });
    ada.put(&format!("/treatments/{}", id(10)), &dosed).assert(201);
    // Nobody has said yet that this one took place: the seven-day mean does not start anew at it.
    let mut unconfirmed = treatment("2026-03-05T10:00:00Z");
    unconfirmed["planned"] = json!(true);
    ada.put(&format!("/treatments/{}", id(13)), &unconfirmed).assert(201);
    ada.put(&format!("/events/{}", id(11)), &event("2026-03-03T10:00:00+01:00", "Moved")).assert(201);
    ada.put(
        &format!("/events/{}", id(12)),
        &json!({ "date": "2026-03-08", "category": "therapy", "title": "First session" }),
    )
    .assert(201);

    let expected = json!({
        "measure": { "id": "low_mood", "min": 0, "max": 10, "polarity": "higher_is_worse" },
        "revision": 8,
        "days": [
            { "date": "2026-03-01", "mean": 5.5, "min": 4, "max": 7, "check_ins": 2 },
            { "date": "2026-03-03", "mean": 2.0, "min": 2, "max": 2, "check_ins": 1, "seven_day_mean": 2.0 },
            { "date": "2026-03-07", "mean": 9.0, "min": 9, "max": 9, "check_ins": 1, "seven_day_mean": 5.5 }
        ],
        "treatments": [{
            "id": id(10), "at": "2026-03-02T23:30:00-05:00", "local_date": "2026-03-02", "medicine": "ketamine", "route": "iv",
            "dose": { "amount": 0.5, "unit": "mg/kg" }
        }],
        "planned": [{
            "id": id(13), "at": "2026-03-05T10:00:00Z", "local_date": "2026-03-05", "medicine": "ketamine", "route": "iv"
        }],
        "events": [
            { "id": id(11), "at": "2026-03-03T10:00:00+01:00", "local_date": "2026-03-03", "category": "life", "title": "Moved" },
            { "id": id(12), "local_date": "2026-03-08", "category": "therapy", "title": "First session" }
        ]
    });
    assert_eq!(ada.read("/trends?measure=low_mood"), expected);
    // The mean looks back beyond the first day that is shown.
    let part = ada.read("/trends?measure=low_mood&from=2026-03-07&to=2026-03-07");
    assert_eq!(part["days"], json!([expected["days"][2]]));
    assert_eq!((&part["treatments"], &part["events"]), (&json!([]), &json!([])));
    ada.get("/trends?measure=low_mood&from=2026-03-07T00:00:00Z&to=soon").wrong_at(&["/from", "/to"]);
}

#[test]
fn several_measures_are_answered_together_in_the_order_first_named() {
    let app = App::start();
    app.time_passes(A_MONTH);
    let ada = app.patient("ada");
    worked_example(&ada);
    let alone = ada.read("/relief?measure=low_mood");
    assert_eq!(ada.read("/relief?measure=low_mood&measure=low_mood"), json!({ "measures": [alone] }));
    let together = ada.read("/relief?measure=pain&measure=low_mood&measure=pain");
    let measures: Vec<&Value> =
        each(&together["measures"], "measure").into_iter().map(|measure| &measure["id"]).collect();
    assert_eq!(measures, ["pain", "low_mood"]);
    // Of pain nothing can be told, so that it does not weigh on low mood.
    assert_eq!(together["measures"][1], alone);
}

#[test]
fn the_tag_of_relief_changes_when_the_answer_does_and_not_otherwise() {
    let app = App::start();
    let ada = app.patient("ada");
    let hours = |hours| SignedDuration::from_hours(hours);
    // It is noon on the 10th: the treatment was at 11, one is planned for the 12th.
    ada.put(&format!("/treatments/{}", id(0)), &treatment("2026-03-10T11:00:00Z")).assert(201);
    ada.put(&format!("/treatments/{}", id(1)), &treatment("2026-03-12T11:00:00Z")).assert(201);
    for day in 3..=9 {
        ada.put(&format!("/check-ins/{}", id(day)), &check_in(&format!("2026-03-{day:02}T20:00:00Z"), 8)).assert(201);
    }
    let path = "/relief?measure=low_mood";
    let seen = |tag: &str, status: u16| app.another_device(&ada).get_unless(path, tag).assert(status).etag();
    let first = ada.get(path).assert(200).etag();
    app.time_passes(hours(24));
    assert_eq!(seen(&first, 304), first);
    app.time_passes(hours(24));
    let treated = seen(&first, 200);
    app.time_passes(hours(24));
    assert_eq!(seen(&treated, 304), treated);
    app.time_passes(hours(24));
    // Three days have begun, and none of them is written: no longer too early for a mean of them.
    let third_day = seen(&treated, 200);
    app.time_passes(hours(2 * 24));
    assert_eq!(seen(&third_day, 304), third_day);
    app.time_passes(hours(24));
    // Nothing has been written for more than a week.
    let silent = seen(&third_day, 200);
    app.time_passes(hours(24));
    assert_eq!(seen(&silent, 304), silent);
    app.time_passes(hours(24));
    // No longer too early for an onset: nothing was written in the week after.
    assert_ne!(seen(&silent, 200), silent);
}

#[test]
fn a_tag_of_relief_is_not_one_of_the_journal() {
    let app = App::start();
    let ada = app.patient("ada");
    worked_example(&ada);
    let list = ada.get("/check-ins").assert(200).etag();
    for path in ["/relief?measure=low_mood", "/trends?measure=low_mood"] {
        let answer = ada.get(path).assert(200);
        assert_ne!(answer.etag(), list);
        assert_eq!(answer.header("cache-control"), Some("private, no-cache"));
        assert_eq!(ada.get_unless(path, &answer.etag()).assert(304).etag(), answer.etag());
        ada.get_unless(path, &list).assert(200);
    }
}
