//! Trends and relief as the app reads them.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{App, Patient, check_in, each, event, id, treatment};

const ESM: &str = include_str!("data/esm_journal.csv");

/// After it, nothing of the worked example is still to come.
const A_MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Section 9 of the definitions of relief, check-in by check-in.
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
    let curve = |(lag_day, percent, check_ins): (i32, f64, u32)| json!({ "lag_day": lag_day, "improvement_percent": percent, "check_ins": check_ins });
    let aligned =
        |(lag_day, percent, _): (i32, f64, u32)| json!({ "lag_day": lag_day, "n": 1, "mean_percent": percent });
    let lags = [
        (-7, 0.0, 1),
        (-6, 12.5, 1),
        (-5, 0.0, 1),
        (-4, -12.5, 1),
        (-3, 0.0, 1),
        (-2, 0.0, 1),
        (-1, 0.0, 1),
        (0, 31.25, 2),
        (1, 62.5, 1),
        (2, 75.0, 1),
        (3, 75.0, 1),
        (4, 62.5, 1),
        (5, 50.0, 1),
        (6, 37.5, 1),
        (7, 25.0, 1),
        (8, 12.5, 1),
        (9, 0.0, 1),
        (10, 0.0, 1),
    ];
    let expected = json!({
        "measure": { "id": "low_mood", "min": 0, "max": 10, "polarity": "higher_is_worse" },
        "parameters": { "course_gap_days": 21, "response_percent": 50, "partial_percent": 25, "max_gap_days": 7 },
        "revision": 20,
        "courses": [{
            "treatments": [id(0)],
            "baseline": { "value": 8.0, "standard_deviation": 0.577, "days": 7, "window_days": 14 },
            "nap": {
                "value": 1.0, "tau": 1.0, "standard_error": 0.0167, "lower": 0.726, "upper": 1.0,
                "days_before": 7, "days_after": 7
            }
        }],
        "treatments": [{
            "id": id(0), "at": "2026-03-10T10:00:00Z", "local_date": "2026-03-10", "course": 0,
            "onset": { "hours": 34.0, "after_hours": 10.0, "rapid": false, "confirmed": true },
            "peak": { "improvement_percent": 75.0, "hours": 58.0 },
            "relief": { "days": 6.5833, "ended": "lost" },
            "follow_up": { "days": 11, "window_days": 11 },
            "curve": lags.map(curve),
            "first_hours": [
                { "hours": 4.0, "improvement_percent": 25.0 }, { "hours": 10.0, "improvement_percent": 37.5 },
                { "hours": 34.0, "improvement_percent": 62.5 }
            ]
        }],
        "relief_curve": {
            "steps": [{ "days": 6.5833, "survival": 0.0, "at_risk": 1, "lost": 1 }],
            "median_days": 6.5833, "treatments": 1, "lost": 1
        },
        "aligned": lags.map(aligned)
    });
    assert_close(&ada.read("/relief?measure=low_mood"), &expected, "");
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
        .read("/relief?measure=low_mood&response_percent=30&partial_percent=12.5&course_gap_days=7&max_gap_days=365");
    let echoed = json!({ "course_gap_days": 7, "response_percent": 30, "partial_percent": 12.5, "max_gap_days": 365 });
    assert_eq!(relief["parameters"], echoed);
    assert_eq!(relief["treatments"][0]["onset"]["hours"], 10.0);

    for name in ["course_gap_days", "response_percent", "partial_percent", "max_gap_days"] {
        for wrong in ["", "0", "0.99", "-5", "366", "NaN", "inf", "1e400", "seven", "7%20"] {
            ada.get(&format!("/relief?measure=low_mood&{name}={wrong}")).wrong_at(&[&format!("/{name}")]);
        }
    }
    let all = ada.get("/relief?measure=nosuch%20thing&response_percent=0&max_gap_days=x&beta=1");
    let mut pointers = all.refused(422, "invalid_body").pointers();
    pointers.sort();
    assert_eq!(pointers, ["/beta", "/max_gap_days", "/measure", "/response_percent"]);
    ada.get("/relief?measure=mood").wrong_at(&["/measure"]);
    ada.get("/relief?measure=pain&measure=low_mood").wrong_at(&["/measure"]);
    ada.get("/relief").wrong_at(&["/measure"]);
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
    ada.put(&format!("/events/{}", id(11)), &event("2026-03-03T10:00:00+01:00", "Moved")).assert(201);
    ada.put(
        &format!("/events/{}", id(12)),
        &json!({ "date": "2026-03-08", "category": "therapy", "title": "First session" }),
    )
    .assert(201);

    let expected = json!({
        "measure": { "id": "low_mood", "min": 0, "max": 10, "polarity": "higher_is_worse" },
        "revision": 7,
        "days": [
            { "date": "2026-03-01", "mean": 5.5, "min": 4, "max": 7, "check_ins": 2 },
            { "date": "2026-03-03", "mean": 2.0, "min": 2, "max": 2, "check_ins": 1 },
            { "date": "2026-03-07", "mean": 9.0, "min": 9, "max": 9, "check_ins": 1, "seven_day_mean": 5.5 }
        ],
        "treatments": [{
            "id": id(10), "at": "2026-03-02T23:30:00-05:00", "local_date": "2026-03-02", "medicine": "ketamine", "route": "iv",
            "dose": { "amount": 0.5, "unit": "mg/kg" }
        }],
        "planned": [],
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
