//! Where a person is now: the definitions of relief, section 12.

use afterglow::domain::relief::{Ending, Figure, Now, Reason};
use jiff::civil::date;
use serde_json::json;

use super::journal::{Journal, dosing, hour};

const DAY: i64 = 24;

fn now(journal: &Journal) -> Now {
    journal.report().now
}

/// Relief from the first evening on, as far as it is written.
fn eased(scores: &[i32]) -> Journal {
    Journal::steady().treatment(0).daily(12, scores)
}

#[test]
fn before_the_first_treatment_there_is_what_comes_next_and_how_far_its_baseline_is_written() {
    let nothing = now(&Journal::steady().at(0));
    assert_eq!((nothing.last, nothing.next), (None, None));
    assert_eq!(nothing.week.reason(), Some(Reason::NoTreatment));
    assert_eq!(nothing.relief.reason(), Some(Reason::NoTreatment));
    let planned = Journal::steady().treatment(5 * DAY).treatment(3 * DAY).at(0).json()["now"]["next"].clone();
    assert_eq!(planned, json!({"id": "1", "at": "2026-03-13T10:00:00Z", "baseline_days": 7}));
}

#[test]
fn a_day_that_lies_more_than_two_weeks_before_the_next_treatment_is_none_of_its_baseline() {
    let days = |planned| now(&Journal::steady().treatment(planned).at(0)).next.unwrap().baseline_days;
    // The first evening is 156 hours before hour 0.
    assert_eq!(days(14 * DAY - 157), Some(7));
    assert_eq!(days(14 * DAY - 156), Some(6));
}

#[test]
fn a_treatment_that_continues_a_course_needs_no_days_before_it() {
    let days = |planned| now(&eased(&[2; 4]).treatment(planned).at(4 * DAY)).next.unwrap().baseline_days;
    assert_eq!(days(21 * DAY), None);
    assert_eq!(days(21 * DAY + 1), Some(0));
    // What was written before the last treatment is not written before the next.
    let soon = Journal { parameters: short_courses(), ..eased(&[2; 4]).treatment(10 * DAY).at(4 * DAY) };
    assert_eq!(now(&soon).next.unwrap().baseline_days, Some(4));
}

fn short_courses() -> afterglow::domain::relief::Parameters {
    afterglow::domain::relief::Parameters { course_gap_days: 7.0, ..Default::default() }
}

#[test]
fn a_treatment_that_waits_to_be_confirmed_is_not_the_next_one() {
    let mut journal = eased(&[2; 4]).treatment(2 * DAY).treatment(20 * DAY).at(4 * DAY);
    journal.dosings[1].planned = true;
    let now = now(&journal);
    assert_eq!((now.last.unwrap().id, now.next.unwrap().id), ("0".to_owned(), "2".to_owned()));
}

#[test]
fn two_hours_after_a_treatment_it_is_too_early_for_everything() {
    let now = now(&Journal::steady().treatment(0).at(2));
    assert_eq!(now.week.reason(), Some(Reason::TooEarly));
    assert_eq!(now.relief.reason(), Some(Reason::TooEarly));
    assert_eq!(now.last.unwrap().judged_on, date(2026, 3, 17));
}

#[test]
fn the_last_week_begins_anew_at_a_treatment_and_needs_three_days() {
    // Days at 8 before; three evenings at 2 after.
    let journal = eased(&[2, 2, 2]);
    assert_eq!(now(&journal.clone().at(48)).week.reason(), Some(Reason::TooEarly));
    // The third lag day has begun, and is not yet written.
    assert_eq!(now(&journal.clone().at(49)).week.reason(), Some(Reason::TooFewDays));
    let week = *now(&journal.at(60)).week.known().unwrap();
    assert_eq!((week.mean, week.days), (2.0, 3));
    let better = *week.baseline.known().unwrap();
    assert_eq!((better.points, better.percent), (6.0, 75.0));
}

#[test]
fn the_last_week_is_of_seven_lag_days_and_each_counts_alike() {
    // Lag days 0 to 9; of the last one there are two check-ins, 4 and 8.
    let journal = eased(&[1, 1, 1, 2, 2, 2, 2, 2, 2, 4]).check_in(9 * DAY + 13, 8).at(10 * DAY);
    let week = *now(&journal).week.known().unwrap();
    assert_eq!((week.days, week.mean), (7, 18.0 / 7.0));
}

#[test]
fn without_a_baseline_the_last_week_is_there_and_the_comparison_is_not() {
    let week = *now(&Journal::new().treatment(0).daily(12, &[2, 3, 4]).at(3 * DAY)).week.known().unwrap();
    assert_eq!((week.mean, week.baseline.reason()), (3.0, Some(Reason::TooFewBaselineDays)));
}

