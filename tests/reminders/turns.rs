//! Who is reminded when, and that it is once.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use ureq::http::Method;

use super::{app, at_times, pass, settled, subscribe};
use crate::support::{App, START, check_in, hour, id, push_service::PushService, rows, treatment};

/// Tests begin at 13:00 in Berlin.
const SOON: &str = "14:00";

#[test]
fn a_reminder_comes_at_its_time_of_every_day_and_once() {
    let (app, service) = (app(), PushService::start());
    let mut ada = app.patient("ada");
    subscribe(&ada, &service, &at_times(&[SOON]));
    pass(&app, 59);
    service.expect(0);
    pass(&app, 1);
    service.expect(1);
    pass(&app, 5);
    service.expect(1);
    ada.lives_on(SignedDuration::from_hours(24) - SignedDuration::from_mins(5));
    settled(&app);
    service.expect(2);
}

#[test]
fn servers_that_find_the_same_people_due_at_one_instant_remind_each_once() {
    let (app, service) = (app(), PushService::start());
    let patients: Vec<_> = (0..12).map(|n| app.patient(&format!("patient{n}"))).collect();
    for patient in &patients {
        subscribe(patient, &service, &at_times(&[SOON]));
    }
    pass(&app, 60);
    let mut paths: Vec<String> = service.expect(12).into_iter().map(|message| message.path).collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), 12);
    assert_eq!(rows(&app, "reminder_claims"), 12);
}

#[test]
fn a_check_in_that_is_there_already_is_not_asked_for() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    subscribe(&ada, &service, &at_times(&[SOON, "20:00"]));
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 5)).assert(201);
    pass(&app, 60);
    service.expect(0);
    // That of the afternoon says nothing about the evening.
    pass(&app, 360);
    service.expect(1);
}

#[test]
fn what_is_due_at_once_is_one_nudge() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    let choice = json!({ "times": [SOON, "14:01"], "quiet": null, "after_treatment": true });
    subscribe(&ada, &service, &choice);
    ada.put(&format!("/treatments/{}", id(1)), &treatment(&hour(0))).assert(201);
    settled(&app);
    pass(&app, 62);
    service.expect(1);
    assert_eq!(rows(&app, "reminder_claims"), 3);
}

#[test]
fn a_check_in_at_the_start_of_a_treatment_is_not_the_one_after_an_hour() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    let choice = json!({ "times": [], "quiet": null, "after_treatment": true });
    subscribe(&ada, &service, &choice);
    ada.put(&format!("/treatments/{}", id(1)), &treatment(&hour(0))).assert(201);
    pass(&app, 5);
    let at = (START.parse::<Timestamp>().unwrap() + SignedDuration::from_mins(5)).to_string();
    ada.put(&format!("/check-ins/{}", id(2)), &check_in(&at, 5)).assert(201);
    settled(&app);
    pass(&app, 57);
    service.expect(1);
}

#[test]
fn the_series_after_a_treatment_waits_for_the_morning_and_passes_over_what_was_answered() {
    let (app, service) = (app(), PushService::start());
    let mut ada = app.patient("ada");
    let choice = json!({ "times": [], "quiet": { "from": "16:00", "to": "20:00" }, "after_treatment": true });
    subscribe(&ada, &service, &choice);
    ada.put(&format!("/treatments/{}", id(1)), &treatment(&hour(0))).assert(201);
    settled(&app);
    pass(&app, 60);
    service.expect(1);
    // Four hours after it is 17:00, which is quiet until 20:00.
    ada.lives_on(SignedDuration::from_hours(3));
    settled(&app);
    service.expect(1);
    ada.lives_on(SignedDuration::from_hours(3));
    settled(&app);
    service.expect(2);
    ada.lives_on(SignedDuration::from_hours(10));
    ada.put(&format!("/check-ins/{}", id(2)), &check_in(&hour(17), 5)).assert(201);
    ada.lives_on(SignedDuration::from_hours(7));
    settled(&app);
    service.expect(2);
    ada.delete(&format!("/treatments/{}", id(1))).assert(204);
    ada.lives_on(SignedDuration::from_hours(48));
    settled(&app);
    service.expect(2);
}

#[test]
fn a_planned_treatment_is_asked_about_on_the_evening_before_and_its_series_begins_when_it_started() {
    let (app, service) = (app(), PushService::start());
    let mut ada = app.patient("ada");
    subscribe(&ada, &service, &json!({ "times": [], "quiet": null, "after_treatment": true }));
    // The day after tomorrow at 10:00 in Berlin, written down in Tokyo.
    ada.put(&format!("/treatments/{}", id(1)), &treatment("2026-03-12T18:00:00+09:00")).assert(201);
    settled(&app);
    // Tomorrow at 18:59.
    ada.lives_on(SignedDuration::from_mins(29 * 60 + 59));
    settled(&app);
    service.expect(0);
    pass(&app, 1);
    service.expect(1);
    // An hour after its start, and no earlier.
    ada.lives_on(SignedDuration::from_mins(15 * 60 + 59));
    settled(&app);
    service.expect(1);
    pass(&app, 1);
    service.expect(2);
}

