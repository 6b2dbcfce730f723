//! Courses and baselines: the definitions of relief, section 2.

use afterglow::domain::relief::{Baseline, Parameters, Reason, Report};

use super::journal::Journal;

fn course_of_each(report: &Report) -> Vec<usize> {
    report.treatments.iter().filter_map(|treatment| treatment.course).collect()
}

fn baseline(journal: &Journal) -> Baseline {
    *journal.report().courses[0].baseline.known().unwrap()
}

#[test]
fn a_gap_of_more_than_21_days_begins_a_course() {
    let day = 24;
    let report = Journal::new().treatment(0).treatment(21 * day).treatment(42 * day + 1).report();
    assert_eq!(course_of_each(&report), [0, 0, 1]);
    assert_eq!(report.courses[0].treatments, ["0", "1"]);
    assert_eq!(report.courses[1].treatments, ["2"]);
}

#[test]
fn the_gap_between_courses_may_be_chosen() {
    let mut journal = Journal::new().treatment(0).treatment(10 * 24);
    journal.parameters = Parameters { course_gap_days: 9.0, ..journal.parameters };
    assert_eq!(course_of_each(&journal.report()), [0, 1]);
}

#[test]
fn treatments_of_a_course_share_the_baseline_of_its_first() {
    let report = Journal::steady().treatment(0).daily(12, &[2, 2]).treatment(48).check_in(60, 4).report();
    let improvement = report.treatments[1].peak.known().unwrap().improvement_percent;
    assert!((improvement - 50.0).abs() < 1e-9, "{improvement}");
}

#[test]
fn the_baseline_is_the_mean_of_days_and_not_of_check_ins() {
    let journal = Journal::new().treatment(0).daily(-60, &[9, 6]).check_in(-12, 2).check_in(-11, 4);
    let found = baseline(&journal);
    assert!((found.value - 6.0).abs() < 1e-12);
    // The single check-ins 9 6 2 4 have the mean 5.25 and a sum of squares of 26.75.
    assert!((found.standard_deviation - (26.75_f64 / 3.0).sqrt()).abs() < 1e-12);
}

#[test]
fn the_window_is_the_fourteen_days_up_to_and_including_the_start() {
    let inside = Journal::new().treatment(0).check_in(-14 * 24 + 1, 8).check_in(-100, 8).check_in(0, 8);
    assert_eq!(baseline(&inside).days, 3);
    let outside = Journal::new().treatment(0).check_in(-14 * 24, 8).check_in(-100, 8).check_in(0, 8);
    assert_eq!(outside.report().courses[0].baseline.reason(), Some(Reason::TooFewBaselineDays));
}

#[test]
fn the_window_is_cut_at_the_previous_treatment() {
    let mut journal = Journal::new().treatment(-5 * 24).daily(-14 * 24, &[9; 9]).daily(-4 * 24, &[6; 4]).treatment(0);
    journal.parameters.course_gap_days = 4.0;
    let report = journal.report();
    let found = report.courses[1].baseline.known().unwrap();
    assert_eq!((found.value, found.days, found.window_days), (6.0, 4, 5));
}

#[test]
fn a_baseline_of_exactly_a_quarter_of_the_scale_is_enough() {
    // 2⅓ + 2⅔ + 2½ over three days is 2.5 only up to rounding.
    let journal = Journal::new()
        .treatment(0)
        .daily(-63, &[2, 2, 2])
        .daily(-62, &[2, 3, 3])
        .daily(-61, &[3, 3])
        .check_in(-14, 2)
        .check_in(-15, 3);
    let report = journal.report();
    assert!(report.courses[0].baseline.known().is_some(), "{report:?}");
    let lower = journal.check_in(-13, 2).report();
    assert_eq!(lower.courses[0].baseline.reason(), Some(Reason::BaselineTooLow));
}

#[test]
fn reasons_are_given_in_their_order() {
    let reasons = |journal: Journal| {
        let treatment = journal.treatment(0).first();
        (treatment.onset.reason(), treatment.relief.reason(), treatment.peak.reason())
    };
    let everything_wrong = Journal::new().check_in(-36, 0).check_in(-12, 3);
    let too_few = Some(Reason::TooFewBaselineDays);
    assert_eq!(reasons(everything_wrong.clone()), (too_few, too_few, too_few));

    let too_low = Some(Reason::BaselineTooLow);
    assert_eq!(reasons(everything_wrong.check_in(-60, 0)), (too_low, too_low, too_low));

    let wild = Journal::new().daily(-108, &[0, 10, 0, 10, 0]);
    let none = Some(Reason::NoFollowUp);
    assert_eq!(reasons(wild.clone()), (none, none, none));

    let too_variable = Some(Reason::BaselineTooVariable);
    assert_eq!(reasons(wild.check_in(12, 0)), (too_variable, too_variable, None));

    let better_the_day_before = Journal::better_for_two_days();
    let already = Some(Reason::AlreadyResponding);
    assert_eq!(reasons(better_the_day_before.check_in(12, 8)), (already, None, None));

    let no_response = Some(Reason::NoResponse);
    assert_eq!(reasons(Journal::steady().check_in(12, 8)), (no_response, no_response, None));
}

#[test]
fn where_ordinary_days_stray_too_far_the_curve_is_still_there() {
    let treatment = Journal::new().daily(-108, &[0, 10, 0, 10, 0]).treatment(0).check_in(12, 2).first();
    assert_eq!(treatment.onset.reason(), Some(Reason::BaselineTooVariable));
    assert_eq!((treatment.curve.len(), treatment.first_hours.len()), (6, 1));
}

#[test]
fn without_a_baseline_there_is_no_curve() {
    let report = Journal::new().treatment(0).check_in(12, 2).report();
    assert!(report.treatments[0].curve.is_empty() && report.treatments[0].first_hours.is_empty());
    assert!(report.aligned.is_empty());
}
