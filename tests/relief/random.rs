//! Random journals: plausible ones that reach every outcome, and wild ones.

use afterglow::domain::{
    measure::{Polarity, Scale},
    relief::{Dosing, MedicationChange, Parameters, Reading},
    treatment::{Dose, DoseUnit, Route},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use proptest::prelude::*;

use super::journal::{Journal, date_of, dosing, hour};

/// A journal of some weeks, on a grid of six hours so that thresholds and ties are often hit.
///
/// Each treatment may bring relief for some days. Some check-ins are missing, some have a date
/// alone, some were made where it was another day.
pub fn plausible() -> impl Strategy<Value = Journal> {
    let slots = prop::collection::vec(slot(), 20..200);
    let treatment = (-20_i64..160, 0_i64..30, -1_i8..=1, 0..10_u8);
    // Many more often than they would be: only many can be compared.
    let many = prop::collection::vec(treatment.clone(), 8);
    let treatments = prop_oneof![3 => prop::collection::vec(treatment, 0..9), 1 => many];
    let others = (prop_oneof![2 => Just(4_000), 1 => -40_i64..200], prop::collection::vec(-80_i64..200, 0..3));
    let all = (scale(), parameters(), slots, treatments, 4_i32..=10, others, any::<bool>());
    all.prop_map(|(scale, parameters, slots, treatments, usual, (now, changes), several_routes)| {
        let mut journal =
            Journal { parameters, now: hour(6 * now), ..Journal::of(scale.min, scale.max, scale.polarity) };
        for (number, at) in changes.into_iter().enumerate() {
            journal.medication_changes.push(MedicationChange { id: number.to_string(), at: hour(6 * at) });
        }
        for (number, (at, _, flight, given)) in treatments.iter().enumerate() {
            journal.dosings.push(Dosing {
                route: if several_routes && number % 2 == 0 { Route::Oral } else { Route::Iv },
                dose: (!several_routes || *given != 4)
                    .then_some(Dose { amount: f64::from(*given % 3) / 4.0, unit: DoseUnit::Milligram }),
                ..dosing(&number.to_string(), hour(6 * at), 6 * flight)
            });
        }
        let mut position = -60;
        for (gap, noise, date_only, flight) in slots {
            position += gap;
            let relieved = treatments.iter().any(|(at, lasting, ..)| (1..=*lasting).contains(&(position - at)));
            let burden = (if relieved { usual / 4 } else { usual }) + noise;
            let at = hour(6 * position + if date_only { 2 } else { 0 });
            let score = score_of(scale, burden.clamp(0, 10));
            let date = local(at, if date_only { 0 } else { flight });
            journal.readings.push(Reading { at: if date_only { noon(date) } else { at }, date, date_only, score });
        }
        journal
    })
}

fn slot() -> impl Strategy<Value = (i64, i32, bool, i64)> {
    let gap = prop_oneof![4 => 0_i64..=2, 8 => 3_i64..=4, 2 => 5_i64..=12, 1 => 26_i64..=34];
    let noise = prop_oneof![6 => Just(0), 2 => -1..=1, 1 => -8..=8];
    (gap, noise, prop::bool::weighted(0.1), -1_i64..=1)
}

/// The local date at a place where the clock is up to six hours before or behind.
fn local(at: Timestamp, flight: i64) -> Date {
    date_of(at + SignedDuration::from_hours(6 * flight))
}

fn noon(date: Date) -> Timestamp {
    format!("{date}T12:00:00Z").parse().unwrap()
}

fn score_of(scale: Scale, burden: i32) -> i32 {
    match scale.polarity {
        Polarity::HigherIsWorse => scale.min + burden,
        Polarity::HigherIsBetter => scale.max - burden,
    }
}

fn scale() -> impl Strategy<Value = Scale> {
    let polarity = prop_oneof![Just(Polarity::HigherIsWorse), Just(Polarity::HigherIsBetter)];
    (-3_i32..=1, polarity).prop_map(|(min, polarity)| Scale { min, max: min + 10, polarity })
}

fn parameters() -> impl Strategy<Value = Parameters> {
    let other =
        (2_i64..30, 1_i64..4, 0_i64..4, 1_i64..10, 1_i64..10).prop_map(|(course, response, partial, gap, limit)| {
            Parameters {
                course_gap_days: float(course) / 2.0,
                response_percent: 25.0 * float(response),
                partial_percent: 12.5 * float(partial),
                max_gap_days: float(gap),
                onset_limit_days: float(limit),
            }
        });
    prop_oneof![3 => Just(Parameters::default()), 1 => other]
}

fn float(number: i64) -> f64 {
    f64::from(i32::try_from(number).unwrap())
}

/// Anything the types allow.
pub fn wild() -> impl Strategy<Value = Journal> {
    let score = prop_oneof![any::<i32>(), Just(i32::MIN), Just(i32::MAX), -1..12_i32];
    let reading = (instant(), any_date(), any::<bool>(), score).prop_map(|(at, date, date_only, score)| Reading {
        at,
        date,
        date_only,
        score,
    });
    let dosing = (instant(), -12_i8..12).prop_map(|(at, offset)| dosing("", at, offset));
    let polarity = prop_oneof![Just(Polarity::HigherIsWorse), Just(Polarity::HigherIsBetter)];
    let bound = prop_oneof![Just(0), Just(10), any::<i32>()];
    let scale = (bound.clone(), bound, polarity).prop_map(|(min, max, polarity)| Scale { min, max, polarity });
    let number = prop_oneof![prop::num::f64::ANY, -100.0..100.0];
    let parameters =
        [number.clone(), number.clone(), number.clone(), number.clone(), number].prop_map(|[a, b, c, d, e]| {
            Parameters {
                course_gap_days: a,
                response_percent: b,
                partial_percent: c,
                max_gap_days: d,
                onset_limit_days: e,
            }
        });
    let parameters = prop_oneof![Just(Parameters::default()), parameters];
    let lists = (prop::collection::vec(reading, 0..60), prop::collection::vec(dosing, 0..8));
    (scale, parameters, lists, instant()).prop_map(|(scale, parameters, (readings, dosings), now)| Journal {
        scale,
        readings,
        dosings,
        parameters,
        now,
        medication_changes: Vec::new(),
    })
}

fn instant() -> impl Strategy<Value = Timestamp> {
    let anywhere = (Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(), 0..1_000_000_000)
        .prop_map(|(second, nanosecond)| Timestamp::new(second, nanosecond).unwrap_or(Timestamp::MAX));
    let somewhere = (-300_i64..300).prop_map(hour);
    prop_oneof![1 => anywhere, 8 => somewhere, 1 => Just(Timestamp::MIN), 1 => Just(Timestamp::MAX)]
}

fn any_date() -> impl Strategy<Value = Date> {
    prop_oneof![(-300_i64..300).prop_map(|hours| date_of(hour(hours))), Just(Date::MIN), Just(Date::MAX)]
}
