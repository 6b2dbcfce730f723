//! Passcodes of links, as they are kept, and the answer where a link shows nothing.

use actix_web::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    domain::account::Secret,
    platform::{
        keys::{KeyBytes, KeyRing, ServerKey},
        problem::{Code, Problem, Result},
    },
};

/// Digests passcodes, and signs tickets, under the server's keys, so that a stolen database does not let a
/// passcode be guessed.
#[derive(Clone)]
pub struct Passcodes {
    current: KeyBytes,
    earlier: Vec<KeyBytes>,
}

impl Passcodes {
    /// With keys derived from the server's.
    pub fn new(ring: &KeyRing) -> Self {
        let derived = |key: &ServerKey| key.derive("afterglow share passcodes");
        Self { current: derived(ring.current()), earlier: ring.keys().skip(1).map(derived).collect() }
    }

    /// What is stored of a share's passcode.
    ///
    /// # Errors
    /// Never: HMAC takes keys of any length.
    pub fn digest(&self, share: &str, passcode: &Secret) -> Result<Vec<u8>> {
        self.mac(share, passcode.expose())
    }

    /// What may be stored of this passcode, by whichever key was in use when the share was made.
    ///
    /// # Errors
    /// Never: HMAC takes keys of any length.
    pub fn digests(&self, share: &str, passcode: &Secret) -> Result<Vec<Vec<u8>>> {
        std::iter::once(&self.current).chain(&self.earlier).map(|key| mac(key, share, passcode.expose())).collect()
    }

    /// Authenticates `text` for a purpose that holds no NUL.
    ///
    /// # Errors
    /// Never: HMAC takes keys of any length.
    pub fn mac(&self, purpose: &str, text: &str) -> Result<Vec<u8>> {
        mac(&self.current, purpose, text)
    }
}

fn mac(key: &KeyBytes, purpose: &str, text: &str) -> Result<Vec<u8>> {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).map_err(Problem::internal)?;
    Ok(mac.chain_update(purpose).chain_update([0]).chain_update(text).finalize().into_bytes().to_vec())
}

/// 404: expired, revoked, erased, used up or never made: nobody can tell which.
pub fn not_active() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, Code::LinkNotActive, "This link does not show anything, or not any more.")
}
