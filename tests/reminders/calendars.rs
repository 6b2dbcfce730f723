//! The calendar feed.

use jiff::SignedDuration;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{Answer, App, Patient, id, stored_bytes, treatment};

fn make(patient: &Patient) -> String {
    let made = patient.post("/account/calendar", &json!({})).assert(201);
    made.json()["url"].as_str().unwrap().split_once("/api/v1").unwrap().1.to_owned()
}

fn fetch(app: &App, path: &str) -> Answer {
    app.request(Method::GET, path).send()
}

#[test]
fn a_calendar_has_one_event_of_every_day_for_each_time_and_tells_nothing_else() {
    let app = App::start();
    // A name that no random hexadecimal number can hold.
    let ada = app.patient("wilhelmine");
    let choice = json!({ "times": ["09:00", "20:30"], "quiet": null, "after_treatment": true });
    ada.patch("/account", &json!({ "reminders": choice, "locale": "de" })).assert(200);
    let path = make(&ada);
    let answer = fetch(&app, &path).assert(200);
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    let text = answer.text();
    let lines: Vec<&str> = text.split("\r\n").collect();
    // RFC 5545, section 3.1: lines of at most 75 octets, each ended by CRLF.
    assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    assert_eq!((lines[0], lines[lines.len() - 2], lines[lines.len() - 1]), ("BEGIN:VCALENDAR", "END:VCALENDAR", ""));
    assert_eq!(lines.iter().filter(|line| **line == "BEGIN:VEVENT").count(), 2);
    for line in [
        "DTSTART;TZID=Europe/Berlin:20260310T090000",
        "DTSTART;TZID=Europe/Berlin:20260310T203000",
        "RRULE:FREQ=DAILY",
        "TZID:Europe/Berlin",
        "SUMMARY:Afterglow: Hast du einen Moment?",
    ] {
        assert!(lines.contains(&line), "{line} is not in {text}");
    }
    assert!(!text.contains("wilhelmine") && !text.contains(&path));
}

#[test]
fn a_calendar_has_the_evening_before_a_planned_treatment_and_does_not_tell_what_it_is_before() {
    let app = App::start();
    let ada = app.patient("ada");
    let choice = json!({ "times": ["09:00"], "quiet": null, "after_treatment": false });
    ada.patch("/account", &json!({ "reminders": choice })).assert(200);
    let path = make(&ada);
    // In Berlin on the 20th; two on one day; one that is over; one that was tomorrow, of which the evening is today.
    let planned =
        ["2026-03-20T18:00:00+09:00", "2026-03-20T15:00:00+01:00", "2026-03-09T10:00:00Z", "2026-03-11T10:00:00Z"];
    for (n, at) in planned.iter().enumerate() {
        ada.put(&format!("/treatments/{}", id(n)), &treatment(at)).assert(201);
    }
    let text = fetch(&app, &path).assert(200).text();
    let starts: Vec<&str> = text.lines().filter(|line| line.starts_with("DTSTART;TZID")).collect();
    let expected = ["20260310T090000", "20260310T190000", "20260319T190000"];
    assert_eq!(starts, expected.map(|start| format!("DTSTART;TZID=Europe/Berlin:{start}")));
    assert_eq!(text.matches("RRULE:FREQ=DAILY").count(), 1, "only the time of every day comes again: {text}");
    for told in ["ketamine", "treatment", "before", "20260320", "20260311T10"] {
        assert!(!text.to_lowercase().contains(told), "{told} is in {text}");
    }
    let choice = json!({ "times": ["09:00"], "quiet": null, "after_treatment": false, "before_treatment": false });
    ada.patch("/account", &json!({ "reminders": choice })).assert(200);
    assert_eq!(fetch(&app, &path).assert(200).text().matches("BEGIN:VEVENT").count(), 1);
}

#[test]
fn a_calendar_fetched_later_begins_where_it_began_and_its_events_keep_their_names() {
    let app = App::start();
    let (mut ada, bob) = (app.patient("ada"), app.patient("bob"));
    let choice = json!({ "times": ["02:30", "20:30"], "quiet": null, "after_treatment": false });
    for patient in [&ada, &bob] {
        patient.patch("/account", &json!({ "reminders": choice })).assert(200);
    }
    ada.put(&format!("/treatments/{}", id(1)), &treatment("2026-09-20T15:00:00+02:00")).assert(201);
    let (path, of_bob) = (make(&ada), make(&bob));
    let lines_of = |path: &str, name: &str| -> Vec<String> {
        let text = fetch(&app, path).assert(200).text();
        text.lines().filter(|line| line.starts_with(name)).map(str::to_owned).collect()
    };
    let (starts, names) = (lines_of(&path, "DTSTART"), lines_of(&path, "UID:"));
    assert_eq!(names.len(), 3);
    // Of everybody's calendars that somebody has subscribed to, none hides an event of another.
    assert!(lines_of(&of_bob, "UID:").iter().all(|name| !names.contains(name)), "{names:?}");
    for name in &names {
        let uuid = name.strip_prefix("UID:").unwrap();
        assert!(uuid.len() == 36 && uuid.matches('-').count() == 4, "RFC 7986, section 5.3: {name}");
    }
    ada.lives_on(SignedDuration::from_hours(24 * 20));
    assert_eq!((lines_of(&path, "DTSTART"), lines_of(&path, "UID:")), (starts, names.clone()));
    // An address made anew is for the same events.
    assert_eq!(lines_of(&make(&ada), "UID:"), names);
}

#[test]
fn a_time_that_the_clock_passes_over_on_the_first_day_begins_a_day_later() {
    let app = App::start();
    let mut ada = app.patient("ada");
    let choice = json!({ "times": ["02:30"], "quiet": null, "after_treatment": false });
    ada.patch("/account", &json!({ "reminders": choice })).assert(200);
    // To the day on which the clocks go from 02:00 to 03:00.
    ada.lives_on(SignedDuration::from_hours(24 * 19));
    let text = fetch(&app, &make(&ada)).assert(200).text();
    assert!(text.contains("DTSTART;TZID=Europe/Berlin:20260330T023000"), "{text}");
}

#[test]
fn a_calendars_address_is_a_secret_that_can_be_taken_back() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    assert_eq!(ada.read("/account/calendar")["made_at"], Value::Null);
    let (first, other) = (make(&ada), make(&bob));
    let stored = stored_bytes(&app);
    let secret = first.rsplit('/').next().unwrap();
    assert!(!stored.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()));
    let second = make(&ada);
    assert!(ada.read("/account/calendar")["made_at"].is_string());
    fetch(&app, &first).refused(404, "not_found");
    fetch(&app, &second).assert(200);
    // Bob's secret in Ada's address.
    let account: String = second.rsplit('/').next().unwrap().chars().take(21).collect();
    let crossed: String = account + &other.rsplit('/').next().unwrap()[21..];
    for wrong in [format!("/calendar/{crossed}"), "/calendar/x".to_owned(), second.to_lowercase()] {
        fetch(&app, &wrong).refused(404, "not_found");
    }
    ada.delete("/account/calendar").assert(204);
    fetch(&app, &second).refused(404, "not_found");
    fetch(&app, &other).assert(200);
}
