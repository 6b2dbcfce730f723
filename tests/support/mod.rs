//! The world of a test: a server of its own on a fresh database, those who use it, and a clock to move.

mod app;
pub mod arrivals;
pub mod contract;
pub mod demo;
mod http;
pub mod mail_server;
mod patient;
pub mod postgres;
pub mod process;
pub mod push_service;
pub mod questionnaires;
pub mod report;
pub mod smart_health_link;
mod stored;
pub mod strace;

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

pub use self::{
    app::{App, database_for},
    http::{Answer, Request},
    patient::{PASSWORD, Patient, RECOVERED, refresh_with},
    stored::{rows, rows_in, sql, stored_bytes},
};

/// When every test begins.
pub const START: &str = "2026-03-10T12:00:00Z";

/// The id that a client made for its `n`th record.
pub fn id(n: usize) -> String {
    format!("019cd800-0000-7000-8000-{n:012x}")
}

/// The one id of a safety plan.
pub const SAFETY_PLAN: &str = "00000000-0000-7361-a665-74795f706c61";

/// A safety plan with one line in it.
pub fn safety_plan(warning_sign: &str) -> Value {
    json!({ "warning_signs": [warning_sign] })
}

/// `START` and so many hours, as an instant of the API.
pub fn hour(hours: i64) -> String {
    (START.parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hours)).to_string()
}

/// A check-in with a score of low mood.
pub fn check_in(at: &str, low_mood: i32) -> Value {
    json!({ "at": at, "scores": { "low_mood": low_mood } })
}

/// A treatment with all that it must have.
pub fn treatment(at: &str) -> Value {
    json!({ "at": at, "medicine": "ketamine", "route": "iv" })
}

/// An event with all that it must have.
pub fn event(at: &str, title: &str) -> Value {
    json!({ "at": at, "category": "life", "title": title })
}

/// A total of the PHQ-9.
pub fn response(at: &str, total: i32) -> Value {
    json!({ "at": at, "questionnaire": "phq_9", "total": total })
}

/// A measure of one's own, 0 to 4.
pub fn measure(question: &str) -> Value {
    json!({ "question": question, "min": 0, "max": 4, "polarity": "higher_is_better" })
}

/// A query value, percent-encoded.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").unwrap();
        }
        encoded
    })
}

/// One member of each item of a list.
pub fn each<'a>(list: &'a Value, member: &str) -> Vec<&'a Value> {
    list.as_array().unwrap_or_else(|| panic!("not a list: {list}")).iter().map(|item| &item[member]).collect()
}
