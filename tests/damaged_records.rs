//! One record that cannot be read: the journal goes on without it, says so, and takes it again.

use serde_json::{Value, json};

use crate::support::{
    App, PASSWORD, Patient, SAFETY_PLAN, check_in, each, event, hour, id, measure,
    process::{run, text},
    report::{in_one_line, pages},
    response, safety_plan, sql, treatment,
};

/// Cuts the body of a record behind the server's back.
fn damage(app: &App, n: usize) {
    sql(app, &format!("UPDATE records SET body = substr(body, 1, 20) WHERE id = '{}'", id(n)));
}

/// A patient with three check-ins, two treatments and an event, of which a check-in and a treatment are damaged.
fn damaged_journal(app: &App) -> Patient<'_> {
    let ada = app.patient("ada");
    for n in 0..3 {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(24 * i64::try_from(n).unwrap()), 5)).assert(201);
    }
    ada.put(&format!("/treatments/{}", id(3)), &treatment(&hour(-2))).assert(201);
    ada.put(&format!("/treatments/{}", id(4)), &treatment(&hour(-1))).assert(201);
    ada.put(&format!("/events/{}", id(5)), &event(&hour(3), "Moved")).assert(201);
    damage(app, 1);
    damage(app, 3);
    ada
}

fn printed(pdf: &[u8]) -> String {
    in_one_line(&pages(&lopdf::Document::load_mem(pdf).unwrap()))
}

fn damaged_check_in() -> Value {
    json!({ "kind": "check_in", "id": id(1), "revision": 2, "local_date": "2026-03-11" })
}

fn damaged_treatment() -> Value {
    json!({ "kind": "treatment", "id": id(3), "revision": 4, "local_date": "2026-03-10" })
}

#[test]
fn sync_goes_on_without_what_cannot_be_read_and_names_it() {
    let app = App::start();
    let ada = damaged_journal(&app);
    let all = ada.read("/changes");
    assert_eq!(each(&all["changes"], "id"), [&id(0), &id(2), &id(4), &id(5)]);
    assert_eq!(all["damaged"], json!([damaged_check_in(), damaged_treatment()]));
    assert_eq!((&all["revision"], &all["more"]), (&json!(6), &json!(false)));

    let page = ada.read("/changes?since=1&limit=1");
    assert_eq!((&page["revision"], &page["more"]), (&json!(2), &json!(true)));
    assert_eq!((&page["changes"], &page["damaged"]), (&json!([]), &json!([damaged_check_in()])));

    // A device that has come further is told of it when it asks.
    assert_eq!(ada.read("/changes?since=5")["damaged"], json!(null));
    let checked = ada.read("/changes?since=3&check=true");
    assert_eq!(checked["damaged"], json!([damaged_treatment(), damaged_check_in()]));
    ada.get("/changes?check=perhaps").wrong_at(&["/check"]);
}

#[test]
fn lists_trends_and_relief_go_on_without_what_cannot_be_read_and_name_it() {
    let app = App::start();
    let ada = damaged_journal(&app);
    ada.put("/measures/calm", &measure("How calm?")).assert(201);
    sql(&app, "UPDATE records SET body = substr(body, 1, 0) WHERE id = 'calm'");

    let check_ins = ada.read("/check-ins");
    assert_eq!(each(&check_ins["items"], "id"), [&id(0), &id(2)]);
    assert_eq!(check_ins["damaged"], json!([damaged_check_in()]));
    let treatments = ada.read("/treatments");
    assert_eq!(each(&treatments["items"], "id"), [&id(4)]);
    assert_eq!(treatments["damaged"], json!([damaged_treatment()]));
    assert_eq!(ada.read("/events")["damaged"], json!(null));
    assert_eq!(ada.read("/measures")["damaged"][0]["id"], "calm");

    // A page that nothing can be read of leads on.
    let first = ada.read("/check-ins?limit=1");
    let second = ada.read(&format!("/check-ins?limit=1&after={}", first["next"].as_str().unwrap()));
    assert_eq!((&second["items"], &second["damaged"]), (&json!([]), &json!([damaged_check_in()])));
    let third = ada.read(&format!("/check-ins?limit=1&after={}", second["next"].as_str().unwrap()));
    assert_eq!((each(&third["items"], "id"), &third["next"]), (vec![&json!(id(2))], &json!(null)));

    let trends = ada.read("/trends?measure=low_mood");
    assert_eq!(each(&trends["days"], "date"), ["2026-03-10", "2026-03-12"]);
    assert_eq!(each(&trends["treatments"], "id"), [&id(4)]);
    assert_eq!(trends["damaged"], json!([damaged_treatment(), damaged_check_in()]));
    let relief = ada.read("/relief?measure=low_mood");
    assert_eq!(each(&relief["treatments"], "id"), [&id(4)]);
    assert_eq!(relief["damaged"], json!([damaged_check_in(), damaged_treatment()]));
}

