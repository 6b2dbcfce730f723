//! A figure that may be absent, and why: it is never guessed.

use serde::Serialize;
use utoipa::ToSchema;

/// A figure, or the reason why there is none.
///
/// Serialises as the figure itself, or as `{"reason": "…"}` in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Figure<T> {
    /// The figure.
    Known(T),
    /// The figure cannot be computed.
    Absent {
        /// Why not.
        reason: Reason,
    },
}

impl<T> Figure<T> {
    /// The figure, if there is one.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(figure) => Some(figure),
            Self::Absent { .. } => None,
        }
    }

    /// Why there is no figure, if there is none.
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Known(_) => None,
            Self::Absent { reason } => Some(*reason),
        }
    }
}

impl<T> From<Result<T, Reason>> for Figure<T> {
    fn from(result: Result<T, Reason>) -> Self {
        match result {
            Ok(figure) => Self::Known(figure),
            Err(reason) => Self::Absent { reason },
        }
    }
}

/// Why a figure is absent.
///
/// Where several reasons apply to a treatment, the first in this order is given (the definitions
/// of relief, section 3); `TooFewDays` is the overlap's alone (section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReliefReason)]
pub enum Reason {
    /// The treatment has not taken place yet.
    Planned,
    /// The baseline window has fewer than three lag days with a value.
    TooFewBaselineDays,
    /// The baseline is below a quarter of the scale: there was little to relieve.
    BaselineTooLow,
    /// There is no check-in in the follow-up.
    NoFollowUp,
    /// Single scores stray further on ordinary days than the whole baseline: none could tell.
    BaselineTooVariable,
    /// The day before the treatment was itself a response.
    AlreadyResponding,
    /// No check-in in the follow-up is a response that holds.
    NoResponse,
    /// Fewer than three lag days with a value before or after.
    TooFewDays,
}
