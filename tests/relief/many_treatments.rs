//! Over many treatments, and what is left from here on: the definitions of relief, sections 4 and 7.

use afterglow::domain::{
    relief::{Ending, Figure, Reason, Shorter},
    treatment::Route,
};
use serde_json::{Value, json};

use super::{approximately::assert_same, journal::Journal};

/// Six weeks apart, each after days at 100, with a week at this burden after it.
fn weeks(treatments: &[(Route, f64, i32)]) -> Journal {
    let journal = Journal::of(0, 100, afterglow::domain::measure::Polarity::HigherIsWorse);
    (0..).zip(treatments).fold(journal, |journal, (number, (route, dose, burden))| {
        let start = number * 42 * 24;
        journal.daily(start - 7 * 24 + 12, &[100; 7]).dosed(start, *route, *dose).daily(start + 12, &[*burden; 7])
    })
}

fn over(journal: &Journal, name: &str) -> Value {
    journal.json()["over_treatments"][name].clone()
}

/// The check of section 7: improvements 20 30 35 45 50 40 after these doses.
fn dosed() -> Vec<(Route, f64, i32)> {
    let doses = [0.5, 0.5, 0.75, 0.75, 1.0, 1.0];
    doses.into_iter().zip([80, 70, 65, 55, 50, 60]).map(|(dose, burden)| (Route::Iv, dose, burden)).collect()
}

#[test]
fn more_helps_more_where_it_does() {
    let found = over(&weeks(&dosed()), "dose");
    let expected = json!({
        "tau": 0.745_356, "p": 0.066_667, "slope": 40.0, "route": "iv", "unit": "mg/kg", "treatments": 6,
    });
    assert_same(&found, &expected, 1e-6);
    assert_eq!(over(&weeks(&dosed()[..5]), "dose"), json!({"reason": "too_few_treatments"}));
    let alike: Vec<_> = dosed().into_iter().map(|(route, dose, _)| (route, dose, 60)).collect();
    assert_eq!(over(&weeks(&alike), "dose"), json!({"reason": "all_alike"}));
}

#[test]
fn the_route_and_unit_with_the_most_treatments_is_looked_at() {
    let mut treatments: Vec<_> = dosed().into_iter().map(|(_, dose, burden)| (Route::Oral, dose, burden)).collect();
    treatments.extend(dosed());
    assert_eq!(over(&weeks(&treatments), "dose")["route"], "oral");
    treatments.push((Route::Iv, 1.0, 40));
    let found = over(&weeks(&treatments), "dose");
    assert_eq!((&found["route"], &found["treatments"]), (&json!("iv"), &json!(7)));
}

#[test]
fn of_more_than_ten_treatments_orders_are_drawn_and_come_out_near_the_exact_share() {
    // Without ties in the improvements the share is that of the Jonckheere–Terpstra statistic.
    let doses = [0.5, 0.75, 1.0].into_iter().cycle().take(11);
    let treatments: Vec<_> = doses
        .zip([52, 47, 71, 43, 60, 38, 66, 35, 31, 49, 28])
        .map(|(dose, burden)| (Route::Iv, dose, burden))
        .collect();
    let found = over(&weeks(&treatments), "dose");
    let (once, again) = (found["p"].as_f64().unwrap(), over(&weeks(&treatments), "dose")["p"].as_f64().unwrap());
    assert!((once - again).abs() < 1e-12, "the draws are the same each time");
    assert!((0.2..0.9).contains(&once), "{found}");
}

#[test]
fn the_routes_are_compared_by_their_middle_difference() {
    let of = |route, burdens: [i32; 4]| burdens.map(|burden| (route, 0.5, burden));
    let (iv, oral) = (of(Route::Iv, [40, 45, 30, 35]), of(Route::Oral, [60, 65, 50, 55]));
    let found = over(&weeks(&[iv, oral].concat()), "route");
    let expected = json!({"first": "iv", "second": "oral", "difference": 20.0, "p": 2.0 / 70.0, "treatments": [4, 4]});
    assert_same(&found, &expected, 1e-6);
    assert_eq!(
        over(&weeks(&[iv.to_vec(), oral[..3].to_vec()].concat()), "route"),
        json!({"reason": "too_few_treatments"})
    );
}

