//! Forms of questionnaires: which are taken, how answers are scored, and by whom a form was brought.

use std::fs;

use serde_json::{Value, json};

use crate::support::{
    App, Patient, hour, id,
    process::{run, text},
    questionnaires::{ANSWERS, OWN_CODES, PHQ_9, all, by_own_code, gad_7, options, peg, phq_9},
};

fn import(patient: &Patient, form: &Value) -> Value {
    patient.post("/questionnaires", form).assert(201).json()
}

fn answered(questionnaire: &str, answers: &Value) -> Value {
    json!({ "at": hour(0), "questionnaire": questionnaire, "answers": answers })
}

fn known(patient: &Patient, id: &str) -> Value {
    let items = patient.read("/questionnaires")["items"].take();
    items.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone()
}

/// What answers come to, asked of the server.
fn total(patient: &Patient, questionnaire: &str, answers: &Value) -> Value {
    let path = format!("/questionnaire-responses/{}", id(1));
    let stored = patient.put(&path, &answered(questionnaire, answers));
    assert!(stored.status < 300, "{}", stored.text());
    stored.json()["total"].clone()
}

#[test]
fn a_form_is_kept_as_given_and_listed_as_it_is_asked() {
    let app = App::start();
    let ada = app.patient("ada");
    let none = known(&ada, "phq_9");
    assert_eq!((&none["form"], &none["source"]), (&Value::Null, &Value::Null));
    ada.get("/questionnaires/phq_9").refused(404, "not_found");

    let imported = import(&ada, &phq_9());
    assert_eq!(imported, known(&ada, "phq_9"));
    assert_eq!((&imported["id"], &imported["source"]), (&json!("phq_9"), &json!("own")));
    let form = &imported["form"];
    assert_eq!((&form["title"], &form["copyright"]), (&json!("Made up"), &json!("Nobody's: made up for a test.")));
    let items = form["items"].as_array().unwrap();
    let parts: Vec<Option<u64>> = items.iter().map(|item| item["part"].as_u64()).collect();
    assert_eq!(parts, (0..9).map(Some).chain([None]).collect::<Vec<_>>());
    let scores =
        |item: &Value| item["choices"].as_array().unwrap().iter().map(|one| one["score"].as_i64()).collect::<Vec<_>>();
    assert_eq!(scores(&items[0]), [0, 1, 2, 3].map(Some));
    assert_eq!(scores(&items[9]), [None, None]);
    let self_harm: Vec<bool> = items.iter().map(|item| item["self_harm"] == true).collect();
    assert_eq!(self_harm, (0..10).map(|n| n == 8).collect::<Vec<_>>());

    let raw = ada.get("/questionnaires/phq_9").assert(200);
    assert_eq!((raw.header("content-type"), raw.json()), (Some("application/fhir+json"), phq_9()));
    let listed = ada.get("/questionnaires").assert(200);
    assert!(ada.get_unless("/questionnaires", &listed.etag()).assert(304).body.is_empty());

    ada.post("/questionnaires", &phq_9()).assert(200);
    ada.delete("/questionnaires/phq_9").assert(204);
    ada.delete("/questionnaires/phq_9").assert(204);
    assert_eq!(known(&ada, "phq_9")["form"], Value::Null);
    ada.get_unless("/questionnaires", &listed.etag()).assert(200);
    for unknown in ["phq", "PHQ_9", "%00"] {
        ada.get(&format!("/questionnaires/{unknown}")).refused(404, "not_found");
        ada.delete(&format!("/questionnaires/{unknown}")).refused(404, "not_found");
    }
}

#[test]
fn the_server_scores_answers_as_each_questionnaire_is_scored() {
    let app = App::start();
    let ada = app.patient("ada");
    import(&ada, &phq_9());
    assert_eq!(total(&ada, "phq_9", &all(9, ANSWERS[0])), 0);
    assert_eq!(total(&ada, "phq_9", &all(9, ANSWERS[3])), 27);
    let mut answers = all(9, ANSWERS[1]);
    answers["q3"] = json!(ANSWERS[3]);
    answers["q10"] = json!("hard");
    assert_eq!(total(&ada, "phq_9", &answers), 11);

    let form = import(&ada, &gad_7());
    assert_eq!(form["form"]["items"][6]["lead"], "About these days");
    let answers = |code: &str| (0..7).map(|n| (format!("g/{n}"), json!(code))).collect::<serde_json::Map<_, _>>();
    assert_eq!(total(&ada, "gad_7", &answers("a3").into()), 21);

    import(&ada, &peg());
    assert_eq!(total(&ada, "peg", &json!({ "75893-8": "10", "91145-3": "5", "91146-1": "4" })), 6.33);

    import(&ada, &by_own_code("who_5", 5, 5));
    let mut answers = all(5, "a3");
    answers["q1"] = json!("a1");
    assert_eq!(total(&ada, "who_5", &answers), 52);
    import(&ada, &by_own_code("pcl_5", 20, 4));
    assert_eq!(total(&ada, "pcl_5", &all(20, "a4")), 80);
    import(&ada, &by_own_code("asrm", 5, 4));
    assert_eq!(total(&ada, "asrm", &all(5, "a1")), 5);
}

