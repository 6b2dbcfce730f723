//! A journal that began with its treatments: the change since its first days, and no more.

use afterglow::domain::{
    measure::Polarity,
    relief::{Figure, Reason, SinceFirstDays},
};

use super::journal::{Journal, date_of, hour};

const DAY: i64 = 24;

fn since(journal: &Journal) -> Option<Figure<SinceFirstDays>> {
    journal.report().since_first_days
}

fn known(journal: &Journal) -> SinceFirstDays {
    *since(journal).unwrap().known().unwrap()
}

/// It begins on the evening of the first treatment.
fn late(scores: &[i32]) -> Journal {
    Journal::new().treatment(0).daily(10, scores)
}

#[test]
fn the_latest_week_stands_beside_the_first_three_days() {
    let change = known(&late(&[7, 8, 9, 5, 5, 5, 4, 4, 4, 3, 3, 3, 3]));
    assert_eq!((change.first, change.first_date), (8.0, date_of(hour(10))));
    let latest = (4.0 + 4.0 + 4.0 + 3.0 + 3.0 + 3.0 + 3.0) / 7.0;
    assert!((change.latest - latest).abs() < 1e-12 && (change.points - (8.0 - latest)).abs() < 1e-12, "{change:?}");
    assert_eq!((change.latest_days, change.latest_date), (7, date_of(hour(10 + 12 * DAY))));
    assert!(change.probability > 0.95, "{change:?}");
}

#[test]
fn worse_is_told_as_well_and_high_may_be_good() {
    assert!(known(&late(&[4, 4, 4, 7, 7, 7])).points < -2.9);
    let good = Journal::of(0, 10, Polarity::HigherIsBetter).treatment(0).daily(10, &[2, 2, 2, 5, 5, 5]);
    let change = known(&good);
    assert_eq!((change.first, change.latest, change.points), (8.0, 5.0, 3.0));
}

#[test]
fn ups_and_downs_are_not_taken_for_a_change() {
    let change = known(&late(&[8, 5, 9, 4, 8, 7, 5, 9, 4, 8]));
    assert!(change.probability < 0.95 && change.probability > 0.05, "{change:?}");
}

#[test]
fn it_needs_three_first_days_and_three_later_ones() {
    let reason = |journal: &Journal| since(journal).unwrap().reason();
    assert_eq!(reason(&late(&[7, 8, 9, 5, 5])), Some(Reason::TooFewDays));
    assert_eq!(reason(&late(&[7, 8, 9, 5, 5, 5])), None);
    // Three days are first days only within a week; what lies before such a week is left out.
    let scattered = Journal::new().treatment(0).check_in(10, 1).check_in(20 * DAY, 2);
    assert_eq!(reason(&scattered), Some(Reason::TooFewDays));
    let resumed = scattered.daily(30 * DAY, &[8, 8, 8, 5, 5, 5]);
    assert_eq!((known(&resumed).first, known(&resumed).first_date), (8.0, date_of(hour(30 * DAY))));
    // The latest days are those of the week that ends with the latest entry.
    let faded = late(&[8, 8, 8, 2, 2, 2]).check_in(40 * DAY, 8);
    assert_eq!(reason(&faded), Some(Reason::TooFewDays));
}

#[test]
fn several_entries_of_a_day_are_one_day_and_what_is_to_come_counts_for_nothing() {
    let journal = late(&[7, 8, 9, 5, 5, 5]).check_in(11, 9);
    assert!((known(&journal).first - 25.0 / 3.0).abs() < 1e-12);
    assert_eq!(since(&journal.at(5 * DAY)).unwrap().reason(), Some(Reason::TooFewDays));
}

#[test]
fn where_there_is_something_to_compare_with_it_is_not_said() {
    assert_eq!(since(&Journal::steady().treatment(0).daily(12, &[2; 9])), None);
    // Without a treatment there is nothing late about a journal.
    assert_eq!(since(&Journal::new().daily(10, &[8; 9])), None);
    // A later course that has days before it is compared with them.
    let later = late(&[8; 9]).treatment(60 * DAY).daily(50 * DAY, &[8; 9]);
    assert_eq!(since(&later), None);
}
