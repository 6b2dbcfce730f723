//! Export: everything in an account.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{csv, json::Document};
use crate::{
    accounts::{self, Owner},
    domain::{
        check_in::CheckIn,
        id::RecordId,
        measure::MeasureId,
        record::{Kind, Record},
        share::{Include, Range, Terms},
        text::Label,
    },
    journal::{Damaged, store},
    platform::{
        database::DbConnection,
        problem::{Problem, Result},
    },
    reports::fhir::{self, BundleType},
};

/// What an export holds of a journal.
pub struct Held {
    /// Every live record that can be read: measures first, so that an import knows them before their scores, then by
    /// time.
    pub records: Vec<(RecordId, Record)>,
    /// Those that cannot.
    pub damaged: Vec<Damaged>,
    /// The ids of those that were deleted.
    pub deleted: Vec<RecordId>,
}

/// Every live record.
///
/// # Errors
/// An internal problem.
pub fn records(connection: &mut DbConnection, owner: &Owner) -> Result<Held> {
    let store::Changes { whole, damaged, .. } = store::changes(connection, owner, 0, usize::MAX)?;
    let (mut records, mut deleted) = (Vec::new(), Vec::new());
    for change in whole {
        match change.body {
            Some(body) => records.push((change.id, body)),
            None => deleted.push(change.id),
        }
    }
    records.sort_by_cached_key(|(id, record)| {
        let at = record.when().map(|when| when.instant(&owner.zone));
        (record.kind() != Kind::Measure, at, record.kind(), id.clone())
    });
    Ok(Held { records, damaged, deleted })
}

/// Everything, as JSON.
///
/// # Errors
/// An internal problem.
pub fn json(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<u8>> {
    let profile = accounts::store::settings(connection, owner)?.profile;
    let Held { records, damaged, .. } = records(connection, owner)?;
    Ok(serde_json::to_vec(&Document::new(profile, records, damaged))?)
}

/// What has a column, as CSV.
///
/// # Errors
/// An internal problem.
pub fn csv(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<u8>> {
    let Held { records, damaged, .. } = records(connection, owner)?;
    csv::plain(&records, &damaged).map_err(Problem::internal)
}

/// The same, for a spreadsheet in the owner's language.
///
/// # Errors
/// An internal problem.
pub fn spreadsheet(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<u8>> {
    let locale = accounts::store::settings(connection, owner)?.locale;
    let Held { records, damaged, .. } = records(connection, owner)?;
    csv::for_spreadsheet(&records, &damaged, &locale).map_err(Problem::internal)
}

/// Everything that FHIR has a place for, as a bundle made at `now`.
///
/// # Errors
/// An internal problem.
pub fn fhir(connection: &mut DbConnection, owner: &Owner, bundle_type: BundleType, now: Timestamp) -> Result<Vec<u8>> {
    let terms = everything(connection, owner)?;
    fhir::own_file(connection, owner, (&terms, bundle_type), now)
}

/// The terms of a share that holds nothing back.
fn everything(connection: &mut DbConnection, owner: &Owner) -> Result<Terms> {
    let check_ins = store::all::<CheckIn>(connection, owner, Kind::CheckIn, &mut Vec::new())?;
    let measures: BTreeSet<MeasureId> = check_ins.into_iter().flat_map(|filed| filed.body.scores.into_keys()).collect();
    Ok(Terms {
        label: Label::try_from("export".to_owned()).map_err(Problem::internal)?,
        measures: measures.into_iter().collect(),
        range: Range::default(),
        include: Include::EVERYTHING,
        language: None,
        patient: None,
    })
}
