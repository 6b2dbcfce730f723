//! Whose journal it is.

use jiff::tz::TimeZone;

use crate::{
    domain::id::AccountId,
    platform::sealing::{DataKey, Place},
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
}

impl Owner {
    /// Where a sealed thing of this owner belongs.
    pub fn place<'a>(&'a self, id: &'a str, kind: &'a str) -> Place<'a> {
        Place { account: &self.account, id, kind }
    }
}
