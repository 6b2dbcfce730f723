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
}

/// Every live record.
///
/// # Errors
/// An internal problem.
pub fn records(connection: &mut DbConnection, owner: &Owner) -> Result<Held> {
    let mut records = Vec::new();
    let damaged = each(connection, owner, |id, body| records.extend(body.map(|body| (id, body))))?;
    records.sort_by_cached_key(|(id, record)| place(owner, id, record));
    Ok(Held { records, damaged })
}

/// What the order of an export is by: whether it is no measure, its time, its kind and its id.
pub fn place(owner: &Owner, id: &RecordId, record: &Record) -> (bool, Option<Timestamp>, Kind, RecordId) {
    let at = record.when().map(|when| when.instant(&owner.zone));
    (record.kind() != Kind::Measure, at, record.kind(), id.clone())
}

/// Tells every record in the order of its last change, what was deleted without a body; returns what cannot be read.
///
/// # Errors
/// An internal problem.
pub fn each(
    connection: &mut DbConnection,
    owner: &Owner,
    mut tell: impl FnMut(RecordId, Option<Record>),
) -> Result<Vec<Damaged>> {
    /// How many are held at once.
    const AT_ONCE: usize = 1000;
    let (mut since, mut unreadable) = (0, Vec::new());
    loop {
        let store::Changes { whole, damaged, more_after } = store::changes(connection, owner, since, AT_ONCE)?;
        for change in whole {
            tell(change.id, change.body);
        }
        unreadable.extend(damaged);
        match more_after {
            Some(last) => since = last,
            None => return Ok(unreadable),
        }
    }
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
