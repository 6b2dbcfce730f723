//! The aligned curves: the definitions of relief, section 5.

use super::{approximately::assert_same, journal::Journal};
use serde_json::json;

#[test]
fn the_mean_of_three_treatments_has_students_interval() {
    // Against 8: 2, 4 and 7 are 75, 50 and 12.5 percent; mean 45.8333, sd 31.45764, t(0.975, 2) = 4.302653.
    let journal =
        Journal::steady().treatment(0).check_in(12, 2).treatment(72).check_in(84, 4).treatment(144).check_in(156, 7);
    let first_day = journal.json()["aligned"].as_array().unwrap().iter().find(|day| day["lag_day"] == 0).cloned();
    let expected =
        json!({"lag_day": 0, "n": 3, "mean_percent": 45.833_333, "lower": -32.311_785, "upper": 123.978_452});
    assert_same(&first_day.unwrap(), &expected, 1e-5);
}

#[test]
fn one_treatment_has_a_mean_and_no_interval() {
    let json = Journal::steady().treatment(0).check_in(12, 2).json();
    assert_eq!(json["aligned"].as_array().unwrap().last(), Some(&json!({"lag_day": 0, "n": 1, "mean_percent": 75.0})));
}

#[test]
fn two_treatments_have_a_mean_and_no_interval() {
    let json = Journal::steady().treatment(0).check_in(12, 2).treatment(72).check_in(84, 2).json();
    let expected = json!({"lag_day": 0, "n": 2, "mean_percent": 75.0});
    assert!(json["aligned"].as_array().unwrap().contains(&expected), "{json:#}");
}

#[test]
fn equal_treatments_have_an_interval_of_no_width() {
    let twice = Journal::steady().treatment(0).check_in(12, 2).treatment(72).check_in(84, 2);
    let json = twice.treatment(144).check_in(156, 2).json();
    let expected = json!({"lag_day": 0, "n": 3, "mean_percent": 75.0, "lower": 75.0, "upper": 75.0});
    assert!(json["aligned"].as_array().unwrap().contains(&expected), "{json:#}");
}

/// How many treatments the mean of each lag day is over.
fn counts(journal: &Journal) -> Vec<(i32, usize)> {
    journal.report().aligned.iter().map(|day| (day.lag_day, day.n)).collect()
}

#[test]
fn before_treatment_the_mean_is_over_the_first_of_each_course() {
    let later = Journal::steady().treatment(0).daily(12, &[2; 4]).treatment(96).check_in(100, 2);
    let before: Vec<(i32, usize)> = (-7..0).map(|day| (day, 1)).collect();
    assert_eq!(counts(&later), [before, vec![(0, 2)]].concat());
}

#[test]
fn a_mean_needs_half_of_the_treatments_that_it_could_be_taken_over() {
    // Of three treatments one has lag days 1 to 3: fewer than two, and fewer than half.
    let long = Journal::steady().treatment(0).daily(12, &[2; 4]);
    let three = long.treatment(96).check_in(100, 2).treatment(120).check_in(124, 2);
    assert_eq!(counts(&three).last(), Some(&(0, 3)));
    // Of five, two have lag day 1; of four, two are half.
    let two_long = |more: i64| {
        let start = Journal::steady().treatment(0).daily(12, &[2, 2]).treatment(48).daily(60, &[2, 2]);
        (0..more).fold(start, |journal, n| journal.treatment(96 + 24 * n).check_in(97 + 24 * n, 2))
    };
    assert_eq!(counts(&two_long(2)).last(), Some(&(1, 2)));
    assert_eq!(counts(&two_long(3)).last(), Some(&(0, 5)));
}

#[test]
fn a_check_in_between_two_treatments_is_after_the_one_and_before_the_other() {
    let report = Journal::steady().treatment(0).check_in(24, 2).treatment(36).check_in(40, 4).report();
    let days = |treatment: usize| -> Vec<i32> {
        report.treatments[treatment].curve.iter().map(|point| point.lag_day).collect()
    };
    assert_eq!(days(0), [-7, -6, -5, -4, -3, -2, -1, 0]);
    assert_eq!(days(1), [-1, 0]);
}

#[test]
fn the_curve_goes_from_14_days_before_to_28_after() {
    let report = Journal::new().treatment(0).daily(-20 * 24 + 12, &[8; 60]).report();
    let days: Vec<i32> = report.treatments[0].curve.iter().map(|point| point.lag_day).collect();
    assert_eq!(days, (-14..=28).collect::<Vec<i32>>());
}

#[test]
fn the_first_hours_are_the_check_ins_up_to_48_hours() {
    let treatment =
        Journal::steady().treatment(0).check_in(0, 8).check_in(1, 6).check_in(48, 2).check_in(49, 8).first();
    let hours: Vec<f64> = treatment.first_hours.iter().map(|point| point.hours).collect();
    assert_eq!(hours, [1.0, 48.0]);
}

#[test]
fn the_curve_goes_on_after_a_silence_that_closed_the_follow_up() {
    let treatment = Journal::steady().treatment(0).check_in(12, 2).check_in(12 + 10 * 24, 4).first();
    assert_eq!(treatment.follow_up.known().unwrap().days, 1);
    assert_eq!(treatment.curve.last().map(|point| point.lag_day), Some(10));
}
