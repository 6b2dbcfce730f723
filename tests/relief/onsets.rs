//! Follow-up, onset, peak and the duration of relief: the definitions of relief, sections 3 and 4.

use afterglow::domain::{
    measure::Polarity,
    relief::{BestDays, Ending, Onset, Peak, Rapid, Reason, TreatmentReport},
};

use super::journal::Journal;

fn onset(journal: &Journal) -> Option<Onset> {
    journal.first().onset.known().copied()
}

fn relief(treatment: &TreatmentReport) -> (f64, Ending) {
    let relief = treatment.relief.known().unwrap();
    (relief.days, relief.ended)
}

fn window(treatment: &TreatmentReport) -> (usize, i32) {
    let coverage = treatment.follow_up.known().unwrap();
    (coverage.days, coverage.window_days)
}

#[test]
fn a_check_in_at_exactly_the_start_was_made_before_it() {
    let treatment = Journal::steady().treatment(0).check_in(0, 2).check_in(24, 8).first();
    assert_eq!(treatment.onset.reason(), Some(Reason::NoResponse));
    let day_before = treatment.curve.iter().find(|point| point.lag_day == -1).unwrap();
    assert_eq!(day_before.check_ins, 2);
}

#[test]
fn onset_is_not_rapid_where_24_hours_had_passed_without_it() {
    let at = |before| onset(&Journal::steady().treatment(0).check_in(before, 8).check_in(40, 2)).unwrap();
    assert_eq!((at(23).rapid, at(24).rapid), (Rapid::Unknown, Rapid::No));
}

#[test]
fn onset_within_exactly_24_hours_is_rapid() {
    let at = |hours| onset(&Journal::steady().treatment(0).check_in(hours, 2)).unwrap();
    assert_eq!((at(24).rapid, at(25).rapid), (Rapid::Yes, Rapid::Unknown));
    assert_eq!(at(24).after_hours, 0.0);
}

#[test]
fn exactly_half_is_a_response_also_when_it_comes_of_thirds() {
    let thirds = Journal::new().daily(-60, &[9, 8, 9]).daily(-59, &[9, 8, 9]).daily(-58, &[8, 8, 9]).treatment(0);
    let baseline = thirds.report().courses[0].baseline.known().unwrap().value;
    assert!((baseline - 77.0 / 9.0).abs() < 1e-12);
    let mut journal = thirds.check_in(12, 4);
    // The improvement of 4 on 77/9 is 100 · 41/77 percent.
    journal.parameters.response_percent = 4_100.0 / 77.0;
    assert!(journal.first().onset.known().is_some());
    journal.parameters.response_percent += 1e-6;
    assert!(journal.first().onset.known().is_none());
}

#[test]
fn a_response_is_further_than_ordinary_days_stray() {
    // B = 50 and s = √(2400/8) = 17.32, so the swing is 28.49: 24 is 52 % better and still an ordinary day.
    let days = [-84, -83, -82].iter();
    let journal = Journal::of(0, 100, Polarity::HigherIsWorse).treatment(0);
    let journal = days.fold(journal, |journal, from| journal.daily(*from, &[30, 70, 50]));
    assert!(onset(&journal.clone().check_in(12, 24)).is_none());
    assert!(onset(&journal.check_in(12, 21)).is_some());
}

#[test]
fn one_good_hour_is_not_relief() {
    let journal = Journal::steady().treatment(0).check_in(10, 2).check_in(20, 8).check_in(40, 2).check_in(50, 2);
    let found = onset(&journal).unwrap();
    assert_eq!((found.hours, found.after_hours, found.confirmed), (40.0, 20.0, true));
}

#[test]
fn a_check_in_after_48_hours_neither_confirms_nor_refutes() {
    let next_at = |hours, score| onset(&Journal::steady().treatment(0).check_in(10, 2).check_in(hours, score));
    assert!(next_at(58, 2).unwrap().confirmed);
    assert!(next_at(58, 8).is_none());
    assert!(!next_at(59, 2).unwrap().confirmed);
    assert!(!next_at(59, 8).unwrap().confirmed);
}

#[test]
fn of_two_check_ins_at_one_instant_the_worse_refutes_the_better() {
    let both = |journal: Journal| onset(&journal.check_in(60, 8));
    assert!(both(Journal::steady().treatment(0).check_in(10, 2).check_in(10, 8)).is_none());
    assert!(both(Journal::steady().treatment(0).check_in(10, 8).check_in(10, 2)).is_none());
}

#[test]
fn the_next_treatment_ends_the_follow_up() {
    let report =
        Journal::steady().treatment(0).daily(12, &[8, 8]).check_in(48, 8).treatment(48).check_in(49, 2).report();
    let first = &report.treatments[0];
    assert_eq!(first.onset.reason(), Some(Reason::NoResponse));
    assert_eq!(window(first), (2, 2));
    assert_eq!(report.treatments[1].onset.known().unwrap().hours, 1.0);
}

