//! Access tokens: JWTs (RFC 9068) of fifteen minutes, signed with HS256 and checked claim by claim.

use std::collections::HashMap;

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::ErrorKind,
};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use signature::{Signer, Verifier};

use crate::{
    domain::id::AccountId,
    platform::{
        keys::{KeyRing, ServerKey},
        problem::{Problem, Result},
    },
};

/// How long an access token is good for.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(15);
/// How far two servers' clocks may differ, in seconds.
const LEEWAY: i64 = 10;
const ISSUER: &str = "afterglow";
const AUDIENCE: &str = "afterglow:patient";
/// RFC 9068, section 2.1.
const TYPE: &str = "at+jwt";

/// Signs access tokens with the server's current key, and checks them with whichever they name: those that were
/// given before a rotation are good until they run out.
pub struct AccessTokens {
    key_id: String,
    signing: EncodingKey,
    checking: HashMap<String, DecodingKey>,
}

/// Whom a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The patient.
    pub account: AccountId,
    /// The session in which the token was given.
    pub session: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl AccessTokens {
    /// With a key derived from the server's.
    pub fn new(ring: &KeyRing) -> Self {
        // A second installation in one process (tests) is refused and changes nothing.
        _ = HMAC_ALONE.install_default();
        let secret = |key: &ServerKey| key.derive("afterglow access tokens");
        let checking = |key| (ServerKey::fingerprint(key), DecodingKey::from_secret(secret(key).as_slice()));
        Self {
            key_id: ring.current().fingerprint(),
            signing: EncodingKey::from_secret(secret(ring.current()).as_slice()),
            checking: ring.keys().map(checking).collect(),
        }
    }

    /// A token for this bearer, good from `now` on.
    ///
    /// # Errors
    /// When signing fails.
    pub fn issue(&self, bearer: &Bearer, now: Timestamp) -> Result<String> {
        let header =
            Header { typ: Some(TYPE.to_owned()), kid: Some(self.key_id.clone()), ..Header::new(Algorithm::HS256) };
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: bearer.account.as_str().to_owned(),
            sid: bearer.session.clone(),
            iat: now.as_second(),
            nbf: now.as_second(),
            exp: now.as_second() + LIFETIME.as_secs(),
        };
        jsonwebtoken::encode(&header, &claims, &self.signing).map_err(Problem::internal)
    }

    /// Whom a token speaks for; `None` when anything about it is not as issued here.
    pub fn check(&self, token: &str, now: Timestamp) -> Option<Bearer> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "nbf", "exp"]);
        // Times are checked below, by the clock that was passed in.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let key = self.checking.get(&jsonwebtoken::decode_header(token).ok()?.kid?)?;
        let token = jsonwebtoken::decode::<Claims>(token, key, &validation).ok()?;
        let typed = token.header.typ.as_deref() == Some(TYPE);
        let Claims { sub, sid, nbf, exp, .. } = token.claims;
        let now = now.as_second();
        let timely = nbf <= now + LEEWAY && now < exp + LEEWAY;
        (typed && timely).then(|| Bearer { account: AccountId::known(sub), session: sid })
    }
}

/// HMAC-SHA256 and nothing else: with the crate's own providers come RSA and its known timing leak
/// (RUSTSEC-2023-0071), for an algorithm that is never used here.
static HMAC_ALONE: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| Ok(Box::new(HmacSha256::new(*algorithm, key.as_bytes())?) as Box<dyn JwtSigner>),
    verifier_factory: |algorithm, key| {
        Ok(Box::new(HmacSha256::new(*algorithm, key.try_get_as_bytes()?)?) as Box<dyn JwtVerifier>)
    },
    key_utils: KeyUtils::new_unimplemented(),
};

struct HmacSha256(Hmac<Sha256>);

impl HmacSha256 {
    fn new(algorithm: Algorithm, secret: &[u8]) -> jsonwebtoken::errors::Result<Self> {
        if algorithm != Algorithm::HS256 {
            return Err(ErrorKind::InvalidAlgorithm.into());
        }
        Hmac::new_from_slice(secret).map(Self).map_err(|_| ErrorKind::InvalidKeyFormat.into())
    }
}

impl Signer<Vec<u8>> for HmacSha256 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, signature::Error> {
        Ok(self.0.clone().chain_update(message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for HmacSha256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        self.0.clone().chain_update(message).verify_slice(signature).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for HmacSha256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for HmacSha256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}
