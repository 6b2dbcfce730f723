//! Days and times as apps write them for people to read.

mod words;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    fmt::temporal::Pieces,
    tz::Offset,
};

use crate::{domain::refusal::Examples, portability::source::Clock};

pub use self::words::Languages;

/// A date with its month as a word, in any order: `22nd Jan 2022`, `17. Februar`, `May 18`. The year may be given
/// beside it.
pub fn in_words(text: &str, year: Option<i16>) -> Option<Date> {
    let (mut day, mut named, mut year) = (None, None, year);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        match digits.len() {
            // The last: a weekday before it may begin like a month, as French `mar.` does.
            0 => named = words::month(word).or(named),
            4 => year = digits.parse().ok(),
            _ => day = digits.parse().ok(),
        }
    }
    Date::new(year?, named?, day?).ok()
}

/// A date in figures, the year first: `2022-03-01`, `2022-3-1`, `2022/03/01`.
pub fn in_figures(text: &str) -> Option<Date> {
    let mut parts = text.trim().trim_end_matches(['日', '일']).split(['-', '/', '.', '年', '月', '년', '월']);
    let (year, month, day) = (parts.next()?, parts.next()?.trim(), parts.next()?.trim());
    let day = day.split(['T', ' ']).next()?;
    (year.len() == 4 && parts.next().is_none())
        .then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())
        .flatten()
}

/// A day and its month in figures, of a year that is told apart from them, as languages without a short name of a month
/// write them: `7. 9.` and `7.09` in this order, `09-07` always with the month first.
pub fn day_and_month(text: &str, year: Option<i16>, order: Order) -> Option<Date> {
    let text = words::in_ascii_figures(text.trim());
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second] = parts.as_slice() else { return None };
    let month_first = order == Order::MonthFirst || text.contains('-');
    let (day, month) = if month_first { (second, first) } else { (first, second) };
    let figure = |part: &str| part.parse().ok().filter(|_| part.len() <= 2 && part.bytes().all(|c| c.is_ascii_digit()));
    Date::new(year?, figure(month)?, figure(day)?).ok()
}

/// In which order the days of a file are written that are [figures](day_and_month): by their weekdays, else by those
/// that can be read, else with the day first. Each is its year, the day and the month, and the weekday.
pub fn order(days: &[(Option<i16>, &str, &str)]) -> Order {
    let days = days.get(..words::ENOUGH).unwrap_or(days);
    let fit = |order: Order| {
        let read = days.iter().filter_map(|(year, text, weekday)| Some((day_and_month(text, *year, order)?, *weekday)));
        read.fold((0, 0), |(weekdays, all), (date, weekday)| {
            (weekdays + usize::from(words::is_weekday(date, weekday)), all + 1)
        })
    };
    if fit(Order::MonthFirst) > fit(Order::DayFirst) { Order::MonthFirst } else { Order::DayFirst }
}

/// Which comes first in a date, the day or the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As in most of the world.
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

