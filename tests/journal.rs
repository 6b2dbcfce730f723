//! Records: written once however often sent, guarded, listed, deleted, and each patient's own.

use jiff::Timestamp;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    App, Patient, SAFETY_PLAN, check_in, each, encoded, event, hour, id, measure, response, rows, safety_plan,
    treatment,
};

/// One record of each kind: where its kind lives, and a body.
fn one_of_each() -> [(&'static str, Value, Value); 6] {
    [
        ("/check-ins", check_in(&hour(0), 7), check_in(&hour(0), 3)),
        ("/treatments", treatment(&hour(1)), treatment(&hour(2))),
        ("/events", event(&hour(3), "Moved house"), event(&hour(3), "Moved")),
        ("/measures", measure("How calm?"), measure("How calm are you?")),
        ("/questionnaire-responses", response(&hour(4), 19), response(&hour(4), 7)),
        ("/safety-plans", safety_plan("I stop answering"), safety_plan("I sleep by day")),
    ]
}

/// The id under which a client keeps the `n`th of them.
fn own_id(n: usize) -> String {
    if one_of_each()[n].0 == "/safety-plans" { SAFETY_PLAN.to_owned() } else { id(n) }
}

fn with(id: &str, revision: i64, body: &Value) -> Value {
    let mut stored = body.clone();
    stored.as_object_mut().unwrap().extend([("id".to_owned(), json!(id)), ("revision".to_owned(), json!(revision))]);
    stored
}

#[test]
fn the_same_put_twice_is_one_record() {
    let app = App::start();
    let ada = app.patient("ada");
    for (n, (path, body, _)) in one_of_each().iter().enumerate() {
        let (id, revision) = (own_id(n), i64::try_from(n).unwrap() + 1);
        let path = format!("{path}/{id}");
        let first = ada.put(&path, body).assert(201);
        let second = ada.put(&path, body).assert(200);
        assert_eq!(first.json(), with(&id, revision, body));
        assert_eq!(second.json(), first.json());
        assert_eq!((first.etag(), second.etag()), (format!("\"{revision}\""), format!("\"{revision}\"")));
    }
    assert_eq!((ada.revision(), rows(&app, "records")), (6, 6));
}

#[test]
fn a_record_is_read_as_it_was_written_and_not_sent_again_when_known() {
    let app = App::start();
    let ada = app.patient("ada");
    for (n, (path, body, other)) in one_of_each().iter().enumerate() {
        let path = format!("{path}/{}", own_id(n));
        let written = ada.put(&path, body).assert(201);
        let read = ada.get(&path).assert(200);
        assert_eq!((read.json(), read.etag()), (written.json(), written.etag()));
        assert_eq!(read.header("cache-control"), Some("private, no-cache"));
        let known = ada.get_unless(&path, &read.etag()).assert(304);
        assert!(known.body.is_empty() && known.etag() == read.etag());
        ada.get_unless(&path, &format!("\"999\", {}", read.etag())).assert(304);
        ada.put(&path, other).assert(200);
        ada.get_unless(&path, &read.etag()).assert(200);
    }
}

#[test]
fn a_treatment_stays_planned_until_it_is_confirmed() {
    let app = App::start();
    let ada = app.patient("ada");
    let path = format!("/treatments/{}", id(1));
    let mut planned = treatment(&hour(1));
    planned["planned"] = json!(true);
    assert_eq!(ada.put(&path, &planned).assert(201).json()["planned"], true);
    // Confirmed with its real start: it is a treatment like any other.
    ada.put(&path, &treatment(&hour(2))).assert(200);
    assert_eq!(ada.get(&path).assert(200).json(), with(&id(1), 2, &treatment(&hour(2))));
    planned["planned"] = json!("perhaps");
    assert_eq!(ada.put(&path, &planned).assert(422).json()["errors"][0]["pointer"], "/planned");
}

#[test]
fn a_treatment_keeps_everything_that_was_noted() {
    let app = App::start();
    let ada = app.patient("ada");
    let body = json!({
        "at": "2026-03-10T10:00:00+01:00", "duration_minutes": 40, "medicine": "Spravato®", "route": "nasal",
        "dose": { "amount": 0.5, "unit": "mg/kg" }, "setting": "clinic", "intention": "let go\n\tof it",
        "experience": "a long 🌊 wave", "side_effects": [{ "effect": "nausea", "severity": 0 }, { "effect": "dizzy", "severity": 3 }],
        "blood_pressure": { "before": { "systolic": 120, "diastolic": 80 }, "peak": { "systolic": 151, "diastolic": 95 } },
        "readings": [{ "minutes": -1440, "pulse": 20 }, { "minutes": 0, "sedation": 10 }]
    });
    let path = format!("/treatments/{}", id(1));
    ada.put(&path, &body).assert(201);
    assert_eq!(ada.read(&path), with(&id(1), 1, &body));
}

#[test]
fn if_match_guards_against_overwriting_what_changed_elsewhere() {
    let app = App::start();
    let ada = app.patient("ada");
    for (n, (path, body, other)) in one_of_each().iter().enumerate() {
        let path = format!("{path}/{}", own_id(n));
        let first = ada.put(&path, body).assert(201).etag();
        let second = ada.put_if(&path, &first, other).assert(200);
        let before = ada.everything();
        let refused = ada.put_if(&path, &first, body).refused(412, "changed_elsewhere");
        assert_eq!(refused.json()["current"], second.json());
        let delete = |tag: &str| ada.request(Method::DELETE, &path).header("if-match", tag).send();
        assert_eq!(delete(&first).refused(412, "changed_elsewhere").json()["current"], second.json());
        for tag in ["nonsense", "W/\"1\"", "\"\"", "\"9999999999999999999999\""] {
            ada.put_if(&path, tag, body).refused(412, "changed_elsewhere");
        }
        assert_eq!(ada.everything(), before);
        ada.put_if(&path, "*", body).assert(200);
        let latest = ada.put(&path, other).etag();
        delete(&latest).assert(204);
        let gone = ada.put_if(&path, &latest, body).refused(412, "changed_elsewhere");
        assert_eq!(gone.json()["current"], Value::Null);
    }
}

#[test]
fn if_none_match_makes_a_record_but_never_replaces_one() {
    let app = App::start();
    let ada = app.patient("ada");
    let path = format!("/check-ins/{}", id(1));
    let create = |score| {
        let request = ada.request(Method::PUT, &path).header("if-none-match", "*");
        request.json(&check_in(&hour(0), score)).send()
    };
    create(7).assert(201);
    let refused = create(3).refused(412, "changed_elsewhere");
    assert_eq!(refused.json()["current"]["scores"], json!({ "low_mood": 7 }));
    ada.put_if(&format!("/check-ins/{}", id(2)), "*", &check_in(&hour(0), 1)).refused(412, "changed_elsewhere");
}

#[test]
fn deleting_is_done_however_often_it_is_asked_and_leaves_a_tombstone() {
    let app = App::start();
    let ada = app.patient("ada");
    for (n, (path, body, _)) in one_of_each().iter().enumerate() {
        let path = format!("{path}/{}", own_id(n));
        ada.put(&path, body).assert(201);
        ada.delete(&path).assert(204);
        let revision = ada.revision();
        ada.delete(&path).assert(204);
        assert_eq!(ada.revision(), revision);
        ada.get(&path).refused(404, "not_found");
        let changes = ada.read(&format!("/changes?since={}", revision - 1));
        let kind = ["check_in", "treatment", "event", "measure", "questionnaire_response", "safety_plan"][n];
        assert_eq!(
            changes["changes"],
            json!([{ "kind": kind, "id": own_id(n), "revision": revision, "deleted": true }])
        );
        // What comes back is new again.
        ada.put(&path, body).assert(201);
    }
    ada.delete(&format!("/check-ins/{}", id(99))).assert(204);
}

#[test]
fn an_id_of_another_kind_is_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let path = format!("/treatments/{}", id(1));
    ada.put(&path, &treatment(&hour(0))).assert(201);
    let before = ada.everything();
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 1)).refused(409, "id_in_use");
    ada.put(&format!("/measures/{}", id(1)), &measure("How calm?")).refused(409, "id_in_use");
    ada.get(&format!("/events/{}", id(1))).refused(404, "not_found");
    ada.delete(&format!("/events/{}", id(1))).assert(204);
    assert_eq!(ada.everything(), before);
    // Nor when it is deleted: another device may bring it back.
    ada.delete(&path).assert(204);
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 1)).refused(409, "id_in_use");
}

