//! The laws.

use std::collections::BTreeSet;

use afterglow::domain::{
    day::Moment,
    measure::{Polarity, Scale},
    relief::{Figure, Headline, Reading, Report, analyse_together},
    treatment::Route,
    trend,
};
use jiff::{SignedDuration, ToSpan, civil::Date};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::Value;

use super::{
    approximately::assert_same,
    journal::{Journal, dosing, hour},
    oracle,
    random::{plausible, wild},
};

fn outcomes(report: &Report) -> BTreeSet<String> {
    let json = serde_json::to_value(report).unwrap();
    let treatments = json["treatments"].as_array().unwrap().iter().flat_map(|one| {
        let onset = &one["onset"];
        let relief = &one["relief"];
        let others = [&one["best_days"], &one["tipping_point"]].map(|figure| figure["reason"].to_string());
        [&onset["reason"], &onset["rapid"], &relief["reason"], &relief["ended"]]
            .map(Value::to_string)
            .into_iter()
            .chain(others)
    });
    let curve = &json["relief_curve"];
    let curve = [("median", curve["median_days"].is_number()), ("interval", curve["steps"][0]["lower"].is_number())];
    let courses = json["courses"].as_array().unwrap().iter();
    let courses = courses.flat_map(|one| [one["nap"]["reason"].to_string(), one["word"].to_string()]);
    let many = ["dose", "shorter", "route"].map(|name| {
        let figure = &json["over_treatments"][name];
        format!("{name} {}", if figure["p"].is_number() { "known" } else { figure["reason"].as_str().unwrap() })
    });
    let now = &json["now"];
    let now = [
        format!("now {}", now["relief"]["ended"].as_str().or(now["relief"]["reason"].as_str()).unwrap()),
        format!("week {}", now["week"]["reason"].as_str().unwrap_or("known")),
        format!("earlier {}", now["week"]["earlier"]["treatments"].is_number()),
        format!("says {}", json["headline"]["says"].as_str().unwrap()),
    ];
    treatments
        .chain(courses)
        .chain(now)
        .chain(many)
        .chain(curve.map(|(name, there)| format!("{name} {there}")))
        .collect()
}

/// What a late start yields has tests of its own.
fn without_late_starts(mut report: Value) -> Value {
    report.as_object_mut().unwrap().remove("since_first_days");
    report
}

fn every_number_is_finite(value: &Value) -> bool {
    match value {
        // What is no number and what is infinite is written as null; nothing else is.
        Value::Null => false,
        Value::Array(values) => values.iter().all(every_number_is_finite),
        // A planned treatment has no course.
        Value::Object(members) => members.iter().all(|(name, value)| {
            every_number_is_finite(value) || (name == "course" && members["onset"]["reason"] == "planned")
        }),
        _ => true,
    }
}

#[test]
fn random_journals_reach_every_outcome() {
    let mut runner = TestRunner::deterministic();
    let journals = (0..300).map(|_| plausible().new_tree(&mut runner).unwrap().current());
    let seen: BTreeSet<String> = journals.flat_map(|journal| outcomes(&journal.report())).collect();
    let reasons = ["too_few_baseline_days", "baseline_too_low", "no_follow_up", "baseline_too_variable"];
    let others =
        ["already_responding", "no_response", "too_few_days", "lost", "next_treatment", "silence", "still_going"];
    let new = ["planned", "too_early", "stopped_writing", "all_days_written", "yes", "no", "unknown"];
    let words = ["relief", "better", "perhaps", "cannot_tell"];
    for outcome in reasons.into_iter().chain(others).chain(new).chain(words) {
        assert!(seen.contains(&format!("\"{outcome}\"")), "{outcome} is not among {seen:?}");
    }
    let now = ["lost", "still_going", "stopped_writing", "silence", "not_stated", "no_treatment", "too_early"];
    let says = ["no_treatment", "relief", "better", "perhaps", "too_early", "nothing_to_compare_with", "cannot_tell"];
    let week = ["week known", "week too_few_days", "week too_early", "earlier true", "earlier false"];
    let new = now.map(|one| format!("now {one}")).into_iter().chain(says.map(|one| format!("says {one}")));
    for outcome in new.chain(week.map(str::to_owned)) {
        assert!(seen.contains(&outcome), "{outcome} is not among {seen:?}");
    }
    for outcome in ["median true", "median false", "interval true", "dose known", "route known"] {
        assert!(seen.contains(outcome), "{outcome} is not among {seen:?}");
    }
}

