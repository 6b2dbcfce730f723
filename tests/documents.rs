//! What the API promises of itself: its document, who may ask, and the headers of every answer.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use ureq::http::Method;

use crate::{
    bad_input::cases::cases,
    support::{
        Answer, App, Request, SAFETY_PLAN,
        contract::{DOCUMENT, Operation, operations},
        id,
    },
};

/// The routes that are for everyone.
const OPEN: [&str; 7] = [
    "POST /account/recovery",
    "POST /accounts",
    "GET /calendar/{secret}",
    "GET /openapi.json",
    "GET /reminder-mail/{secret}",
    "POST /reminder-mail/{secret}",
    "POST /sessions",
];

/// A good request to a route, asked by nobody.
fn request(app: &App, operation: &Operation) -> Request {
    let query = if operation.query().contains(&"measure") { "?measure=low_mood" } else { "" };
    let path = operation.path.replace("{id}", &id(1)) + query;
    match cases().get(operation.name.as_str()) {
        Some(case) => app.request(operation.method.clone(), &case.path).json(&case.bodies[0]),
        None => app.request(operation.method.clone(), &path),
    }
}

fn asked_with(scheme: &str) -> Vec<Operation> {
    let found: Vec<_> =
        operations().into_iter().filter(|operation| operation.security().as_deref() == Some(scheme)).collect();
    assert!(!found.is_empty());
    found
}

#[test]
fn a_change_of_the_contract_is_seen_in_review() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_json_snapshot!("openapi", *DOCUMENT);
    });
}

#[test]
fn the_document_can_be_read_as_a_page_that_needs_nothing_from_elsewhere() {
    let app = App::start();
    let page = app.outside(Method::GET, "/docs").send().assert(200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let page = page.text();
    for operation in operations() {
        let heading = format!("<code>{} /api/v1{}</code>", operation.method, operation.path);
        assert!(page.contains(&heading), "{heading}");
    }
    for name in DOCUMENT["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("id=\"{name}\"")), "{name}");
    }
    let links: Vec<&str> = ["href=\"", "src=\""].iter().flat_map(|mark| page.split(mark).skip(1)).collect();
    for link in links {
        let link = link.split('"').next().unwrap();
        let known = link.strip_prefix('#').map_or(link.starts_with('/'), |id| page.contains(&format!("id=\"{id}\"")));
        assert!(known, "{link}");
    }
    assert!(!page.contains("<script") && !page.contains(" style="));
    app.outside(Method::GET, "/docs/style.css").send().assert(200);
}

#[test]
fn every_answer_says_what_it_means_and_every_operation_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for operation in operations() {
        let name = operation.id();
        let plain = name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_') && name.contains('_');
        assert!(plain && names.insert(name.to_owned()), "{}: {name}", operation.name);
        for (status, answer) in operation.answers() {
            let meaning = answer["description"].as_str().unwrap_or_default();
            assert!(meaning.contains(' '), "{} {status}: {meaning:?}", operation.name);
        }
    }
}

#[test]
fn the_document_is_served_as_it_is_committed() {
    let app = App::start();
    let served = app.request(Method::GET, "/openapi.json").send().assert(200);
    assert_eq!(served.json(), *DOCUMENT);
    assert_eq!(served.json()["openapi"], "3.1.0");
    let tag = served.header("etag").unwrap().to_owned();
    let again = app.request(Method::GET, "/openapi.json").header("if-none-match", &tag).send().assert(304);
    assert_eq!(again.header("etag"), Some(tag.as_str()));
    assert!(again.body.is_empty());
}

#[test]
fn nothing_is_put_together_of_parts_that_generators_lose_and_no_name_is_one_of_theirs() {
    fn each(schema: &Value, seen: &mut impl FnMut(&Value)) {
        seen(schema);
        match schema {
            Value::Object(members) => members.values().for_each(|member| each(member, seen)),
            Value::Array(items) => items.iter().for_each(|item| each(item, seen)),
            _ => {}
        }
    }
    let schemas = DOCUMENT["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        each(schema, &mut |part| assert!(part.get("allOf").is_none(), "{name}"));
        assert!(
            !["Record", "File", "Event", "Document", "Error", "Date", "Map", "Set"].contains(&name.as_str()),
            "{name}"
        );
    }
    for name in ["Change", "JournalEntry", "OfflineWrite"] {
        let mapping = schemas[name]["discriminator"]["mapping"].as_object().unwrap();
        assert_eq!(mapping.len(), 7, "{name}");
        for (kind, of) in mapping {
            let of = &schemas[of.as_str().unwrap().rsplit('/').next().unwrap()];
            assert_eq!(of["properties"]["kind"]["enum"], json!([kind]), "{name}");
            assert!(of["properties"]["body"]["$ref"].is_string(), "{name}");
        }
    }
}

