//! What the routes of this slice, and whoever asks who is asking, need at hand.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    attempts::Doorkeeper,
    audit::Chain,
    passwords::Hasher,
    sessions::{refresh::Cookies, tokens::AccessTokens},
};
use crate::platform::{
    clock::Clock,
    config::Config,
    database::{Db, history},
    keys::KeyRing,
    ledger::Ledger,
    problem::Problem,
    sealing::Wrapper,
};

/// The way in: everything that decides who someone is. Cheap to clone.
#[derive(Clone)]
pub struct Gate {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) wrapper: Wrapper,
    pub(super) hasher: Hasher,
    pub(super) tokens: Arc<AccessTokens>,
    pub(super) cookies: Arc<Cookies>,
    pub(super) doorkeeper: Arc<Doorkeeper>,
    pub(super) erasures: Ledger,
    pub(super) ended: Ledger,
    /// How many bytes the records of an account may have.
    pub(super) most_bytes: i64,
    /// Authenticates audit trails.
    pub chain: Chain,
}

impl Gate {
    /// Over this database, with keys derived from the server's.
    ///
    /// # Errors
    /// When the system gives no threads to hash passwords on.
    pub fn open(config: &Config, ring: &KeyRing, db: Db, clock: Clock) -> std::io::Result<Self> {
        Ok(Self {
            db,
            clock,
            wrapper: Wrapper::new(ring),
            hasher: Hasher::start()?,
            tokens: Arc::new(AccessTokens::new(ring)),
            cookies: Arc::new(Cookies::new(config, ring)),
            doorkeeper: Arc::new(Doorkeeper::new(config, ring)),
            erasures: Ledger::at(config.erasure_list()),
            ended: Ledger::at(config.ended_list()),
            most_bytes: config.account_bytes,
            chain: Chain::new(ring),
        })
    }

    /// How many passwords wait to be hashed.
    pub fn passwords_waiting(&self) -> i64 {
        self.hasher.waiting()
    }

    /// The present instant, by the server's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A refusal at the door that also tells when an older database came back, if ever one did: then the account, its
    /// password or the session may be unknown for that reason. It says so whoever asks, and of no account.
    pub(super) async fn refusal(&self, problem: Problem) -> Problem {
        match self.db.read(history::went_back_at).await {
            Ok(Some(at)) => problem.member("restored_at", at),
            Ok(None) => problem,
            Err(failure) => failure,
        }
    }
}
