//! JSON Web Encryption (RFC 7516), in the one form that SMART Health Links know: compact, `dir`, `A256GCM`.
//!
//! Without `zip`, which is optional: JavaScript's jose from 5.0 to 6.1.3 opens nothing that is compressed, and the files
//! are small enough without (`docs/interoperability.md`).

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::json;
use zeroize::Zeroizing;

use crate::platform::problem::{Problem, Result};

/// The bytes of the authentication tag, with which the ciphertext ends.
const TAG: usize = 16;

/// Encrypts a file of a SMART Health Link. `key` is the link's: 32 bytes in base64url, without padding.
///
/// # Errors
/// When the key is none, or the system has no randomness to give.
pub fn encrypt(file: &[u8], content_type: &str, key: &str) -> Result<String> {
    let header = json!({ "alg": "dir", "enc": "A256GCM", "cty": content_type }).to_string();
    let header = BASE64_URL_SAFE_NO_PAD.encode(header);
    let mut nonce = [0; 12];
    getrandom::fill(&mut nonce).map_err(|error| Problem::internal(error.to_string()))?;
    let payload = Payload { msg: file, aad: header.as_bytes() };
    let sealed = cipher(key)?.encrypt(&Nonce::from(nonce), payload).map_err(|_| unencrypted())?;
    let (ciphertext, tag) = sealed.split_last_chunk::<TAG>().ok_or_else(unencrypted)?;
    let [nonce, ciphertext, tag] = [nonce.as_slice(), ciphertext, tag].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part));
    // With `dir` there is no encrypted key: its place stays empty.
    Ok([header.as_str(), "", &nonce, &ciphertext, &tag].join("."))
}

fn cipher(key: &str) -> Result<Aes256Gcm> {
    let bytes = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(key).map_err(|_| unencrypted())?);
    Aes256Gcm::new_from_slice(&bytes).map_err(|_| unencrypted())
}

fn unencrypted() -> Problem {
    Problem::internal("a file of a SMART Health Link could not be encrypted")
}