/// The mean of 83.3, −66.7 and −16.7 percent is a hair below 0, and after the other treatments it is 0.
#[test]
fn an_improvement_that_rounds_to_nothing_ties_with_none() {
    let checks = [
        (-330, 6),
        (-276, 6),
        (-258, 6),
        (-234, 7),
        (-210, 6),
        (-24, 5),
        (0, 6),
        (18, 6),
        (36, 6),
        (198, 6),
        (216, 1),
        (276, 10),
        (300, 7),
        (324, 6),
        (348, 6),
        (372, 6),
        (390, 6),
        (408, 6),
        (420, 6),
        (438, 6),
        (456, 6),
        (660, 6),
        (714, 6),
    ];
    let doses = [(300, 0.0), (198, 0.0), (300, 0.0), (324, 0.0), (348, 0.0), (0, 0.5), (372, 0.25), (390, 0.0)];
    let journal = checks.into_iter().fold(Journal::new(), |journal, (at, score)| journal.check_in(at, score));
    let journal = doses.into_iter().fold(journal, |journal, (at, amount)| journal.dosed(at, Route::Iv, amount));
    let expected = oracle::reports(&[&journal]).remove(0);
    assert_same(&without_late_starts(journal.json()), &expected, 1e-4);
    assert_eq!(expected["over_treatments"]["dose"]["reason"], "all_alike");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_second_implementation_agrees(journal in plausible()) {
        let expected = oracle::reports(&[&journal]).remove(0);
        assert_same(&without_late_starts(journal.json()), &expected, 1e-4);
    }

    #[test]
    fn a_second_implementation_agrees_about_several_measures(journal in plausible(), other in plausible()) {
        let other = Journal { readings: other.readings, scale: other.scale, ..journal.clone() };
        let measures = [&journal, &other].map(|one| (one.scale, one.readings.clone()));
        let found = analyse_together(&measures, &journal.background());
        for (report, expected) in found.iter().zip(oracle::reports(&[&journal, &other])) {
            assert_same(&without_late_starts(serde_json::to_value(report).unwrap()), &expected, 1e-4);
        }
    }

    #[test]
    fn adding_a_planned_treatment_changes_nothing(journal in plausible(), hours in 1_i64..1_000) {
        let without = journal.report();
        let mut planned = journal.clone();
        let at = journal.now + SignedDuration::from_hours(hours);
        planned.dosings.push(dosing("planned", at, 0));
        let mut with = planned.report();
        with.treatments.retain(|treatment| treatment.id != "planned");
        prop_assert!(with.now.next.is_some());
        with.now.next.clone_from(&without.now.next);
        prop_assert_eq!(with, without);
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(journal in plausible(), wild in wild(), turn in 0_usize..50) {
        for journal in [journal, wild] {
            let mut turned = journal.clone();
            turned.readings.reverse();
            turned.dosings.reverse();
            let middle = turn.min(turned.readings.len());
            turned.readings.rotate_left(middle);
            prop_assert_eq!(turned.json(), journal.json());
        }
    }

    #[test]
    fn a_shift_of_everything_in_time_changes_nothing(journal in plausible(), days in -40_000_i32..40_000) {
        let mut shifted = journal.clone();
        let by = SignedDuration::from_hours(24) * days;
        for reading in &mut shifted.readings {
            reading.at += by;
            reading.date = reading.date.checked_add(days.days()).unwrap();
        }
        for dosing in &mut shifted.dosings {
            dosing.at = Moment::new(dosing.at.instant() + by, dosing.at.offset());
        }
        for change in &mut shifted.medication_changes {
            change.at += by;
        }
        shifted.now += by;
        let mut report = shifted.report();
        let back = |moment: Moment| Moment::new(moment.instant() - by, moment.offset());
        let day_back = |date: Date| date.checked_sub(days.days()).unwrap();
        if let Some(last) = &mut report.now.last {
            (last.at, last.judged_on) = (back(last.at), day_back(last.judged_on));
        }
        if let Some(next) = &mut report.now.next {
            next.at = back(next.at);
        }
        if let Figure::Known(relief) = &mut report.now.relief {
            (relief.since, relief.faded_on) = (back(relief.since), relief.faded_on.map(day_back));
        }
        if let Some(Figure::Known(since)) = &mut report.since_first_days {
            (since.first_date, since.latest_date) = (day_back(since.first_date), day_back(since.latest_date));
        }
        report.now.silent_since = report.now.silent_since.map(day_back);
        if let Headline::TooEarly { from, .. } = &mut report.headline {
            *from = day_back(*from);
        }
        for treatment in &mut report.treatments {
            treatment.at = back(treatment.at);
            treatment.local_date = treatment.at.date();
        }
        prop_assert_eq!(report, journal.report());
    }

    #[test]
    fn the_mirror_image_of_a_scale_gives_the_same(journal in plausible()) {
        let Scale { min, max, polarity } = journal.scale;
        let mut mirrored = journal.clone();
        mirrored.scale.polarity = match polarity {
            Polarity::HigherIsWorse => Polarity::HigherIsBetter,
            Polarity::HigherIsBetter => Polarity::HigherIsWorse,
        };
        for reading in &mut mirrored.readings {
            reading.score = min + max - reading.score;
        }
        prop_assert_eq!(mirrored.report(), journal.report());
    }

    #[test]
    fn a_check_in_before_every_window_changes_nothing(journal in plausible(), hours in 1_i64..10_000, score in 0..10) {
        let first = journal.dosings.iter().map(|dosing| dosing.at.instant()).min().unwrap_or_else(|| hour(0));
        let at = first - SignedDuration::from_hours(28 * 24 + hours - 1);
        let mut longer = journal.clone();
        longer.readings.push(Reading { at, date: super::journal::date_of(at), date_only: false, score });
        let mut report = longer.report();
        if journal.readings.iter().all(|reading| reading.at > journal.now) {
            // It is the only one that has been written.
            report.now.silent_since = None;
        }
        let expected = journal.report();
        // Whether that is asked does not depend on it. Of the first days of the journal it is one itself.
        prop_assert_eq!(report.since_first_days.is_some(), expected.since_first_days.is_some());
        report.since_first_days.clone_from(&expected.since_first_days);
        prop_assert_eq!(report, expected);
    }

    #[test]
    fn every_number_is_finite_whatever_comes_in(journal in wild()) {
        let json = journal.json();
        prop_assert!(every_number_is_finite(&json), "{json:#}");
        let days = serde_json::to_value(trend::daily(&journal.readings, &journal.background().starts())).unwrap();
        prop_assert!(every_number_is_finite(&days), "{days:#}");
    }

    #[test]
    fn shares_and_counts_keep_within_their_bounds(journal in plausible()) {
        let report = journal.report();
        for nap in report.courses.iter().filter_map(|course| course.nap.known()) {
            prop_assert!(0.0 <= nap.lower && nap.lower <= nap.value && nap.value <= nap.upper && nap.upper <= 1.0);
        }
        for step in &report.relief_curve.steps {
            prop_assert!(step.lost <= step.at_risk && (0.0..1.0).contains(&step.survival));
            prop_assert!(step.lower.is_none_or(|lower| lower <= step.survival));
            prop_assert!(step.upper.is_none_or(|upper| upper >= step.survival));
        }
        for treatment in &report.treatments {
            prop_assert!(treatment.follow_up.known().is_none_or(|one| i32::try_from(one.days).unwrap() <= one.window_days));
            prop_assert!(treatment.relief.known().is_none_or(|relief| relief.days >= 0.0));
            prop_assert!(treatment.onset.known().is_none_or(|onset| onset.hours > onset.after_hours - 1e-12));
        }
    }

    #[test]
    fn the_days_of_a_trend_are_all_there_and_in_order(journal in wild()) {
        let days = trend::daily(&journal.readings, &journal.background().starts());
        prop_assert!(days.is_sorted_by(|one, next| one.date < next.date));
        prop_assert_eq!(days.iter().map(|day| day.check_ins).sum::<usize>(), journal.readings.len());
        prop_assert!(days.iter().all(|day| f64::from(day.min) <= day.mean && day.mean <= f64::from(day.max)));
    }
}

#[test]
fn ten_years_of_check_ins_and_thousands_of_treatments_are_no_burden() {
    let journal = (0..3_000).fold(Journal::new(), |journal, day| journal.treatment(24 * day));
    let journal = (0..2_200).fold(journal, |journal, two_days| {
        (0..)
            .zip([8, 7, 3, 2, 5])
            .fold(journal, |journal, (part, score)| journal.check_in(40 * two_days + 8 * part, score))
    });
    let started = std::time::Instant::now();
    assert_eq!(journal.report().treatments.len(), 3_000);
    assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
}
