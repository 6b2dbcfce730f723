//! JSON Web Encryption (RFC 7516), in the one form that SMART Health Links know: compact, `dir`,
//! `A256GCM`, `zip` `DEF`.

use std::io::Write;

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use flate2::{Compression, write::DeflateEncoder};
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
    let header = json!({ "alg": "dir", "enc": "A256GCM", "zip": "DEF", "cty": content_type }).to_string();
    let header = BASE64_URL_SAFE_NO_PAD.encode(header);
    let mut nonce = [0; 12];
    getrandom::fill(&mut nonce).map_err(|error| Problem::internal(error.to_string()))?;
    let payload = Payload { msg: &deflated(file)?, aad: header.as_bytes() };
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

/// RFC 1951, without any wrapping.
fn deflated(file: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(file).and_then(|()| encoder.finish()).map_err(Problem::internal)
}

fn unencrypted() -> Problem {
    Problem::internal("a file of a SMART Health Link could not be encrypted")
}