/// A date in figures, the year last: `08.03.2026`, `3/8/26`. A year of two figures is one from 1970 to 2069.
pub fn year_last(text: &str, order: Order) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (day, month) = if order == Order::DayFirst { (first, second) } else { (second, first) };
    let year = match (year.len(), year.parse::<i16>().ok()?) {
        (4, year) => year,
        (2, year @ 0..70) => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Times that [`clock`] reads.
pub const CLOCK_EXAMPLES: Examples = Examples(&["20:30", "8:30 PM"]);

/// A time: `20:30`, `20:30:15`, `8:30 PM`, `8:30 p. m.`, `20.30`, and with the halves of the day of any language.
pub fn clock(text: &str) -> Option<Time> {
    let text = words::in_ascii_figures(text);
    let mut figures = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (hour, minute): (i8, i8) = (figures.next()?.parse().ok()?, figures.next()?.parse().ok()?);
    let letters: String = words::letters(&text).chars().filter(|c| !c.is_ascii_digit()).collect();
    // A sign for the hour may stand before the half of the day: Bulgarian `7:05 ч. сл.об.`, `7 h 05 p.m.` in Canada.
    let behind = letters.trim_start_matches(['ч', 'h']);
    let half = words::is_second_half(&letters).or_else(|| words::is_second_half(behind));
    let hour = match (letters.as_str(), half, hour) {
        (_, Some(false), 12) => 0,
        // Japanese counts the hours of a half from 0.
        ("" | "h" | "uhr" | "kl" | "น" | "ч", ..) | (_, Some(false), 0..12) => hour,
        (_, Some(true), 12) => 12,
        (_, Some(true), 0..12) => hour + 12,
        _ => return None,
    };
    let second =
        text.split(':').nth(2).map_or("0", |behind| behind.split(|c: char| !c.is_ascii_digit()).next().unwrap_or("0"));
    Time::new(hour, minute, second.parse().ok().filter(|second| (0..60).contains(second)).unwrap_or(0), 0).ok()
}

/// An instant in ISO 8601, with its offset where one is written; without any, a clock on a wall.
pub fn iso(text: &str) -> Option<Clock> {
    let pieces = Pieces::parse(text).ok()?;
    let written = pieces.date().to_datetime(pieces.time()?);
    match (text.ends_with(['Z', 'z']), pieces.to_numeric_offset()) {
        (true, _) => text.parse::<Timestamp>().ok().map(Clock::Instant),
        (false, Some(offset)) => Some(Clock::At(offset.to_timestamp(written).ok()?, offset)),
        (false, None) => Some(Clock::Wall(written.date(), Some(written.time()))),
    }
}

/// A moment as an iPhone writes it, `2026-01-05 09:44:43 +0100`; where the phone shows twelve hours, some of its apps
/// write `9:44:43 AM`.
pub fn of_iphone(text: &str) -> Option<(Timestamp, Offset)> {
    let mut words = text.split_whitespace();
    let (date, time) = (in_figures(words.next()?)?, words.next()?);
    let rest: Vec<&str> = words.collect();
    let (offset, half) = rest.split_last()?;
    let mut time: Time = if time.find(':') == Some(1) { format!("0{time}") } else { time.to_owned() }.parse().ok()?;
    if !half.is_empty() {
        let is_second = words::is_second_half(&words::letters(&half.concat()))?;
        let hour = time.hour();
        time = time.with().hour(if (1..=12).contains(&hour) { hour % 12 } else { return None }).build().ok()?;
        time = if is_second { time.with().hour(time.hour() + 12).build().ok()? } else { time };
    }
    let offset = self::offset(offset)?;
    Some((offset.to_timestamp(date.to_datetime(time)).ok()?, offset))
}

/// `+1`, `-5`, `+5:30`, `+0530`, or nothing for none.
pub fn offset(text: &str) -> Option<Offset> {
    if text.is_empty() {
        return Some(Offset::UTC);
    }
    let (sign, figures) = match text.split_at_checked(1)? {
        ("+", figures) => (1, figures),
        ("-", figures) => (-1, figures),
        _ => return None,
    };
    let (hours, minutes) = match (figures.split_once(':'), figures.len()) {
        (Some(parts), _) => parts,
        (None, 4) => figures.split_at_checked(2)?,
        (None, _) => (figures, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if !(0..60).contains(&minutes) || !(0..=14).contains(&hours) {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let read = |text, year| in_words(text, year).map(|date| date.to_string());
        for (text, year) in [
            ("22nd Jan 2022", None),
            ("22 January", Some(2022)),
            ("January 22", Some(2022)),
            ("22. Januar", Some(2022)),
            ("22 de enero", Some(2022)),
            ("22 janv. 2022", None),
            ("22 gennaio", Some(2022)),
        ] {
            assert_eq!(read(text, year).as_deref(), Some("2022-01-22"), "{text}");
        }
        assert_eq!(read("1 juin 2021", None).as_deref(), Some("2021-06-01"));
        assert_eq!(read("3rd Sep 2023", None).as_deref(), Some("2023-09-03"));
        assert_eq!(read("17. Februar", Some(2019)).as_deref(), Some("2019-02-17"));
        assert_eq!(read("5 März", Some(2019)).as_deref(), Some("2019-03-05"));
        for wrong in ["31st Feb 2022", "", "22 Jan", "Jan 2022", "22 Jui 2022", "22 Foo 2022"] {
            assert_eq!(read(wrong, None), None, "{wrong}");
        }
        for right in ["2022-01-05", "2022-1-5", "2022/01/05", "2022年1月5日", "2022년 1월 5일"] {
            assert_eq!(in_figures(right).map(|date| date.to_string()).as_deref(), Some("2022-01-05"));
        }
        assert_eq!(read("mar. 10 févr. 2026", None).as_deref(), Some("2026-02-10"));
        let (day_first, month_first) = (Order::DayFirst, Order::MonthFirst);
        for (text, order) in
            [("5.1.2022", day_first), ("05. 01. 2022", day_first), ("05/01/22", day_first), ("1/5/2022", month_first)]
        {
            assert_eq!(year_last(text, order).map(|date| date.to_string()).as_deref(), Some("2022-01-05"), "{text}");
        }
        for right in ["5. 1.", "5.01", "5.1.", "5/01", "01-05"] {
            let read = day_and_month(right, Some(2022), day_first).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Some("2022-01-05"), "{right}");
        }
        for wrong in ["13.13.", "5", "5.1.22", "01-05-22", "5 ledna", "", "+5.1", "005.1"] {
            assert_eq!(day_and_month(wrong, Some(2022), day_first), None, "{wrong}");
        }
        assert_eq!(day_and_month("5.1.", None, day_first), None);
        assert_eq!(year_last("5.1.70", day_first).map(Date::year), Some(1970));
        for wrong in ["13/13/2022", "1/5", "1/5/022", "1/5/2022/3", "a/5/2022", "7/10"] {
            assert_eq!(year_last(wrong, day_first), None, "{wrong}");
        }
        for wrong in ["22-01-05", "2022-13-01", "2022-02-30", "yesterday", ""] {
            assert_eq!(in_figures(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn times_are_read_with_and_without_halves_of_the_day() {
        for (text, time) in [
            ("20:30", "20:30:00"),
            ("8:30 PM", "20:30:00"),
            ("8:30 p. m.", "20:30:00"),
            ("12:05 am", "00:05:00"),
            ("12:05 pm", "12:05:00"),
            ("07.15", "07:15:00"),
            ("8.30 ip.", "20:30:00"),
            ("8.30 ap.", "08:30:00"),
            ("12.05 ap.", "00:05:00"),
            ("8:30 odp.", "20:30:00"),
            ("20:30 ч.", "20:30:00"),
            ("8:30 ч. сл.об.", "20:30:00"),
            ("20 h 30", "20:30:00"),
            ("20:30:15", "20:30:15"),
            ("8:30:15 PM", "20:30:15"),
            ("8 h 30 p.m.", "20:30:00"),
        ] {
            assert_eq!(clock(text).map(|time| time.to_string()).as_deref(), Some(time), "{text}");
        }
        for wrong in ["", "morning", "25:00", "13:00 pm", "8"] {
            assert_eq!(clock(wrong), None, "{wrong}");
        }
    }
}
