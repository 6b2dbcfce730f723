//! A check on honesty: the definitions of relief, section 9.

use std::collections::BTreeMap;

use afterglow::domain::{
    measure::{Polarity, Scale},
    relief::{Background, Dosing, Headline, Rapid, Reading, Reason, Report, analyse_together},
    treatment::Route,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::{Value, json};

use super::journal::Journal;

const ESM_JOURNAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/esm_journal.csv");

/// The journal of each measure, with the nine dose steps as its treatments.
pub fn journals() -> BTreeMap<String, Journal> {
    let mut journals: BTreeMap<String, Journal> = BTreeMap::new();
    let mut dosings = Vec::new();
    for row in csv::Reader::from_path(ESM_JOURNAL).unwrap().records() {
        let row = row.unwrap();
        let at: Timestamp = row[0].parse().unwrap();
        let date: Date = row[0][..10].parse().unwrap();
        if &row[1] == "treatment" {
            dosings.push(Dosing {
                id: row[0].to_owned(),
                at: row[0].parse().unwrap(),
                planned: false,
                route: Route::Oral,
                dose: None,
            });
        } else {
            let score = row[3].parse().unwrap();
            let polarity = match &row[2] {
                "wellbeing" | "sleep_quality" => Polarity::HigherIsBetter,
                _ => Polarity::HigherIsWorse,
            };
            let journal = journals.entry(row[2].to_owned()).or_insert_with(|| Journal::of(0, 10, polarity));
            journal.readings.push(Reading { at, date, date_only: false, score });
        }
    }
    for journal in journals.values_mut() {
        journal.dosings.clone_from(&dosings);
    }
    journals
}

#[test]
fn where_there_is_no_rapid_relief_none_is_found() {
    let journals = journals();
    assert_eq!(journals.len(), 8);
    for (measure, journal) in journals {
        let report = journal.report();
        assert_eq!(report.treatments.len(), 9);
        for treatment in report.treatments {
            assert!(treatment.onset.known().is_none(), "{measure}: {treatment:?}");
        }
    }
}

/// When the journal is read: on every day from its third week to a month after its end, at noon.
fn days_of_reading() -> impl Iterator<Item = Timestamp> {
    let at_noon =
        |day: i64| "2012-08-27T10:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(24 * day);
    (0..260).map(at_noon)
}

/// What is answered about its eight measures together, as the page of relief asks for them.
fn read_at(journals: &BTreeMap<String, Journal>, now: Timestamp) -> Vec<(String, Scale, Report)> {
    let measures: Vec<_> = journals.values().map(|journal| (journal.scale, journal.readings.clone())).collect();
    let first = journals.values().next().unwrap();
    let reports = analyse_together(&measures, &Background { now, ..first.background() });
    journals.iter().zip(reports).map(|((name, journal), report)| (name.clone(), journal.scale, report)).collect()
}

#[test]
fn on_no_day_is_anybody_told_that_relief_goes_on_or_faded() {
    let journals = journals();
    for now in days_of_reading().step_by(3) {
        for (measure, _, report) in read_at(&journals, now) {
            assert!(!report.summary.stated && report.headline != Headline::Relief, "{measure} at {now}");
            assert!(report.now.relief.known().is_none(), "{measure} at {now}: {:?}", report.now.relief);
            assert!(report.days_left.known().is_none(), "{measure} at {now}");
        }
    }
}

/// What the app's own tests put into words: `web/tests/unit/now.test.ts` reads it.
#[test]
fn the_answer_of_which_the_apps_words_are_tested_is_that_of_today() {
    let journals = journals();
    let answers: Vec<Value> = days_of_reading()
        .step_by(20)
        .flat_map(|now| {
            let answers = read_at(&journals, now).into_iter().map(move |(measure, scale, report)| {
                let report = serde_json::to_value(report).unwrap();
                let Scale { min, max, polarity } = scale;
                let parts =
                    ["now", "headline", "summary", "days_left"].map(|name| (name.to_owned(), report[name].clone()));
                let mut answer: Value = serde_json::Map::from_iter(parts).into();
                answer["measure"] = json!({ "id": measure, "min": min, "max": max, "polarity": polarity });
                answer["at"] = json!(now);
                answer
            });
            answers.collect::<Vec<_>>()
        })
        .collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots" }, {
        insta::assert_json_snapshot!("esm_relief", answers);
    });
}

#[test]
fn a_rule_without_floor_swing_and_confirmation_would_find_dozens_within_hours() {
    let found: usize = journals().values().map(naive_rapid_onsets).sum();
    assert!(found >= 24, "only {found}: these data would no longer catch a naive rule");
}

/// After how many treatments some check-in of the first day was half of the fortnight's mean or less.
fn naive_rapid_onsets(journal: &Journal) -> usize {
    let hours_since = |reading: &Reading, dosing: &Dosing| reading.at.duration_since(dosing.at.instant()).as_hours();
    let burden = |reading: &Reading| journal.scale.burden(reading.score);
    let first = &journal.dosings[0];
    let before: Vec<f64> = journal
        .readings
        .iter()
        .filter(|reading| (-336..0).contains(&hours_since(reading, first)))
        .map(burden)
        .collect();
    let baseline = before.iter().sum::<f64>() / f64::from(u32::try_from(before.len()).unwrap());
    let responds = |dosing: &&Dosing| {
        let mut first_day = journal.readings.iter().filter(|reading| (0..24).contains(&hours_since(reading, dosing)));
        first_day.any(|reading| burden(reading) <= baseline / 2.0)
    };
    journal.dosings.iter().filter(responds).count()
}

#[test]
fn the_test_would_fail_if_there_were_relief() {
    let mut journal = journals().remove("low_mood").unwrap();
    for reading in &mut journal.readings {
        let relieved = journal
            .dosings
            .iter()
            .any(|dosing| (1..120).contains(&reading.at.duration_since(dosing.at.instant()).as_hours()));
        reading.score = if relieved { 1 } else { reading.score.max(7) };
    }
    assert!(journal.report().treatments.iter().all(|treatment| treatment.onset.reason() != Some(Reason::NoResponse)));
    assert_eq!(journal.report().treatments[0].onset.known().unwrap().rapid, Rapid::Yes);
    assert!(journal.report().summary.stated);
}
