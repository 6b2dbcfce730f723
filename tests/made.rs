//! What is answered where something is made: where it is, and which request it was.

use serde_json::{Value, json};
use ureq::http::Method;

use crate::{
    bad_input::cases::cases,
    support::{Answer, App, SAFETY_PLAN, contract::DOCUMENT, contract::operations, id, questionnaires::peg},
};

/// Where the answer says that what was made is, below the API.
fn location(answer: &Answer) -> &str {
    let location = answer.header("location").unwrap_or_else(|| panic!("{}: it says no `Location`", answer.text()));
    location.strip_prefix("/api/v1").unwrap()
}

#[test]
fn each_operation_that_makes_something_says_where_it_is() {
    let makes = |one: &crate::support::contract::Operation| one.documents(201);
    let mut tried = 0;
    for operation in operations().into_iter().filter(makes) {
        let app = App::start();
        let ada = app.patient("ada");
        let cases = cases();
        let case = cases.get(operation.name.as_str());
        let path = case.map_or(operation.path.as_str(), |case| &case.path);
        let body = match operation.name.as_str() {
            "POST /questionnaires" => peg(),
            _ => case.map_or(Value::Null, |case| case.bodies[0].clone()),
        };
        let said = &operation.answers()["201"]["headers"];
        let answer = ada.request(operation.method.clone(), path).json(&body).send().assert(201);
        if operation.name == "POST /account/recovery-code" {
            assert_eq!((answer.header("location"), &said["Location"]), (None, &Value::Null));
            continue;
        }
        assert!(said["Location"].is_object(), "{}", operation.name);
        let location = location(&answer);
        let expected = match operation.name.as_str() {
            "POST /accounts" => "/account".to_owned(),
            "POST /sessions" => "/sessions/current".to_owned(),
            "POST /questionnaires" => "/questionnaires/peg".to_owned(),
            "POST /shares" => format!("/shares/{}", answer.json()["id"].as_str().unwrap()),
            _ => path.to_owned(),
        };
        assert_eq!(location, expected, "{}", operation.name);
        // What can be read is there.
        let documented = DOCUMENT["paths"].as_object().unwrap().iter().any(|(known, methods)| {
            let known = known.strip_prefix("/api/v1").unwrap();
            methods["get"].is_object() && (known == location || known == operation.path)
        });
        if documented && !location.starts_with("/shares/") && !location.starts_with("/sessions/") {
            ada.get(location).assert(200);
        }
        tried += 1;
    }
    assert!(tried >= 11, "{tried}");
}

#[test]
fn an_id_is_written_as_the_server_keeps_it() {
    let app = App::start();
    let ada = app.patient("ada");
    let shouted = id(1).to_uppercase();
    let made = ada.put(&format!("/check-ins/{shouted}"), &crate::bad_input::cases::check_in()).assert(201);
    assert_eq!(location(&made), format!("/check-ins/{}", id(1)));
    let replaced = ada.put(location(&made), &crate::bad_input::cases::check_in()).assert(200);
    assert_eq!(replaced.header("location"), None);
}

#[test]
fn every_answer_says_which_request_it_was() {
    let app = App::start();
    let ada = app.patient("ada");
    let answers = [
        ada.get("/account").assert(200),
        ada.get("/nothing").assert(404),
        ada.get(&format!("/check-ins/{}", id(1))).assert(404),
        ada.request(Method::HEAD, "/shared").send(),
        app.request(Method::GET, "/account").send().assert(401),
    ];
    let names: std::collections::BTreeSet<&str> =
        answers.iter().map(|answer| answer.header("x-request-id").unwrap()).collect();
    assert_eq!(names.len(), answers.len());
    for operation in operations() {
        for (status, answer) in operation.answers() {
            assert!(answer["headers"]["X-Request-Id"].is_object(), "{} {status}", operation.name);
        }
    }
}