#[test]
fn after_a_planned_treatment_that_nobody_confirmed_nothing_is_asked() {
    let (app, service) = (app(), PushService::start());
    let mut ada = app.patient("ada");
    let choice = json!({ "times": [], "quiet": null, "after_treatment": true, "before_treatment": false });
    subscribe(&ada, &service, &choice);
    let mut planned = treatment(&hour(2));
    planned["planned"] = json!(true);
    ada.put(&format!("/treatments/{}", id(1)), &planned).assert(201);
    ada.lives_on(SignedDuration::from_hours(3));
    settled(&app);
    service.expect(0);
    // It began two hours late, and its first hour is over at 18:00 in Berlin.
    ada.put(&format!("/treatments/{}", id(1)), &treatment(&hour(4))).assert(200);
    settled(&app);
    ada.lives_on(SignedDuration::from_hours(2));
    settled(&app);
    service.expect(1);
}

#[test]
fn who_does_not_want_to_be_asked_before_treatments_is_not() {
    let (app, service) = (app(), PushService::start());
    let mut ada = app.patient("ada");
    let choice = json!({ "times": [], "quiet": null, "after_treatment": false, "before_treatment": false });
    subscribe(&ada, &service, &choice);
    ada.put(&format!("/treatments/{}", id(1)), &treatment(&hour(45))).assert(201);
    ada.lives_on(SignedDuration::from_hours(31));
    settled(&app);
    service.expect(0);
}

#[test]
fn what_is_chosen_or_changed_holds_from_then_on() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    // Chosen at 13:00: that of 11:30 is not caught up with.
    subscribe(&ada, &service, &at_times(&["11:30", SOON]));
    service.expect(0);
    ada.patch("/account", &json!({ "time_zone": "Europe/Lisbon" })).assert(200);
    settled(&app);
    pass(&app, 60);
    service.expect(0);
    pass(&app, 60);
    service.expect(1);
    // Back in Berlin it is past that time already.
    let ada = app.another_device(&ada);
    ada.patch("/account", &json!({ "time_zone": "Europe/Berlin" })).assert(200);
    settled(&app);
    service.expect(1);
}

#[test]
fn a_server_that_was_away_for_hours_does_not_catch_up() {
    let (app, service) = (app(), PushService::start());
    let mut ada = app.patient("ada");
    subscribe(&ada, &service, &at_times(&[SOON]));
    app.stop();
    app.time_passes(SignedDuration::from_hours(3));
    app.start_again().unwrap();
    settled(&app);
    service.expect(0);
    ada.lives_on(SignedDuration::from_hours(22));
    settled(&app);
    service.expect(1);
}

#[test]
fn a_reminder_is_put_off_once_unless_a_check_in_comes_first() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    subscribe(&ada, &service, &at_times(&[SOON]));
    pass(&app, 60);
    service.expect(1);
    let ada = app.another_device(&ada);
    ada.post("/push/snooze", &json!({ "minutes": 30 })).assert(204);
    settled(&app);
    pass(&app, 29);
    service.expect(1);
    pass(&app, 1);
    service.expect(2);
    let ada = app.another_device(&ada);
    ada.post("/push/snooze", &json!({ "minutes": 30 })).assert(204);
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&app.clock.now().to_string(), 5)).assert(201);
    settled(&app);
    pass(&app, 30);
    service.expect(2);
}

#[test]
fn signing_out_ends_reminders_on_that_device_and_erasing_the_account_everywhere() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    subscribe(&ada, &service, &at_times(&[SOON]));
    let phone = app.another_device(&ada);
    subscribe(&phone, &service, &at_times(&[SOON]));
    assert_eq!(rows(&app, "push_subscriptions"), 2);
    ada.delete("/sessions/current").assert(204);
    assert_eq!(rows(&app, "push_subscriptions"), 1);
    pass(&app, 60);
    service.expect(1);
    let phone = app.another_device(&phone);
    phone.post("/account/calendar", &json!({})).assert(201);
    let proof = json!({ "password": crate::support::PASSWORD });
    phone.request(Method::DELETE, "/account").json(&proof).send().assert(204);
    for table in ["push_subscriptions", "reminders", "reminder_claims", "calendar_feeds"] {
        assert_eq!(rows(&app, table), 0, "{table}");
    }
}

#[test]
fn times_are_in_the_account_and_in_the_export_and_addresses_are_not() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    assert_eq!(ada.read("/account").get("reminders"), None);
    let choice = json!({
        "times": ["09:00", "20:30"], "quiet": { "from": "22:00", "to": "07:00" }, "after_treatment": true,
        "before_treatment": false,
    });
    subscribe(&ada, &service, &choice);
    assert_eq!(ada.read("/account")["reminders"], choice);
    let export = ada.read("/export");
    assert_eq!(export["profile"]["reminders"], choice);
    assert!(!export.to_string().contains("127.0.0.1"));
    let other = App::start();
    let bob = other.patient("bob");
    bob.import_json(&export).assert(200);
    assert_eq!(bob.read("/account")["reminders"], choice);
}
