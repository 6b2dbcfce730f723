//! Export: everything in an account.

use super::{csv, json::Document};
use crate::{
    accounts::{self, Owner},
    domain::{
        id::RecordId,
        record::{Kind, Record},
    },
    journal::store,
    platform::{
        database::DbConnection,
        problem::{Problem, Result},
    },
};

/// Every live record: measures first, so that an import knows them before their scores, then by time.
///
/// # Errors
/// An internal problem.
pub fn records(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<(RecordId, Record)>> {
    let changes = store::changes(connection, owner, 0, i64::MAX)?;
    let mut records: Vec<(RecordId, Record)> =
        changes.into_iter().filter_map(|change| Some((change.id, change.body?))).collect();
    records.sort_by_cached_key(|(id, record)| {
        let at = record.when().map(|when| when.instant(&owner.zone));
        (record.kind() != Kind::Measure, at, record.kind(), id.clone())
    });
    Ok(records)
}

/// Everything, as JSON.
///
/// # Errors
/// An internal problem.
pub fn json(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<u8>> {
    let profile = accounts::store::settings(connection, owner)?.profile;
    Ok(serde_json::to_vec(&Document::new(profile, records(connection, owner)?))?)
}

/// What has a column, as CSV.
///
/// # Errors
/// An internal problem.
pub fn csv(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<u8>> {
    csv::write(&records(connection, owner)?).map_err(Problem::internal)
}
