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
    /// Of a treatment that has not taken place yet.
    pub(super) const PLANNED: Self = Self::Absent { reason: Reason::Planned };

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
/// Where several reasons apply to a treatment, the first in this order is given, up to `NoResponse`
/// (the definitions of relief, section 3); the others are of single figures.
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
    /// Too little time has passed since the treatment to tell.
    TooEarly,
    /// There is no check-in in the follow-up.
    NoFollowUp,
    /// Single scores stray further on ordinary days than the whole baseline: none could tell.
    BaselineTooVariable,
    /// The days before the treatment were responses themselves.
    AlreadyResponding,
    /// No check-in in the follow-up is a response that holds.
    NoResponse,
    /// Too few lag days have a value.
    TooFewDays,
    /// No day of the first week is missing, so that none could change anything.
    AllDaysWritten,
    /// Too few treatments, or reliefs, to compare.
    TooFewTreatments,
    /// The last treatment has no relief that is stated and still going.
    NoReliefNow,
    /// Relief has been getting shorter, so that earlier ones are no measure.
    GettingShorter,
    /// Relief has lasted longer than after any earlier treatment.
    LongerThanBefore,
    /// The median is not reached.
    NotReached,
    /// There is nothing that differs.
    AllAlike,
    /// No course is stated.
    NotStated,
    /// No treatment has taken place yet.
    NoTreatment,
}
