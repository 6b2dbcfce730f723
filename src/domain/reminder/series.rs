//! The series after a treatment: the few check-ins that show how fast it eased, and how long that stayed.

use jiff::{SignedDuration, Timestamp};

/// One check-in of the series, in hours after the start of the treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When it is meant.
    pub hours: i32,
    /// The span in which a check-in counts for it: after so many half hours, up to and with so many.
    span: (i32, i32),
}

/// As the app shows it: `web/src/domain/short_series.ts`.
/// What is written in the first half hour tells how it was before the treatment could work.
pub const SERIES: [Step; 6] = [
    Step { hours: 1, span: (1, 5) },
    Step { hours: 4, span: (5, 24) },
    Step { hours: 24, span: (24, 96) },
    Step { hours: 72, span: (96, 240) },
    Step { hours: 168, span: (240, 504) },
    Step { hours: 336, span: (504, 840) },
];

/// How long after a treatment something may still be asked.
pub const LONGEST_AFTER: SignedDuration = SignedDuration::from_hours(420);

impl Step {
    /// When it is meant after a treatment at `start`.
    pub fn due(self, start: Timestamp) -> Timestamp {
        later(start, 2 * self.hours)
    }

    /// The span in which a check-in counts for it: after the first instant, up to and with the second.
    pub fn span(self, start: Timestamp) -> (Timestamp, Timestamp) {
        (later(start, self.span.0), later(start, self.span.1))
    }
}

fn later(start: Timestamp, half_hours: i32) -> Timestamp {
    start.saturating_add(SignedDuration::from_mins(30 * i64::from(half_hours))).unwrap_or(Timestamp::MAX)
}
