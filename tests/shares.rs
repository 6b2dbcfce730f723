//! Links for clinicians: what they show, what they hold back, and how they end.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{Answer, App, Patient, Request, each, id, smart_health_link::Link, treatment};

/// A patient with two scored days, notes, and one treatment.
fn journal(ada: &Patient) {
    for (number, day, mood) in [(1, "2026-03-01", 8), (2, "2026-03-09", 7)] {
        let body = json!({
            "at": format!("{day}T20:00:00+01:00"), "note": "CANARY note",
            "scores": { "low_mood": mood, "anxiety": 3, "self_harm_thoughts": 6 },
        });
        ada.put(&format!("/check-ins/{}", id(number)), &body).assert(201);
    }
    let treatment = json!({
        "at": "2026-03-05T10:00:00+01:00", "medicine": "ketamine", "route": "iv", "dose": { "amount": 0.75, "unit": "mg/kg" },
        "experience": "CANARY experience", "side_effects": [{ "effect": "CANARY effect", "severity": 1 }],
    });
    ada.put(&format!("/treatments/{}", id(3)), &treatment).assert(201);
    for (number, day, total) in [(4, "2026-03-01", 19), (5, "2026-03-09", 8)] {
        let body =
            json!({ "date": day, "questionnaire": "phq_9", "total": total, "answers": { "q1": "CANARY answer" } });
        ada.put(&format!("/questionnaire-responses/{}", id(number)), &body).assert(201);
    }
}

fn terms() -> Value {
    json!({ "label": "Dr Ito", "measures": ["low_mood"] })
}

fn share(ada: &Patient, terms: &Value) -> Value {
    ada.post("/shares", terms).assert(201).json()
}

fn token(share: &Value) -> &str {
    share["token"].as_str().unwrap()
}

fn visit(app: &App, path: &str, token: &str) -> Request {
    app.request(Method::GET, path).header("authorization", format!("Share {token}"))
}

fn open(app: &App, token: &str) -> Answer {
    visit(app, "/shared", token).send()
}

fn guess(app: &App, token: &str, passcode: &str) -> Answer {
    visit(app, "/shared", token).header("share-passcode", passcode).send()
}

#[test]
fn a_link_shows_what_was_chosen_and_nothing_else() {
    let app = App::start();
    let ada = app.patient("ada");
    journal(&ada);
    let link = share(&ada, &terms());
    assert!(link["url"].as_str().unwrap().ends_with(&format!("/s#{}", token(&link))));
    for path in ["/shared", "/shared/fhir"] {
        let seen = visit(&app, path, token(&link)).send().assert(200);
        let text = seen.json().to_string();
        for hidden in ["CANARY", "anxiety", "self_harm_thoughts", "0.75", "phq_9", "PHQ-9", "44261-6"] {
            assert!(!text.contains(hidden), "{path} shows {hidden}");
        }
        assert_eq!(seen.header("cache-control"), Some("no-store"));
    }
    let seen = open(&app, token(&link)).assert(200).json();
    assert_eq!(seen["label"], "Dr Ito");
    assert_eq!(seen["series"].as_array().unwrap().len(), 1);
    assert_eq!(seen["series"][0]["days"].as_array().unwrap().len(), 2);
    assert_eq!(seen["treatments"][0]["route"], "iv");
    let report = visit(&app, "/shared/report.pdf", token(&link)).send().assert(200);
    assert_eq!(report.header("content-type"), Some("application/pdf"));
}

