//! The series after a treatment: the few check-ins that show how fast it eased, and how long that stayed.

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::domain::data_file;

/// One check-in of the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When it is meant, in hours after the start of the treatment.
    pub hours: i32,
    /// The span in which a check-in counts for it: after so many minutes …
    from_minutes: i64,
    /// … up to and with so many.
    to_minutes: i64,
}

/// All steps, in order of time. The web app shows them by the same file: `web/src/domain/short_series.ts`.
pub static SERIES: LazyLock<Vec<Step>> =
    LazyLock::new(|| data_file::read(include_str!("../../../web/measures/short_series.json")));

/// How long after a treatment something may still be asked.
pub const LONGEST_AFTER: SignedDuration = SignedDuration::from_hours(420);

impl Step {
    /// When it is meant after a treatment at `start`.
    pub fn due(self, start: Timestamp) -> Timestamp {
        later(start, 60 * i64::from(self.hours))
    }

    /// The span in which a check-in counts for it: after the first instant, up to and with the second.
    pub fn span(self, start: Timestamp) -> (Timestamp, Timestamp) {
        (later(start, self.from_minutes), later(start, self.to_minutes))
    }
}

fn later(start: Timestamp, minutes: i64) -> Timestamp {
    start.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_lies_in_its_span_and_the_spans_follow_one_another() {
        for step in SERIES.iter() {
            let due = 60 * i64::from(step.hours);
            assert!(step.from_minutes < due && due < step.to_minutes, "{step:?}");
        }
        for (step, next) in SERIES.iter().zip(SERIES.iter().skip(1)) {
            assert_eq!(step.to_minutes, next.from_minutes, "{step:?}");
        }
        assert_eq!(SERIES.last().map(|step| SignedDuration::from_mins(step.to_minutes)), Some(LONGEST_AFTER));
    }
}
