//! The worked example of the definitions of relief, section 10, and the published checks of its formulas.

use afterglow::domain::{
    measure::Polarity,
    relief::{Ending, Figure, Parameters, Reason, Relief, Word},
};
use serde_json::{Value, json};

use super::{approximately::assert_same, journal::Journal};

/// Section 10: check-ins daily at 20:00Z, one more at 14:00Z on the day of the treatment at 10:00Z.
fn worked_example() -> Journal {
    Journal::new()
        .treatment(0)
        .daily(-7 * 24 + 10, &[8, 7, 8, 9, 8, 8, 8])
        .daily(10, &[5, 3, 2, 2, 3, 4, 5, 6, 7, 8, 8])
        .check_in(4, 6)
}

/// The whole report. The sum of squares about 8 is 2, so s = √(2/6). NAP is 1 of 7·7 pairs: V = N(1 − N)/36
/// with N = 97/98, and the lower limit is the root of 49(1 − v)(2 − v)(1 + v) = z²v(8 + 13v(1 − v)). The app's
/// guide draws it.
const REPORT: &str = include_str!("../../web/src/pages/relief/worked_example.json");

#[test]
fn the_worked_example_gives_the_whole_report() {
    let expected: Value = serde_json::from_str(REPORT).unwrap();
    assert_same(&worked_example().json(), &expected, 1e-6);
}