#[test]
fn what_is_ticked_is_shown() {
    let app = App::start();
    let ada = app.patient("ada");
    journal(&ada);
    let mut terms = terms();
    terms["measures"] = json!(["low_mood", "self_harm_thoughts"]);
    let refused = ada.post("/shares", &terms).assert(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/measures/1");
    terms["include"] =
        json!({ "notes": true, "doses": true, "side_effects": true, "self_harm": true, "questionnaires": true });
    let seen = open(&app, token(&share(&ada, &terms))).assert(200).json();
    assert_eq!(seen["notes"].as_array().unwrap().len(), 2);
    assert_eq!(seen["treatments"][0]["dose"]["amount"], 0.75);
    assert_eq!(seen["treatments"][0]["side_effects"][0]["effect"], "CANARY effect");
    // Before all others, and yet not what is spoken of first.
    assert_eq!(seen["series"][0]["id"], "self_harm_thoughts");
    assert_eq!(seen["main"], "low_mood");
    let questionnaire = &seen["questionnaires"][0];
    assert_eq!((&questionnaire["name"], &questionnaire["max"]), (&json!("PHQ-9"), &json!(27.0)));
    assert_eq!(questionnaire["responses"][1]["total"], 8);
    let change = json!({
        "since": questionnaire["responses"][0]["id"], "before_treatment": true,
        "points_better": 11.0, "percent_better": 100.0 * 11.0 / 19.0, "meaningful": true, "response": true,
    });
    assert_eq!(questionnaire["change"], change);
    // The answers are the patient's alone, also where everything is ticked.
    assert!(!seen.to_string().contains("CANARY answer"));
}

/// Six treatments of three doses, and how low the mood was on each day before and after.
fn doses_and_days() -> String {
    let day = |day: i64| jiff::civil::date(2026, 1, 1) + jiff::Span::new().days(day);
    let check_in = |at: i64| format!("{}T20:00:00+01:00,check_in,low_mood,{},", day(at), 8 - at.max(7) / 7 + at % 2);
    let dose =
        |(number, dose): (i64, &str)| format!("{}T10:00:00+01:00,treatment,iv,{dose} mg/kg,", day(14 + 7 * number));
    let rows = (0..56).map(check_in).chain((0..).zip(["0.5", "0.5", "0.75", "0.75", "1", "1"]).map(dose));
    std::iter::once("at,kind,measure,value,note".to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_a_larger_dose_does_is_shown_with_the_doses_alone() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.import_csv(doses_and_days()).assert(200);
    let figure = |include: Value| {
        let mut terms = terms();
        terms["include"] = include;
        open(&app, token(&share(&ada, &terms))).assert(200).json()["series"][0]["relief"]["over_treatments"].clone()
    };
    let (with, without) = (figure(json!({ "doses": true })), figure(json!({ "doses": false })));
    assert_eq!((&with["dose"]["treatments"], &with["dose"]["unit"]), (&json!(6), &json!("mg/kg")));
    assert_eq!(without["dose"], json!({ "reason": "too_few_treatments" }));
    assert_eq!((&with["shorter"], &with["route"]), (&without["shorter"], &without["route"]));
}

#[test]
fn days_outside_of_the_range_leave_no_trace() {
    let app = App::start();
    let ada = app.patient("ada");
    journal(&ada);
    let mut terms = terms();
    terms["range"] = json!({ "from": "2026-03-06", "to": "2026-03-31" });
    terms["include"] = json!({ "questionnaires": true });
    let seen = open(&app, token(&share(&ada, &terms))).assert(200).json();
    assert_eq!(seen["series"][0]["days"].as_array().unwrap().len(), 1);
    assert_eq!(seen["treatments"], json!([]));
    assert_eq!(seen["series"][0]["relief"]["treatments"], json!([]));
    let questionnaire = &seen["questionnaires"][0];
    assert_eq!(questionnaire["responses"].as_array().unwrap().len(), 1);
    assert_eq!(questionnaire.get("change"), None);
}

/// Whether a link to these days compares the latest total, and with which day's.
fn compared_with(app: &App, ada: &Patient, range: &Value) -> Option<String> {
    let mut terms = terms();
    terms["range"] = range.clone();
    terms["include"] = json!({ "questionnaires": true });
    let seen = open(app, token(&share(ada, &terms))).assert(200).json();
    let questionnaire = &seen["questionnaires"][0];
    let since = questionnaire.get("change")?["since"].as_str()?;
    let mut responses = questionnaire["responses"].as_array().unwrap().iter();
    Some(responses.find(|one| one["id"] == since).unwrap()["date"].as_str().unwrap().to_owned())
}

#[test]
fn better_or_worse_is_said_against_the_total_before_treatment_or_not_at_all() {
    let app = App::start();
    // After it, nothing of this journal is still to come.
    app.time_passes(SignedDuration::from_hours(60 * 24));
    let ada = app.patient("ada");
    for (number, (day, total)) in
        [("2026-02-01", 12), ("2026-03-08", 21), ("2026-03-15", 10), ("2026-04-19", 12)].into_iter().enumerate()
    {
        let body = json!({ "date": day, "questionnaire": "phq_9", "total": total });
        ada.put(&format!("/questionnaire-responses/{}", id(number)), &body).assert(201);
    }
    for (number, at) in ["2026-03-10T10:00:00Z", "2026-03-24T10:00:00Z"].into_iter().enumerate() {
        ada.put(&format!("/treatments/{}", id(20 + number)), &treatment(at)).assert(201);
    }
    let with = |range: Value| compared_with(&app, &ada, &range);
    assert_eq!(with(json!({})).as_deref(), Some("2026-03-08"));
    assert_eq!(with(json!({ "from": "2026-03-01", "to": "2026-04-30" })).as_deref(), Some("2026-03-08"));
    // The first total in view is 10, and the latest 12: that would be two points worse, of nine points better.
    assert_eq!(with(json!({ "from": "2026-03-09", "to": "2026-04-30" })), None);
    // Without a treatment in view there is nothing that a total could lie before.
    assert_eq!(with(json!({ "from": "2026-04-01", "to": "2026-04-30" })), None);
    assert_eq!(with(json!({ "from": "2026-01-01", "to": "2026-03-09" })), None);
}

#[test]
fn ended_links_answer_alike_however_they_ended() {
    let app = App::start();
    let mut ada = app.patient("ada");
    let (revoked, mut brief) = (share(&ada, &terms()), terms());
    brief["expires_in_days"] = json!(1);
    let expired = share(&ada, &brief);
    ada.delete(&format!("/shares/{}", revoked["id"].as_str().unwrap())).assert(204);
    ada.lives_on(SignedDuration::from_hours(25));
    let never = BASE64_URL_SAFE_NO_PAD.encode([7; 48]);
    let answers: Vec<Value> = [token(&revoked), token(&expired), never.as_str(), "x", ""]
        .map(|token| {
            let answer = open(&app, token).assert(404);
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            answer.json()
        })
        .into();
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    let listed =
        ada.read("/shares")["items"].as_array().unwrap().iter().map(|share| share["live"].clone()).collect::<Vec<_>>();
    assert_eq!(listed, [json!(false), json!(false)]);
}

#[test]
fn erasing_the_account_ends_its_links() {
    let app = App::start();
    let ada = app.patient("ada");
    let link = share(&ada, &terms());
    open(&app, token(&link)).assert(200);
    ada.request(Method::DELETE, "/account").json(&json!({ "password": crate::support::PASSWORD })).send().assert(204);
    open(&app, token(&link)).assert(404);
}

#[test]
fn ten_wrong_passcodes_end_a_link_even_when_guessed_at_once() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut terms = terms();
    terms["passcode"] = json!("grüne Tür");
    let link = share(&ada, &terms);
    let asked = open(&app, token(&link)).assert(401).json();
    assert_eq!((&asked["code"], &asked["remainingAttempts"]), (&json!("passcode_required"), &json!(10)));
    guess(&app, token(&link), "gr%C3%BCne%20T%C3%BCr").assert(200);
    let wrong = guess(&app, token(&link), "red").assert(401).json();
    assert_eq!((&wrong["code"], &wrong["remainingAttempts"]), (&json!("wrong_passcode"), &json!(9)));
    let answered: Vec<u16> = std::thread::scope(|scope| {
        let guesses: Vec<_> = (0..30).map(|_| scope.spawn(|| guess(&app, token(&link), "blue").status)).collect();
        guesses.into_iter().map(|guess| guess.join().unwrap()).collect()
    });
    assert_eq!(answered.iter().filter(|status| **status == 401).count(), 9);
    guess(&app, token(&link), "gr%C3%BCne%20T%C3%BCr").assert(404);
}

#[test]
fn the_patient_sees_when_and_with_what_a_link_was_opened() {
    let app = App::start();
    let ada = app.patient("ada");
    let link = share(&ada, &terms());
    let firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
    for _ in 0..3 {
        visit(&app, "/shared", token(&link)).header("user-agent", firefox).send().assert(200);
    }
    app.time_passes(SignedDuration::from_mins(5));
    let visits = ada.read(&format!("/shares/{}/visits", link["id"].as_str().unwrap()));
    let visits = visits["items"].as_array().unwrap();
    assert_eq!(visits.len(), 1);
    assert_eq!((&visits[0]["way"], &visits[0]["device"]), (&json!("page"), &json!("Firefox on Windows")));
}

#[test]
fn whoever_has_a_link_fills_neither_the_list_of_visits_nor_the_trail_and_chooses_no_words_in_it() {
    let app = App::start();
    let ada = app.patient("ada");
    let link = share(&ada, &terms());
    let path = &Link::read(&app, &link["smart_health_link"]).path;
    for n in 0..33 {
        let asked = json!({ "recipient": format!("Firefox on Windows {n}") });
        app.request(Method::POST, path).json(&asked).send().assert(200);
    }
    let visits = ada.read(&format!("/shares/{}/visits", link["id"].as_str().unwrap()));
    assert_eq!(visits["items"].as_array().unwrap().len(), 20);
    assert_eq!(visits["items"][0]["more"], 13);
    let trail = ada.read("/account/audit-trail");
    let opened: Vec<_> =
        trail["items"].as_array().unwrap().iter().filter(|line| line["action"] == "link_visited").collect();
    assert_eq!(opened.len(), 20);
    assert!(opened.iter().all(|line| line["device"] == "SMART Health Link"));
    // A day later it is told again.
    app.time_passes(SignedDuration::from_hours(25));
    app.request(Method::POST, path).json(&json!({ "recipient": "Clinic" })).send().assert(200);
    let visits = app.another_device(&ada).read(&format!("/shares/{}/visits", link["id"].as_str().unwrap()));
    assert_eq!((visits["items"].as_array().unwrap().len(), &visits["items"][0]["more"]), (21, &json!(0)));
}

#[test]
fn wrong_passcodes_are_told_in_the_trail() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut terms = terms();
    terms["passcode"] = json!("grey door");
    let link = share(&ada, &terms);
    for _ in 0..2 {
        guess(&app, token(&link), "blue").refused(401, "wrong_passcode");
    }
    let trail = ada.read("/account/audit-trail");
    assert_eq!(each(&trail["items"], "action")[..2], ["link_refused", "link_refused"]);
    assert_eq!(trail["intact"], true);
}

