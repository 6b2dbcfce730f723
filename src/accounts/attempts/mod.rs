//! How often somebody may try to get in: for each name or account, and for each address they come from.
//!
//! Counted in the database, so that it holds over all servers and after a restart, and before the password is
//! looked at, so that guessing at once gains nothing. Whoever gets in takes their try back. A device that was signed in
//! before has tries of its own, and the right recovery code is never kept waiting.

pub mod store;

use actix_web::{
    HttpRequest,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::gate::Gate;
use crate::{
    domain::{account::Username, id::AccountId},
    platform::{
        address::TrustedProxies,
        config::Config,
        keys::{KeyBytes, KeyRing},
        problem::{Code, Problem, Result},
    },
};

/// How many tries within how many seconds.
#[derive(Debug, Clone, Copy)]
struct Limit {
    tries: i64,
    seconds: i64,
}

/// Wrong passwords for one name.
const FOR_A_NAME: Limit = Limit { tries: 10, seconds: 15 * 60 };
/// The same from a device that the account was signed in on before.
const FROM_A_DEVICE: Limit = Limit { tries: 10, seconds: 15 * 60 };
/// Wrong recovery codes for one name.
const RECOVERING: Limit = Limit { tries: 10, seconds: 15 * 60 };
/// The same from one address, which a whole clinic may share.
const FROM_AN_ADDRESS: Limit = Limit { tries: 500, seconds: 15 * 60 };
/// New accounts from one address.
const SIGNING_UP: Limit = Limit { tries: 200, seconds: 60 * 60 };

/// Mails to an address that somebody named, and mails that one account asks for.
const TO_AN_ADDRESS: Limit = Limit { tries: 3, seconds: 24 * 60 * 60 };
const FOR_AN_ACCOUNT: Limit = Limit { tries: 6, seconds: 24 * 60 * 60 };

/// Who tries, as it is stored, and how often they may.
#[derive(Debug, Clone)]
struct Subject {
    digest: String,
    limit: Limit,
}

/// A try that is to be counted.
#[derive(Debug, Clone)]
pub struct Try(Vec<Subject>);

/// Tells who tries, in a form of which nothing can be read back.
pub struct Doorkeeper {
    key: KeyBytes,
    proxies: TrustedProxies,
}

impl Doorkeeper {
    /// With a key derived from the server's.
    pub fn new(config: &Config, ring: &KeyRing) -> Self {
        Self { key: ring.current().derive("afterglow attempts"), proxies: config.trusted_proxies.clone() }
    }

    /// Somebody signs in with a name.
    pub fn by_name(&self, request: &HttpRequest, name: &Username) -> Try {
        Try(vec![self.subject("name", name.as_str(), FOR_A_NAME), self.address(request, "address", FROM_AN_ADDRESS)])
    }

    /// Somebody signs in on a device that the account was signed in on before: whoever guesses elsewhere, be it behind
    /// the same address, does not keep them waiting.
    pub fn by_device(&self, nonce: &str) -> Try {
        Try(vec![self.subject("device", nonce, FROM_A_DEVICE)])
    }

    /// Somebody gave a wrong recovery code. The right one has 100 bits, and need not wait for guesses.
    pub fn wrong_code(&self, request: &HttpRequest, name: &Username) -> Try {
        Try(vec![
            self.subject("recovery", name.as_str(), RECOVERING),
            self.address(request, "address", FROM_AN_ADDRESS),
        ])
    }

    /// Somebody who is signed in gives their password again.
    pub fn by_account(&self, account: &AccountId) -> Try {
        Try(vec![self.subject("account", account.as_str(), FOR_A_NAME)])
    }

    /// Somebody opens an account.
    pub fn new_account(&self, request: &HttpRequest) -> Try {
        Try(vec![self.address(request, "new account", SIGNING_UP)])
    }

    /// Somebody has a mail sent to an address that may not be theirs.
    fn letter(&self, account: &AccountId, address: &str) -> Try {
        Try(vec![
            self.subject("letters of", account.as_str(), FOR_AN_ACCOUNT),
            self.subject("letters to", &address.to_ascii_lowercase(), TO_AN_ADDRESS),
        ])
    }

    fn address(&self, request: &HttpRequest, purpose: &str, limit: Limit) -> Subject {
        self.subject(purpose, &self.proxies.network_of(request), limit)
    }

    fn subject(&self, purpose: &str, who: &str, limit: Limit) -> Subject {
        let mac = Hmac::<Sha256>::new_from_slice(self.key.as_slice())
            .map(|mac| mac.chain_update(purpose).chain_update([0]).chain_update(who).finalize().into_bytes());
        // HMAC takes keys of any length.
        debug_assert!(mac.is_ok());
        Subject { digest: BASE64_URL_SAFE_NO_PAD.encode(mac.unwrap_or_default()), limit }
    }
}

impl Gate {
    /// Counts a mail that an account asks for, to an address that may be anyone's.
    ///
    /// # Errors
    /// 429 when there were too many, with the time after which the next may be asked for.
    pub async fn letter(&self, account: &AccountId, address: &str) -> Result<()> {
        self.count(&self.doorkeeper.letter(account, address)).await
    }

    /// Counts a try, before anything is looked at.
    ///
    /// # Errors
    /// 429 when there were too many, with the time after which the next may be made.
    pub(super) async fn count(&self, attempt: &Try) -> Result<()> {
        let (attempt, now) = (attempt.clone(), self.now());
        self.db.write(move |connection| store::count(connection, &attempt, now)).await
    }
}

fn too_many(seconds: i64) -> Problem {
    let detail = "There were too many tries. Please wait a few minutes before the next one.";
    Problem::new(StatusCode::TOO_MANY_REQUESTS, Code::TooManyAttempts, detail)
        .param("seconds", seconds.max(1))
        .header(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)))
}