#[test]
fn the_order_of_the_members_is_that_of_the_interface() {
    let text = serde_json::to_string(&worked_example().report()).unwrap();
    let names = ["courses", "treatments\":[{", "relief_curve", "days_left", "aligned", "over_treatments", "summary"];
    let places = names.map(|name| text.find(&format!("\"{name}")).unwrap());
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn whole_parameters_are_written_as_whole_numbers() {
    let mut parameters = worked_example().parameters;
    let json = |parameters: Parameters| serde_json::to_string(&parameters).unwrap();
    assert_eq!(
        json(parameters),
        r#"{"course_gap_days":21,"response_percent":50,"partial_percent":25,"max_gap_days":7,"onset_limit_days":7}"#
    );
    parameters.onset_limit_days = 2.5;
    assert!(json(parameters).ends_with(r#""onset_limit_days":2.5}"#));
}

#[test]
fn the_check_of_section_6_comes_out_to_six_digits() {
    let journal = Journal::of(0, 40, Polarity::HigherIsBetter)
        .treatment(0)
        .daily(-6 * 24 + 12, &[20, 20, 26, 25, 22, 23])
        .daily(24 + 12, &[28, 25, 24, 27, 30, 30, 29]);
    let nap = *journal.report().courses[0].nap.known().unwrap();
    let rounded = [nap.value, nap.standard_error, nap.lower, nap.upper].map(|figure| format!("{figure:.6}"));
    assert_eq!(rounded, ["0.916667", "0.069007", "0.597319", "0.985998"]);
    assert_eq!((nap.days_before, nap.days_after), (6, 7));
}

/// A week before and a week after one treatment, an entry each day.
fn two_weeks(before: [i32; 7], after: [i32; 7]) -> Journal {
    Journal::new().treatment(0).daily(-7 * 24 + 12, &before).daily(12, &after)
}

#[test]
fn the_checks_of_section_6_on_certainty_come_out_to_six_digits() {
    let check = |journal: &Journal| {
        let course = journal.report().courses.remove(0);
        let sure = *course.certainty.known().unwrap();
        (course.word, [sure.probability, sure.probability_with_trend, sure.points].map(|figure| format!("{figure:.6}")))
    };
    let hardly = two_weeks([8, 7, 8, 9, 8, 8, 8], [7, 8, 6, 8, 7, 8, 8]);
    assert_eq!(check(&hardly), (Word::Perhaps, ["0.889210", "0.924711", "0.629348"].map(str::to_owned)));
    let (word, [probability, with_trend, _]) = check(&two_weeks([5, 6, 7, 7, 8, 9, 9], [8, 7, 7, 6, 6, 6, 5]));
    assert_eq!((word, probability.as_str(), with_trend.as_str()), (Word::Perhaps, "0.885525", "0.902317"));
    let worked = *worked_example().report().courses[0].certainty.known().unwrap();
    let interval = [worked.lower, worked.upper].map(|limit| format!("{limit:.6}"));
    assert_eq!(interval, ["2.438398", "5.867348"]);
}

#[test]
fn days_that_are_all_alike_say_neither_yes_nor_no() {
    let sure = *two_weeks([8; 7], [8; 7]).report().courses[0].certainty.known().unwrap();
    assert!([sure.probability, sure.probability_with_trend].iter().all(|one| (one - 0.5).abs() < 1e-9), "{sure:?}");
}

#[test]
fn five_days_before_and_two_after_are_enough_to_tell_how_sure() {
    let reason = |before: &[i32], after: &[i32]| {
        let journal = Journal::new().treatment(0).daily(-27 * 24 + 12, before).daily(12, after);
        journal.report().courses[0].certainty.reason()
    };
    assert_eq!(reason(&[8; 5], &[2; 2]), None);
    assert_eq!(reason(&[8; 4], &[2; 7]), Some(Reason::TooFewDays));
    assert_eq!(reason(&[8; 7], &[2; 1]), Some(Reason::TooFewDays));
}

#[test]
fn no_overlap_for_the_worse_is_the_mirror_image_of_complete_relief() {
    let better = Journal::new().treatment(0).daily(-84, &[8; 4]).daily(36, &[2; 5]).report();
    let worse = Journal::new().treatment(0).daily(-84, &[5; 4]).daily(36, &[9; 5]).report();
    let (better, worse) = (better.courses[0].nap, worse.courses[0].nap);
    let (better, worse) = (better.known().unwrap(), worse.known().unwrap());
    assert_eq!((better.value, better.upper, worse.value, worse.lower), (1.0, 1.0, 0.0, 0.0));
    assert!((better.lower + worse.upper - 1.0).abs() < 1e-9);
    assert!((better.standard_error - worse.standard_error).abs() < 1e-9);
}

#[test]
fn days_that_never_change_overlap_by_half_without_an_error() {
    let report = Journal::steady().treatment(0).daily(36, &[8; 7]).report();
    let nap = report.courses[0].nap.known().unwrap();
    assert_eq!((nap.value, nap.tau), (0.5, 0.0));
    assert!(nap.standard_error.is_finite() && nap.lower < 0.5 && nap.upper > 0.5);
}

#[test]
fn two_days_are_too_few_to_tell_how_sure() {
    let report = Journal::steady().treatment(0).daily(36, &[2, 2]).report();
    assert_eq!(report.courses[0].nap.reason(), Some(Reason::TooFewDays));
}

#[test]
fn how_sure_is_told_although_the_baseline_is_too_low() {
    let report = Journal::new().treatment(0).daily(-84, &[1, 2, 1, 2]).daily(36, &[0, 0, 0]).report();
    assert_eq!(report.courses[0].baseline.reason(), Some(Reason::BaselineTooLow));
    assert_eq!(report.courses[0].nap.known().map(|nap| nap.value), Some(1.0));
}

/// A course for each patient of Gehan's 6-MP arm (1965): weeks of remission there, days of relief here.
const GEHAN: [(i64, bool); 21] = [
    (6, true),
    (6, true),
    (6, true),
    (6, false),
    (7, true),
    (9, false),
    (10, true),
    (10, false),
    (11, false),
    (13, true),
    (16, true),
    (17, false),
    (19, false),
    (20, false),
    (22, true),
    (23, true),
    (25, false),
    (32, false),
    (32, false),
    (34, false),
    (35, false),
];

/// Treatments 100 days apart, each after steady days at 8 and with relief first seen after exactly a day.
fn gehan() -> Journal {
    (0..).zip(GEHAN).fold(Journal::new(), |journal, (course, (days, lost))| {
        let start = course * 100 * 24;
        let journal = journal.treatment(start).daily(start - 11 * 24, &[8; 10]);
        // Censored: a last check-in after exactly so many days more. Lost: on the lag day that begins then, and the next.
        let end = start + 24 * (days + 1);
        let journal = (0..=days).fold(journal, |journal, day| journal.check_in(start + 24 * (day + 1), 0));
        if lost { journal.check_in(end + 1, 8).check_in(end + 25, 8) } else { journal }
    })
}

#[test]
fn the_relief_curve_of_gehans_patients_is_the_published_one() {
    let report = gehan().report();
    for (treatment, (days, lost)) in report.treatments.iter().zip(GEHAN) {
        let Figure::Known(relief) = treatment.relief else { panic!("{treatment:?}") };
        let days = f64::from(i32::try_from(days).unwrap());
        assert_eq!((relief.days, relief.ended == Ending::Lost), (days, lost), "{treatment:?}");
    }
    let curve = report.relief_curve;
    let survival: Vec<String> = curve.steps.iter().map(|step| format!("{:.4}", step.survival)).collect();
    assert_eq!(survival, ["0.8571", "0.8067", "0.7529", "0.6902", "0.6275", "0.5378", "0.4482"]);
    let at_risk: Vec<usize> = curve.steps.iter().map(|step| step.at_risk).collect();
    assert_eq!(at_risk, [21, 17, 15, 12, 11, 7, 6]);
    assert_eq!((curve.median_days, curve.treatments, curve.lost), (Some(23.0), 21, 9));
    // The lower limits are 0.503 at 10 and 0.432 at 13; no upper limit comes down to a half.
    assert_eq!((curve.median_lower, curve.median_upper), (Some(13.0), None));
}

#[test]
fn its_errors_and_intervals_are_the_published_ones() {
    let curve = gehan().report().relief_curve;
    let errors: Vec<String> = curve.steps.iter().map(|step| format!("{:.4}", step.standard_error.unwrap())).collect();
    assert_eq!(errors, ["0.0764", "0.0869", "0.0963", "0.1068", "0.1141", "0.1282", "0.1346"]);
    let limits =
        |step: usize| [curve.steps[step].lower, curve.steps[step].upper].map(|limit| format!("{:.3}", limit.unwrap()));
    assert_eq!(limits(0), ["0.620", "0.952"]);
    assert_eq!(limits(6), ["0.188", "0.680"]);
}

#[test]
fn a_curve_that_stays_above_a_half_has_no_median() {
    let json = Journal::steady().treatment(0).daily(12, &[2; 9]).json();
    let none: Vec<Value> = Vec::new();
    assert_eq!(json["relief_curve"], json!({"steps": none, "treatments": 1, "lost": 0}));
}

#[test]
fn onset_at_the_very_last_check_in_is_censored_at_0() {
    let treatment = Journal::steady().treatment(0).check_in(12, 8).check_in(36, 2).first();
    assert_eq!(
        treatment.relief,
        Figure::Known(Relief { days: 0.0, ended: Ending::StoppedWriting, last_of_course: true })
    );
    assert!(!treatment.onset.known().unwrap().confirmed);
}
