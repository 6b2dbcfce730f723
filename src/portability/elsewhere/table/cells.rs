//! What stands in a cell, as spreadsheets write it in several languages.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::Offset,
};

use super::columns::Reckoned;
use crate::{
    domain::{
        day::{Moment, When},
        measure::Scale,
    },
    portability::{
        elsewhere::dates::{self, Order},
        source::Clock,
    },
};

/// What people and programs write where there is nothing; the last two are of `REDCap` and `HabitBull`.
const BLANK: [&str; 11] = ["", "-", "–", "—", "n/a", "#n/a", "na", "nan", "null", "[not completed]", "-2150000000"];

/// The years in which a number since 1970 is a day, if nobody says so.
const RECENT: std::ops::RangeInclusive<i16> = 2000..=2099;

/// Whether there is nothing in a cell.
pub fn is_blank(cell: &str) -> bool {
    BLANK.contains(&cell.to_lowercase().as_str())
}

/// Seconds since 1970 have ten figures, and perhaps a fraction; milliseconds thirteen.
pub fn epoch(cell: &str, reckoned: Reckoned) -> Option<Clock> {
    let (whole, fraction) = cell.split_once(['.', ',']).unwrap_or((cell, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let number: i64 = whole.parse().ok().filter(|_| plain(whole) && plain(fraction))?;
    let at = match whole.len() {
        9 | 10 => {
            let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
            Timestamp::new(number, nanoseconds).ok()?
        }
        12 | 13 => Timestamp::from_millisecond(number).ok()?,
        _ => return None,
    };
    let written = Offset::UTC.to_datetime(at);
    Some(match reckoned {
        Reckoned::Universal => Clock::Instant(at),
        Reckoned::Local => Clock::Wall(written.date(), Some(written.time())),
    })
}

/// Whether it is a day or a figure, which no column is called by.
pub fn is_a_value(cell: &str) -> bool {
    Figure::read(cell).is_some() || Stamp::in_any_order(cell).is_some()
}

/// The words of a cell that holds several.
pub fn tags(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['|', ';', ',']).map(str::trim).filter(|tag| !tag.is_empty())
}

/// A figure: `7`, `7,5`, `−2`, `70 %`, `7/10`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure(pub f64);

impl Figure {
    /// Reads one.
    pub fn read(cell: &str) -> Option<Self> {
        let cell = cell.trim_end_matches('%').trim_end();
        let cell = match cell.split_once('/') {
            Some((figure, whole)) if Self::plain(whole).is_some() => figure,
            Some(_) => return None,
            None => cell,
        };
        Self::plain(cell)
    }

    fn plain(text: &str) -> Option<Self> {
        let text = text.trim().replace('\u{2212}', "-").replace(',', ".");
        let written = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
            && text.ends_with(|c: char| c.is_ascii_digit() || c == '.')
            && !text.contains(['e', 'E']);
        let figure = text.parse().ok().filter(|figure: &f64| written && figure.abs() < 1e9)?;
        Some(Self(figure))
    }

    /// Whether it has no decimals.
    pub fn is_whole(self) -> bool {
        self.0.fract() == 0.0
    }

    /// Whether it is a score of this scale.
    pub fn is_within(self, scale: Scale) -> bool {
        (f64::from(scale.min)..=f64::from(scale.max)).contains(&self.0)
    }

    /// The whole number next to it.
    #[expect(clippy::cast_possible_truncation, reason = "below a billion")]
    pub fn rounded(self) -> i32 {
        self.0.round() as i32
    }
}

/// A day, and what stands beside it.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// The day.
    pub date: Date,
    /// The time, by the clock on the wall.
    pub time: Option<Time>,
    /// Where it was written with its offset: the moment, and whether that offset is where the patient was.
    moment: Option<(Timestamp, Option<Offset>)>,
}

impl Stamp {
    /// Reads a day in this order, or one whose order needs no telling.
    pub fn read(cell: &str, order: Option<Order>) -> Option<Self> {
        if let Ok(When::At(moment)) = cell.replacen(' ', "T", 1).parse::<When>() {
            return Some(Self::at(moment, cell.ends_with(['Z', 'z'])));
        }
        if let Some(Clock::Instant(at)) =
            epoch(cell, Reckoned::Universal).filter(|clock| RECENT.contains(&clock.date().year()))
        {
            return Some(Self::at(Moment::new(at, Offset::UTC), true));
        }
        let (date, clock, offset) = parts(cell);
        let date = dates::in_figures(date)
            .or_else(|| dates::year_last(date, order?))
            .or_else(|| date.contains(char::is_alphabetic).then(|| dates::in_words(date, None)).flatten())?;
        let Some(clock) = clock else { return Some(Self { date, time: None, moment: None }) };
        let time = dates::clock(clock)?;
        let moment = match offset {
            Some(offset) => Some((offset.to_timestamp(date.to_datetime(time)).ok()?, Some(offset))),
            None => None,
        };
        Some(Self { date, time: Some(time), moment })
    }

    /// Reads a day, whichever comes first in it.
    pub fn in_any_order(cell: &str) -> Option<Self> {
        Self::read(cell, Some(Order::DayFirst)).or_else(|| Self::read(cell, Some(Order::MonthFirst)))
    }

    fn at(moment: Moment, universal: bool) -> Self {
        let written = moment.offset().to_datetime(moment.instant());
        let offset = (!universal).then(|| moment.offset());
        Self { date: written.date(), time: Some(written.time()), moment: Some((moment.instant(), offset)) }
    }

    /// Whether it says more than the day.
    pub fn has_time(&self) -> bool {
        self.moment.is_some() || self.time.is_some_and(|time| time != Time::midnight())
    }

    /// When that was. Midnight is how spreadsheets write a day alone.
    pub fn clock(self) -> Clock {
        match self.moment {
            Some((at, Some(offset))) => Clock::At(at, offset),
            Some((at, None)) => Clock::Instant(at),
            None => Clock::Wall(self.date, self.time.filter(|_| self.has_time())),
        }
    }
}

/// The day of a cell, its time from the first word with a colon on, and the offset behind that.
fn parts(cell: &str) -> (&str, Option<&str>, Option<Offset>) {
    let (cell, offset) = match cell.rsplit_once(" GMT").or_else(|| cell.rsplit_once(" UTC")) {
        Some((before, after)) => match dates::offset(after) {
            Some(offset) => (before, Some(offset)),
            None => return (cell, None, None),
        },
        None => (cell, None),
    };
    let Some(colon) = cell.find(':') else { return (cell, None, offset) };
    let before = cell.get(..colon).unwrap_or_default();
    let from = before.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |place| place + 1);
    let date = cell.get(..from).unwrap_or_default().trim_end_matches([' ', ',', 'T', '\u{a0}', '\u{202f}']);
    (date, cell.get(from..), offset)
}
