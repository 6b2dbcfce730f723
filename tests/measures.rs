//! Measures: the built-in ones, and those of one's own.

use std::{collections::BTreeMap, fs, path::Path};

use afterglow::domain::measure::BUILT_IN;
use serde_json::{Value, json};

use crate::support::{App, each, hour, id, measure};

#[test]
fn every_journal_has_the_built_in_measures() {
    let app = App::start();
    let ada = app.patient("ada");
    let list = ada.read("/measures");
    let items = list["items"].as_array().unwrap();
    assert!(items.len() >= 25);
    let low_mood = json!({
        "id": "low_mood", "version": 1, "question": "How low do you feel?", "low_label": "not at all",
        "high_label": "as low as I can imagine", "min": 0, "max": 10, "polarity": "higher_is_worse",
        "conditions": ["depression", "bipolar", "suicidal_thoughts"], "purpose": "symptom", "own": false, "revision": null
    });
    assert_eq!(items[0], low_mood);
    // The web app's tests read this, too: both sides have the same measures (web/tests/unit/built_in.test.ts).
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_json_snapshot!("measures", list);
    });
    for item in items {
        assert_eq!((&item["min"], &item["max"], &item["own"]), (&json!(0), &json!(10), &json!(false)), "{item}");
    }
}

#[test]
fn the_server_speaks_every_language_of_the_app_from_the_files_of_the_app() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/measures/words");
    let mut languages = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let language = path.file_stem().unwrap().to_str().unwrap();
        let sentences: BTreeMap<String, String> = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for measure in BUILT_IN.iter() {
            let words = measure.words(language);
            let said = [&words.question, &words.name, &words.low_label, &words.high_label];
            let written =
                ["", "_name", "_low", "_high"].map(|part| &sentences[&format!("measure_{}{part}", measure.id)]);
            assert_eq!(said, written, "{language}");
            assert_eq!(measure.words(&format!("{language}-419")), words);
        }
        languages += 1;
    }
    assert!(languages >= 4);
    let fear = BUILT_IN.iter().find(|measure| measure.id == "anxiety").unwrap();
    let (now, before) = (fear.words_of(2, "de"), fear.words_of(1, "de"));
    assert_eq!(
        (now.question.as_str(), before.question.as_str()),
        ("Wie viel Angst spürst du?", "Wie ängstlich bist du?")
    );
    assert_eq!((before.name.as_str(), fear.words_of(1, "tlh").question.as_str()), ("Angst", "How anxious are you?"));
    assert_eq!(BUILT_IN[0].words("tlh"), BUILT_IN[0].words("en"));
}

#[test]
fn ones_own_measures_come_after_them_and_take_scores_in_their_range() {
    let app = App::start();
    let ada = app.patient("ada");
    let built_in = ada.read("/measures")["items"].as_array().unwrap().len();
    ada.put("/measures/panic", &json!({ "question": "Panic?", "min": -2, "max": 3, "polarity": "higher_is_worse" }))
        .assert(201);
    ada.put(&format!("/measures/{}", id(1)), &measure("How calm?")).assert(201);
    let list = ada.read("/measures");
    let own = &list["items"].as_array().unwrap()[built_in..];
    let expected = json!({
        "id": "panic", "question": "Panic?", "low_label": null, "high_label": null, "min": -2, "max": 3,
        "polarity": "higher_is_worse", "conditions": [], "purpose": "symptom", "own": true, "revision": 1
    });
    assert_eq!((own[0]["id"].as_str(), &own[1]), (Some(id(1).as_str()), &expected));

    for id in ["a_b", "a-b", "ab", "a1"] {
        ada.put(&format!("/measures/{id}"), &measure("How calm?")).assert(201);
    }
    let list = ada.read("/measures");
    let ids = each(&list["items"], "id").split_off(built_in);
    assert_eq!(
        ids,
        [json!(id(1)), json!("a-b"), json!("a1"), json!("a_b"), json!("ab"), json!("panic")].iter().collect::<Vec<_>>()
    );

    let path = format!("/check-ins/{}", id(2));
    let scored = |score: Value| ada.put(&path, &json!({ "at": hour(0), "scores": { "panic": score, "low_mood": 3 } }));
    for wrong in [json!(-3), json!(4), json!(2.5), json!("1"), json!(1e300), json!([1]), Value::Null] {
        scored(wrong).wrong_at(&["/scores/panic"]);
    }
    scored(json!(-2)).assert(201);
    scored(json!(3)).assert(200);
}

#[test]
fn a_score_of_no_measure_is_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let path = format!("/check-ins/{}", id(1));
    let scores = json!({ "at": hour(0), "scores": { "cheer": 1, "low_mood": 11, "anxiety": -1, "pain": 5 } });
    ada.put(&path, &scores).wrong_at(&["/scores/anxiety", "/scores/cheer", "/scores/low_mood"]);
    ada.get(&path).refused(404, "not_found");
}

#[test]
fn a_built_in_measure_stays_as_it_is() {
    let app = App::start();
    let ada = app.patient("ada");
    let before = ada.read("/measures");
    ada.put("/measures/low_mood", &measure("How are you?")).wrong_at(&["/id"]);
    ada.delete("/measures/low_mood").assert(204);
    let change = json!({ "kind": "measure", "id": "low_mood", "base_revision": 0, "body": measure("How are you?") });
    ada.post("/changes", &json!({ "changes": [change] })).wrong_at(&["/changes/0/id"]);
    assert_eq!((ada.read("/measures"), ada.revision()), (before, 0));
}

#[test]
fn a_measure_is_deleted_only_while_no_scores_are_kept_under_it() {
    let app = App::start();
    let ada = app.patient("ada");
    ada.put("/measures/calm", &measure("How calm?")).assert(201);
    let path = format!("/check-ins/{}", id(1));
    ada.put(&path, &json!({ "at": hour(0), "scores": { "calm": 4 } })).assert(201);
    ada.delete("/measures/calm").refused(409, "measure_in_use");
    assert!(each(&ada.read("/measures")["items"], "id").contains(&&json!("calm")));

    ada.delete(&path).assert(204);
    ada.delete("/measures/calm").assert(204);
    assert!(!each(&ada.read("/measures")["items"], "id").contains(&&json!("calm")));
    ada.put(&path, &json!({ "at": hour(0), "scores": { "calm": 4 } })).wrong_at(&["/scores/calm"]);
}

#[test]
fn a_measures_new_range_holds_every_score_that_is_kept_under_it() {
    let app = App::start();
    let ada = app.patient("ada");
    let ranged = |min: i32, max: i32| {
        ada.put(
            "/measures/calm",
            &json!({ "question": "Calm?", "min": min, "max": max, "polarity": "higher_is_better" }),
        )
    };
    ranged(0, 4).assert(201);
    for (n, score) in [1, 3].into_iter().enumerate() {
        ada.put(&format!("/check-ins/{}", id(n)), &json!({ "at": hour(0), "scores": { "calm": score } })).assert(201);
    }
    ranged(2, 4).wrong_at(&["/min"]);
    ranged(0, 2).wrong_at(&["/max"]);
    ranged(1, 3).assert(200);
    ranged(-50, 50).assert(200);
}
