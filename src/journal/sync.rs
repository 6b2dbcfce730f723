//! Sync: a batch of writes made offline, each answered on its own.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    questionnaires, store,
    stored::{Change, revision},
    writing,
};
use crate::{
    accounts::Owner,
    domain::{
        fault::{Faults, Refusal, Within},
        id::RecordId,
        record::{Kind, Record},
    },
    platform::{
        database::DbConnection,
        problem::{Problem, Result},
    },
};

/// The most writes that one batch may hold.
const LARGEST_BATCH: usize = 500;

/// A write made offline.
#[derive(Debug, Clone, deserr::Deserr)]
#[deserr(error = Faults, try_from(OfflineForm) = Offline::try_from -> Within)]
pub struct Offline {
    kind: Kind,
    id: RecordId,
    base_revision: i64,
    #[deserr(default)]
    body: Option<Record>,
}

/// A write as sent, before body and kind are seen together.
#[derive(Debug, deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
#[schema(as = OfflineWrite)]
pub struct OfflineForm {
    kind: Kind,
    #[schema(value_type = String)]
    id: RecordId,
    /// The revision of this record that the device last saw; 0 when it made the record.
    #[schema(required = false, minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    #[deserr(default, try_from(i64) = revision -> Refusal)]
    base_revision: i64,
    /// What it holds; absent when deleted.
    #[schema(value_type = Option<Record>)]
    #[deserr(default)]
    body: Option<serde_json::Value>,
    /// Whether it was deleted.
    #[schema(required = false)]
    #[deserr(default)]
    deleted: bool,
}

impl TryFrom<OfflineForm> for Offline {
    type Error = Within;

    fn try_from(form: OfflineForm) -> std::result::Result<Self, Within> {
        let OfflineForm { kind, id, base_revision, body, deleted } = form;
        let body = match (body, deleted) {
            (Some(body), false) => Some(Record::parse(kind, body).map_err(|faults| Within(faults.within("/body")))?),
            (None, true) => None,
            (Some(_), true) => {
                return Err(Within(Faults::one("/deleted", Refusal::NotBoth { one: "`body`", other: "`deleted`" })));
            }
            (None, false) => return Err(Within(Faults::one("/body", Refusal::BodyMissing))),
        };
        Ok(Self { kind, id, base_revision, body })
    }
}

/// How one write of a batch fared.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Outcome {
    /// It is stored (again).
    Applied {
        /// The record.
        #[schema(value_type = String)]
        id: RecordId,
        /// Its revision now.
        revision: i64,
    },
    /// Another device was first: nothing was changed.
    Conflict {
        /// The record.
        #[schema(value_type = String)]
        id: RecordId,
        /// What is stored.
        current: Box<Change>,
    },
}

/// Everything wrong with a batch, where something is wrong with its form: also what the journal refuses of the writes
/// that could be read, of which nothing is kept.
///
/// # Errors
/// 422 with pointers from the batch's root; or why it could not be found out.
pub fn refuse<T>(connection: &mut DbConnection, owner: &Owner, batch: &[Placed], mut of_form: Faults) -> Result<T> {
    if let Err(problem) = apply(connection, owner, batch) {
        let Some(found) = problem.faults() else { return Err(problem) };
        of_form.join(found.clone());
    }
    Err(of_form.into())
}

/// A write with its place in the batch.
pub type Placed = (usize, Offline);

/// Applies a batch in order, and once more what was refused at first. A malformed write refuses the whole batch, a conflict only itself.
///
/// # Errors
/// 422 with pointers from the batch's root; the caller's transaction then undoes what was applied.
pub fn apply(connection: &mut DbConnection, owner: &Owner, batch: &[Placed]) -> Result<Vec<Outcome>> {
    if batch.len() > LARGEST_BATCH {
        return Err(Faults::one("/changes", Refusal::TooMany { most: LARGEST_BATCH, what: "changes" }).into());
    }
    let (mut outcomes, mut refused) = (BTreeMap::new(), BTreeMap::new());
    // A write may need what a later one does: a narrower range needs the score that is corrected to fit it.
    for _ in 0..2 {
        let tried: Vec<_> = batch.iter().filter(|(index, _)| !outcomes.contains_key(index)).collect();
        refused.clear();
        for (index, write) in tried {
            match apply_one(connection, owner, write) {
                Ok(outcome) => _ = outcomes.insert(*index, outcome),
                Err(problem) if is_of_this_write(&problem) => _ = refused.insert(*index, problem),
                Err(problem) => return Err(problem),
            }
        }
    }
    let mut faults = Faults::default();
    for (index, problem) in refused {
        note(&mut faults, index, &problem);
    }
    Ok(faults.or(outcomes.into_values().collect())?)
}

/// Whether a problem is one of this write, and not of the database, which none of the batch would get past.
fn is_of_this_write(problem: &Problem) -> bool {
    problem.status().is_client_error() || problem.cause().is_some() && !problem.is_of_the_database()
}

/// Notes what is wrong with one write, with pointers from the batch's root.
fn note(faults: &mut Faults, index: usize, problem: &Problem) {
    if let Some(cause) = problem.cause() {
        tracing::error!(code = problem.code(), %cause, "a write of a batch failed");
    }
    let Some(found) = problem.faults() else {
        let (reason, said) = (problem.code(), problem.detail().to_owned());
        return faults.add(format!("/changes/{index}"), Refusal::WriteRefused { reason, said });
    };
    let place = format!("/changes/{index}");
    faults.join(found.in_entry(&place));
}

fn apply_one(connection: &mut DbConnection, owner: &Owner, write: &Offline) -> Result<Outcome> {
    let id = write.id.clone();
    let body = match &write.body {
        Some(body) => {
            writing::check(connection, owner, &id, body)?;
            Some(questionnaires::scored(connection, owner, &id, body)?)
        }
        None => None,
    };
    let known = store::find(connection, owner, &id)?;
    writing::of_kind(known.as_ref(), write.kind)?;
    let revision = match (known, body.as_deref()) {
        // A repeated write, whose first answer was lost.
        (Some(known), body) if !known.damaged && known.body.as_ref() == body => known.revision,
        (Some(known), _) if known.revision != write.base_revision && !is_written_anew(&known, write) => {
            return Ok(Outcome::Conflict { id, current: Box::new(known) });
        }
        (known, Some(body)) => store::save(connection, owner, &id, known.as_ref(), body)?,
        (Some(_), None) => {
            writing::removable(connection, owner, write.kind, &id)?;
            store::bury(connection, owner, write.kind, &id)?
        }
        // The device saw it here, in a history that this server has lost.
        (None, None) if write.base_revision > 0 => store::bury_unknown(connection, owner, write.kind, &id)?,
        (None, None) => store::revision(connection, owner)?,
    };
    Ok(Outcome::Applied { id, revision })
}

/// A plan that is written after an earlier one was deleted has the id of that one: there is nothing to choose between.
fn is_written_anew(known: &Change, write: &Offline) -> bool {
    write.kind == Kind::SafetyPlan && known.deleted && write.base_revision == 0
}
