//! A view as FHIR R4: a collection of `Patient`, `Observation`, `MedicationStatement`, `Questionnaire` and
//! `QuestionnaireResponse`, all told by the patient.
//!
//! Everything comes from a [`View`](super::View), so that nothing is in a bundle that its terms hold back.
//! Plain serde: the crates for FHIR cost minutes of build and check little. Two independent validators and two readers
//! check what comes out (`tests/fhir`).

mod about;
mod blood_pressure;
mod bundle;
mod codes;
mod elements;
mod events;
mod files;
mod ids;
mod medication_statement;
mod missing;
mod observation;
mod patient;
mod primitives;
mod provenance;
mod questionnaires;
mod readings;
mod scores;
mod side_effects;
mod transaction;

use jiff::Timestamp;

use super::{own::asked_for, view::View};
use crate::{
    accounts::Owner,
    domain::{fault::Faults, share::Terms},
    platform::{database::DbConnection, problem::Result},
};

pub use self::{
    bundle::{Bundle, bundle},
    files::{LARGEST as LARGEST_FILE, direct_file, files},
    ids::Subject,
};

/// The media type of FHIR in JSON.
pub const MEDIA_TYPE: &str = "application/fhir+json";
/// The release of FHIR that everything here is written in.
pub const VERSION: &str = "4.0.1";

/// What `terms` show of a journal at `now`, as one file.
///
/// # Errors
/// An internal problem.
pub fn file(connection: &mut DbConnection, owner: &Owner, terms: &Terms, now: Timestamp) -> Result<Vec<u8>> {
    let (view, subject) = shown(connection, owner, terms, now)?;
    Ok(serde_json::to_vec(&bundle(&view, &subject, now))?)
}

/// The same as the files of a SMART Health Link: see [`files`].
///
/// # Errors
/// An internal problem.
pub fn linked_files(
    connection: &mut DbConnection,
    owner: &Owner,
    terms: &Terms,
    now: Timestamp,
) -> Result<Vec<Vec<u8>>> {
    let (view, subject) = shown(connection, owner, terms, now)?;
    files(&view, &subject, now)
}

/// The same as the one file of a SMART Health Link that has no manifest: see [`direct_file`].
///
/// # Errors
/// An internal problem.
pub fn linked_file(connection: &mut DbConnection, owner: &Owner, terms: &Terms, now: Timestamp) -> Result<Vec<u8>> {
    let (view, subject) = shown(connection, owner, terms, now)?;
    direct_file(&view, &subject, now)
}

fn shown(connection: &mut DbConnection, owner: &Owner, terms: &Terms, now: Timestamp) -> Result<(View, Subject)> {
    let view = View::of(connection, owner, terms, now)?.asked_in(asked_for(connection, owner, terms)?);
    Ok((view, Subject::of(&owner.account)))
}

/// What a patient's own file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, rename_all = lowercase)]
#[schema(rename_all = "lowercase", as = FhirBundleType)]
pub enum BundleType {
    /// To be read: everything, and what could not be read.
    #[default]
    Collection,
    /// To be stored on a FHIR server: each entry is created unless the server has one of its identifier. Questionnaires
    /// are known by their address; the `Provenance`, which R4 gives no identifier, is created each time.
    Transaction,
}

/// The same for the patient, who is also told what could not be read and is missing.
///
/// # Errors
/// An internal problem.
pub fn own_file(
    connection: &mut DbConnection,
    owner: &Owner,
    (terms, bundle_type): (&Terms, BundleType),
    now: Timestamp,
) -> Result<Vec<u8>> {
    let (view, subject) = shown(connection, owner, terms, now)?;
    let told = bundle(&view, &subject, now).told_by(&subject, now);
    let file = match bundle_type {
        BundleType::Collection => told.without(&view.damaged, &subject, view.language),
        BundleType::Transaction => told.to_store(),
    };
    Ok(serde_json::to_vec(&file)?)
}
