//! The place in a list where the next page begins: opaque to clients.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::domain::{
    fault::{Faults, Refusal},
    id::RecordId,
};

/// The instant (in milliseconds) and id of the last record of a page.
#[derive(Debug, Clone, PartialEq, Eq, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = Cursor::try_from -> Refusal)]
pub struct Cursor {
    pub occurred_at: i64,
    pub id: RecordId,
}

impl Cursor {
    /// As sent.
    pub fn written(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(format!("{}:{}", self.occurred_at, self.id))
    }
}

impl TryFrom<String> for Cursor {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let read = || {
            let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(&text).ok()?).ok()?;
            let (occurred_at, id) = text.split_once(':')?;
            Some(Self { occurred_at: occurred_at.parse().ok()?, id: id.parse().ok()? })
        };
        read().ok_or(Refusal::Cursor)
    }
}