#[test]
fn relief_cut_by_the_next_treatment_lasted_at_least_to_the_last_check_in() {
    let report = Journal::steady().treatment(0).daily(12, &[2, 2, 2]).treatment(96).check_in(100, 8).report();
    assert_eq!(relief(&report.treatments[0]), (2.0, Ending::NextTreatment));
    assert_eq!(window(&report.treatments[0]), (3, 4));
}

#[test]
fn a_silence_of_more_than_seven_days_closes_the_follow_up() {
    let silent = |hours: i64| Journal::steady().treatment(0).daily(12, &[2, 2]).daily(36 + hours, &[8, 8]).first();
    assert_eq!(relief(&silent(169)), (1.0, Ending::Silence));
    assert_eq!(window(&silent(169)), (2, 2));
    assert_eq!(relief(&silent(168)).1, Ending::Lost);
}

#[test]
fn a_silence_before_the_next_treatment_closes_it_too() {
    let next_after = |hours: i64| Journal::steady().treatment(0).daily(12, &[2, 2]).treatment(36 + hours).first();
    assert_eq!(relief(&next_after(169)).1, Ending::Silence);
    assert_eq!(relief(&next_after(168)).1, Ending::NextTreatment);
}

#[test]
fn after_the_last_check_in_relief_goes_on_until_nobody_has_written_for_seven_days() {
    let at = |hours: i64| relief(&Journal::steady().treatment(0).daily(12, &[2, 2]).at(36 + hours).first());
    assert_eq!(at(168), (1.0, Ending::StillGoing));
    assert_eq!(at(169), (1.0, Ending::StoppedWriting));
}

#[test]
fn a_follow_up_that_begins_after_a_silence_is_empty() {
    let treatment = Journal::steady().treatment(0).daily(169, &[2, 2]).first();
    assert_eq!(treatment.onset.reason(), Some(Reason::NoFollowUp));
    assert_eq!(window(&treatment), (0, 0));
    assert!(Journal::steady().treatment(0).daily(168, &[2, 2]).first().onset.known().is_some());
}

#[test]
fn an_empty_follow_up_to_the_next_treatment_still_has_days_to_cover() {
    let report = Journal::steady().treatment(0).treatment(49).report();
    assert_eq!(window(&report.treatments[0]), (0, 3));
    assert_eq!(window(&report.treatments[1]), (0, 0));
}

#[test]
fn coverage_is_told_of_28_days_at_most() {
    assert_eq!(window(&Journal::steady().treatment(0).daily(12, &[8; 60]).first()), (28, 28));
}

#[test]
fn who_already_responds_has_no_onset_and_relief_from_the_start() {
    let better_for_two_days = Journal::better_for_two_days().treatment(0);
    let treatment = better_for_two_days.clone().daily(12, &[1, 1, 8, 8]).first();
    assert_eq!(treatment.onset.reason(), Some(Reason::AlreadyResponding));
    assert_eq!(relief(&treatment), (2.0, Ending::Lost));

    let lost_at_once = better_for_two_days.clone().daily(12, &[8, 8]).first();
    assert_eq!(relief(&lost_at_once), (0.0, Ending::Lost));

    let still_there = better_for_two_days.check_in(30, 1).first();
    assert_eq!(relief(&still_there), (1.25, Ending::StoppedWriting));
}

#[test]
fn one_good_day_does_not_make_one_respond_already() {
    let one = Journal::new().daily(-7 * 24 + 12, &[8, 8, 8, 8, 8, 8, 1]).treatment(0).check_in(5, 1);
    assert_eq!(onset(&one).unwrap().hours, 5.0);
    // The latest of the other days counts, also where it lies back; the day before must be written.
    let gap =
        Journal::new().daily(-10 * 24 + 12, &[8, 8, 8, 8, 8, 8, 8, 1]).check_in(-12, 1).treatment(0).check_in(5, 1);
    assert_eq!(gap.first().onset.reason(), Some(Reason::AlreadyResponding));
    let unwritten = Journal::new().daily(-10 * 24 + 12, &[8, 8, 8, 8, 8, 8, 8, 1, 1]).treatment(0).check_in(5, 1);
    assert_eq!(onset(&unwritten).unwrap().hours, 5.0);
}

#[test]
fn what_was_before_the_previous_treatment_does_not_make_one_respond_already() {
    let journal = Journal::better_for_two_days().treatment(-10).treatment(0).check_in(5, 1);
    let second = journal.report().treatments.remove(1);
    assert_eq!(second.onset.known().unwrap().hours, 5.0);
}

