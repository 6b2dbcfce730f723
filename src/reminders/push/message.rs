//! The message itself: a Declarative Web Push, which browsers that know it show by themselves, and the service
//! worker of the app in the others.

use serde_json::{Value, json};

use crate::domain::reminder::Words;

/// What a reminder says. `origin` is how this browser reaches the app.
pub fn reminder(words: Words, origin: &str) -> Value {
    json!({
        "web_push": 8030,
        "notification": {
            "title": "Afterglow",
            "body": words.question,
            "lang": words.language,
            "tag": "afterglow",
            "navigate": format!("{origin}/check-in"),
            "actions": [{
                "action": "later",
                "title": words.later,
                "navigate": format!("{origin}/settings/reminders"),
            }],
        },
    })
}
