//! How often a patient wants to answer a questionnaire.

use serde::{Deserialize, Serialize};

use super::Questionnaire;
use crate::domain::fault::{Faults, Refusal};

/// A questionnaire that is answered every week, or every two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
#[schema(as = RegularQuestionnaire)]
pub struct Regular {
    /// Which one.
    pub questionnaire: Questionnaire,
    /// How many days after the last answer it is due: 7 or 14.
    #[deserr(try_from(i64) = every -> Refusal)]
    #[schema(minimum = 7, maximum = 14)]
    pub every_days: u8,
}

fn every(days: i64) -> Result<u8, Refusal> {
    match days {
        7 => Ok(7),
        14 => Ok(14),
        _ => Err(Refusal::SevenOrFourteen),
    }
}
