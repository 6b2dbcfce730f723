//! Sync: reading what changed, and writing what was made offline.

use serde_json::{Value, json};

use crate::support::{App, check_in, each, event, hour, id, measure, rows, treatment};

fn write(kind: &str, id: &str, base_revision: i64, body: &Value) -> Value {
    json!({ "kind": kind, "id": id, "base_revision": base_revision, "body": body })
}

fn delete(kind: &str, id: &str, base_revision: i64) -> Value {
    json!({ "kind": kind, "id": id, "base_revision": base_revision, "deleted": true })
}

fn batch(changes: &[Value]) -> Value {
    json!({ "changes": changes })
}

#[test]
fn changes_are_read_in_order_of_revision_a_page_at_a_time() {
    let app = App::start();
    let ada = app.patient("ada");
    let nothing = ada.read("/changes");
    assert_eq!((&nothing["revision"], &nothing["more"], &nothing["changes"]), (&json!(0), &json!(false), &json!([])));
    for n in 0..5 {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(0), 1)).assert(201);
    }
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 2)).assert(200);
    ada.delete(&format!("/check-ins/{}", id(3))).assert(204);

    let first = ada.read("/changes?limit=3");
    assert_eq!((&first["more"], &first["revision"]), (&json!(true), &json!(5)));
    assert_eq!(each(&first["changes"], "id"), [&id(0), &id(2), &id(4)]);
    let rest = ada.read("/changes?since=5&limit=3");
    assert_eq!((&rest["more"], &rest["revision"]), (&json!(false), &json!(7)));
    let expected = json!([
        { "kind": "check_in", "id": id(1), "revision": 6, "body": check_in(&hour(0), 2) },
        { "kind": "check_in", "id": id(3), "revision": 7, "deleted": true },
    ]);
    assert_eq!(rest["changes"], expected);
    assert_eq!(ada.read("/changes?since=7")["changes"], json!([]));
}

#[test]
fn writes_made_offline_are_applied_in_their_order() {
    let app = App::start();
    let ada = app.patient("ada");
    let changes = batch(&[
        write("measure", "calm", 0, &measure("How calm?")),
        write("check_in", &id(1), 0, &json!({ "at": hour(0), "scores": { "calm": 4 } })),
        write("treatment", &id(2), 0, &treatment(&hour(1))),
        write("event", &id(3), 0, &event(&hour(2), "Moved")),
        write("check_in", &id(1), 2, &check_in(&hour(0), 5)),
        delete("event", &id(3), 4),
        delete("event", &id(4), 0),
    ]);
    let answer = ada.post("/changes", &changes).assert(200).json();
    assert_eq!(answer["revision"], 6);
    assert_eq!(each(&answer["results"], "status"), ["applied"; 7]);
    assert_eq!(each(&answer["results"], "revision"), [1, 2, 3, 4, 5, 6, 6]);
    assert_eq!(ada.read(&format!("/check-ins/{}", id(1)))["scores"], json!({ "low_mood": 5 }));
    assert_eq!(ada.read("/events")["items"], json!([]));
}

#[test]
fn a_write_may_come_before_the_one_that_makes_it_possible() {
    let app = App::start();
    let ada = app.patient("ada");
    let ranged = |max: i32| json!({ "question": "Calm?", "min": 0, "max": max, "polarity": "higher_is_better" });
    let scored = |score: i32| json!({ "at": hour(0), "scores": { "calm": score } });
    let applied = |changes: &[Value]| {
        let answer = ada.post("/changes", &batch(changes)).assert(200).json();
        assert_eq!(each(&answer["results"], "status"), vec!["applied"; changes.len()]);
    };
    // A question that was worded once more after it was scored.
    applied(&[write("check_in", &id(1), 0, &scored(9)), write("measure", "calm", 0, &ranged(10))]);
    // Its range is made narrower, once the score that was beyond it is corrected.
    let narrower = write("measure", "calm", 1, &ranged(5));
    ada.post("/changes", &batch(std::slice::from_ref(&narrower))).wrong_at(&["/changes/0/body/max"]);
    let before = ada.everything();
    let wrong = batch(&[narrower.clone(), write("check_in", &id(1), 2, &scored(6))]);
    ada.post("/changes", &wrong).wrong_at(&["/changes/0/body/max"]);
    assert_eq!(ada.everything(), before);
    applied(&[narrower, write("check_in", &id(1), 2, &scored(4))]);
    // It is given up with its last score.
    applied(&[delete("measure", "calm", 4), delete("check_in", &id(1), 3)]);
}

