//! A view as FHIR R4: a collection of `Patient`, `Observation`, `MedicationStatement` and `QuestionnaireResponse`, all
//! told by the patient.
//!
//! Everything comes from a [`View`](super::View), so that nothing is in a bundle that its terms hold back.
//! Plain serde: the crates for FHIR cost minutes of build and check little. Two independent validators
//! check what comes out (`tests/fhir`).

mod bundle;
mod codes;
mod elements;
mod events;
mod ids;
mod medication_statement;
mod missing;
mod observation;
mod patient;
mod primitives;
mod questionnaires;
mod scores;
mod side_effects;

use jiff::Timestamp;

use super::{own::language_of, view::View};
use crate::{
    accounts::Owner,
    domain::share::Terms,
    platform::{database::DbConnection, problem::Result},
};

pub use self::{
    bundle::{Bundle, bundle},
    ids::Subject,
};

/// The media type of FHIR in JSON.
pub const MEDIA_TYPE: &str = "application/fhir+json";

/// What `terms` show of a journal at `now`, as the file that is exported, served and encrypted.
///
/// # Errors
/// An internal problem.
pub fn file(connection: &mut DbConnection, owner: &Owner, terms: &Terms, now: Timestamp) -> Result<Vec<u8>> {
    let view = View::of(connection, owner, terms, now)?.asked_in(language_of(connection, owner)?);
    Ok(serde_json::to_vec(&bundle(&view, &Subject::of(&owner.account), now))?)
}

/// The same for the patient, who is also told what could not be read and is missing.
///
/// # Errors
/// An internal problem.
pub fn own_file(connection: &mut DbConnection, owner: &Owner, terms: &Terms, now: Timestamp) -> Result<Vec<u8>> {
    let view = View::of(connection, owner, terms, now)?.asked_in(language_of(connection, owner)?);
    let subject = Subject::of(&owner.account);
    Ok(serde_json::to_vec(&bundle(&view, &subject, now).without(&view.damaged, &subject))?)
}