#[test]
fn an_open_page_learns_that_its_link_has_ended_without_a_visit_or_a_passcode() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut terms = terms();
    terms["passcode"] = json!("grey door");
    let link = share(&ada, &terms);
    let path = format!("/shares/{}", link["id"].as_str().unwrap());
    let live = || visit(&app, "/shared/live", token(&link)).send();
    for _ in 0..12 {
        assert_eq!(live().assert(204).header("cache-control"), Some("no-store"));
    }
    assert_eq!(open(&app, token(&link)).assert(401).json()["remainingAttempts"], 10);
    assert_eq!(ada.read(&format!("{path}/visits"))["items"], json!([]));
    ada.delete(&path).assert(204);
    live().refused(404, "link_not_active");
}

#[test]
fn nobody_reads_or_ends_the_links_of_another() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let link = share(&ada, &terms());
    let path = format!("/shares/{}", link["id"].as_str().unwrap());
    assert_eq!(bob.read("/shares")["items"], json!([]));
    bob.get(&format!("{path}/visits")).assert(404);
    bob.delete(&path).assert(204);
    open(&app, token(&link)).assert(200);
}

#[test]
fn a_link_does_not_stand_in_for_a_session_nor_a_session_for_a_link() {
    let app = App::start();
    let ada = app.patient("ada");
    let link = share(&ada, &terms());
    app.request(Method::GET, "/account").bearer(token(&link)).send().assert(401);
    open(&app, &ada.access_token).assert(404);
    ada.get("/shared").assert(404);
}

