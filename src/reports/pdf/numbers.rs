//! Numbers, times and dates, as the language of the report writes them; and numbers as paper takes them.

use jiff::{
    Zoned,
    civil::{Date, Time},
};

use super::words::language::{counted, fill, phrase};

/// Between a number and what it counts: no line ends there.
pub(super) const NB: char = '\u{a0}';

/// What calculating may leave of a half.
const HAIR: f64 = 1e-9;

/// As precise as paper needs.
#[expect(clippy::cast_possible_truncation, reason = "a point of paper does not need sixteen digits")]
pub(super) fn points(value: f64) -> f32 {
    value as f32
}

/// A number of things.
pub(super) fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

/// A number with so many decimals, with a minus that is as wide as a digit (the definitions of relief, section 11).
pub(super) fn number(value: f64, decimals: usize) -> String {
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or_default());
    // Formatting alone would take halves to the even digit, and 5.35 for less than a half.
    let value = ((value.abs() * scale + HAIR).round() / scale).copysign(value);
    let text = format!("{value:.decimals$}");
    let is_zero = text.chars().all(|c| !c.is_ascii_digit() || c == '0');
    let text = if is_zero { text.trim_start_matches('-').to_owned() } else { text };
    with_decimal_sign(&text).replace('-', "−")
}

/// As the language separates decimals.
pub(super) fn with_decimal_sign(number: &str) -> String {
    number.replace('.', phrase("report_decimal"))
}

/// How many are named where a number is shown like this: 1.0 point is one, as a sentence has it.
pub(super) fn points_named(shown: &str) -> f64 {
    shown.replace(phrase("report_decimal"), ".").parse().unwrap_or(2.0)
}

/// A score or the mean of scores.
pub(super) fn score(value: f64) -> String {
    number(value, 1)
}

pub(super) fn percent(value: f64) -> String {
    fill("report_percent", &[("number", &number(value, 0))])
}

/// A time in the unit that people think in (the definitions of relief, section 11).
pub(super) fn hours(hours: f64) -> String {
    let (minutes, whole) = ((hours * 12.0).round().max(1.0) * 5.0, hours.round());
    if minutes < 60.0 {
        format!("{}{NB}min", number(minutes, 0))
    } else if whole < 48.0 {
        format!("{}{NB}h", number(whole, 0))
    } else {
        days(hours / 24.0)
    }
}

/// Days, with a decimal below three of them (the definitions of relief, section 11).
pub(super) fn days(days: f64) -> String {
    let text = number(days, usize::from(days < 3.0));
    let text = text.strip_suffix('0').and_then(|text| text.strip_suffix(phrase("report_decimal"))).unwrap_or(&text);
    counted("report_days", points_named(text), &[("days", &text)])
}

pub(super) fn month(date: Date) -> &'static str {
    let month = usize::try_from(date.month()).unwrap_or(1);
    phrase("report_months").split(' ').nth(month.saturating_sub(1)).unwrap_or_default()
}

pub(super) fn date(date: Date) -> String {
    fill("report_date", &[("day", &date.day()), ("month", &month(date)), ("year", &date.year())])
}

pub(super) fn day_and_month(date: Date) -> String {
    fill("report_day_and_month", &[("day", &date.day()), ("month", &month(date))])
}

/// A date, a time and how far it is from UTC.
pub(super) fn moment(at: &Zoned) -> String {
    let time: Time = at.time();
    let minutes = at.offset().seconds() / 60;
    let sign = if minutes < 0 { "−" } else { "+" };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let offset = match (hours, rest) {
        (0, 0) => String::new(),
        (hours, 0) => format!("{sign}{hours}"),
        (hours, rest) => format!("{sign}{hours}:{rest:02}"),
    };
    format!("{}, {:02}:{:02}{NB}UTC{offset}", date(at.date()), time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_sign_and_lose_that_of_nothing() {
        assert_eq!([number(-12.34, 1), number(-0.04, 1), number(7.0, 0)], ["−12.3", "0.0", "7"]);
    }

    #[test]
    fn times_are_rounded_as_the_definitions_say() {
        let table: serde_json::Value = serde_json::from_str(include_str!("../../../tests/data/rounding.json")).unwrap();
        let unit = |name: &str| match name {
            "minutes" => "min",
            "hours" => "h",
            _ => "days",
        };
        let of = |case: &serde_json::Value| case["of"].as_f64().unwrap();
        for case in table["hours"].as_array().unwrap() {
            let expected = format!("{} {}", case["amount"], unit(case["unit"].as_str().unwrap()));
            assert_eq!(plain(&hours(of(case))), expected, "{case}");
        }
        for case in table["days"].as_array().unwrap() {
            assert_eq!(plain(&days(of(case))).trim_end_matches('s'), format!("{} day", case["amount"]), "{case}");
        }
    }

    #[test]
    fn numbers_are_rounded_as_the_definitions_say() {
        let table: serde_json::Value = serde_json::from_str(include_str!("../../../tests/data/rounding.json")).unwrap();
        for case in table["numbers"].as_array().unwrap() {
            let decimals = usize::try_from(case["decimals"].as_u64().unwrap()).unwrap();
            let text = number(case["of"].as_f64().unwrap(), decimals).replace('−', "-");
            assert_eq!(text, case["text"].as_str().unwrap(), "{case}");
        }
        for case in table["percent"].as_array().unwrap() {
            let text = percent(100.0 * case["of"].as_f64().unwrap()).replace('−', "-");
            assert_eq!(plain(&text), format!("{}%", case["text"].as_str().unwrap()), "{case}");
        }
    }

    #[test]
    fn a_moment_says_how_far_it_is_from_utc() {
        let told = |at: &str| plain(&moment(&at.parse::<Zoned>().unwrap()));
        assert_eq!(told("2026-11-21T14:05:33+01:00[Europe/Berlin]"), "21 Nov 2026, 14:05 UTC+1");
        assert_eq!(told("2026-01-02T04:05:00-03:30[America/St_Johns]"), "2 Jan 2026, 04:05 UTC−3:30");
        assert_eq!(told("2026-01-02T04:05:00+00:00[UTC]"), "2 Jan 2026, 04:05 UTC");
    }

    fn plain(text: &str) -> String {
        text.replace(NB, " ")
    }
}
