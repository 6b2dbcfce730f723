//! How SQLite carries out the server's statements: none that a patient waits for reads a whole journal to find little.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{LazyLock, Mutex},
};

use afterglow::platform::config::DatabaseUrl;
use diesel::{
    Connection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::{InstrumentationEvent, set_default_instrumentation},
    sql_query,
    sql_types::Text,
};
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, check_in, event, hour, id, measure, response, safety_plan, treatment};

/// The statements that servers of this program have begun, without what was bound to them.
static BEGUN: LazyLock<Mutex<BTreeSet<String>>> = LazyLock::new(Mutex::default);

fn note(event: &InstrumentationEvent<'_>) {
    if let InstrumentationEvent::StartQuery { query, .. } = event {
        let text = query.to_string();
        let statement = text.split(" -- binds").next().unwrap().to_owned();
        BEGUN.lock().unwrap().insert(statement);
    }
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// The steps by which a statement is carried out.
fn plan(connection: &mut SqliteConnection, statement: &str) -> Vec<String> {
    let steps: Vec<Step> = sql_query(format!("EXPLAIN QUERY PLAN {statement}")).load(connection).unwrap();
    steps.into_iter().map(|step| step.detail).collect()
}

/// Reads every record of an account, or of all accounts.
fn reads_whole_journal(step: &str) -> bool {
    step == "SCAN records"
        || step.starts_with("SCAN records USING")
        || (step.starts_with("SEARCH records USING")
            && ["(account_id=?)", "(account_id=? AND revision<?)"].iter().any(|by| step.ends_with(by)))
}

/// Everything that an app does in a usual day, and what it does seldom.
fn live(app: &App, ada: &Patient) {
    let own = "018f0000-0000-7000-8000-0000000000aa";
    ada.put(&format!("/measures/{own}"), &measure("How heavy are my legs?")).assert(201);
    for n in 0..4 {
        ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(24 * i64::try_from(n).unwrap()), 7)).assert(201);
    }
    ada.put(&format!("/check-ins/{}", id(0)), &check_in(&hour(1), 6)).assert(200);
    ada.put(&format!("/treatments/{}", id(10)), &treatment(&hour(30))).assert(201);
    ada.put(&format!("/events/{}", id(11)), &event(&hour(31), "A walk")).assert(201);
    ada.put(&format!("/questionnaire-responses/{}", id(12)), &response(&hour(32), 12)).assert(201);
    ada.put("/safety-plans/00000000-0000-7361-a665-74795f706c61", &safety_plan("No sleep")).assert(201);
    let write = json!({ "kind": "check_in", "id": id(14), "base_revision": 0, "body": check_in(&hour(40), 3) });
    ada.post("/changes", &json!({ "changes": [write] })).assert(200);
    ada.delete(&format!("/check-ins/{}", id(1))).assert(204);
    for path in
        ["/changes?since=0&limit=2", "/changes?since=3", "/check-ins?limit=2", "/treatments", "/events", "/measures"]
    {
        ada.read(path);
    }
    ada.read(&format!("/check-ins/{}", id(2)));
    ada.read(&format!("/check-ins?from={}&to={}", &hour(0)[..10], &hour(60)[..10]));
    ada.read("/relief?measure=low_mood");
    ada.read("/trends?measure=low_mood");
    ada.import_csv("date,low_mood\n2026-01-01,4\n");
    ada.patch("/account", &json!({ "reminders": { "times": ["09:00"], "quiet": null, "after_treatment": true } }))
        .assert(200);
    ada.read("/sessions");
    let terms = json!({ "label": "Dr. Grey", "measures": ["low_mood"] });
    let link: Value = ada.post("/shares", &terms).assert(201).json();
    ada.read("/shares");
    ada.read(&format!("/shares/{}/visits", link["id"].as_str().unwrap()));
    app.request(Method::GET, "/shared").bearer(link["secret"].as_str().unwrap_or_default()).send();
}

fn is_of_records(statement: &str) -> bool {
    let of_rows = ["SELECT", "INSERT", "UPDATE", "DELETE"].into_iter().any(|verb| statement.starts_with(verb));
    of_rows && statement.contains("`records`")
}

/// What has to read everything: it answers everything.
fn answers_everything(statement: &str) -> bool {
    // Records by revision, and those that are damaged up to one.
    statement.contains("ORDER BY `records`.`revision`")
        // An account is erased.
        || statement.starts_with("DELETE")
}

#[test]
fn no_statement_reads_a_whole_journal_where_it_looks_for_a_few_records() {
    set_default_instrumentation(|| Some(Box::new(|event: InstrumentationEvent<'_>| note(&event)))).unwrap();
    let app = App::start();
    live(&app, &app.patient("ada"));
    let DatabaseUrl::Sqlite(file) = &app.config.database.url else { panic!("these tests are of the file alone") };
    let mut connection = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    let begun = BEGUN.lock().unwrap().clone();
    let of_records: Vec<&String> = begun.iter().filter(|statement| is_of_records(statement)).collect();
    assert!(of_records.len() > 8, "{begun:#?}");
    let wrong: BTreeMap<&String, Vec<String>> = of_records
        .into_iter()
        .filter(|statement| !answers_everything(statement))
        .map(|statement| (statement, plan(&mut connection, statement)))
        .filter(|(_, steps)| steps.iter().any(|step| reads_whole_journal(step)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