#[test]
fn the_same_days_after_earlier_treatments_need_two_of_them_with_three_days_each() {
    let journal = |second: &[i32]| {
        let first = eased(&[2, 3, 4]).treatment(28 * DAY).daily(28 * DAY + 12, second);
        first.treatment(56 * DAY).daily(56 * DAY + 12, &[5, 5, 5]).at(59 * DAY)
    };
    let week = *now(&journal(&[4, 5, 6])).week.known().unwrap();
    let earlier = *week.earlier.known().unwrap();
    assert_eq!((week.mean, earlier.mean, earlier.treatments), (5.0, 4.0, 2));
    let week = *now(&journal(&[4, 5])).week.known().unwrap();
    assert_eq!(week.earlier.reason(), Some(Reason::TooFewTreatments));
}

#[test]
fn relief_goes_on_since_it_was_first_seen() {
    let relief = *now(&eased(&[2, 2, 3, 2]).at(90)).relief.known().unwrap();
    assert_eq!(relief.ended, Ending::StillGoing);
    assert_eq!(
        (relief.since.to_string(), relief.days, relief.faded_on),
        ("2026-03-10T22:00:00Z".to_owned(), 3.0, None)
    );
}

#[test]
fn relief_began_to_fade_on_a_date_of_the_place_of_the_treatment() {
    let faded = |offset| {
        let mut journal = eased(&[2, 2, 2, 2, 7, 7, 8]).at(7 * DAY);
        journal.dosings[0] = dosing("0", hour(0), offset);
        *now(&journal).relief.known().unwrap()
    };
    assert_eq!((faded(0).ended, faded(0).days), (Ending::Lost, 3.5));
    // Lost at the start of lag day 4, 10 o'clock in the morning of UTC.
    assert_eq!(faded(0).faded_on, Some(date(2026, 3, 14)));
    assert_eq!(faded(-11).faded_on, Some(date(2026, 3, 13)));
    assert_eq!(faded(14).faded_on, Some(date(2026, 3, 15)));
}

#[test]
fn relief_that_outlasted_a_treatment_goes_back_to_when_it_was_first_seen() {
    let journal = eased(&[2, 2, 2, 2]).treatment(4 * DAY).daily(4 * DAY + 12, &[2, 2, 2]);
    let relief = *now(&journal.clone().at(7 * DAY)).relief.known().unwrap();
    assert_eq!((relief.since.to_string(), relief.days), ("2026-03-10T22:00:00Z".to_owned(), 6.0));
    // Lost at the start of the next lag day 3: a week after the first treatment, half a day after it was first seen.
    let lost = *now(&journal.daily(7 * DAY + 12, &[8, 8]).at(9 * DAY)).relief.known().unwrap();
    assert_eq!((lost.days, lost.faded_on), (6.5, Some(date(2026, 3, 17))));
}

#[test]
fn relief_of_a_course_that_is_not_stated_is_not_said_to_go_on() {
    // Four days before make a baseline, and an onset is found; five are needed to be sure.
    let journal = Journal::new().daily(-4 * DAY + 12, &[8; 4]).treatment(0).daily(12, &[1, 1, 1]);
    let report = journal.at(3 * DAY).report();
    assert!(report.treatments[0].onset.known().is_some(), "{:?}", report.treatments[0].onset);
    assert_eq!(report.now.relief.reason(), Some(Reason::NotStated));
}

#[test]
fn a_treatment_without_response_has_its_reason() {
    let report = eased(&[8, 7, 8, 8, 8, 7, 8, 8]).at(8 * DAY).report();
    assert_eq!(report.now.relief.reason(), Some(Reason::NoResponse));
}

#[test]
fn who_has_stopped_writing_is_told_since_when() {
    let journal = eased(&[2, 2, 2]);
    let silent = |hours| now(&journal.clone().at(hours)).silent_since;
    assert_eq!(silent(60 + 7 * DAY), None);
    assert_eq!(silent(60 + 7 * DAY + 1), Some(date(2026, 3, 12)));
    let relief = *now(&journal.clone().at(60 + 7 * DAY + 1)).relief.known().unwrap();
    assert_eq!((relief.ended, relief.days), (Ending::StoppedWriting, 2.0));
    assert!(matches!(now(&journal.at(60 + 7 * DAY + 1)).week, Figure::Absent { reason: Reason::TooFewDays }));
}

#[test]
fn the_order_of_check_ins_at_one_instant_does_not_matter() {
    let one = eased(&[2, 2]).check_in(60, 2).check_in(60, 4).check_in(60, 9).at(61);
    let other = eased(&[2, 2]).check_in(60, 9).check_in(60, 2).check_in(60, 4).at(61);
    assert_eq!(now(&one), now(&other));
    assert_eq!(now(&one).week.known().unwrap().mean, 3.0);
}

#[test]
fn while_nothing_is_written_and_no_day_begins_nothing_changes() {
    let journal = eased(&[2, 2, 2]);
    assert_eq!(journal.clone().at(61).json()["now"], journal.at(71).json()["now"]);
}
