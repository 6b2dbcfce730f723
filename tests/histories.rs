//! Which history a journal's revisions count in, and what a device is answered that knows another.

use actix_web::rt::System;
use afterglow::platform::database::{Db, history};
use serde_json::{Value, json};

use crate::support::{App, Patient, check_in, each, hour, id, sql};

/// What a device says with its next requests, as it was answered.
#[derive(Clone)]
struct Device {
    cursor: i64,
    history: String,
    tip: String,
}

impl Device {
    fn of(answer: &Value) -> Self {
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        Self { cursor: answer["revision"].as_i64().unwrap(), history: text("history"), tip: text("tip") }
    }

    fn read(&self, patient: &Patient, limit: usize) -> Value {
        let Self { cursor, history, tip } = self;
        patient.read(&format!("/changes?since={cursor}&history={history}&tip={tip}&limit={limit}"))
    }
}

fn write(patient: &Patient, number: usize, low_mood: i32) {
    patient.put(&format!("/check-ins/{}", id(number)), &check_in(&hour(0), low_mood));
}

/// As a restored backup does.
fn another_history(app: &App) {
    let db = Db::open(&app.config.database).unwrap();
    System::new().block_on(async { db.write(history::begin_another).await.unwrap() });
}

/// As a file that was copied back behind the server's back, of the time of a revision.
fn back_to(app: &App, revision: i64) {
    sql(app, &format!("DELETE FROM records WHERE revision > {revision}"));
    sql(app, &format!("UPDATE journals SET revision = {revision}"));
}

#[test]
fn an_undisturbed_journal_stays_in_its_history_and_has_another_tip_after_each_change() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let nothing = ada.read("/changes");
    assert_eq!(nothing["history_from"], 0);
    assert_ne!(bob.read("/changes")["history"], nothing["history"]);
    let (mut device, mut tips) = (Device::of(&nothing), vec![nothing["tip"].clone()]);
    for n in [1, 2, 1, 1, 2, 3] {
        write(&ada, n, i32::try_from(tips.len()).unwrap());
        let answer = device.read(&ada, 500);
        assert_eq!((&answer["history"], &answer["history_from"]), (&nothing["history"], &json!(0)));
        assert_eq!(each(&answer["changes"], "id"), [&json!(id(n))], "only what is new");
        assert!(!tips.contains(&answer["tip"]));
        tips.push(answer["tip"].clone());
        assert_eq!(Device::of(&answer).read(&ada, 500)["tip"], answer["tip"]);
        device = Device::of(&answer);
    }
    // Whoever was away is known by the tips that they had, also of records that were changed since.
    for tip in tips {
        let away = Device { tip: tip.as_str().unwrap().to_owned(), ..device.clone() };
        assert_eq!(away.read(&ada, 500)["history"], nothing["history"], "{tip}");
    }
    let batch = json!({ "changes": [], "history": device.history, "tip": device.tip });
    assert_eq!(ada.post("/changes", &batch).assert(200).json()["tip"], device.tip);
}

#[test]
fn after_a_restore_a_device_is_answered_another_history_from_zero_and_where_it_left_its_own() {
    let app = App::start();
    let ada = app.patient("ada");
    (1..=3).for_each(|n| write(&ada, n, 1));
    let upon = Device::of(&ada.read("/changes"));
    (4..=6).for_each(|n| write(&ada, n, 1));
    let beyond = Device::of(&ada.read("/changes"));
    back_to(&app, 3);
    another_history(&app);
    for changed_since in [false, true] {
        if changed_since {
            write(&ada, 9, 9);
        }
        for device in [&upon, &beyond] {
            let answer = device.read(&ada, 2);
            assert_ne!(answer["history"], device.history);
            assert_eq!((&answer["history_from"], &answer["revision"]), (&json!(3), &json!(2)));
            assert_eq!(each(&answer["changes"], "revision"), [1, 2]);
            // It goes on in the new one.
            let rest = Device::of(&answer).read(&ada, 500);
            assert_eq!((&rest["history"], &rest["history_from"]), (&answer["history"], &json!(3)));
            assert_eq!(rest["changes"].as_array().unwrap().len(), 1 + usize::from(changed_since));
            assert_eq!(Device::of(&rest).read(&ada, 500)["changes"], json!([]));
        }
        // One that says no tip is told the same; of a history that is unknown here nothing is known.
        let told = ada.read(&format!("/changes?since=6&history={}", beyond.history));
        assert_eq!(told["history_from"], 3);
        assert_eq!(ada.read("/changes?since=6&history=elsewhere")["history_from"], 0);
    }
    // A second restore: who was away over both is known by the tip.
    another_history(&app);
    let answer = upon.read(&ada, 500);
    assert_eq!((&answer["history_from"], answer["changes"].as_array().unwrap().len()), (&json!(3), 4));
}

#[test]
fn how_far_it_is_the_same_journal_is_exact_after_a_restore_however_much_was_lost() {
    let app = App::start();
    let ada = app.patient("ada");
    (1..=70).for_each(|n| write(&ada, n, 1));
    let beyond = Device::of(&ada.read("/changes"));
    back_to(&app, 40);
    another_history(&app);
    assert_eq!(beyond.read(&ada, 2)["history_from"], 40, "though its tip tells of 39 and 47, and of none between");
}