#[test]
fn a_path_says_of_its_id_that_it_is_a_uuid_where_no_other_is_taken() {
    let mut told = 0;
    for operation in operations().into_iter().filter(|one| one.path.contains("{id}")) {
        let parameters = DOCUMENT["paths"][format!("/api/v1{}", operation.path)]
            [operation.method.as_str().to_lowercase()]["parameters"]
            .as_array()
            .unwrap();
        let id = parameters.iter().find(|one| one["name"] == "id").unwrap();
        let named = ["/measures/", "/questionnaires/"].iter().any(|path| operation.path.starts_with(path));
        assert_eq!(id["schema"]["format"], if named { Value::Null } else { json!("uuid") }, "{}", operation.name);
        told += 1;
    }
    assert!(told > 20, "{told}");
    let app = App::start();
    let ada = app.patient("ada");
    ada.put("/measures/calm", &crate::bad_input::cases::measure()).assert(201);
    let refused = ada.put("/check-ins/calm-2", &crate::bad_input::cases::check_in());
    assert!([409, 422].contains(&refused.status), "{}", refused.text());
    ada.delete("/check-ins/calm-2").refused(404, "not_found");
    ada.delete("/measures/calm-2").assert(204);
}

/// The schema of what an operation answers with this status.
fn answered<'a>(operation: &'a crate::support::contract::Operation, status: &str) -> &'a str {
    let content = operation.answers()[status]["content"].as_object().unwrap().values().next().unwrap();
    content["schema"]["$ref"].as_str().unwrap().rsplit('/').next().unwrap()
}

#[test]
fn a_problem_has_the_members_of_its_code() {
    let schemas = &DOCUMENT["components"]["schemas"];
    let has = |name: &str, member: &str| schemas[name]["properties"].get(member).is_some();
    for member in ["current", "revision", "remainingAttempts"] {
        assert!(!has("Problem", member), "{member}");
    }
    for operation in operations() {
        if operation.documents(412) {
            let name = answered(&operation, "412");
            assert!(name.ends_with("ChangedElsewhereProblem") && has(name, "current"), "{}: {name}", operation.name);
        }
        if operation.documents(500) {
            assert_eq!(answered(&operation, "500"), "DamagedRecordProblem");
        }
        let of_a_link = operation.is_smart_health_link() || operation.security().as_deref() == Some("share");
        if operation.documents(401) {
            let expected = if of_a_link { "PasscodeProblem" } else { "Problem" };
            assert_eq!(answered(&operation, "401"), expected, "{}", operation.name);
        }
    }
    assert!(has("DamagedRecordProblem", "revision") && has("PasscodeProblem", "remainingAttempts"));
    let current = schemas["CheckInChangedElsewhereProblem"]["properties"]["current"]["anyOf"].as_array().unwrap();
    assert_eq!(current[0], json!({ "$ref": "#/components/schemas/StoredCheckIn" }));
    let of_settings = &schemas["AccountChangedElsewhereProblem"]["properties"]["current"]["anyOf"];
    assert_eq!(of_settings[0], json!({ "$ref": "#/components/schemas/Account" }));
}

#[test]
fn what_is_answered_may_grow_and_what_is_only_taken_refuses_what_nobody_knows() {
    let schemas = DOCUMENT["components"]["schemas"].as_object().unwrap();
    let closed = |name: &str| schemas[name]["additionalProperties"] == json!(false);
    for name in ["SignUp", "SignIn", "NewShare", "Batch", "AccountChange", "CheckInOfflineWrite"] {
        assert!(closed(name), "{name}");
    }
    for name in ["Account", "StoredCheckIn", "CheckIn", "Problem", "ManifestRequest", "FhirQuestionnaire"] {
        assert!(!closed(name), "{name}");
    }
    let app = App::start();
    let ada = app.patient("ada");
    let cases = cases();
    let mut tried = 0;
    for operation in operations() {
        let named = operation.body().and_then(|body| body["$ref"].as_str()).and_then(|to| to.rsplit('/').next());
        if !named.is_some_and(closed) {
            continue;
        }
        let case = &cases[operation.name.as_str()];
        let mut body = case.bodies[0].clone();
        body["nobody_knows"] = json!(1);
        let path = case.path.replace("{id}", SAFETY_PLAN);
        ada.request(operation.method.clone(), &path).json(&body).send().wrong_at(&["/nobody_knows"]);
        tried += 1;
    }
    assert!(tried >= 10, "{tried}");
}
