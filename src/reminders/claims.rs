//! What was claimed: each reminder as a digest under the server's key, so that the table does not tell what it was
//! about, or that somebody was treated.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    domain::{
        id::AccountId,
        reminder::{Kind, Reminder},
    },
    platform::{
        keys::{KeyBytes, KeyRing},
        problem::{Problem, Result},
    },
};

/// Makes the digests. A claim that was made with an earlier key still counts after a rotation.
#[derive(Clone)]
pub struct Claims(Vec<KeyBytes>);

impl Claims {
    /// With keys derived from the server's.
    pub fn new(ring: &KeyRing) -> Self {
        Self(ring.keys().map(|key| key.derive("afterglow reminder claims")).collect())
    }

    /// What a reminder may be claimed as, by the key in use first: of each kind there is one a day.
    ///
    /// # Errors
    /// Never: HMAC takes keys of any length.
    pub fn ids(&self, account: &AccountId, reminder: &Reminder) -> Result<Vec<String>> {
        let kind = match reminder.kind {
            Kind::Daily(time) => format!("daily {time}"),
            Kind::Before => "before".to_owned(),
            Kind::After(step) => format!("after {}", step.hours),
            Kind::Snoozed => format!("snoozed {}", reminder.at),
        };
        self.digests(account, &format!("{kind} {}", reminder.date))
    }

    /// What a reminder that was asked for by hand is claimed as: there is one in each stretch of ten seconds.
    ///
    /// # Errors
    /// Never: HMAC takes keys of any length.
    pub fn by_hand(&self, account: &AccountId, now: jiff::Timestamp) -> Result<Vec<String>> {
        self.digests(account, &format!("by hand {}", now.as_second() / 10))
    }

    fn digests(&self, account: &AccountId, what: &str) -> Result<Vec<String>> {
        let digest = |key: &KeyBytes| {
            let mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).map_err(Problem::internal)?;
            let bytes = mac.chain_update(account.as_str()).chain_update([0]).chain_update(what).finalize().into_bytes();
            Ok(data_encoding::HEXLOWER.encode(&bytes))
        };
        self.0.iter().map(digest).collect()
    }
}
