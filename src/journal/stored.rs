//! Records as they are answered.

use serde::Serialize;

use crate::domain::{
    id::RecordId,
    record::{Kind, Record},
};

/// A live record.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Stored {
    /// Its id.
    #[schema(value_type = String)]
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
}

impl Change {
    /// The record, unless it was deleted.
    pub fn live(self) -> Option<Stored> {
        let Self { id, revision, body, .. } = self;
        body.map(|body| Stored { id, revision, body })
    }
}