#[test]
fn an_id_is_a_uuid_in_any_spelling_and_one_record_in_all_of_them() {
    let app = App::start();
    let ada = app.patient("ada");
    let spelled = id(0xabc).to_uppercase();
    let stored = ada.put(&format!("/check-ins/{spelled}"), &check_in(&hour(0), 1)).assert(201).json();
    assert_eq!(stored["id"], id(0xabc));
    ada.put(&format!("/check-ins/{}", id(0xabc)), &check_in(&hour(0), 1)).assert(200);
    for wrong in ["not_a_uuid", "1", "low_mood", "UPPER", "a%20b", "%00", "%FF", &"a".repeat(65)] {
        ada.put(&format!("/check-ins/{wrong}"), &check_in(&hour(0), 1)).wrong_at(&["/id"]);
        ada.get(&format!("/check-ins/{wrong}")).refused(404, "not_found");
    }
    assert_eq!(ada.revision(), 1);
}

/// What Bob is answered about a path, whichever way he tries.
fn tried(bob: &Patient, path: &str, body: &Value) -> Vec<(u16, String)> {
    let answers = [
        bob.get(path),
        bob.get_unless(path, "*"),
        bob.get_unless(path, "\"1\""),
        bob.delete(path),
        bob.put_if(path, "\"1\"", body),
        bob.request(Method::DELETE, path).header("if-match", "\"1\"").send(),
    ];
    answers.into_iter().map(|answer| (answer.status, answer.text())).collect()
}

