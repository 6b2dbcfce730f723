//! FHIR's primitive types: what its texts, dates and numbers may look like.

use jiff::{Timestamp, fmt::temporal::DateTimePrinter, tz::Offset};
use serde_json::Number;

use crate::domain::day::{Moment, When};

/// A text as FHIR takes it. R4 knows no control characters, and validators differ over white space other
/// than ASCII's: that becomes plain, the words stay.
pub fn string(text: &str) -> String {
    let plain = |c: char| match c {
        '\t' | '\n' | '\r' => c,
        '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.trim().chars().map(plain).collect()
}

/// A text of at most `most` bytes as JSON writes it, with words at its end that say that it was cut.
pub fn cut(text: &str, most: usize) -> String {
    const CUT: &str = " […] (Cut here. The page and the report of the link have the whole text.)";
    // JSON writes quotes, backslashes and the ends of lines with two bytes; other control characters are not left.
    let written = |c: char| if matches!(c, '"' | '\\' | '\n' | '\r' | '\t') { 2 } else { c.len_utf8() };
    if text.chars().map(written).sum::<usize>() <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(CUT.len());
    let fits = |c: &char| {
        let room = left.checked_sub(written(*c));
        left = room.unwrap_or_default();
        room.is_some()
    };
    text.chars().take_while(fits).collect::<String>() + CUT
}

/// A `dateTime`: an instant with its offset, or a day.
pub fn date_time(when: When) -> String {
    match when {
        When::At(moment) => instant(moment),
        When::Date(day) => day.to_string(),
    }
}

/// An `instant`: to the second, or to the millisecond where there are some.
pub fn instant(moment: Moment) -> String {
    const PRINTER: DateTimePrinter = DateTimePrinter::new();
    const TO_THE_MILLISECOND: DateTimePrinter = DateTimePrinter::new().precision(Some(3));
    let at = moment.instant();
    let printer = if at.subsec_millisecond() == 0 { PRINTER } else { TO_THE_MILLISECOND };
    let offset = moment.offset();
    if offset == Offset::UTC || !fits(offset) {
        printer.timestamp_to_string(&at)
    } else {
        printer.timestamp_with_offset_to_string(&at, offset)
    }
}

/// Whether FHIR can write an offset: at most 14 hours.
fn fits(offset: Offset) -> bool {
    offset.seconds().abs() <= 14 * 3600
}

/// The present, in UTC.
pub fn now(now: Timestamp) -> String {
    instant(Moment::new(now, Offset::UTC))
}

/// A `decimal`, without digits that nobody gave: 84, not 84.0.
pub fn decimal(amount: f64) -> Option<Number> {
    serde_json::from_str(&amount.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(at: &str) -> String {
        instant(at.parse().unwrap())
    }

    #[test]
    fn an_instant_keeps_its_offset_where_fhir_can_write_it() {
        assert_eq!(written("2026-03-10T20:00:00+01:00"), "2026-03-10T20:00:00+01:00");
        assert_eq!(written("2026-03-10T20:00:00Z"), "2026-03-10T20:00:00Z");
        assert_eq!(written("2026-03-10T20:00:00.5-09:30"), "2026-03-10T20:00:00.500-09:30");
        assert_eq!(written("2026-03-10T20:00:00+14:00"), "2026-03-10T20:00:00+14:00");
        assert_eq!(written("2026-03-10T20:00:00+15:00"), "2026-03-10T05:00:00Z");
    }

    #[test]
    fn a_text_is_as_written_but_for_what_fhir_cannot_say() {
        assert_eq!(string("  a\u{a0}b\u{0}\r\n\tc\u{b}d 🌊 "), "a b\u{fffd}\r\n\tc d 🌊");
        assert_eq!(string("\u{1}"), "\u{fffd}");
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_and_says_so() {
        assert_eq!(cut("short \"and\" sweet", 100), "short \"and\" sweet");
        for character in ["\"", "\n", "a", "é", "🌊"] {
            let shortened = cut(&character.repeat(10_000), 1000);
            assert!(shortened.starts_with(character) && shortened.ends_with("whole text.)"), "{shortened}");
            let written = serde_json::to_vec(&shortened).unwrap().len() - 2;
            assert!((990..=1000).contains(&written), "{written}");
        }
    }

    #[test]
    fn an_amount_has_the_digits_that_were_given() {
        let written = |amount| decimal(amount).unwrap().to_string();
        assert_eq!((written(84.0), written(0.5), written(10_000.0)), ("84".into(), "0.5".into(), "10000".into()));
    }
}
