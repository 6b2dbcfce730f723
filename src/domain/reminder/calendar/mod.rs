//! When somebody is reminded as an iCalendar feed (RFC 5545), for phones that take no pushes: the times of every day,
//! and the evenings before planned treatments.

mod zone_rules;

use std::{collections::BTreeMap, fmt::Write};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::{AmbiguousOffset, TimeZone},
};
use uuid::Uuid;

use self::zone_rules::written;
use super::{Plan, Reminders, TimeOfDay, Words};
use crate::domain::{
    id::{AccountId, uuid_named},
    zone::ZoneName,
};

/// Whose feed it is.
pub struct Feed<'a> {
    /// The account.
    pub account: &'a AccountId,
    /// When its address was made: what comes every day begins on that day, whenever the feed is fetched.
    pub made_at: Timestamp,
}

/// A calendar with one event of every day for each chosen time, and one for the evening before each treatment that is
/// planned, as of `now`. `treatments` are when they started, or will.
pub fn text(
    feed: &Feed<'_>,
    reminders: &Reminders,
    (zone, words): (&ZoneName, Words),
    treatments: &[Timestamp],
    now: Timestamp,
) -> String {
    let (name, rules) = (zone.as_str(), zone.rules_or_utc());
    let mut text = String::new();
    // Writing to a text does not fail.
    let mut line = |content: &str| _ = write!(text, "{content}\r\n");
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Afterglow//Reminders//EN");
    line("METHOD:PUBLISH");
    line("X-WR-CALNAME:Afterglow");
    line("REFRESH-INTERVAL;VALUE=DURATION:PT12H");
    for content in zone_rules::lines(name, &rules, feed.made_at) {
        line(&content);
    }
    let mut event = |id: &str, start: DateTime, daily: bool| {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", feed.uid(id)));
        line(&format!("DTSTAMP:{}", now.strftime("%Y%m%dT%H%M%SZ")));
        line(&format!("DTSTART;TZID={name}:{}", written(&start)));
        line("DURATION:PT5M");
        if daily {
            line("RRULE:FREQ=DAILY");
        }
        line("TRANSP:TRANSPARENT");
        line(&format!("SUMMARY:Afterglow: {}", words.question));
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line("TRIGGER:PT0M");
        line(&format!("DESCRIPTION:Afterglow: {}", words.question));
        line("END:VALARM");
        line("END:VEVENT");
    };
    for time in &reminders.times {
        event(&time.to_string().replace(':', ""), feed.start(*time, &rules), true);
    }
    let plan = Plan { reminders, zone: &rules, treatments, snoozed_until: None };
    // Of several treatments on a day there is one evening before.
    let evenings: BTreeMap<Date, Timestamp> =
        plan.evenings().filter(|evening| now < evening.at).map(|evening| (evening.date, evening.at)).collect();
    for (date, at) in evenings {
        event(&date.strftime("%Y%m%d").to_string(), rules.to_datetime(at), false);
    }
    line("END:VCALENDAR");
    text
}

impl Feed<'_> {
    /// The first time of an event of every day. A time that the clock passed over on that day begins a day later.
    fn start(&self, time: TimeOfDay, rules: &TimeZone) -> DateTime {
        let first = rules.to_datetime(self.made_at).date().to_datetime(time.time());
        let passed_over = matches!(rules.to_ambiguous_timestamp(first).offset(), AmbiguousOffset::Gap { .. });
        if passed_over { first.tomorrow().unwrap_or(first) } else { first }
    }

    /// What calendars know an event by, in the whole world and for good: a UUID (RFC 7986, section 5.3), from which
    /// nobody learns the account.
    fn uid(&self, event: &str) -> Uuid {
        uuid_named(&["calendar", self.account.as_str(), event])
    }
}