#[test]
fn what_must_have_nothing_is_the_last_of_its_alternatives() {
    let days = DOCUMENT["components"]["schemas"]["Figure_ReliefDays"]["anyOf"].as_array().unwrap();
    assert_eq!(days[0]["required"], json!(["reason"]));
    assert!(days[1]["properties"]["from"].is_object());
}

#[test]
fn every_body_that_is_text_has_an_example_and_each_is_taken() {
    let mut shown = 0;
    for operation in operations() {
        for (media_type, example) in operation.examples() {
            let example = example.unwrap_or_else(|| panic!("{} has no example of {media_type}", operation.name));
            // A server of its own for each: some end the session, or the account.
            let app = App::start();
            let ada = app.patient("ada");
            let path = operation.path.replace("/safety-plans/{id}", &format!("/safety-plans/{SAFETY_PLAN}"));
            let path = path.replace("{id}", &id(1)).replace("{secret}", &"x".repeat(64));
            let path = match (path.as_str(), media_type) {
                ("/imports", _) => "/imports?format=afterglow".to_owned(),
                ("/imports/preview", "text/csv") => "/imports/preview?format=daylio".to_owned(),
                ("/imports/preview", _) => "/imports/preview?format=pixels".to_owned(),
                _ => path,
            };
            let body = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            let answer = ada.request(operation.method.clone(), &path).body(media_type, body).send();
            assert!(
                ![400, 415, 422].contains(&answer.status) || path.ends_with("/confirmation"),
                "{path}: {}",
                answer.text()
            );
            shown += 1;
        }
    }
    assert!(shown >= 25, "{shown}");
}

#[test]
fn head_is_answered_where_reading_spends_nothing() {
    let app = App::start();
    let ada = app.patient("ada");
    let reads: Vec<_> = operations().into_iter().filter(|one| one.method == "GET" && !one.path.contains('{')).collect();
    for operation in asked_with("access_token").into_iter().filter(|one| reads.iter().any(|read| read.name == one.name))
    {
        let query = if operation.query().contains(&"measure") { "?measure=low_mood" } else { "" };
        let path = operation.path.clone() + query;
        let head = ada.request(Method::HEAD, &path).send();
        if ["/export", "/report.pdf"].contains(&path.as_str()) {
            assert_eq!((head.status, head.header("allow")), (405, Some("GET")), "{path}");
            continue;
        }
        let get = ada.get(&path).assert(200);
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        for name in ["content-type", "etag", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
        assert!(get.header("cache-control").is_some(), "{path}");
    }
    let link = ada.post("/shares", &json!({ "label": "Dr. Lee", "measures": ["low_mood"] })).assert(201).json();
    let share = format!("Share {}", link["token"].as_str().unwrap());
    let asked = |path| app.request(Method::HEAD, path).header("authorization", &share).send();
    for counted in ["/shared", "/shared/fhir", "/shared/report.pdf"] {
        asked(counted).assert(405);
    }
    asked("/shared/live").assert(204);
    let visits = ada.read(&format!("/shares/{}/visits", link["id"].as_str().unwrap()));
    assert_eq!(visits["items"], json!([]));
}

#[test]
fn every_route_says_who_may_ask_and_the_open_ones_are_these() {
    let open: Vec<String> = operations()
        .into_iter()
        .filter(|operation| operation.security().is_none() && !operation.is_smart_health_link())
        .map(|operation| operation.name)
        .collect();
    assert_eq!(open, OPEN);
}

#[test]
fn every_other_route_answers_nobody_with_401() {
    let app = App::start();
    app.patient("ada");
    for operation in asked_with("access_token") {
        let strangers = ["", "Bearer", "Bearer ", "Bearer x.y.z", "Basic YWRhOmFkYQ==", "Share x", "bearer\tx"];
        request(&app, &operation).send().refused(401, "unauthenticated");
        for authorization in strangers {
            let answer = request(&app, &operation).header("authorization", authorization).send();
            let answer = answer.refused(401, "unauthenticated");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{}", operation.name);
        }
    }
    for operation in asked_with("refresh_token") {
        request(&app, &operation).send().refused(401, "session_ended");
    }
}

#[test]
fn no_route_answers_an_ended_session() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.delete("/sessions/current").assert(204);
    for operation in asked_with("access_token") {
        request(&app, &operation).bearer(&ada.access_token).send().refused(401, "session_ended");
    }
}