#[test]
fn of_several_questions_about_one_thing_the_highest_counts_and_one_is_enough() {
    let app = App::start();
    let ada = app.patient("ada");
    let form = import(&ada, &by_own_code("qids_sr16", 16, 3));
    let self_harm = form["form"]["items"].as_array().unwrap().iter().position(|item| item["self_harm"] == true);
    assert_eq!(self_harm, Some(11));
    assert_eq!(total(&ada, "qids_sr16", &all(16, "a3")), 27);
    let mut answers = all(16, "a0");
    // Sleep: 2 and 3 count as 3. Less appetite is answered, more appetite is not.
    answers["q2"] = json!("a2");
    answers["q4"] = json!("a3");
    answers["q6"] = json!("a1");
    answers.as_object_mut().unwrap().remove("q7");
    answers["q16"] = json!("a2");
    assert_eq!(total(&ada, "qids_sr16", &answers), 6);
    for gone in ["q15", "q16"] {
        answers.as_object_mut().unwrap().remove(gone);
    }
    let path = format!("/questionnaire-responses/{}", id(1));
    ada.put(&path, &answered("qids_sr16", &answers)).wrong_at(&["/answers/q15"]);
}

#[test]
fn answers_that_do_not_fit_the_form_are_pointed_at() {
    let app = App::start();
    let ada = app.patient("ada");
    import(&ada, &phq_9());
    let path = format!("/questionnaire-responses/{}", id(1));
    let mut answers = all(8, ANSWERS[1]);
    answers["q2"] = json!("LA6572-7");
    answers["q10/~"] = json!("easy");
    let body = answered("phq_9", &answers);
    let wrong = ["/answers/q10~1~0", "/answers/q2", "/answers/q9"];
    ada.put(&path, &body).wrong_at(&wrong);
    let offline = |body: &Value| json!({ "changes": [{ "kind": "questionnaire_response", "id": id(1), "base_revision": 0, "body": body }] });
    ada.post("/changes", &offline(&body))
        .wrong_at(&wrong.map(|at| format!("/changes/0/body{at}")).each_ref().map(String::as_str));
    for (answers, at) in
        [(json!({ "q1": 1 }), "/answers/q1"), (json!({ "q1": null }), "/answers/q1"), (json!([]), "/answers")]
    {
        ada.put(&path, &answered("phq_9", &answers)).wrong_at(&[at]);
    }
    ada.put(&path, &answered("phq_9", &json!({ "q1": "x".repeat(256) }))).wrong_at(&["/answers/q1"]);
    let many = (0..101).map(|n| (format!("q{n}"), json!("a"))).collect::<serde_json::Map<_, _>>();
    ada.put(&path, &answered("phq_9", &many.into())).wrong_at(&["/answers"]);

    let mut told = answered("phq_9", &all(9, ANSWERS[1]));
    told["total"] = json!(10);
    ada.put(&path, &told).wrong_at(&["/total"]);
    told["total"] = json!(9);
    ada.put(&path, &told).assert(201);
    assert_eq!(ada.revision(), 2);
}

#[test]
fn without_a_form_answers_need_their_total_and_what_was_scored_once_stays() {
    let app = App::start();
    let ada = app.patient("ada");
    let path = format!("/questionnaire-responses/{}", id(1));
    let mut body = answered("phq_9", &all(9, ANSWERS[1]));
    ada.put(&path, &body).wrong_at(&["/total"]);
    body["total"] = json!(9);
    ada.put(&path, &body).assert(201);

    // Another form with other names for its questions: what was answered by the first can still be moved in time.
    import(&ada, &by_own_code("asrm", 5, 4));
    let path = format!("/questionnaire-responses/{}", id(2));
    let mut body = answered("asrm", &all(5, "a1"));
    ada.put(&path, &body).assert(201);
    let mut renamed = by_own_code("asrm", 5, 4);
    for (n, item) in renamed["item"].as_array_mut().unwrap().iter_mut().enumerate() {
        item["linkId"] = json!(format!("r{n}"));
    }
    ada.post("/questionnaires", &renamed).assert(200);
    body["at"] = json!(hour(5));
    assert_eq!(ada.put(&path, &body).assert(200).json()["total"], 5);
    body["total"] = json!(6);
    ada.put(&path, &body).refused(422, "invalid_body");
}