#[test]
fn a_damaged_record_can_be_written_again_by_any_way_there_is() {
    let app = App::start();
    let ada = damaged_journal(&app);
    let check_in_path = format!("/check-ins/{}", id(1));
    let told = ada.get(&check_in_path).refused(500, "damaged_record").json();
    assert_eq!(told["revision"], 2);

    // From a device that has it, as it was; from one that had an earlier version, or none, not unasked.
    let whole = check_in(&hour(24), 5);
    let write =
        |base: i64| json!({ "changes": [{ "kind": "check_in", "id": id(1), "base_revision": base, "body": whole }] });
    let current = json!({ "kind": "check_in", "id": id(1), "revision": 2, "damaged": true });
    for earlier in [0, 1, 3] {
        let stale = ada.post("/changes", &write(earlier)).assert(200).json();
        assert_eq!(stale["results"], json!([{ "status": "conflict", "id": id(1), "current": current }]), "{earlier}");
    }
    let sent = ada.post("/changes", &write(2)).assert(200).json();
    assert_eq!(sent["results"], json!([{ "status": "applied", "id": id(1), "revision": 7 }]));
    // Another device that has it sends it, too: it is one record.
    assert_eq!(ada.post("/changes", &write(2)).assert(200).json(), sent);
    assert_eq!(ada.read(&check_in_path)["scores"], json!({ "low_mood": 5 }));
    assert_eq!(ada.read("/changes")["damaged"], json!([damaged_treatment()]));

    let treatment_path = format!("/treatments/{}", id(3));
    let again = treatment(&hour(-2));
    let refused = ada.put_if(&treatment_path, "\"3\"", &again).refused(412, "changed_elsewhere").json();
    assert_eq!(refused["current"], json!({ "kind": "treatment", "id": id(3), "revision": 4, "damaged": true }));
    ada.put_if(&treatment_path, "\"4\"", &again).assert(200);
    assert_eq!(ada.read("/changes")["damaged"], json!(null));
    assert_eq!(ada.read("/treatments")["items"].as_array().unwrap().len(), 2);
}

#[test]
fn a_damaged_record_can_be_deleted_by_any_way_there_is() {
    let app = App::start();
    let ada = damaged_journal(&app);
    let deletion = json!({ "changes": [{ "kind": "check_in", "id": id(1), "base_revision": 2, "deleted": true }] });
    let answer = ada.post("/changes", &deletion).assert(200).json();
    assert_eq!(answer["results"], json!([{ "status": "applied", "id": id(1), "revision": 7 }]));
    ada.delete(&format!("/treatments/{}", id(3))).assert(204);
    let changes = ada.read("/changes");
    assert_eq!(
        (each(&changes["changes"], "deleted")[4..].to_vec(), &changes["damaged"]),
        (vec![&json!(true); 2], &json!(null))
    );
}

#[test]
fn exports_go_on_without_what_cannot_be_read_and_name_it() {
    let app = App::start();
    let ada = damaged_journal(&app);
    let export = ada.read("/export");
    assert_eq!(each(&export["records"], "id"), [&id(4), &id(0), &id(5), &id(2)]);
    assert_eq!(export["damaged"], json!([damaged_check_in(), damaged_treatment()]));
    let csv = ada.get("/export?format=csv").assert(200).text();
    let named = format!("2026-03-11,damaged,check_in,{},,,,\n2026-03-10,damaged,treatment,{},,,,\n", id(1), id(3));
    assert!(csv.ends_with(&named), "{csv}");
    assert_eq!(csv.lines().count(), 7, "{csv}");

    let fhir = ada.read("/export?format=fhir");
    let last = fhir["entry"].as_array().unwrap().last().unwrap()["resource"].clone();
    assert_eq!((&last["resourceType"], last["issue"].as_array().unwrap().len()), (&json!("OperationOutcome"), 2));
    let told = last["issue"][0]["diagnostics"].as_str().unwrap();
    assert!(told.contains(&id(1)) && told.contains("2026-03-11"), "{told}");
    let report = printed(&ada.get("/report.pdf").assert(200).body);
    assert!(report.contains("2 entries (10 Mar 2026, 11 Mar 2026) are damaged"), "{report}");
    ada.get("/export?format=zip").assert(200);

    // What was exported so comes back in, without what was missing.
    let bob = app.patient("bob");
    assert_eq!(bob.import_json(&export).assert(200).json()["imported"], 4);
    assert_eq!(bob.import_csv(csv).assert(200).json()["imported"], 0);
    assert_eq!(bob.read("/changes")["damaged"], json!(null));
}

