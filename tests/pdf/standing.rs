//! Where things stand and what is said first, on paper: the words of the page behind a link, for each state of a journal.

use afterglow::{
    domain::{
        relief::{Glance, Reason},
        trend,
    },
    reports::{Given, Series, SharedTreatment, View},
};
use jiff::{civil::date, tz::TimeZone};

use super::{Heading, Read, heading, patient::Patient};
use crate::relief::journal::{Journal, date_of, hour};

const DAY: i64 = 24;

/// What a share of this journal shows.
fn view(journal: &Journal) -> View {
    let mut view = Patient { measures: vec!["low_mood"], ..Patient::empty() }.view();
    let report = journal.report();
    let starts = journal.background().starts();
    let treatment = |id: &str| journal.dosings.iter().find(|dosing| dosing.id == id).unwrap();
    let shown = |id: &str| SharedTreatment {
        id: id.to_owned(),
        at: treatment(id).at,
        date: treatment(id).at.date(),
        ..Patient { treated: vec![0], ..Patient::half_year() }.view().treatments.remove(0)
    };
    view.treatments = report.treatments.iter().filter(|one| one.course.is_some()).map(|one| shown(&one.id)).collect();
    view.series = vec![Series {
        days: trend::daily(&journal.readings, &starts),
        glance: Glance::of(view.series[0].scale(), &report),
        relief: report,
        ..view.series.remove(0)
    }];
    view.given = Given::of(&view.treatments);
    view
}

fn text(journal: &Journal) -> String {
    let made_at = journal.now.to_zoned(TimeZone::UTC);
    Read::of(&view(journal), &Heading { made_at, ..heading() }).text()
}

/// What is said, up to the table.
fn standing(journal: &Journal) -> String {
    let text = text(journal);
    let (_, from) = text.split_once("Where things stand: How low do you feel? ").unwrap_or_else(|| panic!("{text}"));
    let (said, _) = from.split_once(" At a glance").unwrap();
    said.split_once(" Treatments: ").map_or(said, |(said, _)| said).to_owned()
}

fn eased(scores: &[i32]) -> Journal {
    Journal::steady().treatment(0).daily(12, scores)
}

#[test]
fn before_the_first_treatment_the_next_one_is_told_and_how_far_the_days_before_it_are_written() {
    assert_eq!(standing(&Journal::steady().at(0)), "No treatment has taken place yet.");
    let planned = Journal::steady().treatment(3 * DAY);
    assert_eq!(
        standing(&planned.at(0)),
        "No treatment has taken place yet. The next is planned for 13 Mar 2026, 10:00. 7 of the days before it have an \
         entry: enough to compare with."
    );
    let few = Journal::new().daily(-DAY, &[8]).treatment(3 * DAY).at(0);
    assert!(standing(&few).contains("Entries on 2 more days before it make a comparison possible."));
    let two = Journal::new().daily(-2 * DAY, &[8, 8]).treatment(3 * DAY).at(0);
    assert!(standing(&two).contains("An entry on one more day before it makes a comparison possible."));
    let four = Journal::new().daily(-4 * DAY, &[8; 4]).treatment(3 * DAY).at(0);
    assert!(standing(&four).contains("There are 4 days to compare with."), "{}", standing(&four));
}

#[test]
fn hours_after_a_treatment_it_is_too_early_and_what_is_needed_is_told() {
    let journal = Journal::steady().treatment(0).at(2);
    assert_eq!(standing(&journal), "2 hours since the last treatment.");
    let text = text(&journal);
    let said = "too early to tell: it can be told from 17 Mar 2026 on; entries on 2 more days are needed";
    assert!(text.contains(said), "{text}");
    // Said once.
    assert!(!text.contains("not judged"), "{text}");
    assert_eq!(standing(&Journal::steady().treatment(0).at(0)), "The last treatment was less than an hour ago.");
    assert!(standing(&Journal::steady().treatment(0).at(24)).starts_with("1 day since"));
}

#[test]
fn relief_that_goes_on_faded_or_was_left_unwritten_is_told_with_its_dates() {
    assert_eq!(
        standing(&eased(&[2, 2, 3, 2]).at(90)),
        "3 days since the last treatment. Relief was first seen on 10 Mar 2026 and has lasted 3 days so far. Since then: \
         2.3 on average; before treatment 8.0."
    );
    let faded = eased(&[2, 2, 2, 2, 7, 7, 8]).at(12 * DAY);
    assert!(
        standing(&faded).contains("Relief had largely faded by 14 Mar 2026, after 4 days."),
        "{}",
        standing(&faded)
    );
    let stopped = eased(&[2, 2, 2]).at(60 + 8 * DAY);
    let said = "10 days since the last treatment. Relief lasted at least 2 days; the last entry is from 12 Mar 2026.";
    assert_eq!(standing(&stopped), said);
    let sparse = eased(&[2, 2, 2, 2]).check_in(10 * DAY, 2).at(10 * DAY + 1);
    assert!(standing(&sparse).contains("Fewer than three of the last seven days have an entry."));
}

#[test]
fn the_same_days_after_earlier_treatments_are_told_beside_the_last_ones() {
    let journal = eased(&[2, 3, 4]).treatment(28 * DAY).daily(28 * DAY + 12, &[4, 5, 6]);
    let journal = journal.treatment(56 * DAY).daily(56 * DAY + 12, &[5, 5, 5]).at(59 * DAY);
    assert!(standing(&journal).ends_with("The same days after 2 earlier treatments: 4.0."), "{}", standing(&journal));
}

