//! Whose journal it is.

use actix_web::http::StatusCode;
use jiff::tz::TimeZone;

use crate::{
    domain::id::AccountId,
    platform::{
        database::Reached,
        problem::{Code, Problem, Result},
        sealing::{DataKey, Place},
    },
};

/// Whose rows, and the key that opens them: what every query of a journal takes.
#[derive(Clone)]
pub struct Owner {
    /// The patient.
    pub account: AccountId,
    /// Seals and opens what they wrote.
    pub key: DataKey,
    /// Where they live: it places a day without a time.
    pub zone: TimeZone,
    /// The revision that their journal had reached when it was asked who they are.
    pub reached: i64,
    /// The history that all journals were in then.
    pub history: String,
    /// How many revisions ahead of what the journal has reached its records are seen: none, but by an import.
    pub ahead: i64,
    /// How many bytes its records had then, as they are sealed.
    pub bytes: i64,
    /// From how many on nothing can be added: that of the server's accounts where the patient asks themselves.
    pub most_bytes: i64,
}

impl Owner {
    /// The state of the journal that a reader must not miss: whatever was answered as saved, by whichever server,
    /// before this request came.
    pub fn reached(&self) -> Reached {
        Reached { account: self.account.as_str().to_owned(), revision: self.reached, history: self.history.clone() }
    }

    /// The same owner as an import asks for them: it sees what it has written, though the journal has not reached it.
    #[must_use]
    pub fn ahead(&self) -> Self {
        // Half of all numbers: added to a revision it is still one.
        Self { ahead: i64::MAX / 2, ..self.clone() }
    }

    /// Refuses what comes when so many bytes were added already, and the journal holds as much as it may.
    ///
    /// # Errors
    /// 409.
    pub fn demand_room(&self, added: i64) -> Result<()> {
        if self.bytes.saturating_add(added) < self.most_bytes {
            return Ok(());
        }
        let detail = "This journal holds as much as this server allows for each account, and nothing of this request was \
            saved. What is stored can be read, exported and deleted.";
        Err(Problem::new(StatusCode::CONFLICT, Code::AccountFull, detail))
    }

    /// Where a sealed thing of this owner belongs.
    pub fn place<'a>(&'a self, id: &'a str, kind: &'a str) -> Place<'a> {
        Place { account: &self.account, id, kind }
    }
}
