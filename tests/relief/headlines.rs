//! What is said first: the definitions of relief, section 12.

use afterglow::domain::relief::{Headline, Reason, Word, analyse_together};
use jiff::civil::date;
use serde_json::json;

use super::journal::Journal;

const DAY: i64 = 24;

fn says(journal: &Journal) -> Headline {
    journal.report().headline
}

#[test]
fn without_a_treatment_and_with_a_planned_one_there_is_no_treatment_yet() {
    assert_eq!(says(&Journal::steady().at(0)), Headline::NoTreatment);
    assert_eq!(says(&Journal::steady().treatment(2).at(0)), Headline::NoTreatment);
}

#[test]
fn too_early_is_said_with_what_is_needed_and_when_it_can_be_told() {
    let journal = Journal::steady().treatment(0).daily(12, &[8, 9]);
    let from = date(2026, 3, 17);
    let early = |missing_days| Headline::TooEarly { course: 0, from, missing_days };
    assert_eq!(says(&journal.clone().at(2)), early(2));
    assert_eq!(says(&journal.clone().at(12)), early(1));
    assert_eq!(says(&journal.clone().at(7 * DAY - 1)), early(0));
    assert_eq!(says(&journal.at(7 * DAY)), Headline::CannotTell { course: 0, reason: None });
}

#[test]
fn where_certainty_can_never_be_had_it_is_not_called_early() {
    // Three and four days make a baseline; certainty needs five.
    for days in [3, 4] {
        let before = vec![8; usize::try_from(days).unwrap()];
        let journal = Journal::new().daily(-days * DAY + 12, &before).treatment(0);
        assert_eq!(says(&journal.at(2)), Headline::CannotTell { course: 0, reason: Some(Reason::TooFewDays) });
    }
}

#[test]
fn a_journal_that_begins_at_the_first_treatment_has_nothing_to_compare_with() {
    for days in [0, 1, 2] {
        let before = vec![8; usize::try_from(days).unwrap()];
        let journal = Journal::new().daily(-days * DAY + 12, &before).treatment(0).daily(12, &[2, 2, 2]);
        let days_before = before.len();
        assert_eq!(says(&journal.at(2)), Headline::NothingToCompareWith { course: 0, days_before });
    }
}

#[test]
fn scores_near_the_good_end_are_said_to_be_the_reason() {
    let journal = Journal::new().daily(-7 * DAY + 12, &[2, 2, 1, 2, 2, 2, 2]).treatment(0).daily(12, &[2, 2, 2]);
    assert_eq!(says(&journal.at(3 * DAY)), Headline::CannotTell { course: 0, reason: Some(Reason::BaselineTooLow) });
}

#[test]
fn nobody_who_wrote_nothing_after_is_told_of_ups_and_downs() {
    let journal = Journal::steady().treatment(0).at(8 * DAY);
    assert_eq!(says(&journal), Headline::CannotTell { course: 0, reason: Some(Reason::TooFewDays) });
}

#[test]
fn better_and_never_by_half_needs_every_treatment_to_have_been_looked_at_to_the_end() {
    let journal = Journal::steady().daily(-14 * DAY + 12, &[8; 7]).treatment(0).daily(12, &[5; 8]);
    let Headline::Better { points, never_by_half, .. } = says(&journal.clone().at(8 * DAY)) else {
        panic!("{:?}", says(&journal))
    };
    assert!((points - 3.0).abs() < 0.1 && never_by_half, "{points}");
    // In the first week the score may still halve.
    let early = says(&journal.at(5 * DAY));
    assert!(matches!(early, Headline::Better { never_by_half: false, .. }), "{early:?}");
}

#[test]
fn perhaps_is_said_of_the_latest_course_of_which_it_can_be() {
    // Section 6: 7 8 6 8 7 8 8 after a baseline of 8.
    let treated_at = |from: i64, journal: Journal| {
        let before = journal.daily(from - 7 * DAY + 10, &[8, 7, 8, 9, 8, 8, 8]);
        before.treatment(from).daily(from + 10, &[7, 8, 6, 8, 7, 8, 8])
    };
    let one = treated_at(0, Journal::new());
    assert_eq!(says(&one.clone().at(8 * DAY)), Headline::Perhaps { course: 0 });
    assert_eq!(says(&treated_at(60 * DAY, one.clone()).at(68 * DAY)), Headline::Perhaps { course: 1 });
    // A course that says nothing does not take back what an earlier one said.
    let later = one.daily(53 * DAY + 10, &[8, 7, 8, 9, 8, 8, 8]).treatment(60 * DAY).daily(60 * DAY + 10, &[8; 8]);
    assert_eq!(says(&later.at(68 * DAY)), Headline::Perhaps { course: 0 });
}

#[test]
fn relief_is_said_where_a_course_is_stated_and_no_longer_where_many_measures_take_it_back() {
    let journal = Journal::new()
        .daily(-7 * DAY + 10, &[8, 7, 8, 9, 8, 8, 8])
        .treatment(0)
        .daily(10, &[3, 3, 7, 8, 7, 8, 7])
        .at(8 * DAY);
    let alone = journal.report();
    assert_eq!((alone.courses[0].word, alone.headline), (Word::Relief, Headline::Relief));
    assert!(alone.now.relief.known().is_some());
    let others = Journal::steady().treatment(0).daily(10, &[8; 7]);
    let measures = [&journal, &others, &others, &others].map(|one| (one.scale, one.readings.clone()));
    let together = analyse_together(&measures, &journal.background()).remove(0);
    assert_ne!(together.courses[0].word, Word::Relief);
    assert_ne!(together.headline, Headline::Relief);
    assert_eq!(together.now.relief.reason(), Some(Reason::NotStated));
}

#[test]
fn the_answer_names_what_it_says() {
    let answer = Journal::steady().treatment(0).at(2).json();
    assert_eq!(answer["headline"], json!({"says": "too_early", "course": 0, "from": "2026-03-17", "missing_days": 2}));
}

/// Relief that comes a day late, after these scores of the days before.
fn a_day_late(before: &[i32]) -> Journal {
    let from = -DAY * i64::try_from(before.len()).unwrap() + 10;
    Journal::new().daily(from, before).treatment(0).daily(10, &[8, 3, 2, 2, 3, 3, 2, 3]).at(8 * DAY)
}

/// As the guide says it to whoever begins to write.
#[test]
fn relief_that_comes_a_day_late_is_stated_after_two_weeks_before_and_perhaps_after_six_days() {
    let two_weeks = [8, 7, 8, 9, 8, 8, 7, 8, 8, 9, 8, 7, 8, 8];
    assert_eq!(a_day_late(&two_weeks).report().courses[0].word, Word::Relief);
    let six_days = two_weeks.last_chunk::<6>().unwrap();
    assert_eq!(a_day_late(six_days).report().courses[0].word, Word::Perhaps);
}
