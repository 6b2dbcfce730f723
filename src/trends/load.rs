//! The part of a journal that analysis looks at.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};

use crate::{
    accounts::Owner,
    domain::{
        fault::Faults,
        measure::{MeasureId, Scale},
        record::Kind,
        relief::{Dosing, Reading},
    },
    journal::store::{self, Filed},
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

/// The treatments, in order of time.
///
/// # Errors
/// An internal problem.
pub fn dosings(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<Dosing>> {
    let treatments: Vec<Filed<IgnoredAny>> = store::all(connection, owner, Kind::Treatment)?;
    Ok(treatments.into_iter().map(|filed| Dosing { id: filed.id, at: filed.at, date: filed.date }).collect())
}

/// The scale of the measure that was asked for.
///
/// # Errors
/// 422 with the pointer `/measure` when there is no such measure.
pub fn scale(connection: &mut DbConnection, owner: &Owner, measure: &MeasureId) -> Result<Scale> {
    let scales = store::scales(connection, owner)?;
    Ok(scales.of(measure).map_err(|refusal| Faults::one("/measure", refusal.0))?)
}
