//! A check on honesty: the definitions of relief, section 9.

use std::collections::BTreeMap;

use afterglow::domain::{
    measure::Polarity,
    relief::{Dosing, Rapid, Reading, Reason},
    treatment::Route,
};
use jiff::{Timestamp, civil::Date};

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
