//! The thresholds a reader may change, and their defaults.

use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// The thresholds of the definitions of relief, echoed beside the figures they led to.
///
/// Any number is accepted; keeping them sensible is left to whoever takes them in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ReliefParameters)]
pub struct Parameters {
    /// A new course starts where the gap since the previous treatment is longer than this, in days (section 2).
    #[serde(serialize_with = "whole_when_whole")]
    pub course_gap_days: f64,
    /// The improvement on the baseline that is a response, in percent (section 3).
    #[serde(serialize_with = "whole_when_whole")]
    pub response_percent: f64,
    /// The improvement on the baseline below which relief is lost, in percent (sections 3 and 4).
    #[serde(serialize_with = "whole_when_whole")]
    pub partial_percent: f64,
    /// A follow-up closes at the first silence longer than this, in days (section 3).
    #[serde(serialize_with = "whole_when_whole")]
    pub max_gap_days: f64,
    /// An onset is looked for up to so many days after a treatment (section 3).
    #[serde(serialize_with = "whole_when_whole")]
    pub onset_limit_days: f64,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            course_gap_days: 21.0,
            response_percent: 50.0,
            partial_percent: 25.0,
            max_gap_days: 7.0,
            onset_limit_days: 7.0,
        }
    }
}

/// Writes 21 days as `21`, as they were asked for, and 21.5 as `21.5`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde calls")]
fn whole_when_whole<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    match number.to_string().parse::<i64>() {
        Ok(whole) => serializer.serialize_i64(whole),
        Err(_) => serializer.serialize_f64(*number),
    }
}
