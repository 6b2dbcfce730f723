//! The daily series.

use afterglow::domain::{day::Moment, relief::Reading, trend::daily};
use jiff::civil::{Date, date};
use serde::Deserialize;
use serde_json::{Value, json};

use super::journal::Journal;

#[test]
fn a_day_has_its_mean_and_its_extremes_in_raw_scores() {
    let days = daily(&Journal::new().check_in(2, 8).check_in(0, 3).check_in(4, 4).readings, &[]);
    assert_eq!(
        serde_json::to_value(days).unwrap(),
        json!([{"date": "2026-03-10", "mean": 5.0, "min": 3, "max": 8, "check_ins": 3}])
    );
}

#[test]
fn only_observed_days_are_there_and_in_order() {
    let days = daily(&Journal::new().check_in(72, 1).date_only("2026-03-11", 2).check_in(0, 3).readings, &[]);
    let dates: Vec<Date> = days.iter().map(|day| day.date).collect();
    assert_eq!(dates, [date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 13)]);
}

#[test]
fn the_local_date_decides_and_not_the_instant() {
    let mut readings = Journal::new().check_in(0, 3).check_in(1, 5).readings;
    readings[1].date = date(2026, 3, 11);
    assert_eq!(daily(&readings, &[]).len(), 2);
}

#[test]
fn the_seven_day_mean_is_of_days_and_needs_three() {
    let journal =
        Journal::new().check_in(0, 2).daily(24, &[4, 9]).check_in(25, 8).check_in(7 * 24, 1).check_in(9 * 24, 5);
    let means: Vec<Option<f64>> = daily(&journal.readings, &[]).iter().map(|day| day.seven_day_mean).collect();
    // The days are 2, 6, 9, then five days later 1 (with 6 and 9), then 5 (with 1 alone).
    let third = (2.0 + 6.0 + 9.0) / 3.0;
    let fourth = (6.0 + 9.0 + 1.0) / 3.0;
    assert_eq!(means, [None, None, Some(third), Some(fourth), None]);
}

#[test]
fn the_first_and_last_days_there_are_do_no_harm() {
    let mut readings = Journal::new().check_in(0, i32::MIN).check_in(1, i32::MAX).check_in(2, i32::MAX).readings;
    readings[0].date = Date::MIN;
    readings[1].date = Date::MAX;
    assert!(daily(&readings, &[]).iter().all(|day| day.mean.is_finite() && day.seven_day_mean.is_none()));
    assert!(daily(&[], &[]).is_empty());
}

/// A series of days with treatments between them; the app's local series is compared with the same file.
#[derive(Deserialize)]
struct Case {
    name: String,
    treatments: Vec<String>,
    check_ins: Vec<Written>,
    days: Vec<Value>,
}

#[derive(Deserialize)]
struct Written {
    at: Option<String>,
    date: Option<Date>,
    score: i32,
}

impl Written {
    fn reading(&self) -> Reading {
        let noon = |date: Date| date.at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
        let moment = self.at.as_ref().map(|at| at.parse::<Moment>().unwrap());
        let date = moment.map_or_else(|| self.date.unwrap(), Moment::date);
        let at = moment.map_or_else(|| noon(date), Moment::instant);
        Reading { at, date, date_only: moment.is_none(), score: self.score }
    }
}

#[test]
fn the_seven_day_mean_starts_anew_at_each_treatment_as_it_does_in_the_app() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../data/seven_day_means.json")).unwrap();
    for Case { name, treatments, check_ins, days } in cases {
        let starts: Vec<Moment> = treatments.iter().map(|at| at.parse().unwrap()).collect();
        let readings: Vec<Reading> = check_ins.iter().map(Written::reading).collect();
        let found = serde_json::to_value(daily(&readings, &starts)).unwrap();
        assert_eq!(found.as_array().unwrap().len(), days.len(), "{name}");
        for (found, day) in found.as_array().unwrap().iter().zip(&days) {
            assert_eq!(exact(found), exact(day), "{name}");
        }
    }
}

/// The same but for rounding: sums of another order differ in their last digits.
fn exact(day: &Value) -> Value {
    let mut day = day.clone();
    for mean in ["mean", "seven_day_mean"] {
        if let Some(value) = day[mean].as_f64() {
            day[mean] = json!((value * 1e9).round() / 1e9);
        }
    }
    day
}
