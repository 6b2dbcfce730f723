//! The secrets of links and of letters: 256 bits from the system's generator, of which only a digest is kept.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    keys::{KeyBytes, random},
    problem::{Problem, Result},
};
use crate::domain::id::AccountId;

/// The secret of a link: 64 characters, of the account's id and 32 random bytes. The id is there so
/// that a link is looked up in its own account, and in no other.
pub struct LinkSecret {
    /// Whose link it is.
    pub account: AccountId,
    secret: KeyBytes,
}

impl LinkSecret {
    /// A fresh secret.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn new(account: AccountId) -> Result<Self> {
        Ok(Self { account, secret: random().map_err(Problem::internal)? })
    }

    /// A secret as brought by a visitor.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?);
        let (account, secret) = bytes.split_first_chunk::<16>()?;
        let secret: [u8; 32] = secret.try_into().ok()?;
        Some(Self { account: AccountId::new(Uuid::from_bytes(*account)), secret: KeyBytes::new(secret) })
    }

    /// As given to the patient, once.
    pub fn written(&self) -> String {
        let account = Uuid::try_parse(self.account.as_str()).unwrap_or_default();
        BASE64_URL_SAFE_NO_PAD.encode([account.as_bytes().as_slice(), self.secret.as_slice()].concat())
    }

    /// What is stored of it.
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.secret.as_slice()).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_links_secret_is_256_random_bits_of_which_a_digest_is_kept() {
        let account = AccountId::new(Uuid::now_v7());
        let secrets: Vec<_> = (0..64).map(|_| LinkSecret::new(account.clone()).unwrap()).collect();
        for (index, one) in secrets.iter().enumerate() {
            assert_eq!(one.secret.len() * 8, 256);
            assert_eq!(LinkSecret::read(&one.written()).unwrap().digest(), one.digest());
            assert!(!one.digest().windows(8).any(|part| one.secret.windows(8).any(|bits| bits == part)));
            assert!(secrets.iter().take(index).all(|other| other.secret != one.secret));
        }
        // Each bit is one in about half of them: none is fixed.
        for bit in 0..256 {
            let ones = secrets.iter().filter(|one| one.secret[bit / 8] >> (bit % 8) & 1 == 1).count();
            assert!((8..=56).contains(&ones), "bit {bit} is one in {ones} of 64");
        }
    }
}