#[test]
fn anothers_record_and_one_that_never_was_are_indistinguishable() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    for (n, (kind, body, other)) in one_of_each().iter().enumerate() {
        let path = format!("{kind}/{}", own_id(n));
        // Every plan has the same id: that of one that never was is Ada's before she writes it.
        let never = if own_id(n) == SAFETY_PLAN { path.clone() } else { format!("{kind}/{}", id(99)) };
        let told = tried(&bob, &never, other);
        ada.put(&path, body).assert(201);
        let before = ada.everything();
        assert_eq!(tried(&bob, &path, other), told, "{path}");
        // The id is Bob's own to use, and his is another record.
        bob.put(&path, other).assert(201);
        bob.delete(&path).assert(204);
        assert_eq!(ada.everything(), before);
    }
    assert_eq!(bob.read("/check-ins")["items"], json!([]));
    let scores = json!({ "at": hour(0), "scores": { id(3): 1 } });
    let pointer = format!("/scores/{}", id(3));
    bob.put(&format!("/check-ins/{}", id(50)), &scores).wrong_at(&[&pointer]);
    bob.get(&format!("/relief?measure={}", id(3))).wrong_at(&["/measure"]);
}

#[test]
fn the_local_date_is_that_of_the_offset_and_never_moves() {
    let app = App::start();
    let ada = app.patient("ada");
    let offsets = ["-12:00", "-09:30", "-05:00", "-00:30", "+00:00", "+01:00", "+05:45", "+12:45", "+14:00"];
    let times = ["00:00:00", "00:29:59", "11:59:59.999", "12:00:00", "23:30:00", "23:59:59"];
    let mut expected = Vec::new();
    for (n, (offset, time)) in offsets.iter().flat_map(|offset| times.map(|time| (offset, time))).enumerate() {
        // Around a change of clocks and across the end of a month.
        let date = ["2026-03-29", "2026-10-25", "2026-02-28", "2026-01-01"][n % 4];
        let at = format!("{date}T{time}{offset}");
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&at, 1)).assert(201);
        expected.push((date.to_owned(), n, at.parse::<Timestamp>().unwrap()));
    }
    let seen = |zone: &str| {
        ada.patch("/account", &json!({ "time_zone": zone })).assert(200);
        for (date, n, at) in &expected {
            let stored = ada.read(&format!("/check-ins/{}", id(*n)));
            assert_eq!(stored["at"].as_str().unwrap().parse::<Timestamp>().unwrap(), *at);
            assert!(stored["at"].as_str().unwrap().starts_with(date.as_str()), "{stored}");
        }
        let days = ada.read("/trends?measure=low_mood");
        let dates: Vec<(Value, Value)> = days["days"]
            .as_array()
            .unwrap()
            .iter()
            .map(|day| (day["date"].clone(), day["check_ins"].clone()))
            .collect();
        let one = ada.read("/check-ins?from=2026-03-29&to=2026-03-29&limit=1000");
        (dates, each(&one["items"], "id").into_iter().cloned().collect::<Vec<_>>())
    };
    let berlin = seen("Europe/Berlin");
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"] {
        assert_eq!(seen(zone), berlin, "{zone}");
    }
    let counted: usize = berlin.0.iter().map(|(_, count)| usize::try_from(count.as_u64().unwrap()).unwrap()).sum();
    assert_eq!((berlin.0.len(), counted, berlin.1.len()), (4, 54, 14));
}

#[test]
fn a_record_can_be_moved_to_another_time() {
    let app = App::start();
    let ada = app.patient("ada");
    let path = format!("/check-ins/{}", id(1));
    ada.put(&path, &check_in(&hour(0), 7)).assert(201);
    ada.put(&path, &json!({ "date": "2026-01-05", "scores": { "low_mood": 7 } })).assert(200);
    assert_eq!(each(&ada.read("/check-ins?to=2026-01-05")["items"], "date"), ["2026-01-05"]);
    assert_eq!(ada.read(&format!("/check-ins?from={}", encoded(&hour(-1))))["items"], json!([]));
}
