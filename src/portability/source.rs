//! What another app itself knows an entry by: its own time or id, and what it is about.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::{Offset, TimeZone},
};

use super::identity;
use crate::domain::{
    day::{Moment, When},
    fault::Refusal,
    id::RecordId,
    record::Kind,
};

/// When an entry was made, as its app tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// By the clock on the wall; without a time it is the day alone.
    Wall(Date, Option<Time>),
    /// At an instant, where the clock had this offset.
    At(Timestamp, Offset),
    /// At an instant. The app does not tell the offset.
    Instant(Timestamp),
}

impl Clock {
    /// When that was for somebody who lives in `zone`.
    ///
    /// # Errors
    /// When it is in no year that a journal has.
    pub fn when(self, zone: &TimeZone) -> Result<When, Refusal> {
        match self {
            Self::Wall(date, None) => date.to_string().parse(),
            Self::Wall(date, Some(time)) => {
                // Of an hour that there was twice, the first; of one that there was not, what the clock said then.
                let at = zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
                let at = at.map_err(|_| Refusal::FileNoSuchTime)?;
                moment(at, zone.to_offset(at))
            }
            Self::At(at, offset) => moment(at, offset),
            Self::Instant(at) => moment(at, zone.to_offset(at)),
        }
    }

    /// The day, by the clock that it was written by. An instant's is that of UTC.
    pub fn date(self) -> Date {
        match self {
            Self::Wall(date, _) => date,
            Self::At(at, offset) => offset.to_datetime(at).date(),
            Self::Instant(at) => Offset::UTC.to_datetime(at).date(),
        }
    }

    /// The same wherever the account says that it lives.
    fn text(self) -> String {
        match self {
            Self::Wall(date, None) => date.to_string(),
            Self::Wall(date, Some(time)) => date.to_datetime(time).to_string(),
            Self::At(at, offset) => offset.to_datetime(at).to_string(),
            Self::Instant(at) => at.to_string(),
        }
    }

    /// The instant that its id begins with: what the clock on the wall said, as if it were UTC.
    fn as_utc(self) -> Timestamp {
        let of = |written: DateTime| Offset::UTC.to_timestamp(written).unwrap_or(Timestamp::UNIX_EPOCH);
        match self {
            Self::Wall(date, time) => of(date.to_datetime(time.unwrap_or(Time::constant(12, 0, 0, 0)))),
            Self::At(at, offset) => of(offset.to_datetime(at)),
            Self::Instant(at) => at,
        }
    }
}

fn moment(at: Timestamp, offset: Offset) -> Result<When, Refusal> {
    Moment::new(at, offset).to_string().parse()
}

/// What an app knows an entry by. Entries that it does not tell apart share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceKey {
    text: String,
    at: Timestamp,
    /// Whether the app tells the instant and its offset: then a record at another instant is another version.
    precise: bool,
    /// Whether the app has no two entries of one time: then whatever is known by it is a version of this one.
    alone: bool,
    /// The day alone, under which an earlier Afterglow kept what has a time now.
    earlier_day: Option<Date>,
}

impl SourceKey {
    /// Of an entry of `app`, made then; `bucket` is what else tells it from others of that time.
    pub fn new(app: &str, kind: Kind, clock: Clock, bucket: &str) -> Self {
        Self {
            text: format!("{app}|{}|{}|{bucket}", kind.name(), clock.text()),
            at: clock.as_utc(),
            precise: matches!(clock, Clock::At(..)),
            alone: false,
            earlier_day: None,
        }
    }

    /// Says that an earlier Afterglow kept the day alone.
    #[must_use]
    pub fn once_without_a_time(self, date: Date) -> Self {
        Self { earlier_day: Some(date), ..self }
    }

    /// Says that the app has no two entries of one time, which it tells by the millisecond.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// Says that the app tells the instant and its offset, though its key is by the clock on the wall.
    #[must_use]
    pub fn precise(self) -> Self {
        Self { precise: true, ..self }
    }

    /// What the same entry would be known by as a record of another kind.
    #[must_use]
    pub fn of_kind(&self, from: Kind, to: Kind) -> Self {
        let text = self.text.replacen(&format!("|{}|", from.name()), &format!("|{}|", to.name()), 1);
        Self { text, ..self.clone() }
    }

    /// The same for all entries that the app does not tell apart.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the app tells the instant and its offset.
    pub fn is_precise(&self) -> bool {
        self.precise
    }

    /// Whether the app has no two entries of one time.
    pub fn is_alone(&self) -> bool {
        self.alone
    }

    /// The day alone, under which an earlier Afterglow kept it.
    pub fn earlier_day(&self) -> Option<Date> {
        self.earlier_day
    }

    /// The id of the `nth` record that is known by this, from 0.
    pub fn id(&self, nth: usize) -> RecordId {
        identity::id_of(self.at, &format!("elsewhere|{}|{nth}", self.text))
    }
}
