//! A believable patient: six infusions in nineteen days, then maintenance.

use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use crate::{
    domain::{
        account::Profile,
        measure::Condition,
        questionnaire::{Questionnaire, Regular},
        record::{Kind, Record},
    },
    platform::problem::Result,
    portability::import::Import,
};

/// How many days the journal goes back.
const DAYS: i64 = 182;
/// On which days of it there was a session, at ten in the morning: the series, then maintenance.
const SESSIONS: [i64; 10] = [21, 25, 28, 32, 36, 40, 64, 92, 121, 152];

/// A measure as this patient answers it: untreated, at full relief, and how it strays from day to day.
struct Course {
    measure: &'static str,
    untreated: f64,
    relieved: f64,
    strays: f64,
}

#[rustfmt::skip]
const COURSES: [Course; 7] = [
    Course { measure: "low_mood", untreated: 7.8, relieved: 1.6, strays: 0.7 },
    Course { measure: "loss_of_interest", untreated: 7.2, relieved: 2.0, strays: 0.8 },
    Course { measure: "hopelessness", untreated: 6.6, relieved: 1.2, strays: 0.8 },
    Course { measure: "self_harm_thoughts", untreated: 3.2, relieved: 0.2, strays: 0.6 },
    Course { measure: "anxiety", untreated: 6.2, relieved: 3.2, strays: 1.1 },
    Course { measure: "sleep_quality", untreated: 3.6, relieved: 6.4, strays: 1.3 },
    Course { measure: "functioning", untreated: 3.0, relieved: 7.4, strays: 0.8 },
];

/// One session's share of relief: how deep it goes and how long it takes to fade.
struct Session {
    at: Timestamp,
    depth: f64,
    /// Hours until two thirds of the relief are there.
    rises: f64,
    /// Days after which two thirds of the relief are gone.
    fades: f64,
}

impl Session {
    /// Relief at an instant, from 0 to 1.
    fn relief(&self, at: Timestamp) -> f64 {
        let hours = at.duration_since(self.at).as_secs_f64() / 3600.0;
        if hours <= 0.0 {
            return 0.0;
        }
        self.depth * (1.0 - (-hours / self.rises).exp()) * (-(hours / 24.0 / self.fades).powi(2)).exp()
    }
}

/// A questionnaire as this patient answers it every two weeks.
struct Total {
    questionnaire: &'static str,
    untreated: f64,
    relieved: f64,
    strays: f64,
}

const TOTALS: [Total; 2] = [
    Total { questionnaire: "phq_9", untreated: 20.0, relieved: 1.5, strays: 1.4 },
    Total { questionnaire: "gad_7", untreated: 14.0, relieved: 4.0, strays: 1.4 },
];

/// Relief at an instant, from whichever session gives the most.
fn relief_at(sessions: &[Session], at: Timestamp) -> f64 {
    sessions.iter().map(|session| session.relief(at)).fold(0.0, f64::max)
}

/// Half a year that ends now, of the same patient for the same seed.
///
/// # Errors
/// When a record is not one, which a test excludes.
pub fn half_year(now: Timestamp, zone: &TimeZone, seed: u64) -> Result<Import> {
    let mut chance = StdRng::seed_from_u64(seed);
    let first = now.to_zoned(zone.clone()).date().saturating_sub(SignedDuration::from_hours(24 * DAYS));
    let on = |day: i64, hour: i8, minute: i8| instant(first, day, hour, minute, zone);
    let sessions: Vec<Session> =
        SESSIONS.iter().enumerate().map(|(index, day)| session(index, on(*day, 10, 0), &mut chance)).collect();

    let mut records = Vec::new();
    for (index, session) in sessions.iter().enumerate() {
        records.push(treatment(index, session, zone, &mut chance)?);
        for hours in [2, 5, 24] {
            records.push(check_in(session.at + SignedDuration::from_hours(hours), &sessions, zone, &mut chance)?);
        }
    }
    for day in 0..=DAYS {
        // Low days are journaled less, so the missing ones are not random.
        let at = on(day, 20, 30) + SignedDuration::from_mins(chance.random_range(-50..70));
        let relief = relief_at(&sessions, at);
        if chance.random_bool(0.82 + 0.12 * relief) {
            records.push(check_in(at, &sessions, zone, &mut chance)?);
        }
    }
    for (day, category, title) in [
        (9, "therapy", "First session with the new therapist"),
        (52, "medication", "Sertraline down to 50 mg"),
        (105, "life", "Back at work, half days"),
    ] {
        records.push(event(on(day, 15, 0), category, title, zone)?);
    }
    for day in (5..=DAYS).step_by(14) {
        for Total { questionnaire, untreated, relieved, strays } in TOTALS {
            let fortnight = (day - 13..=day).map(|day| relief_at(&sessions, on(day, 12, 0)));
            let relief = fortnight.sum::<f64>() / 14.0;
            let total = untreated + (relieved - untreated) * relief + chance.random_range(-strays..strays);
            records.push(response(on(day, 19, 0), questionnaire, total.round().max(0.0), zone)?);
        }
    }
    records.retain(|record| record.when().is_some_and(|when| when.instant(zone) <= now));
    Ok(Import::of(profile()?, records))
}

