//! Every route, asked by everyone there can be: the status is the one that is written down here, and the document
//! knows it. A route that is missing here fails the build.

use std::collections::BTreeMap;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::{
    bad_input::cases::cases,
    support::{
        Answer, App, Request, SAFETY_PLAN,
        contract::{Operation, operations},
        id,
    },
};

/// What each identity is answered: nobody, another patient, an ended session, a visitor with an expired link and one
/// with a live link.
type Row = [u16; 5];

/// Routes of the signed-in: the second column is another patient, who asks for what the first one has.
const PATIENTS: Row = [401, 200, 401, 401, 401];
const MADE: Row = [401, 201, 401, 401, 401];
const DONE: Row = [401, 204, 401, 401, 401];
const MISSED: Row = [401, 404, 401, 401, 401];
/// Routes of visitors.
const VISITORS: Row = [404, 404, 404, 404, 200];
/// Routes that ask nobody who they are.
const EVERYONE: Row = [200; 5];

const ROWS: [(&str, Row); 78] = [
    ("DELETE /account", DONE),
    ("GET /account", PATIENTS),
    ("PATCH /account", PATIENTS),
    ("GET /account/audit-trail", PATIENTS),
    ("DELETE /account/calendar", DONE),
    ("GET /account/calendar", PATIENTS),
    ("POST /account/calendar", MADE),
    ("PUT /account/password", PATIENTS),
    // The code in the table is nobody's.
    ("POST /account/recovery", [401; 5]),
    ("POST /account/recovery-code", MADE),
    ("DELETE /account/reminder-mail", DONE),
    ("GET /account/reminder-mail", PATIENTS),
    // This server has no mail server, and no code is out.
    ("PUT /account/reminder-mail", [401, 409, 401, 401, 401]),
    ("POST /account/reminder-mail/confirmation", [401, 422, 401, 401, 401]),
    ("POST /accounts", [201, 409, 409, 409, 409]),
    // A link's secret is not a calendar's.
    ("GET /calendar/{secret}", [404; 5]),
    ("GET /changes", PATIENTS),
    ("POST /changes", PATIENTS),
    ("GET /check-ins", PATIENTS),
    ("DELETE /check-ins/{id}", DONE),
    ("GET /check-ins/{id}", MISSED),
    ("PUT /check-ins/{id}", MADE),
    ("GET /events", PATIENTS),
    ("DELETE /events/{id}", DONE),
    ("GET /events/{id}", MISSED),
    ("PUT /events/{id}", MADE),
    ("GET /export", PATIENTS),
    ("POST /imports", PATIENTS),
    ("POST /imports/preview", PATIENTS),
    ("GET /measures", PATIENTS),
    ("DELETE /measures/{id}", DONE),
    ("GET /measures/{id}", MISSED),
    ("PUT /measures/{id}", MADE),
    ("GET /openapi.json", EVERYONE),
    ("GET /push/key", PATIENTS),
    ("POST /push/snooze", DONE),
    ("DELETE /push/subscription", DONE),
    ("PUT /push/subscription", DONE),
    // Without a subscription there is nowhere to send one.
    ("POST /push/test", [401, 409, 401, 401, 401]),
    ("GET /questionnaire-responses", PATIENTS),
    ("DELETE /questionnaire-responses/{id}", DONE),
    ("GET /questionnaire-responses/{id}", MISSED),
    ("PUT /questionnaire-responses/{id}", MADE),
    ("GET /questionnaires", PATIENTS),
    ("POST /questionnaires", MADE),
    ("DELETE /questionnaires/{id}", DONE),
    ("GET /questionnaires/{id}", MISSED),
    ("GET /relief", PATIENTS),
    // A link's secret stops no mails.
    ("GET /reminder-mail/{secret}", [404; 5]),
    ("POST /reminder-mail/{secret}", [404; 5]),
    ("GET /report.pdf", PATIENTS),
    ("DELETE /safety-plans/{id}", DONE),
    ("GET /safety-plans/{id}", MISSED),
    ("PUT /safety-plans/{id}", MADE),
    ("DELETE /sessions", DONE),
    ("GET /sessions", PATIENTS),
    ("POST /sessions", [201; 5]),
    ("DELETE /sessions/current", DONE),
    ("POST /sessions/current/confirmation", DONE),
    // Asked with the cookie of the one who asks.
    ("POST /sessions/refresh", PATIENTS),
    ("GET /shared", VISITORS),
    ("GET /shared/fhir", VISITORS),
    ("GET /shared/live", [404, 404, 404, 404, 204]),
    ("GET /shared/report.pdf", VISITORS),
    ("GET /shares", PATIENTS),
    ("POST /shares", MADE),
    ("DELETE /shares/{id}", DONE),
    ("GET /shares/{id}/visits", MISSED),
    ("GET /shl/{secret}", VISITORS),
    ("OPTIONS /shl/{secret}", [204; 5]),
    ("POST /shl/{secret}", VISITORS),
    ("GET /shl/{secret}/files/{ticket}", VISITORS),
    ("OPTIONS /shl/{secret}/files/{ticket}", [204; 5]),
    ("GET /treatments", PATIENTS),
    ("DELETE /treatments/{id}", DONE),
    ("GET /treatments/{id}", MISSED),
    ("PUT /treatments/{id}", MADE),
    ("GET /trends", PATIENTS),
];

/// The patient whose things everyone asks for, and the links that visitors hold.
struct World<'a> {
    app: &'a App,
    expired: Value,
    live: Value,
}

