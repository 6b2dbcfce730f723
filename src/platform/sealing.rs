//! Sealing: what patients write is stored encrypted under a key of their account.
//!
//! AES-256-GCM (NIST SP 800-38D) with a random nonce. The associated data binds a body to its
//! account, record, kind and key version, so that a ciphertext moved elsewhere does not open.

use std::sync::Arc;

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use super::{
    keys::{KeyBytes, KeyRing, ServerKey, random},
    problem::{Problem, Result},
};
use crate::domain::id::AccountId;

/// What is sealed is laid out as `version of the key · nonce · ciphertext and tag`. An account's data key has one
/// version; the server's has a new one with each rotation.
const VERSION: u8 = 1;
const NONCE: usize = 12;

/// Wraps the data keys of accounts with the server's key.
#[derive(Clone)]
pub struct Wrapper(Arc<Wrapping>);

struct Wrapping {
    current: VersionedCipher,
    earlier: Vec<VersionedCipher>,
}

struct VersionedCipher {
    version: u8,
    cipher: Aes256Gcm,
}

impl VersionedCipher {
    fn of(key: &ServerKey) -> Self {
        Self { version: key.version, cipher: cipher(&key.derive("afterglow data key wrapping")) }
    }
}

impl Wrapper {
    /// Wraps with the server's current key, and unwraps what its earlier ones wrapped.
    pub fn new(ring: &KeyRing) -> Self {
        let earlier = ring.keys().skip(1).map(VersionedCipher::of).collect();
        Self(Arc::new(Wrapping { current: VersionedCipher::of(ring.current()), earlier }))
    }

    /// A fresh data key for an account, and the form in which it is stored.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn create(&self, account: &AccountId) -> Result<(DataKey, Vec<u8>)> {
        let key = random().map_err(Problem::internal)?;
        Ok((DataKey(Arc::new(cipher(&key))), self.wrap(account, &key)?))
    }

    /// The data key of an account, from its stored form.
    ///
    /// # Errors
    /// When it was wrapped by another server's key, or for another account.
    pub fn unwrap(&self, account: &AccountId, wrapped: &[u8]) -> Result<DataKey> {
        Ok(DataKey(Arc::new(cipher(&self.unwrapped(account, wrapped)?))))
    }

    /// The stored form under the current key; `None` when it is that already.
    ///
    /// # Errors
    /// See [`Wrapper::unwrap`].
    pub fn renewed(&self, account: &AccountId, wrapped: &[u8]) -> Result<Option<Vec<u8>>> {
        if wrapped.first() == Some(&self.0.current.version) {
            return Ok(None);
        }
        self.wrap(account, &self.unwrapped(account, wrapped)?).map(Some)
    }

    fn wrap(&self, account: &AccountId, key: &KeyBytes) -> Result<Vec<u8>> {
        let VersionedCipher { version, cipher } = &self.0.current;
        seal((*version, cipher), key.as_slice(), AssociatedData::of(&[account.as_str()]))
    }

    fn unwrapped(&self, account: &AccountId, wrapped: &[u8]) -> Result<KeyBytes> {
        let mut keys = std::iter::once(&self.0.current).chain(&self.0.earlier);
        let key = keys.find(|key| wrapped.first() == Some(&key.version)).ok_or_else(unopened)?;
        let bytes = Zeroizing::new(open(&key.cipher, wrapped, AssociatedData::of(&[account.as_str()]))?);
        let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| unopened())?;
        Ok(KeyBytes::new(key))
    }
}

/// The key that seals everything one patient wrote.
#[derive(Clone)]
pub struct DataKey(Arc<Aes256Gcm>);

/// What a sealed body belongs to: its account, the record's id and kind.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Whose it is.
    pub account: &'a AccountId,
    /// The record, or the name of another sealed thing of the account.
    pub id: &'a str,
    /// The record's kind.
    pub kind: &'a str,
}

impl Place<'_> {
    fn associated_data(self) -> AssociatedData {
        // None of the parts can hold the separator: ids and kinds are of letters, digits, `-`, `_`.
        AssociatedData::of(&[self.account.as_str(), "|", self.id, "|", self.kind])
    }
}

