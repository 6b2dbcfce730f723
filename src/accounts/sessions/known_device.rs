//! Devices that were signed in before: a cookie by which guesses from elsewhere do not keep them waiting
//! (OWASP's "device cookies").
//!
//! It names nobody: whose it is shows when it is compared with an account. It opens nothing; its bearer has tries of
//! their own to give the password, as many as a name has. It stays when the device signs out, and is worth nothing
//! after every session was ended (`device_era`), or the server's key was renewed.

use actix_web::{HttpRequest, cookie::Cookie, cookie::time::Duration as CookieDuration};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

use super::refresh::Cookies;
use crate::{
    domain::id::AccountId,
    platform::{
        keys::random,
        problem::{Problem, Result},
    },
};

/// For how long a device is known after it was last given the cookie.
const LIFETIME: SignedDuration = SignedDuration::from_hours(180 * 24);
/// A device that is signed in is given a new one after so long.
const RENEWED_AFTER: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A device that an account was signed in on.
pub struct KnownDevice {
    /// By which its tries are counted.
    pub nonce: String,
    issued_at: i64,
}

impl KnownDevice {
    /// Whether it is to be given a new cookie.
    pub fn is_due(&self, now: Timestamp) -> bool {
        now.as_millisecond() - self.issued_at > milliseconds(RENEWED_AFTER)
    }
}

impl Cookies {
    /// The device that asks, if this account was signed in on it in this era.
    pub fn known_device(
        &self,
        request: &HttpRequest,
        account: &AccountId,
        era: i64,
        now: Timestamp,
    ) -> Option<KnownDevice> {
        self.same_origin(request).ok()?;
        let cookie = request.cookie(self.device_name())?;
        let (signed, mac) = cookie.value().rsplit_once('.')?;
        let mac = BASE64_URL_SAFE_NO_PAD.decode(mac).ok()?;
        self.device_mac(account, era, signed)?.verify_slice(&mac).ok()?;
        let (issued_at, nonce) = signed.split_once('.')?;
        let issued_at: i64 = issued_at.parse().ok()?;
        let known = now.as_millisecond() - issued_at < milliseconds(LIFETIME);
        known.then(|| KnownDevice { nonce: nonce.to_owned(), issued_at })
    }

    /// Makes the device that asks known to an account from `now` on.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn make_known(&self, account: &AccountId, era: i64, now: Timestamp) -> Result<Cookie<'static>> {
        let nonce = BASE64_URL_SAFE_NO_PAD.encode(random().map_err(Problem::internal)?.as_slice());
        let signed = format!("{}.{nonce}", now.as_millisecond());
        // HMAC takes keys of any length.
        let mac = self.device_mac(account, era, &signed).ok_or_else(|| Problem::internal("no device was signed"))?;
        let value = format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()));
        Ok(self.cookie(self.device_name(), value, CookieDuration::seconds(LIFETIME.as_secs())))
    }

    /// Makes the device that asks unknown.
    pub fn make_unknown(&self) -> Cookie<'static> {
        self.cookie(self.device_name(), String::new(), CookieDuration::ZERO)
    }

    fn device_mac(&self, account: &AccountId, era: i64, signed: &str) -> Option<Hmac<Sha256>> {
        let mac = Hmac::<Sha256>::new_from_slice(self.devices.as_slice()).ok()?;
        let era = era.to_string();
        Some([account.as_str(), &era, signed].iter().fold(mac, |mac, part| mac.chain_update(part).chain_update([0])))
    }

    fn device_name(&self) -> &'static str {
        if self.https { "__Host-afterglow-device" } else { "afterglow-device" }
    }
}

fn milliseconds(duration: SignedDuration) -> i64 {
    duration.as_secs() * 1000
}