impl<'a> World<'a> {
    fn made(app: &'a App) -> Self {
        let mut ada = app.patient("ada");
        for (_, case) in cases().iter().filter(|(name, _)| name.starts_with("PUT ") && name.ends_with("{id}")) {
            ada.put(&case.path, &case.bodies[0]).assert(201);
        }
        ada.post("/questionnaires", &cases()["POST /questionnaires"].bodies[0]).assert(201);
        let terms = |days: u32| json!({ "label": "Dr Ito", "measures": ["low_mood"], "expires_in_days": days });
        let expired = ada.post("/shares", &terms(1)).assert(201).json();
        let live = ada.post("/shares", &terms(30)).assert(201).json();
        ada.lives_on(SignedDuration::from_hours(25));
        Self { app, expired, live }
    }

    /// A good request to a route, for what the first patient has; `link` is the one that a visitor holds.
    fn request(&self, operation: &Operation, link: Option<&Value>) -> Request {
        let (secret, ticket) = self.secret_and_ticket(link);
        let id = match operation.path.split('/').nth(1).unwrap() {
            "measures" => "calm".to_owned(),
            "questionnaires" => "phq_9".to_owned(),
            "safety-plans" => SAFETY_PLAN.to_owned(),
            "shares" => self.live["id"].as_str().unwrap().to_owned(),
            kind => id(["", "check-ins", "treatments", "events", "", "questionnaire-responses"]
                .iter()
                .position(|one| *one == kind)
                .unwrap_or_default()),
        };
        let path = operation.path.replace("{secret}", &secret).replace("{ticket}", &ticket).replace("{id}", &id);
        let query = match operation.path.as_str() {
            "/relief" | "/trends" => "?measure=low_mood",
            "/imports" => "?format=afterglow",
            "/imports/preview" => "?format=pixels",
            "/shl/{secret}" if operation.method == Method::GET => "?recipient=Clinic",
            _ => "",
        };
        let request = self.app.request(operation.method.clone(), &(path + query));
        match cases().get(operation.name.as_str()) {
            Some(case) => request.json(&case.bodies[0]),
            None if operation.name == "POST /shl/{secret}" => request.json(&json!({ "recipient": "Clinic" })),
            None => request,
        }
    }

    /// What is in the paths of a SMART Health Link: made up for those without a link.
    fn secret_and_ticket(&self, link: Option<&Value>) -> (String, String) {
        let Some(link) = link else { return (BASE64_URL_SAFE_NO_PAD.encode([7; 32]), "made-up".to_owned()) };
        let payload = link["smart_health_link"].as_str().unwrap().strip_prefix("shlink:/").unwrap();
        let payload: Value = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
        let secret = payload["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let asked = json!({ "recipient": "Clinic", "embeddedLengthMax": 1 });
        let manifest = self.app.request(Method::POST, &format!("/shl/{secret}")).json(&asked).send();
        let location = manifest.json()["files"][0]["location"].as_str().map(str::to_owned);
        let ticket = location.map(|location| location.rsplit('/').next().unwrap().to_owned());
        (secret, ticket.unwrap_or_else(|| "made-up".to_owned()))
    }

    /// What everyone is answered, in the order of a [`Row`].
    fn asked(&self, operation: &Operation, n: usize) -> [Answer; 5] {
        let visitor = |link: &Value| {
            let share = format!("Share {}", link["token"].as_str().unwrap());
            self.request(operation, Some(link)).header("authorization", share).send()
        };
        // One for each route: some end the account, and some its sessions.
        let bob = self.app.patient(&format!("bob{n}"));
        let patient =
            || self.request(operation, None).bearer(&bob.access_token).header("cookie", bob.cookie.as_str()).send();
        let (nobody, another) = (self.request(operation, None).send(), patient());
        // Where the route has not ended it already.
        bob.delete("/sessions/current");
        [nobody, another, patient(), visitor(&self.expired), visitor(&self.live)]
    }
}

#[test]
fn every_route_answers_every_identity_as_it_is_written_down() {
    let app = App::start();
    let world = World::made(&app);
    let mut rows = BTreeMap::from(ROWS);
    let mut wrong = Vec::new();
    for (n, operation) in operations().iter().enumerate() {
        let Some(row) = rows.remove(operation.name.as_str()) else {
            wrong.push(format!("{}: has no row", operation.name));
            continue;
        };
        let statuses = world.asked(operation, n).map(|answer| answer.status);
        if statuses != row {
            wrong.push(format!("{}: {statuses:?} instead of {row:?}", operation.name));
        }
        let undocumented = statuses.iter().find(|status| !operation.documents(**status));
        wrong.extend(undocumented.map(|status| format!("{}: {status} is not in the document", operation.name)));
    }
    wrong.extend(rows.keys().map(|gone| format!("{gone}: is no route")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_anothers_and_what_never_was_are_answered_byte_for_byte_alike() {
    let app = App::start();
    let world = World::made(&app);
    let bob = app.patient("bob");
    for operation in operations().iter().filter(|operation| operation.path.contains("{id}")) {
        if operation.method == Method::PUT {
            // One makes one's own of any id: that is tests/journal.rs.
            continue;
        }
        let anothers = world.request(operation, None).bearer(&bob.access_token).send();
        let never = operation.path.replace(
            "{id}",
            match operation.path.split('/').nth(1).unwrap() {
                "questionnaires" => "gad_7",
                "measures" => "never",
                _ => "019cd800-0000-7000-8000-ffffffffffff",
            },
        );
        let never = app.request(operation.method.clone(), &never).bearer(&bob.access_token).send();
        let told = |answer: &Answer| {
            let headers = answer.headers.iter().filter(|(name, _)| *name != "date" && *name != "x-request-id");
            let headers: BTreeMap<_, _> = headers.map(|(name, value)| (name.to_string(), value.clone())).collect();
            (answer.status, headers, answer.text())
        };
        assert_eq!(told(&anothers), told(&never), "{}", operation.name);
    }
}