#[test]
fn a_batch_of_another_history_is_refused_and_nothing_of_it_is_written() {
    let app = App::start();
    let ada = app.patient("ada");
    write(&ada, 1, 1);
    let earlier = Device::of(&ada.read("/changes"));
    write(&ada, 1, 2);
    let device = Device::of(&ada.read("/changes"));
    let change = json!({ "kind": "check_in", "id": id(2), "base_revision": 0, "body": check_in(&hour(0), 7) });
    let batch = |history: &str, tip: &str| json!({ "changes": [change], "history": history, "tip": tip });
    back_to(&app, 1);
    let before = ada.everything();
    ada.post("/changes", &batch(&device.history, &device.tip)).refused(409, "other_history");
    another_history(&app);
    let answer = ada.post("/changes", &json!({ "changes": [change], "history": earlier.history }));
    answer.refused(409, "other_history");
    assert_eq!(ada.everything()[1]["changes"], before[1]["changes"]);
    let present = Device::of(&device.read(&ada, 500));
    let answer = ada.post("/changes", &batch(&present.history, &present.tip)).assert(200).json();
    // Its tip is one that the journal knows.
    let next = Device { tip: answer["tip"].as_str().unwrap().to_owned(), ..present.clone() };
    let rest = next.read(&ada, 500);
    assert_eq!((&rest["history"], &rest["tip"]), (&json!(present.history), &answer["tip"]));
    assert_eq!(each(&rest["changes"], "id"), [&json!(id(2))]);
}

#[test]
fn a_tip_that_the_journal_never_had_is_answered_as_another_history_is_also_where_revisions_meet_again() {
    let app = App::start();
    let ada = app.patient("ada");
    (1..=4).for_each(|n| write(&ada, n, 1));
    let upon = Device::of(&ada.read("/changes"));
    (5..=7).for_each(|n| write(&ada, n, 1));
    let beyond = Device::of(&ada.read("/changes"));
    back_to(&app, 4);
    for revision in 4..=8 {
        // What the one device knows is what is here: it compares nothing.
        let answer = upon.read(&ada, 500);
        assert_eq!((&answer["history"], &answer["history_from"]), (&json!(upon.history), &json!(0)));
        let answer = beyond.read(&ada, 3);
        assert_ne!(answer["history"], beyond.history, "at {revision}");
        assert_eq!((&answer["history_from"], &answer["revision"]), (&json!(4), &json!(3)), "at {revision}");
        let rest = Device::of(&answer).read(&ada, 500);
        assert_eq!((&rest["history"], &rest["history_from"]), (&answer["history"], &json!(4)));
        assert_eq!(rest["revision"], revision);
        write(&ada, usize::try_from(revision).unwrap() + 10, 3);
    }
    // What does not read is a tip that no journal has.
    let answer = Device { tip: "anything".to_owned(), ..upon.clone() }.read(&ada, 500);
    assert_ne!(answer["history"], upon.history);
    assert_eq!(answer["history_from"], 0);
    // Without a tip, a revision that the journal has not reached says as much.
    let answer = ada.read(&format!("/changes?since=900&history={}", upon.history));
    assert_ne!(answer["history"], upon.history);
    assert_eq!((&answer["history_from"], answer["changes"].as_array().unwrap().len()), (&json!(0), 9));
}

#[test]
fn a_history_that_was_made_up_is_never_answered_as_if_it_were_known() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    (1..=3).for_each(|n| write(&ada, n, 1));
    let device = Device::of(&ada.read("/changes"));
    back_to(&app, 2);
    // One that strayed is told an ending of its own, which is good from then on.
    let told = Device::of(&device.read(&ada, 500));
    let (name, ending) = told.history.split_once('.').expect("an ending");
    assert_eq!(told.read(&ada, 500)["history"], told.history);
    let of_bob = bob.read("/changes")["history"].as_str().unwrap().to_owned();
    let last = if ending.ends_with('A') { "Q" } else { "A" };
    let changed = format!("{}{last}", &told.history[..told.history.len() - 1]);
    let further = told.history.replacen(".2.", ".1.", 1);
    let made_up = [
        format!("{name}.1.00000000"),
        format!("{name}.900.0badcafe"),
        format!("{name}."),
        format!("{name}.x"),
        format!("{name}.-1.00000000"),
        format!("{}.more", told.history),
        format!("{of_bob}.{ending}"),
        changed,
        further,
        "elsewhere".to_owned(),
        of_bob,
    ];
    for history in made_up {
        let made_up = Device { history: history.clone(), ..told.clone() };
        let answer = made_up.read(&ada, 500);
        let answered = answer["history"].as_str().unwrap();
        assert!(answered != history && answered.starts_with(name), "{history}: {answer}");
        assert_eq!(answer["changes"].as_array().unwrap().len(), 2, "{history}: from the beginning");
        ada.post("/changes", &json!({ "changes": [], "history": history })).refused(409, "other_history");
    }
}
