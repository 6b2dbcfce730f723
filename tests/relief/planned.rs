//! What is later than now: the definitions of relief, section 1.

use afterglow::domain::relief::{Reading, Reason};
use jiff::civil::date;
use serde_json::json;

use super::journal::{Journal, hour};

fn treated() -> Journal {
    Journal::steady().treatment(0).daily(12, &[2, 2, 3])
}

#[test]
fn a_planned_treatment_is_returned_with_that_reason_and_nothing_else() {
    let planned = treated().treatment(72).at(71).json()["treatments"][1].clone();
    let reason = json!({"reason": "planned"});
    for figure in ["onset", "peak", "best_days", "relief", "tipping_point", "follow_up"] {
        assert_eq!(planned[figure], reason, "{figure}");
    }
    assert_eq!(
        (&planned["course"], &planned["curve"], &planned["first_hours"]),
        (&json!(null), &json!([]), &json!([]))
    );
    assert_eq!((&planned["at"], &planned["local_date"]), (&json!("2026-03-13T10:00:00Z"), &json!("2026-03-13")));
}

#[test]
fn a_treatment_is_planned_until_its_instant() {
    let reason = |hours| treated().treatment(72).at(hours).report().treatments[1].onset.reason();
    assert_eq!(reason(71), Some(Reason::Planned));
    assert_eq!(reason(72), Some(Reason::TooEarly));
}

#[test]
fn a_treatment_whose_time_has_passed_is_planned_until_it_is_confirmed() {
    let unconfirmed = |planned| {
        let mut journal = treated().treatment(72).at(96);
        journal.dosings[1].planned = planned;
        journal.report()
    };
    assert_eq!(unconfirmed(true).treatments[1].onset.reason(), Some(Reason::Planned));
    let mut without = unconfirmed(true);
    without.treatments.pop();
    assert_eq!(without, treated().at(96).report());
    assert_ne!(unconfirmed(false).treatments[1].onset.reason(), Some(Reason::Planned));
}

#[test]
fn a_planned_treatment_changes_nothing_of_the_others() {
    let without = treated().at(71).report();
    let mut with = treated().treatment(72).at(71).report();
    with.treatments.pop();
    assert_eq!(with.now.next.take().unwrap().id, "1");
    assert_eq!(with, without);
}

#[test]
fn a_check_in_later_than_now_counts_for_nothing() {
    let without = treated().at(70).report();
    assert_eq!(treated().check_in(71, 8).at(70).report(), without);
    assert_ne!(treated().check_in(71, 8).at(71).report(), without);
}

#[test]
fn a_date_alone_counts_from_its_noon() {
    let count = |now: i64| {
        let mut journal = Journal::steady().treatment(0).at(now);
        journal.readings.push(Reading { at: hour(26), date: date(2026, 3, 11), date_only: true, score: 2 });
        journal.first().follow_up.known().unwrap().days
    };
    assert_eq!((count(25), count(26)), (0, 1));
}