#[test]
fn a_visitors_link_opens_no_route_of_a_patient_and_a_patients_token_none_of_a_visitor() {
    let app = App::start();
    let ada = app.patient("ada");
    let link = ada.post("/shares", &json!({ "label": "Dr. Lee", "measures": ["low_mood"] })).assert(201).json();
    let token = link["token"].as_str().unwrap();
    let share = format!("Share {token}");
    app.request(Method::GET, "/shared").header("authorization", &share).send().assert(200);
    for operation in asked_with("access_token") {
        let visitor = || request(&app, &operation);
        visitor().header("authorization", &share).send().refused(401, "unauthenticated");
        visitor().bearer(token).send().refused(401, "unauthenticated");
    }
    for operation in asked_with("share") {
        let status = request(&app, &operation).bearer(&ada.access_token).send().status;
        assert!([401, 404].contains(&status), "{}: {status}", operation.name);
    }
}

#[test]
fn what_is_anothers_is_not_found_on_any_route() {
    let app = App::start();
    let bob = app.patient("bob");
    let reading = asked_with("access_token").into_iter().filter(|one| one.method == "GET" && one.path.contains("{id}"));
    for operation in reading {
        request(&app, &operation).bearer(&bob.access_token).send().refused(404, "not_found");
    }
}

#[test]
fn what_does_not_exist_is_a_problem_too() {
    let app = App::start();
    let ada = app.patient("ada");
    let missing =
        ["/", "/nothing", "/account/", "/check-ins/a/b", "/Account", "//account", "/../account", "/%FF", "/%2e%2e"];
    for path in missing {
        ada.get(path).refused(404, "not_found");
    }
    let wrong = [
        (Method::PATCH, "/measures", "GET, HEAD"),
        (Method::PUT, "/account", "GET, HEAD, PATCH, DELETE"),
        (Method::DELETE, "/changes", "GET, HEAD, POST"),
        (Method::POST, "/check-ins/0197c1a0-0000-7000-8000-000000000001", "GET, HEAD, PUT, DELETE"),
        (Method::TRACE, "/account", "GET, HEAD, PATCH, DELETE"),
    ];
    for (method, path, allowed) in wrong {
        let answer = ada.request(method, path).send();
        assert_eq!(answer.header("allow"), Some(allowed), "{path}");
        answer.refused(405, "method_not_allowed");
    }
    app.outside(Method::POST, "/anything").send().refused(405, "method_not_allowed");
    app.outside(Method::GET, "/missing.js").send().refused(404, "not_found");
    app.outside(Method::GET, "/../../etc/resolv.conf").send().refused(404, "not_found");
}

#[test]
fn health_is_told_without_signing_in() {
    let app = App::start();
    for (path, status) in [("/health/live", "live"), ("/health/ready", "ready")] {
        let answer = app.outside(Method::GET, path).send().assert(200);
        assert_eq!(answer.json(), json!({ "status": status }));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

fn is_safe(answer: &Answer) {
    let expected = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-robots-tag", "noindex"),
        ("x-frame-options", "DENY"),
        // By which the app knows this server's answers from those of a network in between.
        ("afterglow", "v1"),
    ];
    for (name, value) in expected {
        assert_eq!(answer.header(name), Some(value), "{}: {name}", answer.status);
    }
    let policy = answer.header("content-security-policy").unwrap();
    for rule in ["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(answer.header("permissions-policy").unwrap().contains("microphone=()"));
    for name in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(answer.header(name), None);
    }
}

#[test]
fn every_answer_has_the_security_headers() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut statuses = Vec::new();
    let answers = [
        ada.get("/measures"),
        ada.put(&format!("/check-ins/{}", id(1)), &json!({ "date": "2026-03-10", "note": "x" })),
        ada.delete(&format!("/events/{}", id(2))),
        ada.get_unless("/measures", "*"),
        ada.put(&format!("/check-ins/{}", id(1)), &json!({})),
        ada.put_if(&format!("/check-ins/{}", id(1)), "\"9\"", &json!({ "date": "2026-03-10", "note": "x" })),
        ada.request(Method::PUT, &format!("/check-ins/{}", id(1))).body("text/plain", "x").send(),
        ada.request(Method::PUT, &format!("/check-ins/{}", id(1))).body("application/json", "x").send(),
        ada.request(Method::PUT, &format!("/check-ins/{}", id(1))).body("application/json", vec![b' '; 300_000]).send(),
        ada.get("/nothing"),
        app.outside(Method::GET, "/health/live").send(),
        app.outside(Method::GET, "/").send(),
        app.outside(Method::POST, "/").send(),
        app.sign_up("ada", crate::support::PASSWORD),
        app.sign_in("ada", "wrong"),
        ada.get("/export"),
    ];
    for answer in answers {
        is_safe(&answer);
        assert_eq!(answer.header("strict-transport-security"), None, "browsers come without TLS here");
        assert!(answer.header("cache-control").is_some(), "{}", answer.status);
        statuses.push(answer.status);
    }
    for status in [200, 201, 204, 304, 400, 401, 404, 405, 409, 412, 413, 415, 422] {
        assert!(statuses.contains(&status), "{status} was not among {statuses:?}");
    }
}
