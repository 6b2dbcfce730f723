//! Identifiers: records and accounts.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::fault::{Faults, Refusal};

/// A UUID made from a name, version 8 (RFC 9562, section 5.8 and appendix B.2): of SHA-256.
pub fn uuid_named(parts: &[&str]) -> Uuid {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_be_bytes());
        digest.update(part);
    }
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.finalize()).for_each(|(byte, hashed)| *byte = hashed);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The account that owns something. Made by the server.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct AccountId(String);

impl AccountId {
    /// A fresh id.
    pub fn new(uuid: Uuid) -> Self {
        Self(uuid.to_string())
    }

    /// An id that the server itself wrote earlier (a row, a verified token).
    pub fn known(id: String) -> Self {
        Self(id)
    }

    /// An id from a file that something may have happened to; `None` when it is none.
    pub fn listed(id: &str) -> Option<Self> {
        Uuid::try_parse(id).ok().filter(|uuid| uuid.to_string() == id).map(Self::new)
    }

    /// As stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id of a record: a UUID (RFC 9562), version 7 when a client makes it; for a measure of one's
/// own also a short name. At most 64 of `a–z`, `0–9`, `_`, `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = RecordId::try_from -> Refusal)]
#[serde(try_from = "String", into = "String")]
pub struct RecordId(String);

impl RecordId {
    /// As stored and sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is a UUID, as every record but a measure must have.
    pub fn is_uuid(&self) -> bool {
        Uuid::try_parse(&self.0).is_ok()
    }

    /// The id that an imported record always gets: version 7 by layout, its time from `at`, its
    /// remaining bits from the first ten bytes of a digest of what identifies the record.
    pub fn imported(at: Timestamp, digest: &[u8; 10]) -> Self {
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Self(Builder::from_unix_timestamp_millis(millis, digest).into_uuid().to_string())
    }
}

impl TryFrom<String> for RecordId {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        if let Ok(uuid) = Uuid::try_parse(&text) {
            return Ok(Self(uuid.hyphenated().to_string()));
        }
        let named = !text.is_empty()
            && text.len() <= 64
            && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'));
        if named { Ok(Self(text)) } else { Err(Refusal::RecordId) }
    }
}

impl FromStr for RecordId {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::try_from(text.to_owned())
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> Self {
        id.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
