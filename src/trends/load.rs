//! The part of a journal that analysis looks at.

use crate::{
    accounts::Owner,
    domain::{
        fault::Faults,
        measure::{MeasureId, Scale},
        record::Kind,
        relief::Dosing,
        treatment::Treatment,
    },
    journal::store::{self, Filed},
    platform::{database::DbConnection, problem::Result},
};

/// The treatments, planned ones too, in order of time.
///
/// # Errors
/// An internal problem.
pub fn dosings(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<Dosing>> {
    let treatments: Vec<Filed<Treatment>> = store::all(connection, owner, Kind::Treatment)?;
    Ok(treatments.into_iter().map(|filed| Dosing::of(filed.id, &filed.body)).collect())
}

/// The scale of the measure that was asked for.
///
/// # Errors
/// 422 with the pointer `/measure` when there is no such measure.
pub fn scale(connection: &mut DbConnection, owner: &Owner, measure: &MeasureId) -> Result<Scale> {
    let scales = store::scales(connection, owner)?;
    Ok(scales.of(measure).map_err(|refusal| Faults::one("/measure", refusal.0))?)
}
