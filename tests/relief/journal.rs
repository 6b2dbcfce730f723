//! A journal in a few words: hours are counted from 2026-03-10T10:00Z.

use afterglow::domain::{
    measure::{Polarity, Scale},
    relief::{Dosing, Parameters, Reading, Report, analyse},
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// Where the hours of these tests begin.
pub fn hour(hours: i64) -> Timestamp {
    let start: Timestamp = "2026-03-10T10:00:00Z".parse().unwrap();
    start + SignedDuration::from_hours(hours)
}

pub fn date_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

#[derive(Debug, Clone)]
pub struct Journal {
    pub scale: Scale,
    pub readings: Vec<Reading>,
    pub dosings: Vec<Dosing>,
    pub parameters: Parameters,
}

impl Journal {
    /// A journal of a 0–10 measure, higher is worse.
    pub fn new() -> Self {
        Self::of(0, 10, Polarity::HigherIsWorse)
    }

    pub fn of(min: i32, max: i32, polarity: Polarity) -> Self {
        let scale = Scale { min, max, polarity };
        Self { scale, readings: Vec::new(), dosings: Vec::new(), parameters: Parameters::default() }
    }

    pub fn check_in(mut self, hours: i64, score: i32) -> Self {
        let at = hour(hours);
        self.readings.push(Reading { at, date: date_of(at), date_only: false, score });
        self
    }

    /// A treatment, with the number of those before it as its id.
    pub fn treatment(mut self, hours: i64) -> Self {
        let at = hour(hours);
        self.dosings.push(Dosing { id: self.dosings.len().to_string(), at, date: date_of(at) });
        self
    }

    pub fn report(&self) -> Report {
        analyse(self.scale, &self.readings, &self.dosings, &self.parameters)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::to_value(self.report()).unwrap()
    }
}
