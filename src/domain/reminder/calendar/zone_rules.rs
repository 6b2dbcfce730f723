//! The rules of a time zone as iCalendar writes them (RFC 5545, section 3.6.5), for as long as a calendar is looked at.

use std::collections::BTreeMap;

use jiff::{
    SignedDuration, Timestamp,
    civil::{DateTime, Weekday},
    tz::{Offset, TimeZone},
};

/// The last year whose clock changes are looked through. A rule that still holds then is told without an end.
const LAST_YEAR: i16 = 2100;
/// In so many years a day of the year falls on each weekday, in years of both lengths.
const ALL_WEEKDAYS: usize = 28;

/// The rules of a zone from an instant on, as lines: a part for each way in which its clock is changed.
pub fn lines(name: &str, rules: &TimeZone, from: Timestamp) -> Vec<String> {
    let mut alike: BTreeMap<_, Vec<DateTime>> = BTreeMap::new();
    for Change { turn, at } in changes(rules, from) {
        alike.entry(turn).or_default().push(at);
    }
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{name}")];
    for (turn, times) in alike {
        let (single, yearly) = times.split_at(times.len() - of_rule(&times));
        if let [first, others @ ..] = single {
            // The first as well, where there are others: some readers look for all of them there (ical.js 2.2.1).
            let dates = if others.is_empty() { others } else { single };
            lines.extend(turn.part(first, dates.iter().map(|time| format!("RDATE:{}", written(time)))));
        }
        if let [first, ..] = yearly {
            lines.extend(turn.part(first, Rule::of(yearly).map(|rule| rule.line(yearly))));
        }
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

/// A date and time as iCalendar writes it.
pub fn written(time: &DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

/// A change of the clock.
struct Change {
    turn: Turn,
    /// What the clock showed at that instant, as it went until then.
    at: DateTime,
}

/// From which offset to which the clock is turned, in seconds, and whether it is summer time afterwards.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    from: i32,
    to: i32,
    summer: bool,
}

impl Turn {
    fn part(&self, first: &DateTime, recurring: impl IntoIterator<Item = String>) -> Vec<String> {
        let kind = if self.summer { "DAYLIGHT" } else { "STANDARD" };
        let mut lines = vec![format!("BEGIN:{kind}"), format!("DTSTART:{}", written(first))];
        lines.push(format!("TZOFFSETFROM:{}", offset(self.from)));
        lines.push(format!("TZOFFSETTO:{}", offset(self.to)));
        lines.extend(recurring);
        lines.push(format!("END:{kind}"));
        lines
    }
}

/// The change that is in force at `from`, and all that come.
fn changes(rules: &TimeZone, from: Timestamp) -> Vec<Change> {
    let second = SignedDuration::from_secs(1);
    // A change at that very instant is in force.
    let just_after = from.saturating_add(second).unwrap_or(from);
    let since = rules.preceding(just_after).next().map_or(Timestamp::UNIX_EPOCH, |change| change.timestamp());
    let coming = rules.following(since).map(|change| change.timestamp());
    let change = |instant: Timestamp| {
        let before = rules.to_offset(instant.saturating_sub(second).unwrap_or(instant));
        let after = rules.to_offset_info(instant);
        let turn = Turn { from: before.seconds(), to: after.offset().seconds(), summer: after.dst().is_dst() };
        Change { turn, at: before.to_datetime(instant) }
    };
    let within = |instant: &Timestamp| Offset::UTC.to_datetime(*instant).year() <= LAST_YEAR;
    std::iter::once(since).chain(coming.take_while(within)).map(change).collect()
}

/// On which day of the year a clock is changed.
#[derive(Clone, Copy)]
enum Rule {
    /// On a month's last such weekday.
    Last,
    /// On a month's first to fourth such weekday.
    Nth(i8),
    /// On such a weekday from this day of the month on.
    From(i8),
}

impl Rule {
    /// What the last of these times have in common. They are one in each year, until [`LAST_YEAR`] or the year before.
    fn of(times: &[DateTime]) -> Option<Self> {
        let last = times.len().checked_sub(ALL_WEEKDAYS).and_then(|start| times.get(start..))?;
        let first_day = last.iter().map(|time| time.day()).min()?;
        let rules = [Self::Last, Self::Nth((first_day - 1) / 7 + 1), Self::From(first_day)];
        let ends = last.last().is_some_and(|time| time.year() < LAST_YEAR - 1);
        rules.into_iter().find(|rule| !ends && yearly(last) && last.iter().all(|time| rule.holds(time)))
    }

    fn holds(self, time: &DateTime) -> bool {
        match self {
            Self::Last => time.day() + 7 > time.date().days_in_month(),
            Self::Nth(nth) => (time.day() - 1) / 7 + 1 == nth,
            Self::From(first) => (first..first + 7).contains(&time.day()),
        }
    }

    fn line(self, times: &[DateTime]) -> String {
        let (month, weekday) = times.first().map_or((1, "MO"), |time| (time.month(), short(time.weekday())));
        let days = match self {
            Self::Last => format!("BYDAY=-1{weekday}"),
            Self::Nth(nth) => format!("BYDAY={nth}{weekday}"),
            Self::From(first) => {
                let days: Vec<String> = (first..first + 7).map(|day| day.to_string()).collect();
                format!("BYDAY={weekday};BYMONTHDAY={}", days.join(","))
            }
        };
        format!("RRULE:FREQ=YEARLY;BYMONTH={month};{days}")
    }
}

/// How many of these times, at their end, follow one rule without an end.
fn of_rule(times: &[DateTime]) -> usize {
    let Some(rule) = Rule::of(times) else { return 0 };
    let starts = (0..times.len()).filter(|start| {
        let rest = times.get(*start..).unwrap_or_default();
        yearly(rest) && rest.iter().all(|time| rule.holds(time))
    });
    times.len() - starts.min().unwrap_or(times.len())
}

/// Whether these times are one in each year, in the same month, on the same weekday and at the same hour.
fn yearly(times: &[DateTime]) -> bool {
    let alike = |time: &DateTime| (time.month(), time.weekday(), time.time());
    times.array_windows().all(|[one, next]| next.year() == one.year() + 1 && alike(one) == alike(next))
}

fn short(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> String {
        let rules = TimeZone::get(name).unwrap();
        lines(name, &rules, "2026-03-10T12:00:00Z".parse().unwrap()).join("\n")
    }

    #[test]
    fn a_zone_tells_the_change_in_force_and_by_which_rule_its_clock_is_changed_for_ever() {
        let expected = "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\n\
            BEGIN:DAYLIGHT\nDTSTART:20260329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n\
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\n\
            BEGIN:STANDARD\nDTSTART:20251026T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE";
        assert_eq!(of("Europe/Berlin"), expected);
        assert!(
            of("America/New_York").contains(
                "20260308T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"
            )
        );
        // The Friday before a month's last Sunday.
        assert!(
            of("Asia/Jerusalem").contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29\n")
        );
        // Dates that follow no rule.
        assert!(of("Africa/Casablanca").contains("DTSTART:20260322T020000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRDATE:20260322T020000\nRDATE:20270314T020000\n"), "{}", of("Africa/Casablanca"));
        let expected = "BEGIN:VTIMEZONE\nTZID:Asia/Tokyo\nBEGIN:STANDARD\nDTSTART:19510909T010000\n\
            TZOFFSETFROM:+1000\nTZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE";
        assert_eq!(of("Asia/Tokyo"), expected);
    }

    #[test]
    fn every_zone_of_the_world_is_told_rightly_for_two_generations() {
        let from: Timestamp = "2026-03-10T12:00:00Z".parse().unwrap();
        for name in jiff::tz::TimeZoneDatabase::bundled().available() {
            let rules = jiff::tz::TimeZoneDatabase::bundled().get(name.as_str()).unwrap();
            let lines = lines(name.as_str(), &rules, from);
            let onsets = onsets(&lines);
            for step in 0..500 {
                let at = from + SignedDuration::from_hours(24 * 47 * step);
                let told = onsets.iter().rev().find(|(onset, _)| *onset <= at).unwrap().1;
                assert_eq!(told, rules.to_offset(at).seconds(), "{} at {at}: {lines:#?}", name.as_str());
            }
            assert!(lines.len() < 300, "{} takes {} lines", name.as_str(), lines.len());
        }
    }

    /// From when on which offset holds, as a reader of the lines finds it, by time.
    fn onsets(lines: &[String]) -> Vec<(Timestamp, i32)> {
        let mut onsets = Vec::new();
        for part in lines.split(|line| line.starts_with("END:")) {
            let told = |name: &'static str| {
                part.iter()
                    .filter_map(move |line| line.split_once(':').filter(|(key, _)| *key == name).map(|(_, told)| told))
            };
            let Some(first) = told("DTSTART").next() else { continue };
            let first: DateTime = first.parse().unwrap();
            let offset = |name: &'static str| {
                let text = told(name).next().unwrap();
                let minutes: i32 = text[1..3].parse::<i32>().unwrap() * 60 + text[3..5].parse::<i32>().unwrap();
                if text.starts_with('-') { -minutes * 60 } else { minutes * 60 }
            };
            let mut times = vec![first];
            times.extend(told("RDATE").map(|time| time.parse::<DateTime>().unwrap()));
            times.extend(told("RRULE").flat_map(|rule| by_rule(rule, first)));
            let from = Offset::from_seconds(offset("TZOFFSETFROM")).unwrap();
            onsets.extend(times.iter().map(|time| (from.to_timestamp(*time).unwrap(), offset("TZOFFSETTO"))));
        }
        onsets.sort();
        onsets
    }

    fn by_rule(rule: &str, first: DateTime) -> Vec<DateTime> {
        let told = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(&format!("{name}=")));
        let month: i8 = told("BYMONTH").unwrap().parse().unwrap();
        let day = told("BYDAY").unwrap();
        let (nth, weekday) = day.split_at(day.len() - 2);
        let days =
            told("BYMONTHDAY").map(|days| days.split(',').map(|day| day.parse::<i8>().unwrap()).collect::<Vec<_>>());
        let fits = |time: &DateTime| {
            let of_month = (time.day() - 1) / 7 + 1;
            let nth_fits = match nth {
                "" => true,
                "-1" => time.day() + 7 > time.date().days_in_month(),
                nth => nth.parse::<i8>().unwrap() == of_month,
            };
            nth_fits && short(time.weekday()) == weekday && days.as_ref().is_none_or(|days| days.contains(&time.day()))
        };
        (first.year()..=LAST_YEAR)
            .flat_map(|year| (1..=31).filter_map(move |day| jiff::civil::Date::new(year, month, day).ok()))
            .map(|date| date.to_datetime(first.time()))
            .filter(|time| fits(time) && *time > first)
            .collect()
    }
}