#[test]
fn a_batch_whose_answer_was_lost_can_be_sent_again() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/events/{}", id(3)), &event(&hour(2), "Moved")).assert(201);
    let changes = batch(&[
        write("check_in", &id(1), 0, &check_in(&hour(0), 5)),
        write("treatment", &id(2), 0, &treatment(&hour(1))),
        delete("event", &id(3), 1),
    ]);
    let first = ada.post("/changes", &changes).assert(200).json();
    let everything = ada.everything();
    for _ in 0..3 {
        assert_eq!(ada.post("/changes", &changes).assert(200).json(), first);
    }
    assert_eq!(ada.everything(), everything);
    assert_eq!(rows(&app, "records"), 3);
}

#[test]
fn a_write_on_top_of_what_another_device_changed_is_a_conflict_and_changes_nothing() {
    let app = App::start();
    let ada = app.patient("ada");
    let phone = app.another_device(&ada);
    for n in 1..=3 {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(0), 1)).assert(201);
    }
    phone.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 2)).assert(200);
    phone.delete(&format!("/check-ins/{}", id(2))).assert(204);
    let before = ada.everything();

    let changes = batch(&[
        write("check_in", &id(1), 1, &check_in(&hour(0), 9)),
        write("check_in", &id(2), 2, &check_in(&hour(0), 9)),
        delete("check_in", &id(1), 1),
        // One that both made: only the same body is the same record.
        write("check_in", &id(3), 0, &check_in(&hour(0), 9)),
        write("check_in", &id(3), 0, &check_in(&hour(0), 1)),
    ]);
    let answer = ada.post("/changes", &changes).assert(200).json();
    let statuses = ["conflict", "conflict", "conflict", "conflict", "applied"];
    assert_eq!(each(&answer["results"], "status"), statuses);
    assert_eq!(
        answer["results"][0]["current"],
        json!({ "kind": "check_in", "id": id(1), "revision": 4, "body": check_in(&hour(0), 2) })
    );
    assert_eq!(
        answer["results"][1]["current"],
        json!({ "kind": "check_in", "id": id(2), "revision": 5, "deleted": true })
    );
    assert_eq!(ada.everything(), before);
}

#[test]
fn one_malformed_write_refuses_the_whole_batch_and_is_pointed_at() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/treatments/{}", id(9)), &treatment(&hour(0))).assert(201);
    let before = ada.everything();
    let good = write("check_in", &id(1), 0, &check_in(&hour(0), 5));
    let cases = [
        (write("check_in", &id(2), 0, &check_in(&hour(0), 11)), "/changes/1/body/scores/low_mood"),
        (write("check_in", &id(2), 0, &json!({ "at": "today", "note": "x" })), "/changes/1/body/at"),
        (write("treatment", &id(2), 0, &check_in(&hour(0), 1)), "/changes/1/body/scores"),
        (write("mood", &id(2), 0, &check_in(&hour(0), 1)), "/changes/1/kind"),
        (write("check_in", "name", 0, &check_in(&hour(0), 1)), "/changes/1/id"),
        (write("check_in", &id(9), 0, &check_in(&hour(0), 1)), "/changes/1"),
        (json!({ "kind": "check_in", "id": id(2), "base_revision": 0 }), "/changes/1/body"),
        (
            json!({ "kind": "event", "id": id(2), "base_revision": 0, "deleted": true, "body": event(&hour(0), "x") }),
            "/changes/1/deleted",
        ),
    ];
    for (wrong, pointer) in cases {
        let answer = ada.post("/changes", &batch(&[good.clone(), wrong, good.clone()])).refused(422, "invalid_body");
        assert!(answer.pointers().contains(&pointer.to_owned()), "{pointer}: {}", answer.text());
        assert_eq!(ada.everything(), before, "{pointer}");
    }
    let wrong = [11, -1].map(|score| write("check_in", &id(2), 0, &check_in(&hour(0), score)));
    let both = ada.post("/changes", &batch(&[wrong[0].clone(), good, wrong[1].clone()]));
    both.wrong_at(&["/changes/0/body/scores/low_mood", "/changes/2/body/scores/low_mood"]);
    assert_eq!(ada.everything(), before);
}

