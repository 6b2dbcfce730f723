//! Reminders: when they come, how often, what they say, and where they never go.

mod calendars;
mod crashes;
mod crowd;
mod mails;
mod outbound;
mod pushes;
mod times;
mod turns;

use std::{
    thread,
    time::{Duration, Instant},
};

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{
    App, Patient,
    push_service::{Browser, PushService},
    rows,
};

/// A server that may push to this machine, and looks often.
fn app() -> App {
    App::start_with(|config| {
        config.push_to_loopback = true;
        config.look_for_reminders_every = Duration::from_millis(20);
    })
}

/// Turns reminders on, on a new browser.
fn subscribe(patient: &Patient, service: &PushService, choice: &Value) -> Browser {
    let browser = Browser::at(service, &patient.name);
    patient.patch("/account", &json!({ "reminders": choice })).assert(200);
    let version = patient.read("/push/key")["version"].as_u64().unwrap();
    let subscription = browser.subscription(u8::try_from(version).unwrap());
    patient.request(ureq::http::Method::PUT, "/push/subscription").json(&subscription).send().assert(204);
    settled(patient.app);
    browser
}

fn at_times(times: &[&str]) -> Value {
    json!({ "times": times, "quiet": null, "after_treatment": false })
}

/// Waits until everyone whose turn has come has had it.
#[track_caller]
fn settled(app: &App) {
    let due = format!("reminders WHERE due_at <= {}", app.clock.now().as_millisecond());
    let began = Instant::now();
    while rows(app, &due) > 0 {
        assert!(began.elapsed() < Duration::from_secs(30), "turns are not taken");
        thread::sleep(Duration::from_millis(10));
    }
}

fn pass(app: &App, minutes: i64) {
    app.time_passes(SignedDuration::from_mins(minutes));
    settled(app);
}
