//! When something happened: an instant with the offset at which it was made, or a day without a time.

use std::{fmt, str::FromStr};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, time},
    fmt::temporal::Pieces,
    tz::{Offset, TimeZone},
};
use serde::{Deserialize, Serialize};

use super::fault::{Faults, Refusal};

/// The years in which something can have happened: wide enough for a life, narrow enough that no
/// arithmetic on instants can overflow.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// An instant and the UTC offset at which it was made, so that its local date never moves.
///
/// Written as RFC 3339, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = Moment::try_from -> Refusal)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    at: Timestamp,
    offset: Offset,
}

impl Moment {
    /// The moment `at`, lived at `offset`; finer than a millisecond is dropped.
    pub fn new(at: Timestamp, offset: Offset) -> Self {
        Self { at: Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at), offset }
    }

    /// The instant.
    pub fn instant(self) -> Timestamp {
        self.at
    }

    /// The UTC offset at which it was made.
    pub fn offset(self) -> Offset {
        self.offset
    }

    /// The calendar date where and when it was made.
    pub fn date(self) -> Date {
        self.offset.to_datetime(self.at).date()
    }

    /// The moment so many minutes later, or before where they are negative, at the same offset.
    #[must_use]
    pub fn after_minutes(self, minutes: i64) -> Self {
        let at = self.at.saturating_add(SignedDuration::from_mins(minutes));
        Self { at: at.unwrap_or(self.at), ..self }
    }
}

impl FromStr for Moment {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let wrong = || Refusal::Instant;
        let pieces = Pieces::parse(text).map_err(|_| wrong())?;
        let (Some(time), Some(offset)) = (pieces.time(), pieces.to_numeric_offset()) else {
            return Err(wrong());
        };
        // Offsets of RFC 3339 have no seconds: written and read again, the instant would be another.
        if pieces.time_zone_annotation().is_some() || offset.seconds() % 60 != 0 {
            return Err(wrong());
        }
        in_range(pieces.date())?;
        let at = offset.to_timestamp(pieces.date().to_datetime(time)).map_err(|_| wrong())?;
        Ok(Self::new(at, offset))
    }
}

impl TryFrom<String> for Moment {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.offset == Offset::UTC {
            write!(f, "{}", self.at)
        } else {
            write!(f, "{}", self.at.display_with_offset(self.offset))
        }
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

/// A calendar day, as `2026-03-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = Day::try_from -> Refusal)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// The civil date.
    pub fn date(self) -> Date {
        self.0
    }
}

impl FromStr for Day {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let wrong = || Refusal::Day;
        // Date's own parser also reads instants and drops their time.
        let shaped = text.len() == 10 && text.is_ascii();
        let date: Date = shaped.then(|| text.parse().ok()).flatten().ok_or_else(wrong)?;
        in_range(date).map(Self)
    }
}

impl TryFrom<String> for Day {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

fn in_range(date: Date) -> Result<Date, Refusal> {
    if YEARS.contains(&date.year()) {
        Ok(date)
    } else {
        Err(Refusal::Year { min: i64::from(*YEARS.start()), max: i64::from(*YEARS.end()) })
    }
}

/// When a record happened. In JSON the member `at` or the member `date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// At an instant.
    At(Moment),
    /// On a day, at a time nobody noted (typical of imports).
    Date(Day),
}

/// The two members of which a record has exactly one, as the API document shows them.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "stands for `When` in the API document alone")]
pub struct WhenSchema {
    /// RFC 3339 with the offset at which it was made.
    #[schema(format = DateTime, example = "2026-03-10T20:00:00+01:00")]
    at: Option<String>,
    /// A day without a time.
    #[schema(format = Date, example = "2026-03-10")]
    date: Option<String>,
}

impl When {
    /// Exactly one of `at` and `date`, as the forms have them.
    ///
    /// # Errors
    /// A fault at `/at` when there is neither, at `/date` when there are both.
    pub fn one_of(at: Option<Moment>, date: Option<Day>) -> Result<Self, Faults> {
        match (at, date) {
            (Some(at), None) => Ok(Self::At(at)),
            (None, Some(date)) => Ok(Self::Date(date)),
            (None, None) => Err(Faults::one("/at", Refusal::WhenMissing)),
            (Some(_), Some(_)) => Err(Faults::one("/date", Refusal::NotBoth { one: "`at`", other: "`date`" })),
        }
    }

    /// The local calendar date.
    pub fn date(self) -> Date {
        match self {
            Self::At(moment) => moment.date(),
            Self::Date(day) => day.date(),
        }
    }

    /// The instant; for a day without a time, noon in `zone` (definitions of relief, section 1).
    pub fn instant(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::At(moment) => moment.instant(),
            Self::Date(day) => zone
                .to_ambiguous_timestamp(day.date().to_datetime(time(12, 0, 0, 0)))
                .compatible()
                .unwrap_or(Timestamp::UNIX_EPOCH),
        }
    }
}

impl FromStr for When {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        text.parse().map(Self::Date).or_else(|_| text.parse().map(Self::At)).map_err(|_| Refusal::InstantOrDay)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(moment) => moment.fmt(f),
            Self::Date(day) => day.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_is_kept_and_the_local_date_follows_from_it() {
        let moment: Moment = "2026-03-10T23:30:00-05:00".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-03-10T23:30:00-05:00");
        assert_eq!(moment.date().to_string(), "2026-03-10");
        assert_eq!(moment.instant().to_string(), "2026-03-11T04:30:00Z");
    }

    #[test]
    fn an_instant_without_offset_or_out_of_range_is_refused() {
        let wrong = [
            "",
            "2026-03-10",
            "2026-03-10T20:00",
            "2026-03-10T20:00:00[Europe/Paris]",
            "2026-03-10T20:00:00+01:00:01",
            "0001-01-01T00:00Z",
        ];
        for text in wrong {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
        for text in ["2026-02-30", "2026-3-1", "20260310", "2026-03-10T20:00:00Z", "9999-01-01"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_without_a_time_counts_as_noon_where_the_patient_lives() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let when: When = "2026-07-01".parse().unwrap();
        assert_eq!(when.instant(&paris).to_string(), "2026-07-01T10:00:00Z");
    }
}
