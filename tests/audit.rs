//! The audit trail that a patient can read.

use jiff::SignedDuration;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, PASSWORD, Patient, RECOVERED, check_in, each, hour, id, rows, sql};

fn trail(patient: &Patient) -> Value {
    patient.read("/account/audit-trail")
}

fn actions(patient: &Patient) -> Vec<String> {
    each(&trail(patient)["items"], "action").into_iter().map(|action| action.as_str().unwrap().to_owned()).collect()
}

fn share(patient: &Patient) -> Value {
    patient.post("/shares", &json!({ "label": "Dr. Lind", "measures": ["low_mood"] })).assert(201).json()
}

#[test]
fn a_patient_reads_what_happened_with_their_account_the_latest_first() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
    let link = share(&ada);
    let authorization = format!("Share {}", link["token"].as_str().unwrap());
    app.request(Method::GET, "/shared").header("authorization", authorization).send().assert(200);
    ada.delete(&format!("/shares/{}", link["id"].as_str().unwrap())).assert(204);
    ada.delete(&format!("/shares/{}", link["id"].as_str().unwrap())).assert(204);
    ada.get("/export").assert(200);
    let change = json!({ "current_password": PASSWORD, "new_password": RECOVERED });
    let answer = ada.put("/account/password", &change).assert(200).json();
    let read = |token: &Value| {
        let request = app.request(Method::GET, "/account/audit-trail").bearer(token.as_str().unwrap());
        request.send().assert(200).json()
    };
    let told = read(&answer["access_token"]);
    let actions: Vec<_> = each(&told["items"], "action");
    assert_eq!(
        actions,
        ["signed_in", "password_changed", "exported", "link_ended", "link_visited", "link_made", "signed_in"]
    );
    assert_eq!(told["intact"], json!(true));
    for item in told["items"].as_array().unwrap() {
        let members: Vec<_> = item.as_object().unwrap().keys().collect();
        assert_eq!(members, ["action", "at", "device"]);
    }
}

#[test]
fn a_refused_sign_in_is_told_to_whose_name_it_was() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    app.sign_in("ada", "not the password at all").assert(401);
    let refused = |patient| actions(patient).contains(&"sign_in_refused".to_owned());
    let noted = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        refused(&ada)
    });
    assert!(noted && !refused(&bob));
}

#[test]
fn recovery_and_signing_out_everywhere_are_told() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.delete("/sessions").assert(204);
    let form = json!({ "username": "ada", "recovery_code": ada.recovery_code, "new_password": RECOVERED });
    app.request(Method::POST, "/account/recovery").json(&form).send().assert(200);
    let token = app.sign_in("ada", RECOVERED).assert(201).json()["access_token"].take();
    let answer = app.request(Method::GET, "/account/audit-trail").bearer(token.as_str().unwrap()).send();
    let told = answer.assert(200).json();
    assert_eq!(each(&told["items"], "action"), ["signed_in", "recovered", "signed_out_everywhere", "signed_in"]);
}

#[test]
fn a_trail_that_was_changed_says_so() {
    for change in [
        "UPDATE audit_events SET device = 'Firefox on Android' WHERE id = '000000000002'",
        "UPDATE audit_events SET at = at + 1 WHERE id = '000000000001'",
        "UPDATE audit_events SET action = 'exported' WHERE id = '000000000003'",
        "DELETE FROM audit_events WHERE id = '000000000001'",
        "DELETE FROM audit_events WHERE id = '000000000002'",
        "DELETE FROM audit_events WHERE id = '000000000003'",
        "DELETE FROM audit_events",
        "UPDATE journals SET trail_end = NULL",
        "UPDATE audit_events SET link = (SELECT link FROM audit_events WHERE id = '000000000001') \
         WHERE id = '000000000002'",
    ] {
        let app = App::start();
        let ada = app.patient("ada");
        share(&ada);
        share(&ada);
        assert_eq!(trail(&ada)["intact"], json!(true));
        sql(&app, change);
        assert_eq!(trail(&ada)["intact"], json!(false), "{change}");
    }
}

#[test]
fn a_trail_that_was_cut_says_so_whatever_comes_after() {
    let app = App::start();
    let ada = app.patient("ada");
    share(&ada);
    sql(&app, "DELETE FROM audit_events WHERE id = '000000000002'");
    app.time_passes(SignedDuration::from_secs(1));
    share(&ada);
    assert_eq!(actions(&ada), ["link_made", "signed_in"]);
    assert_eq!(trail(&ada)["intact"], json!(false));
    app.stop();
    app.start_again().unwrap();
    assert_eq!(trail(&ada)["intact"], json!(false));
}

#[test]
fn a_trail_of_before_ends_were_kept_is_given_one_once() {
    let app = App::start();
    let ada = app.patient("ada");
    share(&ada);
    app.stop();
    sql(&app, "UPDATE journals SET trail_end = NULL");
    app.start_again().unwrap();
    assert_eq!(trail(&ada)["intact"], json!(false), "one that was lost since is not made good");
    app.stop();
    sql(&app, "DELETE FROM settings WHERE name = 'trail_ends'");
    app.start_again().unwrap();
    assert_eq!(trail(&ada)["intact"], json!(true));
    share(&ada);
    assert_eq!(trail(&ada)["intact"], json!(true));
}

#[test]
fn a_line_that_was_true_once_does_not_stand_in_for_another() {
    let app = App::start();
    let ada = app.patient("ada");
    sql(&app, "CREATE TABLE kept_end AS SELECT trail_end FROM journals");
    share(&ada);
    // As it was, out of a backup for instance; what happened since has another second line.
    sql(&app, "CREATE TABLE kept AS SELECT * FROM audit_events WHERE id = '000000000002'");
    sql(&app, "DELETE FROM audit_events WHERE id = '000000000002'");
    sql(&app, "UPDATE journals SET trail_end = (SELECT trail_end FROM kept_end)");
    app.time_passes(SignedDuration::from_secs(1));
    share(&ada);
    share(&ada);
    assert_eq!(trail(&ada)["intact"], json!(true));
    sql(
        &app,
        "UPDATE audit_events SET at = (SELECT at FROM kept), link = (SELECT link FROM kept) \
         WHERE id = '000000000002'",
    );
    assert_eq!(trail(&ada)["intact"], json!(false));
}

#[test]
fn trails_grow_without_gaps_when_much_happens_at_once() {
    let app = App::start();
    let ada = app.patient("ada");
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| share(&ada));
        }
    });
    assert_eq!(trail(&ada)["intact"], json!(true));
    assert_eq!(actions(&ada).len(), 13);
}

#[test]
fn an_erased_account_leaves_no_trail() {
    let app = App::start();
    let (ada, _bob) = (app.patient("ada"), app.patient("bob"));
    assert_eq!(rows(&app, "audit_events"), 2);
    ada.request(Method::DELETE, "/account").json(&json!({ "password": PASSWORD })).send().assert(204);
    assert_eq!(rows(&app, "audit_events"), 1);
}