#[test]
fn forms_and_answers_leave_and_come_back_with_everything_else() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    import(&ada, &by_own_code("asrm", 5, 4));
    ada.put(&format!("/questionnaire-responses/{}", id(1)), &answered("asrm", &all(5, "a1"))).assert(201);
    // Its form is gone: the answers are from another day.
    import(&ada, &phq_9());
    ada.put(&format!("/questionnaire-responses/{}", id(2)), &answered("phq_9", &all(9, ANSWERS[2]))).assert(201);
    ada.delete("/questionnaires/phq_9").assert(204);
    let export = ada.get("/export").assert(200);
    assert_eq!(bob.import_json(&export.json()).assert(200).json(), json!({ "imported": 3, "unchanged": 0, "kept": 0 }));
    assert_eq!(bob.get("/export").assert(200).body, export.body);
    assert_eq!(known(&bob, "asrm")["source"], "own");
    let csv = ada.get("/export?format=csv").assert(200).text();
    assert!(csv.contains(",questionnaire_response,asrm,5,,,,\n") && !csv.contains("Made up"), "{csv}");
    assert_eq!(ada.import_csv(csv).assert(200).json(), json!({ "imported": 0, "unchanged": 0, "kept": 2 }));
}

#[test]
fn a_form_that_cannot_be_asked_or_scored_is_refused_where_it_is_wrong() {
    let app = App::start();
    let ada = app.patient("ada");
    let refused = |form: &Value, at: &str| {
        let answer = ada.post("/questionnaires", form).refused(422, "invalid_body");
        assert_eq!(answer.pointers(), [at], "{}", answer.text());
        answer.json()["errors"][0]["detail"].as_str().unwrap().to_owned()
    };
    let mut form = phq_9();
    form["resourceType"] = json!("QuestionnaireResponse");
    refused(&form, "/resourceType");
    let mut form = phq_9();
    form["code"] = json!([{ "system": "http://loinc.org", "code": "44250-9" }]);
    let said = refused(&form, "/code");
    assert!(said.contains("44249-1 (PHQ-9)") && said.contains(OWN_CODES), "{said}");
    form.as_object_mut().unwrap().remove("code");
    refused(&form, "/code");

    // A PHQ-9 without its ninth question, as some packages have it, is none.
    let mut eight = phq_9();
    eight["item"].as_array_mut().unwrap().remove(8);
    assert!(refused(&eight, "/item").contains("44260-8"));
    let mut twice = phq_9();
    twice["item"][1]["code"] = json!([{ "system": "http://loinc.org", "code": PHQ_9[0] }]);
    refused(&twice, "/item/1/code");
    let mut form = phq_9();
    form["item"][3]["linkId"] = json!("q1");
    refused(&form, "/item/3/linkId");
    form["item"][3].as_object_mut().unwrap().remove("linkId");
    refused(&form, "/item/3/linkId");
    let mut form = phq_9();
    form["item"][2]["text"] = json!(" ");
    refused(&form, "/item/2/text");
    let mut form = phq_9();
    form["item"][2]["answerOption"][1] = json!({ "valueCoding": { "display": "" } });
    refused(&form, "/item/2/answerOption/1");
    form["item"][2]["answerOption"][1] = json!({ "valueCoding": { "code": ANSWERS[0] } });
    refused(&form, "/item/2/answerOption/1");
    for options in
        [options(2)["answerOption"].take(), options(4)["answerOption"].take(), json!([{ "valueString": "often" }])]
    {
        let mut form = phq_9();
        form["item"][2]["answerOption"] = options;
        assert!(refused(&form, "/item/2").contains("from 0 to 3"));
    }
    let mut form = phq_9();
    form["item"][2]["answerOption"] = json!([]);
    refused(&form, "/item/2");
    form["item"][2]["answerValueSet"] = json!("http://loinc.org/vs/LL358-3");
    refused(&form, "/item/2");
    let mut form = gad_7();
    form["contained"][0]["id"] = json!("seldom");
    let answer = ada.post("/questionnaires", &form).refused(422, "invalid_body");
    assert_eq!(answer.pointers(), (0..7).map(|n| format!("/item/0/item/{n}")).collect::<Vec<_>>());

    refused(&by_own_code("pcl_5", 19, 4), "/item");
    refused(&by_own_code("pcl_5", 21, 4), "/item");
    let deep =
        (0..40).fold(json!([]), |items, n| json!([{ "linkId": format!("{n}"), "type": "group", "item": items }]));
    let mut form = by_own_code("asrm", 5, 4);
    form["item"].as_array_mut().unwrap().extend(deep.as_array().unwrap().clone());
    ada.post("/questionnaires", &form).assert(201);
    assert_eq!(ada.revision(), 1);
}

