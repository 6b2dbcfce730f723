//! A measure at a glance: the figures that page and PDF put into words.

use afterglow::domain::{
    measure::{Polarity, Scale},
    relief::{Figure, Glance, Level, Reason},
};

use super::journal::Journal;

const DAY: i64 = 24;
const SCALE: Scale = Scale { min: 0, max: 10, polarity: Polarity::HigherIsWorse };

fn glance(journal: &Journal) -> Glance {
    Glance::of(SCALE, &journal.report())
}

#[test]
fn a_course_that_eased_is_clear_and_what_was_written_is_counted_over_all_windows() {
    let journal = Journal::steady().treatment(0).daily(12, &[2, 2, 2, 2, 7, 7, 8]).at(12 * DAY);
    let (report, glance) = (journal.report(), glance(&journal));
    assert_eq!(glance.courses[0].level, Figure::Known(Level::Clear));
    assert_eq!(glance.courses[0].baseline_score, Figure::Known(8.0));
    assert_eq!((glance.treatments, glance.later_baselines, glance.later_points), (1, None, None));
    let baseline = report.courses[0].baseline.known().unwrap();
    let before = glance.written_before.unwrap();
    assert_eq!((before.days, before.window_days), (baseline.days, baseline.window_days));
    assert_eq!(glance.longest_relief_days, Some(report.treatments[0].relief.known().unwrap().days));
    assert!(glance.reliefs[0].lost);
    let better = Scale { polarity: Polarity::HigherIsBetter, ..SCALE };
    assert_eq!(Glance::of(better, &report).courses[0].baseline_score, Figure::Known(2.0));
}

#[test]
fn a_reason_that_the_headline_says_is_not_counted_again_and_the_most_common_comes_first() {
    let late = Journal::new().treatment(0).daily(10, &[7, 8, 9, 5]).at(5 * DAY);
    assert_eq!(glance(&late).unjudged, [], "{:?}", late.report().headline);
    assert_eq!(glance(&late).courses[0].level.reason(), Some(Reason::TooFewDays));
    let none = Journal::steady().treatment(0).daily(12, &[8, 9, 8, 8, 8, 9, 8, 8]).at(8 * DAY);
    assert_eq!(glance(&none).courses[0].level, Figure::Known(Level::Unclear));
    assert_eq!((glance(&none).unjudged.len(), glance(&none).longest_relief_days), (0, None));
}

#[test]
fn later_courses_are_told_from_the_lowest_to_the_highest() {
    let first = Journal::steady().treatment(0).daily(12, &[2; 8]);
    let second = first.daily(53 * DAY + 10, &[6; 7]).treatment(60 * DAY).daily(60 * DAY + 10, &[2; 8]);
    let third = second.daily(113 * DAY + 10, &[4; 7]).treatment(120 * DAY).daily(120 * DAY + 10, &[2; 8]);
    let glance = glance(&third.at(130 * DAY));
    let later = glance.later_baselines.unwrap();
    assert_eq!(glance.verdict.map(|verdict| verdict.course), Some(2));
    assert_eq!((glance.courses.len(), later.low, later.high), (3, 4.0, 6.0));
    let points = glance.later_points.unwrap();
    assert!(points.low < points.high, "{points:?}");
}

#[test]
fn the_verdict_is_of_the_latest_course_that_can_be_judged_though_an_earlier_one_says_more() {
    let first = Journal::steady().treatment(0).daily(12, &[2; 8]);
    let before = first.clone().daily(53 * DAY + 10, &[8, 7, 8, 9, 8, 8, 8]);
    let second = before.treatment(60 * DAY).treatment(63 * DAY).daily(60 * DAY + 10, &[8, 8, 7, 9, 8, 8, 8, 8]);
    let glance_of = |journal: Journal| glance(&journal.at(75 * DAY));
    let later = glance_of(second.clone());
    assert_eq!(later.courses[0].level, Figure::Known(Level::Clear));
    let verdict = later.verdict.unwrap();
    assert_eq!((verdict.course, verdict.treatments), (1, 2));
    assert_eq!(later.courses[1].level, Figure::Known(Level::Unclear));
    assert_eq!(verdict.from.saturating_add(jiff::Span::new().days(3)), verdict.to);
    // A course of which nothing is written cannot be judged.
    let silent = first.treatment(74 * DAY);
    let verdict = glance_of(silent).verdict.unwrap();
    assert_eq!((verdict.course, verdict.treatments, verdict.from), (0, 1, verdict.to));
    assert_eq!(glance(&Journal::new().treatment(0).at(DAY)).verdict, None);
}
