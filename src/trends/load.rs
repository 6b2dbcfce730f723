//! The part of a journal that analysis looks at.

use crate::{
    accounts::Owner,
    domain::{
        event::Event,
        fault::Faults,
        measure::{MeasureId, Scale, Scales},
        record::Kind,
        relief::{Dosing, MedicationChange},
        treatment::Treatment,
    },
    journal::{
        Damaged,
        store::{self, Filed},
    },
    platform::{database::DbConnection, problem::Result},
};

/// The treatments, planned ones too, in order of time; those that cannot be read go to `damaged`.
///
/// # Errors
/// An internal problem.
pub fn dosings(connection: &mut DbConnection, owner: &Owner, damaged: &mut Vec<Damaged>) -> Result<Vec<Dosing>> {
    let treatments: Vec<Filed<Treatment>> = store::all(connection, owner, Kind::Treatment, damaged)?;
    Ok(treatments.into_iter().map(|filed| Dosing::of(filed.id, &filed.body)).collect())
}

/// The changes of medication, in order of time; events that cannot be read go to `damaged`.
///
/// # Errors
/// An internal problem.
pub fn medication_changes(
    connection: &mut DbConnection,
    owner: &Owner,
    damaged: &mut Vec<Damaged>,
) -> Result<Vec<MedicationChange>> {
    let events: Vec<Filed<Event>> = store::all(connection, owner, Kind::Event, damaged)?;
    let change = |Filed { id, at, body, .. }: Filed<Event>| MedicationChange::of(id, at, &body);
    Ok(events.into_iter().filter_map(change).collect())
}

/// The scale of each measure that was asked for.
///
/// # Errors
/// 422 with the pointer `/measure` when there is no such measure.
pub fn scales(connection: &mut DbConnection, owner: &Owner, measures: &[MeasureId]) -> Result<Vec<Scale>> {
    let known = store::scales(connection, owner)?;
    measures.iter().map(|measure| of_measure(&known, measure)).collect()
}

/// The scale of the one measure that was asked for.
///
/// # Errors
/// 422 with the pointer `/measure` when there is no such measure.
pub fn scale(connection: &mut DbConnection, owner: &Owner, measure: &MeasureId) -> Result<Scale> {
    of_measure(&store::scales(connection, owner)?, measure)
}

fn of_measure(known: &Scales, measure: &MeasureId) -> Result<Scale> {
    Ok(known.of(measure).map_err(|refusal| Faults::one("/measure", refusal))?)
}
