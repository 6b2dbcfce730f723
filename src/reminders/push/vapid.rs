//! Who sends (VAPID, RFC 8292): a token for each push service, signed with a key that follows from the server's.
//!
//! A browser takes messages from the one key that its subscription was made for. So each of the server's keys has
//! one here, and a subscription notes which: after a rotation earlier ones are served as before, until the app
//! makes them anew with the current key.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use p256::{
    SecretKey,
    ecdsa::{Signature, SigningKey, signature::Signer},
};
use serde_json::json;

use super::encryption::uncompressed;
use crate::platform::{
    config::{Config, Origin},
    keys::{KeyRing, ServerKey},
    problem::{Problem, Result},
};

/// For how long a token is good; push services take a day at most.
const GOOD: SignedDuration = SignedDuration::from_hours(12);
/// One that ends so soon is not used any more.
const ENDING: SignedDuration = SignedDuration::from_hours(1);

/// The header of every token: `{"typ":"JWT","alg":"ES256"}`.
const HEADER: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9";

/// Tokens by the key's version and the push service, with their ends.
type Signed = HashMap<(u8, String), (Timestamp, String)>;

/// The keys, and the tokens that were signed with them. Cheap to clone.
#[derive(Clone)]
pub struct Vapid(Arc<Keys>);

struct Keys {
    keys: Vec<Key>,
    /// Whom a push service may turn to.
    contact: Option<String>,
    signed: Mutex<Signed>,
}

struct Key {
    version: u8,
    public: String,
    signing: SigningKey,
}

impl Key {
    /// Nearly every derived number is a key; the next one is taken where it is not.
    fn of(key: &ServerKey) -> Option<Self> {
        let number = |n| SecretKey::from_slice(key.derive(&format!("afterglow vapid {n}")).as_slice()).ok();
        let secret = (0..4).find_map(number)?;
        let public = BASE64_URL_SAFE_NO_PAD.encode(uncompressed(&secret.public_key()));
        Some(Self { version: key.version, public, signing: secret.into() })
    }
}

impl Vapid {
    /// With keys derived from the server's.
    pub fn new(config: &Config, ring: &KeyRing) -> Self {
        // Push services refuse a contact that nobody can reach.
        let contact = config.public_origin.as_ref().filter(|origin| origin.is_https());
        let contact = contact.map(Origin::as_str).map(str::to_owned);
        let keys = ring.keys().filter_map(Key::of).collect();
        Self(Arc::new(Keys { keys, contact, signed: Mutex::default() }))
    }

    /// The current key: its version, and what browsers make subscriptions for.
    ///
    /// # Errors
    /// When the server has none.
    pub fn current(&self) -> Result<(u8, &str)> {
        let key = self.0.keys.first().ok_or_else(|| Problem::internal("no key to sign pushes with"))?;
        Ok((key.version, &key.public))
    }

    /// Whether there is a key of this version.
    pub fn knows(&self, version: u8) -> bool {
        self.0.keys.iter().any(|key| key.version == version)
    }

    /// What goes into `Authorization` for a push service, with the key of this version.
    ///
    /// # Errors
    /// When the server does not have that key.
    pub fn authorization(&self, version: u8, service: String, now: Timestamp) -> Result<String> {
        let key = self.0.keys.iter().find(|key| key.version == version);
        let key = key.ok_or_else(|| Problem::internal("a subscription was made for a key that is not in the file"))?;
        let mut signed = self.0.signed.lock().unwrap_or_else(PoisonError::into_inner);
        signed.retain(|_, (end, _)| now < end.saturating_sub(ENDING).unwrap_or(*end));
        let token = signed.entry((version, service)).or_insert_with_key(|(_, service)| {
            let end = now.saturating_add(GOOD).unwrap_or(now);
            (end, self.token(key, service, end))
        });
        Ok(format!("vapid t={}, k={}", token.1, key.public))
    }

    fn token(&self, key: &Key, service: &str, end: Timestamp) -> String {
        let mut claims = json!({ "aud": service, "exp": end.as_second() });
        if let (Some(contact), Some(claims)) = (&self.0.contact, claims.as_object_mut()) {
            claims.insert("sub".to_owned(), contact.as_str().into());
        }
        let message = format!("{HEADER}.{}", BASE64_URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature: Signature = key.signing.sign(message.as_bytes());
        format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}
