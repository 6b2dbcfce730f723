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
        let reminders = Reminders { times, quiet, after_treatment: true };
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
        pauses in prop::collection::vec(1..200_000_i64, 1..30),
    ) {
        let reminders =
            Reminders { times: minutes.into_iter().map(time).collect(), quiet: None, after_treatment: true };
        let treatments = [start - SignedDuration::from_hours(2)];
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
        let reminders = Reminders { times: vec![], quiet, after_treatment: true };
        let plan =
            Plan { reminders: &reminders, zone: &zone, treatments: &[treatment.parse().unwrap()], snoozed_until: None };
        let planned = plan.between(Timestamp::MIN, Timestamp::MAX);
        let expected: Timestamp = expected.parse().unwrap();
        assert!(planned.iter().any(|one| one.at == expected), "{planned:?}");
    }
}
