//! Refresh tokens: in a cookie that scripts cannot read, new at each use.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration as CookieDuration},
    http::{StatusCode, header},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    domain::id::AccountId,
    platform::{
        config::Config,
        keys::{KeyBytes, KeyRing, random},
        own_origin::OwnOrigin,
        problem::{Code, Problem, Result},
    },
};

/// How long a session can be kept alive by refreshing, counted from signing in.
pub const LIFETIME: SignedDuration = SignedDuration::from_hours(180 * 24);

/// A refresh token: it names its session, and proves to be the one that was given last.
#[derive(Clone)]
pub struct RefreshToken {
    /// The patient.
    pub account: AccountId,
    /// The session.
    pub session: String,
    secret: KeyBytes,
}

impl RefreshToken {
    /// The first token of a new session.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn new(account: AccountId, session: String) -> Result<Self> {
        Ok(Self { account, session, secret: random().map_err(Problem::internal)? })
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (account, session, secret) = (parts.next()?, parts.next()?, parts.next()?);
        let secret: [u8; 32] = BASE64_URL_SAFE_NO_PAD.decode(secret).ok()?.try_into().ok()?;
        Some(Self {
            account: AccountId::new(Uuid::try_parse(account).ok()?),
            session: Uuid::try_parse(session).ok()?.to_string(),
            secret: KeyBytes::new(secret),
        })
    }

    fn written(&self) -> String {
        let secret = BASE64_URL_SAFE_NO_PAD.encode(self.secret.as_slice());
        format!("{}.{}.{secret}", self.account.as_str(), self.session)
    }

    /// What is stored of it.
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.secret.as_slice()).to_vec()
    }
}

/// Makes, reads and follows up refresh cookies.
pub struct Cookies {
    own_origin: OwnOrigin,
    pub(super) https: bool,
    succession: KeyBytes,
    pub(super) devices: KeyBytes,
}

impl Cookies {
    /// For this origin, with a key derived from the server's.
    pub fn new(config: &Config, ring: &KeyRing) -> Self {
        let succession = ring.current().derive("afterglow refresh succession");
        // By the current key alone: whoever had an earlier one could make any number of devices known.
        let devices = ring.current().derive("afterglow known devices");
        Self { own_origin: OwnOrigin::new(config), https: config.is_https(), succession, devices }
    }

    /// The token that follows this one: always the same, so that tabs which refresh at once with the
    /// same cookie are given the same successor, and none is logged out.
    pub fn successor(&self, token: &RefreshToken) -> RefreshToken {
        let mac = Hmac::<Sha256>::new_from_slice(self.succession.as_slice()).map(|mac| {
            mac.chain_update(token.session.as_bytes()).chain_update(token.secret.as_slice()).finalize().into_bytes()
        });
        // HMAC takes keys of any length.
        debug_assert!(mac.is_ok());
        let secret = KeyBytes::new(mac.map(Into::into).unwrap_or_default());
        RefreshToken { secret, ..token.clone() }
    }

    /// The token that a request brings.
    ///
    /// # Errors
    /// 401 without one, 403 when another site sent the request.
    pub fn read(&self, request: &HttpRequest) -> Result<RefreshToken> {
        self.same_origin(request)?;
        let cookie = request.cookie(self.name());
        cookie.and_then(|cookie| RefreshToken::read(cookie.value())).ok_or_else(super::ended)
    }

    /// Sets the cookie.
    pub fn set(&self, token: &RefreshToken) -> Cookie<'static> {
        self.cookie(self.name(), token.written(), CookieDuration::seconds(LIFETIME.as_secs()))
    }

    /// Takes the cookie back.
    pub fn clear(&self) -> Cookie<'static> {
        self.cookie(self.name(), String::new(), CookieDuration::ZERO)
    }

    pub(super) fn cookie(&self, name: &'static str, value: String, max_age: CookieDuration) -> Cookie<'static> {
        Cookie::build(name, value)
            .path("/")
            .http_only(true)
            .secure(self.https)
            .same_site(SameSite::Strict)
            .max_age(max_age)
            .finish()
    }

    fn name(&self) -> &'static str {
        // The prefix binds the cookie to TLS and this very host (RFC 6265bis, section 4.1.3.2).
        if self.https { "__Host-afterglow" } else { "afterglow" }
    }

    /// A browser names the page that sends a request; only this site's own may use the cookie.
    pub(super) fn same_origin(&self, request: &HttpRequest) -> Result<()> {
        let Some(sender) = request.headers().get(header::ORIGIN) else { return Ok(()) };
        let sender = sender.to_str().unwrap_or_default();
        if self.own_origin.is_own(request, sender) {
            Ok(())
        } else {
            Err(Problem::new(
                StatusCode::FORBIDDEN,
                Code::ForeignOrigin,
                "This can be asked from Afterglow's own pages alone.",
            ))
        }
    }
}
