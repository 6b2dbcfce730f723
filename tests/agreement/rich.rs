//! An account with all the measures there are and two of its own, notes in twelve scripts, and readings of sessions.

use std::collections::BTreeMap;

use afterglow::domain::measure::BUILT_IN;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::Read;
use crate::support::{App, Patient, id, measure, response};

/// A walk and rain, in twelve scripts.
pub const NOTES: [&str; 12] = [
    "A walk in the rain",
    "Περίπατος στη βροχή",
    "Прогулка под дождём",
    "הליכה בגשם",
    "نزهة تحت المطر",
    "बारिश में सैर",
    "เดินเล่นกลางสายฝน",
    "雨中散步",
    "雨の中の散歩",
    "빗속의 산책",
    "Զբոսանք անձրևի տակ",
    "სეირნობა წვიმაში",
];
const DAYS: usize = 30;
/// The day of the first of three treatments, a week apart.
const FIRST: usize = 8;
const OWN: [&str; 2] = ["How calm are you?", "How well did you eat?"];

/// A third of the measures are eased by each treatment, and the others go up and down.
fn score(day: usize, measure: usize) -> usize {
    match day.checked_sub(FIRST) {
        _ if !measure.is_multiple_of(3) => (day * 7 + measure * 3) % 11,
        None => 8 + day % 2,
        Some(after) => [2, 1, 2, 3, 3, 5, 7][after % 7],
    }
}

fn at(day: usize, time: &str) -> String {
    format!("2026-03-{:02}T{time}:00+01:00", day + 1)
}

/// A treatment each week, with a dose, side effects and readings of its own; the third with the pair alone.
fn session(nth: usize) -> Value {
    let pressure = |systolic: usize, diastolic: usize| json!({ "systolic": systolic, "diastolic": diastolic });
    let mut session = json!({
        "at": at(FIRST + nth * 7, "10:00"), "medicine": "ketamine", "route": "iv", "duration_minutes": 40, "setting": "clinic",
        "dose": { "amount": ([0.5, 0.75, 0.6][nth]), "unit": "mg/kg" },
        "side_effects": [{ "effect": "nausea", "severity": nth + 1 }],
    });
    if nth == 2 {
        session["blood_pressure"] = json!({ "before": pressure(119, 77), "peak": pressure(147, 89) });
    } else {
        session["readings"] = json!([
            { "minutes": -5, "blood_pressure": pressure(116 + nth, 74) },
            { "minutes": 40, "blood_pressure": pressure(153 + nth, 93), "pulse": 95 + nth, "dissociation": 6 + nth }
        ]);
    }
    session
}

fn fill(ada: &Patient) -> Vec<String> {
    let mut measures: Vec<String> = BUILT_IN.iter().map(|one| one.id.to_owned()).collect();
    for (n, question) in OWN.iter().enumerate() {
        ada.put(&format!("/measures/{}", id(900 + n)), &measure(question)).assert(201);
        measures.push(id(900 + n));
    }
    for day in 0..DAYS {
        let scores: BTreeMap<&str, usize> = measures
            .iter()
            .enumerate()
            .map(|(n, one)| (one.as_str(), score(day, n).min(if n < BUILT_IN.len() { 10 } else { 4 })))
            .collect();
        let body = json!({ "at": at(day, "20:00"), "scores": scores, "note": NOTES.get(day) });
        ada.put(&format!("/check-ins/{}", id(day)), &body).assert(201);
    }
    for nth in 0..3 {
        ada.put(&format!("/treatments/{}", id(100 + nth)), &session(nth)).assert(201);
    }
    for (n, (day, total)) in [(1, 19), (13, 12), (28, 7)].into_iter().enumerate() {
        ada.put(&format!("/questionnaire-responses/{}", id(200 + n)), &response(&at(day, "19:00"), total)).assert(201);
    }
    measures
}

/// Two links of such an account, on a server that has fonts for four more scripts: one shows everything, the other so
/// little beside the notes that its report has room for all of them.
pub fn read() -> [Read; 2] {
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/fonts");
    let app = App::start_with(|config| config.fonts = Some(fonts.into()));
    app.time_passes(SignedDuration::from_hours(21 * 24));
    let ada = app.patient("ada");
    let measures = fill(&ada);
    let link = |measures: &[String]| Read::of(&app, &json!(measures), |method, path| ada.request(method, path));
    [link(&measures), link(&measures[..2])]
}
