//! The law of times: every day has each of its times once, by the patient's own clock, wherever clocks are changed.

use std::collections::BTreeSet;

use afterglow::domain::reminder::{Kind, Plan, QuietHours, Reminders, TimeOfDay};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use proptest::prelude::*;

/// With clock changes of an hour, of half of one, at midnight, of a whole day, and without any.
const ZONES: [&str; 9] = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Antarctica/Troll",
    "UTC",
];

fn time(minutes: u16) -> TimeOfDay {
    format!("{:02}:{:02}", minutes / 60, minutes % 60).try_into().unwrap()
}

fn zone() -> impl Strategy<Value = TimeZone> {
    prop::sample::select(ZONES.to_vec()).prop_map(|name| TimeZone::get(name).unwrap())
}

/// Any instant from 2010 to 2030: among them the day that Samoa went without.
fn instant() -> impl Strategy<Value = Timestamp> {
    (1_262_304_000_i64..1_893_456_000).prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn quiet() -> impl Strategy<Value = Option<QuietHours>> {
    prop::option::of(
        (0..1440_u16, 1..1440_u16)
            .prop_map(|(from, length)| QuietHours { from: time(from), to: time((from + length) % 1440) }),
    )
}

/// Every date that a zone has from one to another.
fn dates(zone: &TimeZone, from: Date, to: Date) -> Vec<Date> {
    let exists = |date: &Date| zone.to_zoned(date.at(12, 0, 0, 0)).is_ok_and(|noon| noon.date() == *date);
    from.series(1.day()).take_while(|date| *date <= to).filter(exists).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_day_has_each_of_its_times_once(
        zone in zone(), start in instant(), minutes in prop::collection::btree_set(0..1440_u16, 1..6),
    ) {
        let reminders =
            Reminders { times: minutes.iter().map(|minute| time(*minute)).collect(), ..Reminders::default() };
        let plan = Plan { reminders: &reminders, zone: &zone, treatments: &[], snoozed_until: None };
        let end = start + SignedDuration::from_hours(24 * 40);
        let planned = plan.between(start, end);
        let first = zone.to_datetime(start).date().tomorrow().unwrap();
        let last = zone.to_datetime(end).date().yesterday().unwrap();
        for date in dates(&zone, first, last) {
            let of_date: Vec<_> = planned.iter().filter(|reminder| reminder.date == date).collect();
            prop_assert_eq!(of_date.len(), minutes.len(), "{} in {:?}", date, zone);
            for reminder in of_date {
                let Kind::Daily(time) = reminder.kind else { panic!("{reminder:?}") };
                let local = zone.to_datetime(reminder.at);
                prop_assert_eq!(local.date(), date);
                // As chosen, or as much later as the clocks skip.
                let late = local.time().duration_since(time.time());
                prop_assert!((0..=120).contains(&late.as_mins()), "{} at {} in {:?}", time, local, zone);
                let skipped = zone.to_ambiguous_timestamp(date.to_datetime(time.time()));
                prop_assert!(late.is_zero() || skipped.is_ambiguous());
            }
        }
        let claims: BTreeSet<String> = planned.iter().map(|one| format!("{:?} {}", one.kind, one.date)).collect();
        prop_assert_eq!(claims.len(), planned.len(), "of each time there is one a day");
    }

    #[test]
    fn nothing_is_sent_in_quiet_hours(
        zone in zone(), treatment in instant(), quiet in quiet(), minutes in prop::collection::vec(0..1440_u16, 0..3),
        snooze in 0..100_000_i64,
    ) {
        let times = minutes.into_iter().map(time).collect();
        let reminders = Reminders { times, quiet, after_treatment: true, before_treatment: true };
        let snoozed_until = Some(treatment + SignedDuration::from_secs(snooze));
        let plan = Plan { reminders: &reminders, zone: &zone, treatments: &[treatment], snoozed_until };
        for reminder in plan.between(treatment, treatment + SignedDuration::from_hours(24 * 20)) {
            let local = zone.to_datetime(reminder.at).time();
            prop_assert!(!quiet.is_some_and(|quiet| quiet.hold(local)), "{} in {:?}", local, quiet);
        }
    }

    #[test]
    fn looking_at_any_moments_finds_each_reminder_once(
        zone in zone(), start in instant(), minutes in prop::collection::btree_set(0..1440_u16, 1..4),
        pauses in prop::collection::vec(1..200_000_i64, 1..30), ahead in 0..60_i64,
    ) {
        let reminders =
            Reminders {
                times: minutes.into_iter().map(time).collect(), quiet: None, after_treatment: true, before_treatment: true,
            };
        let treatments = [start - SignedDuration::from_hours(2), start + SignedDuration::from_hours(24 * ahead)];
        let plan = Plan { reminders: &reminders, zone: &zone, treatments: &treatments, snoozed_until: None };
        let mut found = Vec::new();
        let mut from = start;
        for pause in pauses {
            let until = from + SignedDuration::from_secs(pause);
            let next = plan.next(from);
            let here = plan.between(from, until);
            prop_assert_eq!(next.filter(|next| *next <= until), here.first().map(|reminder| reminder.at));
            found.extend(here);
            from = until;
        }
        prop_assert_eq!(found, plan.between(start, from));
    }
}

/// Troll's clocks jump from 01:00 to 03:00 in March, and in October they show the hours from 01:00 to 03:00 twice.
#[test]
fn quiet_hours_hold_where_the_clocks_skip_their_end_and_where_they_repeat_it() {
    let zone = TimeZone::get("Antarctica/Troll").unwrap();
    for (quiet, treatment, expected) in [
        (("02:36", "01:00"), "2012-03-22T00:30:00Z", "2012-03-26T01:00:00+02:00"),
        (("22:00", "02:00"), "2012-10-25T01:30:00Z", "2012-10-28T02:00:00+00:00"),
    ] {
        let hour = |text: &str| text.to_owned().try_into().unwrap();
        let quiet = Some(QuietHours { from: hour(quiet.0), to: hour(quiet.1) });
        let reminders = Reminders { times: vec![], quiet, after_treatment: true, before_treatment: false };
        let plan =
            Plan { reminders: &reminders, zone: &zone, treatments: &[treatment.parse().unwrap()], snoozed_until: None };
        let planned = plan.between(Timestamp::MIN, Timestamp::MAX);
        let expected: Timestamp = expected.parse().unwrap();
        assert!(planned.iter().any(|one| one.at == expected), "{planned:?}");
    }
}

fn evenings(zone: &str, quiet: Option<QuietHours>, treatments: &[&str]) -> Vec<String> {
    let zone = TimeZone::get(zone).unwrap();
    let reminders = Reminders { quiet, before_treatment: true, ..Reminders::default() };
    let treatments: Vec<Timestamp> = treatments.iter().map(|at| at.parse().unwrap()).collect();
    let plan = Plan { reminders: &reminders, zone: &zone, treatments: &treatments, snoozed_until: None };
    plan.evenings().map(|evening| zone.to_datetime(evening.at).strftime("%Y-%m-%d %H:%M").to_string()).collect()
}

#[test]
fn the_evening_before_a_treatment_is_that_of_the_patients_own_clock() {
    let treatment = "2026-03-12T08:30:00+09:00";
    assert_eq!(evenings("Asia/Tokyo", None, &[treatment]), ["2026-03-11 19:00"]);
    // The same instant is the afternoon of the day before there.
    assert_eq!(evenings("America/Los_Angeles", None, &[treatment]), ["2026-03-10 19:00"]);
}

#[test]
fn an_evening_in_quiet_hours_waits_for_their_end_unless_the_treatment_comes_first() {
    let quiet = Some(QuietHours { from: time(18 * 60), to: time(8 * 60) });
    assert_eq!(evenings("Europe/Berlin", quiet, &["2026-03-12T10:00:00+01:00"]), ["2026-03-12 08:00"]);
    assert!(evenings("Europe/Berlin", quiet, &["2026-03-12T08:00:00+01:00"]).is_empty());
}

#[test]
fn a_treatment_that_is_planned_for_long_after_is_not_forgotten() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let reminders = Reminders { before_treatment: true, ..Reminders::default() };
    let treatments = ["2026-09-12T10:00:00+02:00".parse().unwrap()];
    let plan = Plan { reminders: &reminders, zone: &zone, treatments: &treatments, snoozed_until: None };
    let next = plan.next("2026-03-10T12:00:00Z".parse().unwrap());
    assert_eq!(next, Some("2026-09-11T19:00:00+02:00".parse().unwrap()));
}