#[test]
fn a_journal_that_began_with_its_treatment_tells_the_change_since_its_first_days_in_points() {
    let journal = Journal::new().treatment(0).daily(10, &[7, 8, 9, 5, 5, 5, 4, 4, 4, 3, 3, 3, 3]).at(13 * DAY);
    let said = standing(&journal);
    assert!(
        said.contains(
            "On the first three days, from 10 Mar 2026 on, the mean was 8.0; on the latest days, up to 22 Mar 2026, it \
             was 3.4. That is better by about 4.6 points. It does not tell whether that comes from a treatment"
        ),
        "{said}"
    );
    let all = text(&journal);
    assert!(all.contains("nothing to compare with: 0 of the 14 days before have an entry, 3 are needed"), "{all}");
    claims_nothing(&all);
    let worse = Journal::new().treatment(0).daily(10, &[4, 4, 4, 6, 5, 6]).at(6 * DAY);
    assert!(standing(&worse).contains("That is worse by about 1.7 points."), "{}", standing(&worse));
    let noise = Journal::new().treatment(0).daily(10, &[8, 5, 9, 4, 8, 7, 5, 9, 4, 8]).at(10 * DAY);
    assert!(standing(&noise).contains("points. Ordinary ups and downs can bring as much."), "{}", standing(&noise));
}

#[test]
fn what_is_said_first_is_the_headline_of_the_answer() {
    let better = Journal::steady().daily(-14 * DAY + 12, &[8; 7]).treatment(0).daily(12, &[5; 8]);
    let late = text(&better.clone().at(8 * DAY));
    assert!(late.contains("better by about 3.0 points, but not surely by half"), "{late}");
    claims_nothing(&late);
    let early = text(&better.at(5 * DAY));
    assert!(early.contains("better by about 3.0 points") && !early.contains("but not surely"), "{early}");
    let perhaps = Journal::new().daily(-7 * DAY + 10, &[8, 7, 8, 9, 8, 8, 8]).treatment(0);
    let perhaps = text(&perhaps.daily(10, &[7, 8, 6, 8, 7, 8, 8]).at(8 * DAY));
    assert!(perhaps.contains("perhaps better than before"), "{perhaps}");
    claims_nothing(&perhaps);
    let none = text(&eased(&[8, 9, 8, 8, 8, 9, 8, 8]).at(8 * DAY));
    assert!(none.contains("cannot be told from ordinary ups and downs"), "{none}");
    claims_nothing(&none);
    let good = Journal::new().daily(-7 * DAY + 12, &[2, 2, 1, 2, 2, 2, 2]).treatment(0).daily(12, &[2, 2, 2]);
    assert!(text(&good.at(3 * DAY)).contains("scores before already near the good end"));
}

#[test]
fn the_latest_word_that_says_the_most_is_said_and_not_that_of_the_first_course() {
    let first = Journal::steady().treatment(0).daily(12, &[8; 8]);
    let second = first.daily(53 * DAY + 10, &[8, 7, 8, 9, 8, 8, 8]).treatment(60 * DAY);
    let journal = second.daily(60 * DAY + 10, &[7, 8, 6, 8, 7, 8, 8]).at(68 * DAY);
    assert!(text(&journal).contains("perhaps better than before"), "{}", text(&journal));
}

#[test]
fn an_onset_of_a_course_that_is_not_stated_stands_below_its_word() {
    // Four days before make a baseline, and an onset is found; five are needed to be sure.
    let journal = Journal::new().daily(-4 * DAY + 12, &[8; 4]).treatment(0).daily(12, &[1, 1, 1]).at(3 * DAY);
    let text = text(&journal);
    let (_, treatments) = text.split_once("Treatments: How low").unwrap();
    assert!(treatments.contains("cannot be told from ordinary ups and downs within 12 h"), "{treatments}");
}

#[test]
fn a_median_of_no_days_is_not_said() {
    // Relief is first seen in the last entry before the next treatment: with that as its end it lasted 0 days.
    let journal = Journal::steady().treatment(0).check_in(60, 2).treatment(60).daily(62, &[2, 2, 2, 2]);
    let journal = journal.at(60 + 4 * DAY);
    let report = journal.report();
    assert_eq!(report.relief_curve.median_days_if_retreated_at_loss, Some(0.0), "{:?}", report.relief_curve);
    let text = text(&journal);
    assert!(!text.contains("0 days or more") && text.contains("end seen too seldom"), "{text}");
}

/// What is written of a journal without any relief, but for the names of columns and what they mean.
fn claims_nothing(text: &str) {
    let (text, _) = text.split_once("What the figures mean").unwrap();
    let text = text.replace("How long relief lasted*", "").replace("Onset Relief", "").to_lowercase();
    for claim in ["relief", "eased", "% better"] {
        assert!(!text.contains(claim), "{claim}: {text}");
    }
}

#[test]
fn the_days_and_dates_of_these_tests_are_those_of_their_journal() {
    assert_eq!(date_of(hour(0)), date(2026, 3, 10));
    assert_eq!(eased(&[8]).report().courses[0].certainty.reason(), Some(Reason::TooFewDays));
}
