//! A journal in a few words: hours are counted from 2026-03-10T10:00Z.

use afterglow::domain::{
    day::Moment,
    measure::{Polarity, Scale},
    relief::{Background, Dosing, MedicationChange, Parameters, Reading, Report, analyse},
    treatment::{Dose, DoseUnit, Route},
};
use jiff::{
    SignedDuration, Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};

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
    pub medication_changes: Vec<MedicationChange>,
    pub parameters: Parameters,
    pub now: Timestamp,
}

/// A treatment at this instant, where the clock is `offset` hours before or behind.
pub fn dosing(id: &str, at: Timestamp, offset: i8) -> Dosing {
    Dosing {
        id: id.to_owned(),
        at: Moment::new(at, Offset::constant(offset)),
        planned: false,
        route: Route::Iv,
        dose: None,
    }
}

impl Journal {
    /// A journal of a 0–10 measure, higher is worse.
    pub fn new() -> Self {
        Self::of(0, 10, Polarity::HigherIsWorse)
    }

    pub fn of(min: i32, max: i32, polarity: Polarity) -> Self {
        let scale = Scale { min, max, polarity };
        let (readings, dosings, parameters) = (Vec::new(), Vec::new(), Parameters::default());
        let now = hour(20 * 365 * 24);
        Self { scale, readings, dosings, medication_changes: Vec::new(), parameters, now }
    }

    pub fn check_in(mut self, hours: i64, score: i32) -> Self {
        let at = hour(hours);
        self.readings.push(Reading { at, date: date_of(at), date_only: false, score });
        self
    }

    /// The same, looked at so many hours after hour 0.
    pub fn at(mut self, hours: i64) -> Self {
        self.now = hour(hours);
        self
    }

    /// A treatment, with the number of those before it as its id.
    pub fn treatment(mut self, hours: i64) -> Self {
        self.dosings.push(dosing(&self.dosings.len().to_string(), hour(hours), 0));
        self
    }

    /// A treatment by this route, of this dose in mg/kg.
    pub fn dosed(self, hours: i64, route: Route, amount: f64) -> Self {
        let mut journal = self.treatment(hours);
        let dosing = journal.dosings.last_mut().unwrap();
        (dosing.route, dosing.dose) = (route, Some(Dose { amount, unit: DoseUnit::MilligramPerKilogram }));
        journal
    }

    /// What all measures of it are looked at with.
    pub fn background(&self) -> Background<'_> {
        let Self { dosings, medication_changes, now, parameters, .. } = self;
        Background { dosings, medication_changes, now: *now, parameters: *parameters }
    }

    pub fn report(&self) -> Report {
        analyse(self.scale, &self.readings, &self.background())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::to_value(self.report()).unwrap()
    }
}