#[test]
fn a_smart_health_link_gives_an_encrypted_file_to_any_viewer() {
    let app = App::start();
    let mut ada = app.patient("ada");
    journal(&ada);
    let link = share(&ada, &terms());
    let Link { payload, path, .. } = &Link::read(&app, &link["smart_health_link"]);
    assert_eq!((&payload["flag"], &payload["v"]), (&json!("L"), &json!(1)));
    assert!(payload["exp"].is_i64());
    let url = payload["url"].as_str().unwrap();
    assert!(url.len() <= 128, "{url}");

    let asked = |body: Value| app.request(Method::POST, path).json(&body).send();
    let manifest = asked(json!({ "recipient": "Clinic" })).assert(200);
    assert_eq!(manifest.header("access-control-allow-origin"), Some("*"));
    let file = &manifest.json()["files"][0];
    assert_eq!(file["contentType"], "application/fhir+json");
    assert_eq!(file["embedded"].as_str().unwrap().split('.').count(), 5);

    let located = asked(json!({ "recipient": "Clinic", "embeddedLengthMax": 10 })).assert(200).json();
    let location = located["files"][0]["location"].as_str().unwrap().split_once("/api/v1").unwrap().1;
    let fetch = || app.request(Method::GET, location).send();
    assert_eq!(fetch().assert(200).header("content-type"), Some("application/jose"));
    app.request(Method::GET, &format!("{location}x")).send().assert(404);
    ada.lives_on(SignedDuration::from_mins(31));
    fetch().assert(404);

    let allowed = app.request(Method::OPTIONS, path).send().assert(204);
    assert_eq!(allowed.header("access-control-allow-methods"), Some("GET, POST, OPTIONS"));
    app.request(Method::GET, &format!("{path}?recipient=Clinic")).send().assert(200);
    ada.delete(&format!("/shares/{}", link["id"].as_str().unwrap())).assert(204);
    asked(json!({ "recipient": "Clinic" })).assert(404);
}

