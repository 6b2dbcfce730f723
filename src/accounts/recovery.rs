//! Recovery codes: the second way in, shown once, kept by the patient on paper.

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{
    domain::account::Secret,
    platform::{
        keys::random,
        problem::{Problem, Result},
    },
};

/// Crockford's base 32: no letter that could be read as a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 20 characters of 5 bits: 100 bits, so a plain digest of it is safe to store.
const LENGTH: usize = 20;

/// A recovery code. Only its digest is stored.
#[derive(Clone)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A fresh code.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn new() -> Result<Self> {
        let bytes = random().map_err(Problem::internal)?;
        let letters = bytes.iter().take(LENGTH).filter_map(|byte| ALPHABET.get(usize::from(byte & 31)));
        Ok(Self(letters.map(|letter| char::from(*letter)).collect()))
    }

    /// A code as typed: without regard to case, spaces or dashes; `O` is read as 0, `I` and `L` as 1.
    pub fn typed(code: &Secret) -> Self {
        let letters = code.expose().chars().filter(|c| c.is_alphanumeric());
        let read = letters.map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
        Self(read.collect())
    }

    /// As shown: groups of five.
    pub fn shown(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(5).map(String::from_iter).collect::<Vec<_>>().join("-")
    }

    /// What is stored of it.
    pub fn digest(&self) -> String {
        BASE64_STANDARD_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }

    /// Whether this is the code behind `digest`.
    pub fn is_behind(&self, digest: &str) -> bool {
        self.digest().as_bytes().ct_eq(digest.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_recognised_however_it_was_copied_from_paper() {
        let code = RecoveryCode::new().unwrap();
        assert_eq!(code.shown().len(), 23);
        let typed = |text: String| RecoveryCode::typed(&text.try_into().unwrap());
        assert!(typed(code.shown()).is_behind(&code.digest()));
        assert!(typed(code.shown().to_lowercase().replace('-', " ").replace('0', "o")).is_behind(&code.digest()));
        assert!(!typed(RecoveryCode::new().unwrap().shown()).is_behind(&code.digest()));
    }
}
