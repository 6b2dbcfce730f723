//! The audit trail: what happened with an account, without a word of what is in it.
//!
//! Each line is authenticated together with the line before it (HMAC-SHA256 under a key of the server's), and so is
//! the end, so that none can be changed, left out, put in or cut off without the key. Its owner can read it.

pub mod http;
pub mod store;

use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use utoipa::ToSchema;

use crate::{
    domain::id::AccountId,
    platform::{
        keys::{KeyBytes, KeyRing, ServerKey},
        problem::{Problem, Result},
    },
};

/// What can happen with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Somebody signed in.
    SignedIn,
    /// Somebody gave a wrong password.
    SignInRefused,
    /// Every device was signed out.
    SignedOutEverywhere,
    /// The password was changed.
    PasswordChanged,
    /// A new password was set by the recovery code.
    Recovered,
    /// Everything was exported.
    Exported,
    /// A link for a clinician was made.
    LinkMade,
    /// A link was ended.
    LinkEnded,
    /// A link was opened.
    LinkVisited,
    /// Somebody gave a wrong passcode for a link.
    LinkRefused,
    /// The key of the journal was wrapped anew.
    KeyRenewed,
    /// The operator made a new recovery code.
    RecoveryRenewed,
    /// The patient made a new recovery code.
    RecoveryCodeMade,
}

impl Action {
    const ALL: [Self; 13] = [
        Self::SignedIn,
        Self::SignInRefused,
        Self::SignedOutEverywhere,
        Self::PasswordChanged,
        Self::Recovered,
        Self::Exported,
        Self::LinkMade,
        Self::LinkEnded,
        Self::LinkVisited,
        Self::LinkRefused,
        Self::KeyRenewed,
        Self::RecoveryRenewed,
        Self::RecoveryCodeMade,
    ];

    /// As it is stored and answered.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignInRefused => "sign_in_refused",
            Self::SignedOutEverywhere => "signed_out_everywhere",
            Self::PasswordChanged => "password_changed",
            Self::Recovered => "recovered",
            Self::Exported => "exported",
            Self::LinkMade => "link_made",
            Self::LinkEnded => "link_ended",
            Self::LinkVisited => "link_visited",
            Self::LinkRefused => "link_refused",
            Self::KeyRenewed => "key_renewed",
            Self::RecoveryRenewed => "recovery_renewed",
            Self::RecoveryCodeMade => "recovery_code_made",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

/// A line of the trail.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its place in the trail, as text of one length.
    pub id: String,
    /// When, in milliseconds.
    pub at: i64,
    /// What.
    pub action: String,
    /// From what kind of device, as `Firefox on Android`; empty for what the operator did.
    pub device: String,
}

impl Event {
    /// What stands for the end after a line: it has no action, as every line has.
    fn end(last: &str) -> Self {
        Self { id: last.to_owned(), at: 0, action: String::new(), device: String::new() }
    }
}

/// Authenticates the lines of trails.
#[derive(Clone)]
pub struct Chain(Vec<(u8, KeyBytes)>);

impl Chain {
    /// With keys derived from the server's.
    pub fn new(ring: &KeyRing) -> Self {
        let derived = |key: &ServerKey| (key.version, key.derive("afterglow audit trail"));
        Self(ring.keys().map(derived).collect())
    }

    /// What binds a line to its account and to the line before it: the key's version, and the authentication.
    fn link(&self, account: &AccountId, before: &[u8], event: &Event) -> Result<Vec<u8>> {
        let (version, key) = self.0.first().ok_or_else(|| Problem::internal("no key for the audit trail"))?;
        authenticated(*version, key, account, before, event)
    }

    /// What binds the end of a trail to its account and to its last line, of this number and link; both are empty
    /// where there is no line yet.
    fn end(&self, account: &AccountId, last: &str, link: &[u8]) -> Result<Vec<u8>> {
        self.link(account, link, &Event::end(last))
    }

    /// Whether a trail ends with this line.
    fn ends(&self, account: &AccountId, last: &str, link: &[u8], end: Option<&[u8]>) -> Result<bool> {
        end.map_or(Ok(false), |end| self.holds(account, link, &Event::end(last), end))
    }

    /// Whether a line is what was written after the one before it.
    fn holds(&self, account: &AccountId, before: &[u8], event: &Event, link: &[u8]) -> Result<bool> {
        let key = self.0.iter().find(|(version, _)| link.first() == Some(version));
        let Some((version, key)) = key else { return Ok(false) };
        Ok(authenticated(*version, key, account, before, event)?.ct_eq(link).into())
    }
}

fn authenticated(version: u8, key: &KeyBytes, account: &AccountId, before: &[u8], event: &Event) -> Result<Vec<u8>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).map_err(Problem::internal)?;
    let at = event.at.to_be_bytes();
    let parts = [account.as_str().as_bytes(), before, event.id.as_bytes(), &at, event.action.as_bytes()];
    for part in parts.into_iter().chain([event.device.as_bytes()]) {
        // With their lengths, so that no part can give letters to the next.
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    let mut link = vec![version];
    link.extend_from_slice(&mac.finalize().into_bytes());
    Ok(link)
}