fn instant(first: civil::Date, day: i64, hour: i8, minute: i8, zone: &TimeZone) -> Timestamp {
    let date = first.saturating_add(SignedDuration::from_hours(24 * day));
    zone.to_ambiguous_timestamp(date.at(hour, minute, 0, 0)).compatible().unwrap_or(Timestamp::UNIX_EPOCH)
}

fn session(index: usize, at: Timestamp, chance: &mut StdRng) -> Session {
    // The series builds up; what it built lasts.
    let built = f64::from(u32::try_from(index.min(5)).unwrap_or(5)) / 5.0;
    Session {
        at,
        depth: 0.72 + 0.2 * built + chance.random_range(-0.06..0.06),
        rises: chance.random_range(2.0..6.0),
        fades: 5.0 + 10.0 * built + chance.random_range(-1.5..2.5),
    }
}

fn check_in(at: Timestamp, sessions: &[Session], zone: &TimeZone, chance: &mut StdRng) -> Result<Record> {
    let relief = relief_at(sessions, at);
    // A good or a bad day moves every score of it, each its own way.
    let day = chance.random_range(-0.6..0.6);
    let mut scores = serde_json::Map::new();
    for Course { measure, untreated, relieved, strays } in COURSES {
        let toward = (untreated - relieved).signum();
        let score = untreated + (relieved - untreated) * relief + toward * day + chance.random_range(-strays..strays);
        scores.insert(measure.to_owned(), Value::from(points(score)));
    }
    record(Kind::CheckIn, json!({ "at": local(at, zone), "scores": scores }))
}

/// A score in whole points of 0 to 10.
fn points(score: f64) -> i32 {
    (0..=10).min_by(|a, b| (f64::from(*a) - score).abs().total_cmp(&(f64::from(*b) - score).abs())).unwrap_or(5)
}

fn treatment(index: usize, session: &Session, zone: &TimeZone, chance: &mut StdRng) -> Result<Record> {
    let before = chance.random_range(112..128);
    let experience = [
        "Slow, like lying in warm water. Came back tired but lighter.",
        "Floated above the room for a while. Some nausea afterwards.",
        "Quiet. The music helped. The heaviness was gone by the evening.",
    ];
    record(
        Kind::Treatment,
        json!({
            "at": local(session.at, zone),
            "duration_minutes": 40,
            "medicine": "ketamine",
            "route": "iv",
            "dose": { "amount": if index < 2 { 0.5 } else { 0.6 }, "unit": "mg/kg" },
            "setting": "clinic",
            "experience": experience.get(index % experience.len()),
            "side_effects": [
                { "effect": "dissociation", "severity": chance.random_range(1..=2) },
                { "effect": "nausea", "severity": chance.random_range(0..=1) },
            ],
            "blood_pressure": {
                "before": { "systolic": before, "diastolic": 76 },
                "peak": { "systolic": before + chance.random_range(14..26), "diastolic": 88 },
            },
        }),
    )
}

fn event(at: Timestamp, category: &str, title: &str, zone: &TimeZone) -> Result<Record> {
    record(Kind::Event, json!({ "at": local(at, zone), "category": category, "title": title }))
}

fn response(at: Timestamp, questionnaire: &str, total: f64, zone: &TimeZone) -> Result<Record> {
    let body = json!({ "at": local(at, zone), "questionnaire": questionnaire, "total": total });
    record(Kind::QuestionnaireResponse, body)
}

fn record(kind: Kind, body: Value) -> Result<Record> {
    Ok(Record::parse(kind, body)?)
}

fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.display_with_offset(zone.to_offset(at)).to_string()
}

fn profile() -> Result<Profile> {
    let measures = COURSES.iter().map(|course| course.measure.parse()).collect::<std::result::Result<_, _>>();
    let measures = measures
        .map_err(|refusal: crate::domain::fault::Refusal| crate::platform::problem::Problem::internal(refusal))?;
    let questionnaires = [Questionnaire::Phq9, Questionnaire::Gad7]
        .map(|questionnaire| Regular { questionnaire, every_days: 14 })
        .to_vec();
    Ok(Profile { conditions: vec![Condition::Depression], measures, questionnaires, ..Profile::default() })
}
