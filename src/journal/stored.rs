//! Records as they are answered.

use serde::Serialize;

use crate::{
    domain::{
        fault::Refusal,
        id::RecordId,
        record::{Kind, Record},
    },
    platform::problem::{Problem, Result},
};

/// The latest revision that a journal can reach: beyond it the numbers of JavaScript have gaps.
pub const LATEST_REVISION: i64 = (1 << 53) - 1;

/// Takes a number for a revision.
///
/// # Errors
/// When no journal can reach it.
pub fn revision(number: i64) -> std::result::Result<i64, Refusal> {
    let possible = Some(number).filter(|number| (0..=LATEST_REVISION).contains(number));
    possible.ok_or(Refusal::Revision { most: LATEST_REVISION })
}

/// A live record.
#[derive(Debug, Clone, Serialize)]
pub struct Stored {
    /// Its id.
    pub id: RecordId,
    /// The revision of the journal in which it was last changed; also its entity tag.
    pub revision: i64,
    /// What was recorded.
    #[serde(flatten)]
    pub body: Record,
}

/// What became of a record, as sync tells it: its body, or that it was deleted.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// The revision in which this came to be.
    pub revision: i64,
    /// What it holds; absent once deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Record>,
    /// Whether it was deleted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// Whether its body is stored, but cannot be opened or read; in `current` of a conflict alone. What is written
    /// with its revision takes its place.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub damaged: bool,
}

impl Change {
    /// The record, unless it was deleted.
    pub fn live(self) -> Option<Stored> {
        let Self { id, revision, body, .. } = self;
        body.map(|body| Stored { id, revision, body })
    }
}

/// A record whose body cannot be opened or read: it was changed, cut or moved behind the server's back.
///
/// It can be deleted, and a device that still has it can write it again, with this revision as its base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = DamagedRecord)]
pub struct Damaged {
    /// Its kind.
    #[schema(value_type = Kind)]
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The revision in which it was last changed.
    pub revision: i64,
    /// The day that it is of; absent for what has no day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub local_date: Option<String>,
}

impl Damaged {
    /// What stands in its place for whoever is about to write or delete it.
    ///
    /// # Errors
    /// An internal problem when even its id or kind cannot be read.
    pub(super) fn stand_in(self) -> Result<Change> {
        let kind = self.kind.parse().map_err(Problem::internal)?;
        let id = self.id.parse().map_err(Problem::internal)?;
        Ok(Change { kind, id, revision: self.revision, body: None, deleted: false, damaged: true })
    }
}
