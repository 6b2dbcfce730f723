//! Questionnaires: what is known of each, and what their totals never touch.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{App, Patient, check_in, each, hour, id, response, treatment};

fn put(patient: &Patient, n: usize, body: &Value) {
    patient.put(&format!("/questionnaire-responses/{}", id(n)), body).assert(201);
}

#[test]
fn every_questionnaire_is_listed_with_what_its_totals_mean() {
    let app = App::start();
    let items = app.patient("ada").read("/questionnaires")["items"].take();
    let ids = ["phq_9", "gad_7", "pcl_5", "peg", "qids_sr16", "who_5", "asrm"];
    assert_eq!(each(&items, "id"), ids.map(|id| json!(id)).iter().collect::<Vec<_>>());
    let phq_9 = &items[0];
    assert_eq!((&phq_9["name"], &phq_9["max"], &phq_9["loinc"]), (&json!("PHQ-9"), &json!(27.0), &json!("44261-6")));
    assert_eq!(phq_9["cut_off"], json!({ "total": 5.0, "side": "below", "meaning": "remission" }));
    assert_eq!((&phq_9["response_percent"], &phq_9["meaningful_change"]), (&json!(50.0), &json!(5.0)));
    assert_eq!((&items[5]["polarity"], &items[6]["cut_off"]["meaning"]), (&json!("higher_is_better"), &json!("flag")));
}

#[test]
fn a_total_is_kept_as_it_was_given_a_mean_to_a_hundredth() {
    let app = App::start();
    let ada = app.patient("ada");
    let day = |questionnaire: &str, total: f64| json!({ "date": "2026-03-10", "questionnaire": questionnaire, "total": total });
    for (n, (questionnaire, total, kept)) in [
        ("phq_9", 14.0, json!(14)),
        ("peg", 19.0 / 3.0, json!(6.33)),
        ("who_5", 52.0, json!(52)),
        ("asrm", 0.0, json!(0)),
    ]
    .into_iter()
    .enumerate()
    {
        put(&ada, n, &day(questionnaire, total));
        let stored = ada.read(&format!("/questionnaire-responses/{}", id(n)));
        assert_eq!((&stored["total"], &stored["date"]), (&kept, &json!("2026-03-10")));
    }
}

#[test]
fn totals_never_enter_trends_or_relief() {
    let app = App::start();
    // After it, nothing of this journal is still to come.
    app.time_passes(SignedDuration::from_hours(30 * 24));
    let ada = app.patient("ada");
    ada.put(&format!("/treatments/{}", id(0)), &treatment(&hour(0))).assert(201);
    for (n, score) in [8, 7, 8, 8, 2, 2, 3, 2].into_iter().enumerate() {
        let day = 24 * (i64::try_from(n).unwrap() - 4) + 6;
        ada.put(&format!("/check-ins/{}", id(10 + n)), &check_in(&hour(day), score)).assert(201);
    }
    let figures = || {
        let mut all = ["/relief?measure=low_mood", "/trends?measure=low_mood"].map(|path| ada.read(path));
        for one in &mut all {
            one.as_object_mut().unwrap().remove("revision");
        }
        all
    };
    let before = figures();
    assert!(before[0]["treatments"][0]["onset"]["hours"].is_number(), "{}", before[0]);
    for (n, total) in [27, 0, 27].into_iter().enumerate() {
        put(&ada, 30 + n, &response(&hour(i64::try_from(n).unwrap()), total));
    }
    assert_eq!(figures(), before);
    ada.get("/relief?measure=phq_9").wrong_at(&["/measure"]);
}

#[test]
fn an_offline_device_syncs_totals_like_any_record() {
    let app = App::start();
    let ada = app.patient("ada");
    let change = |total: i32| json!({ "changes": [{ "kind": "questionnaire_response", "id": id(1), "base_revision": 0, "body": response(&hour(0), total) }] });
    let result = ada.post("/changes", &change(14)).assert(200).json()["results"][0].take();
    assert_eq!((&result["status"], &result["revision"]), (&json!("applied"), &json!(1)));
    let result = ada.post("/changes", &change(9)).assert(200).json()["results"][0].take();
    assert_eq!((&result["status"], &result["current"]["body"]["total"]), (&json!("conflict"), &json!(14)));
    let change = ada.read("/changes")["changes"][0].take();
    assert_eq!((&change["kind"], &change["body"]), (&json!("questionnaire_response"), &response(&hour(0), 14)));
}