#[test]
fn a_smart_health_link_with_a_passcode_counts_attempts_and_has_no_direct_form() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut terms = terms();
    terms["passcode"] = json!("4711");
    let link = share(&ada, &terms);
    assert_eq!(link["direct_link"], Value::Null);
    let Link { payload, path, .. } = &Link::read(&app, &link["smart_health_link"]);
    assert_eq!(payload["flag"], "LP");
    let asked = |body: Value| app.request(Method::POST, path).json(&body).send();
    let wrong = asked(json!({ "recipient": "Clinic", "passcode": "0000" })).assert(401).json();
    assert_eq!(wrong["remainingAttempts"], 9);
    asked(json!({ "recipient": "Clinic", "passcode": "4711" })).assert(200);
    app.request(Method::GET, &format!("{path}?recipient=Clinic")).send().assert(401);
}

#[test]
fn what_a_viewer_sends_wrong_is_pointed_at() {
    let app = App::start();
    let ada = app.patient("ada");
    let link = share(&ada, &terms());
    let Link { path, .. } = Link::read(&app, &link["smart_health_link"]);
    let asked = |body: Value| app.request(Method::POST, &path).json(&body).send();
    asked(json!({})).wrong_at(&["/recipient"]);
    asked(json!({ "recipient": 5 })).wrong_at(&["/recipient"]);
    asked(json!({ "recipient": "Clinic\0" })).wrong_at(&["/recipient"]);
    asked(json!({ "recipient": "Clinic", "passcode": [] })).wrong_at(&["/passcode"]);
    asked(json!({ "recipient": "Clinic", "embeddedLengthMax": -1 })).wrong_at(&["/embeddedLengthMax"]);
    asked(json!({ "recipient": "Clinic", "unknown": true })).assert(200);
    app.request(Method::GET, &path).send().wrong_at(&["/recipient"]);
    app.request(Method::POST, &format!("{path}x")).json(&json!({ "recipient": "Clinic" })).send().assert(404);
}

#[test]
fn documents_are_in_the_language_of_the_link_and_in_another_where_a_visitor_asks_for_it() {
    let app = App::start();
    let ada = app.patient("ada");
    journal(&ada);
    let mut terms = terms();
    terms["language"] = json!("de");
    terms["include"]["notes"] = json!(true);
    let link = share(&ada, &terms);
    let paper = |query: &str| {
        let pdf = visit(&app, &format!("/shared/report.pdf{query}"), token(&link)).send().assert(200).body;
        lopdf::Document::load_mem(&pdf).unwrap().catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap().to_vec()
    };
    let file =
        |query: &str| visit(&app, &format!("/shared/fhir{query}"), token(&link)).send().assert(200).json().to_string();
    assert_eq!(paper(""), b"de");
    assert_eq!(paper("?language=pt-PT"), b"pt-BR");
    assert!(file("").contains("Wie niedergeschlagen") && file("").contains("\"text\":\"Notiz\""), "{}", file(""));
    assert!(
        file("?language=fr").contains("\"text\":\"Note\"") && !file("?language=fr").contains("Wie niedergeschlagen")
    );
    let shown = ada.get("/shares").assert(200).json();
    assert!(shown.to_string().contains("\"language\":\"de\""), "{shown}");
    // Nobody named one: the patient's, which is English here.
    let other = share(&ada, &self::terms());
    let english = visit(&app, "/shared/fhir", token(&other)).send().assert(200).json().to_string();
    assert!(english.contains("How low do you feel?"), "{english}");
    let refused = visit(&app, "/shared/fhir?language=klingon", token(&link)).send().assert(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/language", "{refused}");
}
