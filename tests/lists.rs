//! Lists: ordered by time, a page at a time, from and to.

use serde_json::{Value, json};

use crate::support::{App, Patient, check_in, each, encoded, event, hour, id, response, treatment};

/// Every id of a list, read page by page.
fn paged(patient: &Patient, path: &str, limit: usize) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), String::new());
    loop {
        let page = patient.read(&format!("{path}?limit={limit}{after}"));
        let items = each(&page["items"], "id");
        assert!(items.len() <= limit);
        ids.extend(items.into_iter().map(|id| id.as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return ids,
        }
    }
}

#[test]
fn a_list_is_in_order_of_time_whatever_the_order_of_writing() {
    let app = App::start();
    let ada = app.patient("ada");
    for (n, hours) in [(1, 5), (2, -700), (3, 0), (4, 48)] {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(hours), 1)).assert(201);
        ada.put(&format!("/treatments/{}", id(10 + n)), &treatment(&hour(hours))).assert(201);
        ada.put(&format!("/events/{}", id(20 + n)), &event(&hour(hours), "Moved")).assert(201);
        ada.put(&format!("/questionnaire-responses/{}", id(30 + n)), &response(&hour(hours), 9)).assert(201);
    }
    for (path, base) in [("/check-ins", 0), ("/treatments", 10), ("/events", 20), ("/questionnaire-responses", 30)] {
        let list = ada.read(path);
        assert_eq!(each(&list["items"], "id"), [2, 3, 1, 4].map(|n| id(base + n)).iter().collect::<Vec<_>>());
        assert_eq!(list["next"], Value::Null);
    }
}

#[test]
fn pages_join_without_a_gap_or_a_repetition_though_many_share_a_time() {
    let app = App::start();
    let ada = app.patient("ada");
    // Seven at one instant, seven at another, and one whose day counts from its noon: the same instant.
    for n in 0..14 {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(if n % 2 == 0 { -1 } else { 5 }), 1)).assert(201);
    }
    let noon = json!({ "date": "2026-03-10", "scores": { "low_mood": 1 } });
    ada.put(&format!("/check-ins/{}", id(14)), &noon).assert(201);
    let mut expected: Vec<String> = (0..14).step_by(2).chain([14]).map(id).collect();
    expected.extend((1..14).step_by(2).map(id));
    for limit in [1, 2, 3, 7, 14, 15, 16, 1000] {
        assert_eq!(paged(&ada, "/check-ins", limit), expected, "limit {limit}");
    }
    // A page that ends with the list has no next one.
    assert_eq!(ada.read("/check-ins?limit=15")["next"], Value::Null);
    assert!(ada.read("/check-ins?limit=14")["next"].is_string());
}

#[test]
fn what_is_written_between_two_pages_disturbs_neither() {
    let app = App::start();
    let ada = app.patient("ada");
    for n in 0..6 {
        ada.put(&format!("/events/{}", id(n)), &event(&hour(10), "Moved")).assert(201);
    }
    let first = ada.read("/events?limit=3");
    ada.delete(&format!("/events/{}", id(2))).assert(204);
    ada.put(&format!("/events/{}", id(9)), &event(&hour(0), "Earlier")).assert(201);
    let rest = ada.read(&format!("/events?after={}", first["next"].as_str().unwrap()));
    assert_eq!(each(&rest["items"], "id"), [&id(3), &id(4), &id(5)]);
}

#[test]
fn from_and_to_take_days_and_instants_and_include_their_ends() {
    let app = App::start();
    let ada = app.patient("ada");
    let times = [
        "2026-03-09T23:59:59+01:00",
        "2026-03-10T00:00:00+01:00",
        "2026-03-10T23:59:59+01:00",
        "2026-03-11T00:00:00+01:00",
        // Still the tenth for the traveller, though later than all the others.
        "2026-03-10T20:00:00-10:00",
    ];
    for (n, at) in times.iter().enumerate() {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(at, 1)).assert(201);
    }
    ada.put(&format!("/check-ins/{}", id(5)), &json!({ "date": "2026-03-10", "note": "somewhen" })).assert(201);
    let listed = |query: &str| -> Vec<usize> {
        let list = ada.read(&format!("/check-ins?{query}"));
        each(&list["items"], "id")
            .iter()
            .map(|id| usize::from_str_radix(&id.as_str().unwrap()[24..], 16).unwrap())
            .collect()
    };
    assert_eq!(listed("from=2026-03-10&to=2026-03-10"), [1, 5, 2, 4]);
    assert_eq!(listed("from=2026-03-11"), [3]);
    assert_eq!(listed("to=2026-03-09"), [0]);
    let (from, to) = (encoded(times[1]), encoded(times[3]));
    assert_eq!(listed(&format!("from={from}&to={to}")), [1, 5, 2, 3]);
    assert_eq!(listed(&format!("from={}", encoded("2026-03-10T23:00:00Z"))), [3, 4]);
    assert_eq!(listed(&format!("from=2026-03-10&to={to}")), [1, 5, 2, 3]);
    assert_eq!(listed("from=2026-03-11&to=2026-03-10"), [0; 0]);
}

#[test]
fn a_list_that_is_known_is_not_sent_again_until_the_journal_changes() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    for path in
        ["/check-ins", "/treatments?limit=1", "/events", "/measures", "/trends?measure=pain", "/relief?measure=pain"]
    {
        let tag = ada.get(path).assert(200).etag();
        let known = ada.get_unless(path, &tag).assert(304);
        assert!(known.body.is_empty() && known.etag() == tag, "{path}");
        bob.put(&format!("/events/{}", id(1)), &event(&hour(0), path));
        ada.get_unless(path, &tag).assert(304);
        ada.put(&format!("/events/{}", id(1)), &event(&hour(0), path));
        assert_ne!(ada.get_unless(path, &tag).assert(200).etag(), tag, "{path}");
    }
}