#[test]
fn faults_of_form_and_faults_of_content_are_pointed_at_in_one_answer() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/treatments/{}", id(9)), &treatment(&hour(0))).assert(201);
    let before = ada.everything();
    let good = write("check_in", &id(1), 0, &check_in(&hour(0), 5));
    let unknown = write("check_in", &id(2), 0, &json!({ "at": hour(0), "scores": { "cheer": 3 } }));
    let malformed = write("check_in", &id(3), 0, &json!({ "at": "today", "scores": { "low_mood": 3 } }));
    let other_kind = write("check_in", &id(9), 0, &check_in(&hour(0), 1));
    let changes = [good.clone(), unknown.clone(), malformed.clone(), other_kind, json!("nonsense"), good];
    let answer = ada.post("/changes", &batch(&changes)).refused(422, "invalid_body");
    let mut pointers = answer.pointers();
    pointers.sort();
    let expected = ["/changes/1/body/scores/cheer", "/changes/2/body/at", "/changes/3", "/changes/4"];
    assert_eq!(pointers, expected, "{}", answer.text());
    // Also where the batch itself is not as expected.
    let other = json!({ "changes": [unknown, malformed], "historie": "x" });
    let mut pointers = ada.post("/changes", &other).refused(422, "invalid_body").pointers();
    pointers.sort();
    assert_eq!(pointers, ["/changes/0/body/scores/cheer", "/changes/1/body/at", "/historie"]);
    assert_eq!(ada.everything(), before);
}

#[test]
fn a_base_revision_that_no_journal_can_have_is_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let before = ada.everything();
    for revision in [-1, i64::MIN, 1 << 53, 1 << 62, i64::MAX] {
        let wrong = [write("check_in", &id(1), revision, &check_in(&hour(0), 5)), delete("check_in", &id(2), revision)];
        ada.post("/changes", &batch(&wrong)).wrong_at(&["/changes/0/base_revision", "/changes/1/base_revision"]);
        ada.get(&format!("/changes?since={revision}")).wrong_at(&["/since"]);
    }
    assert_eq!(ada.everything(), before);
}

#[test]
fn a_batch_holds_at_most_five_hundred_writes() {
    let app = App::start();
    let ada = app.patient("ada");
    let changes = |count| (0..count).map(|n| write("check_in", &id(n), 0, &check_in(&hour(0), 1))).collect::<Vec<_>>();
    ada.post("/changes", &batch(&changes(501))).wrong_at(&["/changes"]);
    assert_eq!(ada.revision(), 0);
    let answer = ada.post("/changes", &batch(&changes(500))).assert(200).json();
    assert_eq!((answer["results"].as_array().unwrap().len(), ada.revision()), (500, 500));
    let nothing = ada.post("/changes", &batch(&[])).assert(200).json();
    assert_eq!((&nothing["revision"], &nothing["results"]), (&json!(500), &json!([])));
}

#[test]
fn a_deletion_of_what_a_restored_server_has_lost_leaves_its_tombstone_and_one_of_what_never_was_leaves_none() {
    let app = App::start();
    let ada = app.patient("ada");
    let changes = batch(&[delete("check_in", &id(1), 7), delete("event", &id(2), 0)]);
    let answer = ada.post("/changes", &changes).assert(200).json();
    assert_eq!(each(&answer["results"], "status"), ["applied"; 2]);
    let told = json!([{ "kind": "check_in", "id": id(1), "revision": 1, "deleted": true }]);
    assert_eq!(ada.read("/changes")["changes"], told);
    // Whoever still has it is asked, and does not bring it back unseen.
    let answer =
        ada.post("/changes", &batch(&[write("check_in", &id(1), 0, &check_in(&hour(0), 1))])).assert(200).json();
    assert_eq!(each(&answer["results"], "status"), ["conflict"]);
    ada.post("/changes", &changes).assert(200);
    assert_eq!(ada.read("/changes")["changes"], told);
}
