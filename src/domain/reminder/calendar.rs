//! When somebody is reminded as an iCalendar feed (RFC 5545), for phones that take no pushes: the times of every day,
//! and the evenings before planned treatments.

use std::{collections::BTreeMap, fmt::Write};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{Plan, Reminders, Words};
use crate::domain::zone::ZoneName;

/// For how long the zone's clock changes are told from now on; calendars fetch the feed again long before.
const TOLD: SignedDuration = SignedDuration::from_hours(24 * 366 * 3);

/// A calendar with one event of every day for each chosen time, and one for the evening before each treatment that is
/// planned, as of `now`. `treatments` are when they started, or will.
pub fn feed(reminders: &Reminders, zone: &ZoneName, words: Words, treatments: &[Timestamp], now: Timestamp) -> String {
    let (name, rules) = (zone.as_str(), zone.rules_or_utc());
    let today = rules.to_datetime(now).date();
    let mut text = String::new();
    // Writing to a text does not fail.
    let mut line = |content: &str| _ = write!(text, "{content}\r\n");
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Afterglow//Reminders//EN");
    line("METHOD:PUBLISH");
    line("X-WR-CALNAME:Afterglow");
    line("REFRESH-INTERVAL;VALUE=DURATION:PT12H");
    for content in time_zone(name, &rules, now) {
        line(&content);
    }
    let mut event = |id: &str, start: DateTime, daily: bool| {
        line("BEGIN:VEVENT");
        line(&format!("UID:{id}@afterglow"));
        line(&format!("DTSTAMP:{}", now.strftime("%Y%m%dT%H%M%SZ")));
        line(&format!("DTSTART;TZID={name}:{}", start.strftime("%Y%m%dT%H%M%S")));
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
        event(&time.to_string().replace(':', ""), today.to_datetime(time.time()), true);
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

/// The zone's present offset, and each change of it that comes.
fn time_zone(name: &str, rules: &TimeZone, now: Timestamp) -> Vec<String> {
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{name}")];
    let before = rules.preceding(now).next();
    let since = before.as_ref().map_or(Timestamp::UNIX_EPOCH, jiff::tz::TimeZoneTransition::timestamp);
    let end = now.saturating_add(TOLD).unwrap_or(now);
    let coming = rules.following(now).take_while(|change| change.timestamp() <= end).map(|change| change.timestamp());
    for change in std::iter::once(since).chain(coming) {
        let just_before = change.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(change);
        let (from, to) = (rules.to_offset(just_before), rules.to_offset_info(change));
        let kind = if to.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
        lines.push(format!("BEGIN:{kind}"));
        // The clock's time at which it is changed, as it was until then.
        lines.push(format!("DTSTART:{}", from.to_datetime(change).strftime("%Y%m%dT%H%M%S")));
        lines.push(format!("TZOFFSETFROM:{}", offset(from.seconds())));
        lines.push(format!("TZOFFSETTO:{}", offset(to.offset().seconds())));
        lines.push(format!("END:{kind}"));
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_tells_its_offset_and_the_changes_that_come() {
        let rules = TimeZone::get("Europe/Berlin").unwrap();
        let lines = time_zone("Europe/Berlin", &rules, "2026-03-10T12:00:00Z".parse().unwrap());
        let expected = [
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Berlin",
            "BEGIN:STANDARD",
            "DTSTART:20251026T030000",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:20260329T020000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "END:DAYLIGHT",
        ];
        assert_eq!(lines[..expected.len()], expected);
        assert_eq!(lines.len(), 3 + 5 * 7);
    }
}