/// What a ciphertext is bound to, after one byte for the version that it was sealed with.
struct AssociatedData(Vec<u8>);

impl AssociatedData {
    fn of(parts: &[&str]) -> Self {
        let mut bytes = Vec::with_capacity(1 + parts.iter().map(|part| part.len()).sum::<usize>());
        bytes.push(0);
        for part in parts {
            bytes.extend_from_slice(part.as_bytes());
        }
        Self(bytes)
    }

    fn versioned(mut self, version: u8) -> Vec<u8> {
        if let Some(first) = self.0.first_mut() {
            *first = version;
        }
        self.0
    }
}

impl DataKey {
    /// Seals a body to its place.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn seal(&self, place: Place<'_>, body: &[u8]) -> Result<Vec<u8>> {
        seal((VERSION, &self.0), body, place.associated_data())
    }

    /// Opens what was sealed to this place.
    ///
    /// # Errors
    /// When it was sealed to another place or by another key, or was changed since.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        open(&self.0, sealed, place.associated_data())
    }
}

fn cipher(key: &KeyBytes) -> Aes256Gcm {
    Aes256Gcm::new((&**key).into())
}

fn seal((version, cipher): (u8, &Aes256Gcm), body: &[u8], associated_data: AssociatedData) -> Result<Vec<u8>> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|error| Problem::internal(error.to_string()))?;
    let payload = Payload { msg: body, aad: &associated_data.versioned(version) };
    let ciphertext = cipher.encrypt(&Nonce::from(nonce), payload).map_err(|_| Problem::internal("sealing failed"))?;
    let mut sealed = Vec::with_capacity(1 + NONCE + ciphertext.len());
    sealed.push(version);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&ciphertext);
    Ok(sealed)
}

fn open(cipher: &Aes256Gcm, sealed: &[u8], associated_data: AssociatedData) -> Result<Vec<u8>> {
    let (&version, rest) = sealed.split_first().ok_or_else(unopened)?;
    let (nonce, ciphertext) = rest.split_at_checked(NONCE).ok_or_else(unopened)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| unopened())?;
    let payload = Payload { msg: ciphertext, aad: &associated_data.versioned(version) };
    cipher.decrypt(&Nonce::from(nonce), payload).map_err(|_| unopened())
}

fn unopened() -> Problem {
    Problem::internal("a sealed body does not open: it was moved, changed, or sealed with another key")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str) -> AccountId {
        AccountId::known(name.to_owned())
    }

    fn wrapper() -> Wrapper {
        Wrapper::new(&KeyRing::of(ServerKey::new(1, [7; 32])))
    }

    #[test]
    fn a_body_opens_only_where_it_was_sealed() {
        let wrapper = wrapper();
        let ada = account("ada");
        let (key, kept) = wrapper.create(&ada).unwrap();
        let place = Place { account: &ada, id: "1", kind: "check_in" };
        let sealed = key.seal(place, b"seven").unwrap();

        let key = wrapper.unwrap(&ada, &kept).unwrap();
        assert_eq!(key.open(place, &sealed).unwrap(), b"seven");
        let bob = account("bob");
        let elsewhere =
            [Place { account: &bob, ..place }, Place { id: "2", ..place }, Place { kind: "treatment", ..place }];
        for elsewhere in elsewhere {
            assert!(key.open(elsewhere, &sealed).is_err(), "{elsewhere:?}");
        }
        assert!(wrapper.unwrap(&bob, &kept).is_err());
    }

    #[test]
    fn a_changed_or_cut_body_does_not_open() {
        let (key, _) = wrapper().create(&account("ada")).unwrap();
        let ada = account("ada");
        let place = Place { account: &ada, id: "1", kind: "check_in" };
        let sealed = key.seal(place, b"seven").unwrap();
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(key.open(place, &changed).is_err(), "byte {index}");
            assert!(key.open(place, &sealed[..index]).is_err(), "cut to {index}");
        }
    }
}
