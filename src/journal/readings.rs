//! The scores of one measure, as far as a check-in's body must be read for them.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};

use super::store::{self, Filed};
use crate::{
    accounts::Owner,
    domain::{measure::MeasureId, record::Kind, relief::Reading},
    platform::{database::DbConnection, problem::Result},
};

/// Of a check-in's body: its scores, and whether only its day is known.
#[derive(Deserialize)]
struct Scored {
    date: Option<IgnoredAny>,
    #[serde(default)]
    scores: BTreeMap<MeasureId, i32>,
}

/// The readings of one measure, in order of time.
///
/// # Errors
/// An internal problem.
pub fn readings(connection: &mut DbConnection, owner: &Owner, measure: &MeasureId) -> Result<Vec<Reading>> {
    let check_ins: Vec<Filed<Scored>> = store::all(connection, owner, Kind::CheckIn)?;
    let reading = |filed: Filed<Scored>| {
        let score = *filed.body.scores.get(measure)?;
        Some(Reading { at: filed.at, date: filed.date, date_only: filed.body.date.is_some(), score })
    };
    Ok(check_ins.into_iter().filter_map(reading).collect())
}