#[test]
fn nothing_of_a_form_is_a_question_that_is_not_asked() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut form = phq_9();
    let hidden =
        json!([{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true }]);
    let items = form["item"].as_array_mut().unwrap();
    items.insert(0, json!({ "linkId": "d", "type": "display", "text": "Over these days" }));
    items.insert(1, json!({ "linkId": "h", "type": "display", "text": "Scoring", "extension": hidden }));
    items.push(json!({ "linkId": "s", "type": "string", "text": "Anything else?" }));
    items.push(json!({ "linkId": "x", "type": "integer", "text": "How many?" }));
    let asked = import(&ada, &form)["form"]["items"].take();
    assert_eq!(asked.as_array().unwrap().len(), 10);
    assert!(asked.as_array().unwrap().iter().all(|item| item["lead"] == "Over these days"), "{asked}");
}

#[test]
fn a_form_is_of_its_patient_alone_sealed_and_erased_with_them() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let mut form = phq_9();
    form["title"] = json!("CANARY title");
    import(&ada, &form);
    assert_eq!(known(&bob, "phq_9")["form"], Value::Null);
    bob.get("/questionnaires/phq_9").refused(404, "not_found");
    bob.delete("/questionnaires/phq_9").assert(204);
    assert_eq!(known(&ada, "phq_9")["source"], "own");
    let bytes = crate::support::stored_bytes(&app);
    assert!(!bytes.windows(6).any(|window| window == b"CANARY"));
    // It has one id, also for who syncs it.
    let change = ada.read("/changes")["changes"][0].take();
    let other =
        |id: &str| json!({ "changes": [{ "kind": "questionnaire", "id": id, "base_revision": 0, "body": form }] });
    bob.post("/changes", &other(&id(1))).wrong_at(&["/changes/0/id"]);
    bob.post("/changes", &other(change["id"].as_str().unwrap())).assert(200);
    assert_eq!(known(&bob, "phq_9")["source"], "own");
}

#[test]
fn the_operator_adds_a_form_for_everyone_and_ones_own_prevails() {
    let app = App::start();
    app.stop();
    let file = app.folder().join("phq_9.json");
    fs::write(&file, phq_9().to_string()).unwrap();
    let asked = |arguments: &[&str]| run(&app.data_folder(), &[&["questionnaires"], arguments].concat());
    assert!(text(&asked(&["list"]).stdout).contains("There are none."));
    let added = asked(&["add", file.to_str().unwrap()]);
    assert_eq!(added.status.code(), Some(0), "{}", text(&added.stderr));
    let told = text(&added.stdout);
    assert!(told.contains("phq_9: PHQ-9, “Made up”, 9 questions and 1 more") && told.contains("Nobody's"), "{told}");
    assert!(text(&asked(&["list"]).stdout).contains("phq_9: PHQ-9"));

    app.start_again().unwrap();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    assert_eq!(
        (&known(&ada, "phq_9")["source"], &known(&bob, "phq_9")["source"]),
        (&json!("server"), &json!("server"))
    );
    assert_eq!(total(&ada, "phq_9", &all(9, ANSWERS[1])), 9);
    let mut own = phq_9();
    own["title"] = json!("My own");
    import(&ada, &own);
    assert_eq!((&known(&ada, "phq_9")["source"], &known(&bob, "phq_9")["source"]), (&json!("own"), &json!("server")));
    ada.delete("/questionnaires/phq_9").assert(204);
    assert_eq!(known(&ada, "phq_9")["source"], "server");
    // The operator's form is not the patient's to delete, nor part of their data.
    ada.delete("/questionnaires/phq_9").assert(204);
    assert_eq!(known(&ada, "phq_9")["source"], "server");
    assert!(!ada.get("/export").assert(200).text().contains("Made up"));

    app.stop();
    assert!(text(&asked(&["remove", "phq_9"]).stdout).contains("Removed."));
    for (wrong, said) in [
        (&["remove", "phq_9"][..], "no form of phq_9"),
        (&["remove", "phq"][..], "one of phq_9"),
        (&["add", "missing.json"][..], "missing.json"),
    ] {
        let refused = asked(wrong);
        assert_eq!(refused.status.code(), Some(2), "{wrong:?}");
        assert!(text(&refused.stderr).contains(said), "{}", text(&refused.stderr));
    }
    for (content, said) in [
        ("{", "not JSON"),
        ("[]", "expected an object"),
        ("{\"resourceType\":\"Questionnaire\"}", "\n  /code: expected"),
    ] {
        fs::write(&file, content).unwrap();
        let refused = asked(&["add", file.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(said), "{content}: {}", text(&refused.stderr));
    }
    app.start_again().unwrap();
    let ada = Patient::sign_in(&app, "ada", "");
    assert_eq!(known(&ada, "phq_9")["form"], Value::Null);
    assert_eq!(ada.read(&format!("/questionnaire-responses/{}", id(1)))["total"], 9);
}
