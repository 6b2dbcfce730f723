//! Journals with a story: steady days, better days, and what the first treatment did.

use afterglow::domain::relief::{Reading, TreatmentReport};
use jiff::{civil::Date, tz::TimeZone};

use super::journal::Journal;

impl Journal {
    /// A journal with a check-in of 8 on each of the seven days before hour 0, at 10 p.m.
    pub fn steady() -> Self {
        Self::new().daily(-7 * 24 + 12, &[8; 7])
    }

    /// A journal of eight days at 8, and a 1 on the two evenings before hour 0.
    pub fn better_for_two_days() -> Self {
        Self::new().daily(-10 * 24 + 12, &[8, 8, 8, 8, 8, 8, 8, 8, 1, 1])
    }

    /// Check-ins 24 hours apart.
    pub fn daily(self, from_hours: i64, scores: &[i32]) -> Self {
        (0..).zip(scores).fold(self, |journal, (day, score)| journal.check_in(from_hours + 24 * day, *score))
    }

    /// A check-in with a date alone, at noon UTC.
    pub fn date_only(mut self, date: &str, score: i32) -> Self {
        let date: Date = date.parse().unwrap();
        let at = date.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
        self.readings.push(Reading { at, date, date_only: true, score });
        self
    }

    /// The figures of the only treatment, or the first of several.
    pub fn first(&self) -> TreatmentReport {
        self.report().treatments.remove(0)
    }
}
