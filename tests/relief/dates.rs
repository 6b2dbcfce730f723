//! Dates without a time, and clocks that change: the definitions of relief, section 1.

use afterglow::domain::{
    day::Moment,
    relief::{Rapid, Reading, Reason},
};
use jiff::{Timestamp, civil::date, tz::Offset};

use super::journal::Journal;

#[test]
fn a_date_alone_on_the_day_of_the_treatment_is_left_out() {
    // The treatment is at 10:00 on the 10th; noon would be two hours later.
    let treatment = Journal::steady().treatment(0).date_only("2026-03-10", 2).check_in(24, 8).first();
    assert_eq!(treatment.onset.reason(), Some(Reason::NoResponse));
    assert_eq!(treatment.first_hours.len(), 1);
    assert!(treatment.curve.iter().all(|point| point.lag_day != 0 || point.check_ins == 1));
}

#[test]
fn a_date_alone_on_another_day_counts_at_noon() {
    let found = *Journal::steady().treatment(0).date_only("2026-03-11", 2).first().onset.known().unwrap();
    assert_eq!(found.hours, 26.0);
}

#[test]
fn a_date_alone_before_an_afternoon_treatment_is_no_baseline() {
    let days = |hours: i64| Journal::steady().date_only("2026-03-10", 0).treatment(hours).report().courses[0].baseline;
    assert_eq!(days(6).known().unwrap().days, 7);
    assert_eq!(days(18).known().unwrap().days, 8);
}

#[test]
fn a_date_alone_on_the_day_of_the_next_treatment_is_in_neither_follow_up() {
    let report = Journal::steady().treatment(0).check_in(24, 8).date_only("2026-03-12", 0).treatment(54).report();
    assert_eq!(report.treatments[0].onset.reason(), Some(Reason::NoResponse));
    assert_eq!(report.treatments[0].follow_up.known().unwrap().days, 1);
    assert_eq!(report.treatments[1].onset.reason(), Some(Reason::NoFollowUp));
}

#[test]
fn a_date_alone_on_the_day_of_the_previous_treatment_is_not_after_it() {
    let mut journal = Journal::new().treatment(-96).date_only("2026-03-06", 2).daily(-84, &[8; 4]).treatment(0);
    journal.parameters.course_gap_days = 3.0;
    let report = journal.report();
    assert_eq!(report.courses[1].baseline.known().unwrap().value, 8.0);
}

#[test]
fn a_clock_change_between_treatment_and_check_in_changes_nothing() {
    // Clocks in Amsterdam went forward on 29 March 2026: 20:00 there is one hour less after it.
    let amsterdam: [Timestamp; 2] =
        ["2026-03-28T20:00:00+01:00", "2026-03-29T20:00:00+02:00"].map(|at| at.parse().unwrap());
    let mut journal = Journal::steady();
    let treated: Timestamp = amsterdam[0];
    let shift = treated.duration_since(super::journal::hour(0));
    for reading in &mut journal.readings {
        reading.at += shift;
        reading.date = Offset::constant(1).to_datetime(reading.at).date();
    }
    journal = journal.treatment(0);
    journal.dosings[0].at = Moment::new(treated, Offset::constant(1));
    journal.readings.push(Reading { at: amsterdam[1], date: date(2026, 3, 29), date_only: false, score: 2 });
    let onset = *journal.first().onset.known().unwrap();
    assert_eq!((onset.hours, onset.rapid), (23.0, Rapid::Yes));
}

#[test]
fn a_flight_across_the_date_line_moves_nothing_to_the_other_side() {
    // The check-in was made four hours after the treatment, where it was still the day before.
    let mut journal = Journal::steady().treatment(0).check_in(4, 2).at(5);
    let expected = journal.report();
    journal.readings.last_mut().unwrap().date = date(2026, 3, 9);
    assert_eq!(journal.report(), expected);
}

#[test]
fn nothing_at_all_is_an_empty_report() {
    let report = Journal::new().report();
    assert!(report.courses.is_empty() && report.treatments.is_empty() && report.aligned.is_empty());
    assert_eq!(report.relief_curve.treatments, 0);
}