/// Courses whose reliefs last so many days from exactly a day after treatment; those that were not seen to end are open.
fn reliefs(lasting: &[(i64, bool)]) -> Journal {
    (0..).zip(lasting).fold(Journal::new(), |journal, (number, (days, lost))| {
        let start = number * 100 * 24;
        let journal = journal.treatment(start).daily(start - 11 * 24, &[8; 10]);
        let end = start + 24 * (days + 1);
        let journal = (0..=*days).fold(journal, |journal, day| journal.check_in(start + 24 * (day + 1), 0));
        if *lost { journal.check_in(end + 1, 8).check_in(end + 25, 8) } else { journal }
    })
}

const SHORTENING: [(i64, bool); 7] = [(12, true), (10, true), (11, false), (8, true), (7, true), (5, true), (6, false)];

#[test]
fn relief_that_gets_shorter_is_seen_despite_censoring() {
    let expected = json!({"tau": -11.0 / 15.0, "p": 1.0 / 14.0, "pairs": 15, "treatments": 7, "lost": 5});
    assert_same(&over(&reliefs(&SHORTENING), "shorter"), &expected, 1e-9);
}

#[test]
fn what_is_left_is_told_by_the_earlier_reliefs() {
    // 6, 8, 9+, 9 and 12 days before, and 7 days now.
    let before = [(6, true), (8, true), (9, false), (9, true), (12, true)];
    let now = |days: i64| {
        let journal = reliefs(&[before.to_vec(), vec![(days, false)]].concat());
        journal.at(5 * 100 * 24 + 24 * (days + 1)).json()["days_left"].clone()
    };
    let expected = json!({"median_days_left": 2.0, "after_days": 7.0, "treatments": 5, "lost": 4});
    assert_eq!(now(7), expected);
    assert_eq!(now(12), json!({"reason": "longer_than_before"}));
    let reason = |journal: Journal| journal.report().days_left.reason();
    assert_eq!(reason(reliefs(&before)), Some(Reason::TooFewTreatments));
    assert_eq!(reason(reliefs(&[before.to_vec(), vec![(5, true)]].concat())), Some(Reason::NoReliefNow));
}

#[test]
fn relief_that_gets_shorter_tells_nothing_of_what_is_left() {
    let lasting: Vec<(i64, bool)> =
        [20, 18, 16, 14, 12, 10].map(|days| (days, true)).into_iter().chain([(8, false)]).collect();
    let report = reliefs(&lasting).at(6 * 100 * 24 + 24 * 9).report();
    let Figure::Known(Shorter { tau, p, .. }) = report.over_treatments.shorter else { panic!("{report:?}") };
    assert!(tau < -0.99 && p < 0.01, "{tau} {p}");
    assert_eq!(report.days_left.reason(), Some(Reason::GettingShorter));
}

#[test]
fn the_two_readings_of_the_median_are_those_of_the_next_treatment() {
    // In one course: relief of two days cut by the next treatment, then one of five days that was lost.
    let journal = Journal::steady().treatment(0).daily(12, &[1, 1, 1]).treatment(72).daily(84, &[1, 1, 1, 1, 1, 8, 8]);
    let report = journal.report();
    let ended: Vec<Ending> = report.treatments.iter().map(|one| one.relief.known().unwrap().ended).collect();
    assert_eq!(ended, [Ending::NextTreatment, Ending::Lost]);
    assert_eq!(
        report.treatments.iter().map(|one| one.relief.known().unwrap().last_of_course).collect::<Vec<_>>(),
        [false, true]
    );
    let days = *report.summary.relief_days.known().unwrap();
    assert_eq!((days.from, days.to), (Some(2.0), report.relief_curve.median_days));
}