#[test]
fn a_link_goes_on_without_what_cannot_be_read_and_tells_its_holder_nothing_of_it() {
    let app = App::start();
    let ada = damaged_journal(&app);
    ada.put(&format!("/safety-plans/{SAFETY_PLAN}"), &safety_plan("canary")).assert(201);
    ada.put(&format!("/questionnaire-responses/{}", id(6)), &response(&hour(0), 9)).assert(201);
    sql(&app, "UPDATE records SET body = substr(body, 1, 20) WHERE kind IN ('safety_plan', 'questionnaire_response')");
    let include =
        json!({ "doses": true, "side_effects": true, "notes": true, "questionnaires": true, "safety_plan": true });
    let terms = json!({ "label": "Dr", "measures": ["low_mood"], "include": include, "expires_in_days": 7 });
    let link = ada.post("/shares", &terms).assert(201).json();
    let visit = |path: &str| {
        let token = format!("Share {}", link["token"].as_str().unwrap());
        app.request(ureq::http::Method::GET, path).header("authorization", token).send().assert(200)
    };
    let seen = visit("/shared");
    assert_eq!(each(&seen.json()["series"][0]["days"], "date"), ["2026-03-10", "2026-03-12"]);
    for answer in [seen, visit("/shared/fhir")] {
        assert!(!answer.text().contains("damaged") && !answer.text().contains(&id(1)), "{}", answer.text());
    }
    assert!(!printed(&visit("/shared/report.pdf").body).contains("damaged"));

    // One link that cannot be read does not take the others, and can be ended.
    let second = ada.post("/shares", &terms).assert(201).json();
    let id = second["id"].as_str().unwrap();
    sql(&app, &format!("UPDATE shares SET terms = substr(terms, 1, 20) WHERE id = '{id}'"));
    let listed = ada.read("/shares");
    assert_eq!((each(&listed["items"], "id"), &listed["damaged"]), (vec![&link["id"]], &json!([id])));
    ada.delete(&format!("/shares/{id}")).assert(204);
    assert_eq!(ada.read("/shares")["damaged"], json!(null), "nothing is left to do about it");
    visit("/shared");
}

#[test]
fn damaged_settings_do_not_take_the_journal_and_can_be_set_again() {
    let app = App::start();
    let ada = damaged_journal(&app);
    let chosen = json!({ "country": "NZ", "measures": ["low_mood"] });
    ada.patch("/account", &chosen).assert(200);
    sql(&app, "UPDATE accounts SET profile = substr(profile, 1, 20)");
    let told = ada.read("/account");
    assert_eq!((&told["damaged"], &told["measures"]), (&json!(true), &json!([])));
    assert_eq!(ada.read("/export")["records"].as_array().unwrap().len(), 4);
    let told = ada.patch("/account", &chosen).assert(200).json();
    assert_eq!((&told["damaged"], &told["country"]), (&json!(null), &json!("NZ")));
    assert_eq!(ada.read("/account"), told);
    app.sign_in("ada", PASSWORD).assert(201);
}

#[test]
fn a_check_names_each_damaged_record_and_no_word_of_any() {
    let app = App::start();
    damaged_journal(&app);
    sql(&app, "UPDATE accounts SET profile = substr(profile, 1, 20)");
    app.stop();
    let checked = run(&app.data_folder(), &["check"]);
    assert_eq!(checked.status.code(), Some(2));
    let told = text(&checked.stdout);
    for named in [
        format!("the check_in {} of 2026-03-11 cannot be read", id(1)),
        format!("the treatment {} of 2026-03-10 cannot be read", id(3)),
        "its settings cannot be read".to_owned(),
    ] {
        assert!(told.contains(&named), "{told}");
    }
    assert_eq!(told.lines().count(), 3, "{told}");
    assert!(text(&checked.stderr).contains("3 of what is stored cannot be read"), "{}", text(&checked.stderr));
}

#[test]
fn a_write_that_the_server_fails_on_alone_is_pointed_at_and_lets_the_others_be_told_apart() {
    let app = App::start();
    let ada = damaged_journal(&app);
    sql(&app, &format!("UPDATE records SET kind = 'nonsense' WHERE id = '{}'", id(0)));
    let write = |n: usize, base: i64| {
        let body = check_in(&hour(0), 3);
        json!({ "kind": "check_in", "id": id(n), "base_revision": base, "body": body })
    };
    ada.post("/changes", &json!({ "changes": [write(7, 0), write(0, 1), write(8, 0)] })).wrong_at(&["/changes/1"]);
    let answer = ada.post("/changes", &json!({ "changes": [write(7, 0), write(8, 0)] })).assert(200).json();
    assert_eq!(each(&answer["results"], "status"), ["applied"; 2]);
}