#[test]
fn relief_is_lost_on_the_first_of_two_observed_days_below_a_quarter() {
    let lost = |scores: &[i32]| relief(&Journal::steady().treatment(0).daily(12, scores).first());
    // One bad day is not a loss, and 6 of 8 is exactly a quarter better.
    assert_eq!(lost(&[2, 2, 8, 2, 6, 6, 2]).1, Ending::StoppedWriting);
    assert_eq!(lost(&[2, 2, 8, 2, 7, 7]), (3.5, Ending::Lost));
}

#[test]
fn days_without_check_ins_do_not_stand_between_two_days_of_loss() {
    let treatment = Journal::steady().treatment(0).daily(12, &[2, 2, 8]).check_in(12 + 5 * 24, 8).first();
    assert_eq!(relief(&treatment), (1.5, Ending::Lost));
}

#[test]
fn the_day_of_the_onset_is_not_a_day_of_loss() {
    // The means of lag days 0 and 1 are both below a quarter, but relief came on the evening of the first.
    let first_day = Journal::steady().treatment(0).check_in(2, 10).check_in(4, 10).check_in(6, 10).check_in(22, 2);
    let second_day = first_day.check_in(26, 2).check_in(28, 10).check_in(30, 10);
    assert_eq!(relief(&second_day.clone().check_in(60, 2).first()).1, Ending::StoppedWriting);
    assert_eq!(relief(&second_day.check_in(60, 8).first()), (2.0 / 24.0, Ending::Lost));
}

#[test]
fn the_peak_is_the_earliest_best_of_the_first_seven_days() {
    let journal = Journal::steady().treatment(0).daily(12, &[6, 4, 4, 6, 6, 6, 6, 0]);
    assert_eq!(journal.first().peak.known(), Some(&Peak { improvement_percent: 50.0, hours: 36.0 }));
    let worse = Journal::steady().treatment(0).check_in(12, 10).first();
    assert_eq!(worse.peak.known(), Some(&Peak { improvement_percent: -25.0, hours: 12.0 }));
}

#[test]
fn a_follow_up_that_begins_after_the_seven_days_has_no_peak() {
    let mut journal = Journal::steady().treatment(0).check_in(200, 2);
    journal.parameters.max_gap_days = 30.0;
    let treatment = journal.first();
    assert_eq!(treatment.peak.reason(), Some(Reason::NoFollowUp));
    assert_eq!(treatment.best_days.reason(), Some(Reason::TooFewDays));
    assert_eq!(treatment.onset.reason(), Some(Reason::NoResponse));
    journal.parameters.onset_limit_days = 9.0;
    assert_eq!(journal.first().onset.known().unwrap().hours, 200.0);
}

#[test]
fn an_onset_is_looked_for_up_to_exactly_the_limit_and_confirmed_after_it() {
    let at = |hours| onset(&Journal::steady().treatment(0).daily(12, &[8, 8, 8, 8]).daily(hours, &[2, 2]));
    assert!(at(168).unwrap().confirmed);
    assert!(at(169).is_none());
}

#[test]
fn the_best_days_are_the_earliest_best_two_that_were_written() {
    let journal = Journal::steady().treatment(0).check_in(12, 2).check_in(60, 4).daily(108, &[4, 2, 4, 0]);
    assert_eq!(journal.first().best_days.known(), Some(&BestDays { improvement_percent: 62.5, lag_day: 0 }));
    assert_eq!(
        Journal::steady().treatment(0).check_in(12, 2).check_in(13, 2).first().best_days.reason(),
        Some(Reason::TooFewDays)
    );
}

#[test]
fn what_has_not_been_seen_yet_is_too_early_to_tell() {
    let reason = |journal: Journal, hours| journal.at(hours).first().onset.reason();
    let (silent, written) = (Journal::steady().treatment(0), Journal::steady().treatment(0).check_in(12, 8));
    assert_eq!(reason(silent.clone(), 167), Some(Reason::TooEarly));
    assert_eq!(reason(silent.clone(), 168), Some(Reason::NoFollowUp));
    assert_eq!(silent.at(167).first().peak.reason(), Some(Reason::TooEarly));
    assert_eq!(reason(written.clone(), 167), Some(Reason::TooEarly));
    assert_eq!(reason(written.clone(), 168), Some(Reason::NoResponse));
    assert_eq!(reason(written.treatment(100), 101), Some(Reason::NoResponse));
}

#[test]
fn of_two_treatments_at_one_instant_the_second_has_the_follow_up() {
    let report = Journal::steady().treatment(0).treatment(0).daily(12, &[2, 2]).report();
    assert_eq!(report.treatments[0].onset.reason(), Some(Reason::NoFollowUp));
    assert_eq!(window(&report.treatments[0]), (0, 0));
    assert_eq!(report.treatments[1].onset.known().unwrap().hours, 12.0);
}
