//! What is sent, and to whom it stops being sent.

use std::{collections::HashSet, thread, time::Duration};

use serde_json::{Value, json};
use ureq::http::Method;

use super::{app, at_times, pass, subscribe};
use crate::support::{
    Patient,
    process::run,
    push_service::{Browser, PushService, claims_of},
    rows, stored_bytes,
};

fn try_one(patient: &Patient) -> crate::support::Answer {
    patient.request(Method::POST, "/push/test").send()
}

#[test]
fn a_reminder_says_nothing_about_health_and_its_browser_alone_can_read_it() {
    let (app, service) = (app(), PushService::start());
    // A name that no random signature is likely to hold.
    let ada = app.patient("wilhelmine");
    let browser = subscribe(&ada, &service, &at_times(&["14:00"]));
    pass(&app, 60);
    let message = &service.expect(1)[0];
    let read = browser.read(message);
    let told = &read["notification"];
    assert_eq!((&read["web_push"], &told["title"]), (&json!(8030), &json!("Afterglow")));
    assert_eq!((&told["body"], &told["lang"]), (&json!("A moment for today?"), &json!("en")));
    assert!(told["navigate"].as_str().unwrap().ends_with("/check-in"), "{told}");
    for (header, value) in [("ttl", "3600"), ("topic", "afterglow"), ("content-type", "application/notification+json")]
    {
        assert_eq!(message.headers[header], value);
    }
    assert!(message.headers.values().all(|value| !value.contains("wilhelmine")), "{:?}", message.headers);
    let (claims, key) = claims_of(message);
    assert_eq!(claims["aud"], format!("http://{}", service.address));
    let ahead = claims["exp"].as_i64().unwrap() - app.clock.now().as_second();
    assert!((1..=86_400).contains(&ahead), "{ahead}");
    assert_eq!(app.another_device(&ada).read("/push/key")["public_key"], key);
}

#[test]
fn a_reminder_is_in_the_language_of_the_app() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    let browser = subscribe(&ada, &service, &at_times(&[]));
    let list: Value = serde_json::from_str(include_str!("../../web/project.inlang/settings.json")).unwrap();
    let each = list["locales"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).map(|tag| (tag, tag));
    // Else the nearest to it, or English.
    let others = [("de-AT", "de"), ("PT-pt", "pt-BR"), ("nl-BE", "nl"), ("it", "en")];
    let mut said = HashSet::new();
    for (number, (locale, language)) in each.clone().chain(others).enumerate() {
        ada.patch("/account", &json!({ "locale": locale })).assert(200);
        try_one(&ada).assert(204);
        let told = &browser.read(&service.expect(number + 1)[number])["notification"];
        assert_eq!(told["lang"], language, "{told}");
        said.insert(told["body"].as_str().unwrap().to_owned());
        app.time_passes(jiff::SignedDuration::from_secs(10));
    }
    assert_eq!(said.len(), each.count());
}

#[test]
fn one_is_sent_to_try_it_and_what_became_of_it_is_told() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    try_one(&ada).refused(409, "not_subscribed");
    subscribe(&ada, &service, &at_times(&[]));
    try_one(&ada).assert(204);
    try_one(&ada).refused(429, "too_many_tries");
    service.expect(1);
    app.time_passes(jiff::SignedDuration::from_secs(10));
    // A redirect is not followed.
    service.answers(307);
    try_one(&ada).refused(502, "push_failed");
    app.time_passes(jiff::SignedDuration::from_secs(10));
    service.answers(410);
    try_one(&ada).refused(409, "not_subscribed");
    service.expect(3);
}

#[test]
fn a_browser_that_its_push_service_does_not_know_any_more_is_forgotten() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    subscribe(&ada, &service, &at_times(&["14:00", "14:30", "15:00"]));
    service.answers(503);
    pass(&app, 60);
    service.expect(1);
    assert_eq!(rows(&app, "push_subscriptions"), 1);
    service.answers(404);
    pass(&app, 30);
    service.expect(2);
    assert_eq!(rows(&app, "push_subscriptions"), 0);
    pass(&app, 30);
    service.expect(2);
    assert_eq!(rows(&app, "reminders"), 0);
}

#[test]
fn a_subscription_is_sealed() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    let browser = subscribe(&ada, &service, &at_times(&["14:00"]));
    let stored = stored_bytes(&app);
    let keys = browser.subscription(1)["keys"].clone();
    for secret in [&browser.endpoint, keys["auth"].as_str().unwrap(), keys["p256dh"].as_str().unwrap(), "14:00"] {
        assert!(!stored.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "{secret}");
    }
    app.stop();
    let looked = run(&app.data_folder(), &["check"]);
    assert!(String::from_utf8_lossy(&looked.stdout).contains("2 sealed texts"), "{looked:?}");
}

#[test]
fn after_a_rotation_of_the_keys_a_subscription_is_served_with_the_key_it_was_made_for() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    subscribe(&ada, &service, &at_times(&["14:00", "15:00"]));
    let before: Value = ada.read("/push/key");
    app.stop();
    assert!(run(&app.data_folder(), &["keys", "rotate"]).status.success());
    app.start_again().unwrap();
    pass(&app, 60);
    let (_, key) = claims_of(&service.expect(1)[0]);
    assert_eq!(key, before["public_key"].as_str().unwrap());
    // The app, when it is opened next, makes a new one for the new key.
    let ada = app.another_device(&ada);
    let after = ada.read("/push/key");
    assert_eq!(after["version"], json!(2));
    assert_ne!(after["public_key"], before["public_key"]);
    let renewed = Browser::at(&service, "renewed");
    ada.put("/push/subscription", &renewed.subscription(2)).assert(204);
    try_one(&ada).assert(204);
    let (_, key) = claims_of(&service.expect(2)[1]);
    assert_eq!(key, after["public_key"].as_str().unwrap());
}

#[test]
fn a_busy_push_service_is_asked_once_more_when_it_says_and_no_oftener() {
    let (app, service) = (app(), PushService::start());
    let ada = app.patient("ada");
    let browser = subscribe(&ada, &service, &at_times(&["14:00", "15:00", "16:00"]));
    service.answers(429);
    pass(&app, 60);
    service.expect(1);
    thread::sleep(Duration::from_millis(1200));
    let messages = service.expect(2);
    assert_eq!(browser.read(&messages[0]), browser.read(&messages[1]));
    // It is still busy, and not asked a third time.
    thread::sleep(Duration::from_millis(1500));
    service.expect(2);
    pass(&app, 60);
    service.expect(3);
    app.another_device(&ada).delete("/sessions").assert(204);
    thread::sleep(Duration::from_millis(1500));
    service.expect(3);
}
