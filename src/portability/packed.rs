//! Records in few bytes, as they are stored: a file may hold some hundred thousand, and its journal as many.

use uuid::Uuid;

use crate::{
    domain::{
        id::uuid_named,
        record::{Kind, Record},
    },
    platform::problem::Result,
};

/// A record of a file or of the journal, which is unpacked when it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    kind: Kind,
    body: Box<[u8]>,
}

impl Packed {
    /// Of this record. What could not be written, and no record is so, would be found when it is unpacked.
    pub fn of(record: &Record) -> Self {
        Self { kind: record.kind(), body: serde_json::to_vec(record).unwrap_or_default().into_boxed_slice() }
    }

    /// The same for the same record that is known by the same text, and for no other.
    pub fn digest(&self, known_by: &str) -> Uuid {
        uuid_named(&[known_by, self.kind.name(), &String::from_utf8_lossy(&self.body)])
    }

    /// Which kind of record it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The record.
    ///
    /// # Errors
    /// An internal problem.
    pub fn record(&self) -> Result<Record> {
        Ok(Record::stored(self.kind, &self.body)?)
    }
}
