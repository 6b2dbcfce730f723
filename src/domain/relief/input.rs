//! What the figures are computed from: the scores of one measure and the treatments.

use jiff::{Timestamp, civil::Date};

/// One score of one check-in.
///
/// The definitions of relief, section 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// When the check-in was made. A date-only one has noon local time here, set by the caller.
    pub at: Timestamp,
    /// The local calendar date on which it was made.
    pub date: Date,
    /// Whether the time of day is unknown (typical of imports).
    pub date_only: bool,
    /// The score as it was given, in points of the measure's scale.
    pub score: i32,
}

/// One treatment: a dosing session.
///
/// The definitions of relief, section 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dosing {
    /// The treatment's id, returned beside its figures.
    pub id: String,
    /// When it started.
    pub at: Timestamp,
    /// The local calendar date on which it started.
    pub date: Date,
}
