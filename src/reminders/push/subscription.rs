//! Where a browser wants its messages, as it told the app.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::PublicKey;
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::domain::fault::{Faults, Refusal};

/// The longest address.
const LONGEST: usize = 2048;

/// What a browser made: the address at its push service, and the keys to encrypt for it.
#[derive(Debug, Clone, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
#[schema(as = PushSubscription)]
pub struct Subscription {
    /// The address of this browser at its push service: https, by name.
    #[schema(value_type = String, max_length = 2048, example = "https://push.example/7f1c")]
    pub endpoint: Endpoint,
    /// The browser's keys.
    pub keys: Keys,
    /// Which of the server's keys it was made for, as `/push/key` said.
    #[schema(minimum = 1, maximum = 255)]
    #[deserr(try_from(i64) = version -> Refusal)]
    pub key_version: u8,
}

fn version(version: i64) -> Result<u8, Refusal> {
    u8::try_from(version).ok().filter(|version| *version > 0).ok_or(Refusal::KeyVersion)
}

/// The browser's keys (RFC 8291, section 2), in base64url.
#[derive(Debug, Clone, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
#[schema(as = PushKeys)]
pub struct Keys {
    /// Its public key on P-256.
    #[schema(value_type = String)]
    pub p256dh: BrowserKey,
    /// The secret that it shares with whoever may send to it.
    #[schema(value_type = String)]
    pub auth: AuthSecret,
}

/// An address at a push service: https on its usual port, by a name of more than one part. What the name leads to
/// is looked at when it is connected to (`platform/outbound.rs`).
#[derive(Debug, Clone, Serialize, Deserialize, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = Endpoint::try_from -> Refusal)]
#[serde(transparent)]
pub struct Endpoint(String);

impl Endpoint {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The push service, for which a token is signed.
    pub fn origin(&self) -> String {
        Url::parse(&self.0).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
    }

    /// Whether it may be sent to by a server that is not being tested.
    pub fn is_of_a_push_service(&self) -> bool {
        let Ok(url) = Url::parse(&self.0) else { return false };
        let named = matches!(url.host(), Some(Host::Domain(name)) if name.trim_end_matches('.').contains('.'));
        named && url.scheme() == "https" && url.port().is_none()
    }

    /// Whether it is on this machine, where tests receive.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| url.host_str() == Some("127.0.0.1"))
    }
}

impl TryFrom<String> for Endpoint {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let wrong = || Refusal::PushAddressForm;
        let url = Url::parse(&text).map_err(|_| wrong())?;
        let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let good = bare && text.len() <= LONGEST && matches!(url.scheme(), "https" | "http") && url.has_host();
        if good { Ok(Self(url.into())) } else { Err(wrong()) }
    }
}

/// A public key on P-256.
#[derive(Debug, Clone, Serialize, Deserialize, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = BrowserKey::try_from -> Refusal)]
#[serde(try_from = "String", into = "String")]
pub struct BrowserKey(pub PublicKey);

impl TryFrom<String> for BrowserKey {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).unwrap_or_default();
        let key = (bytes.len() == 65).then(|| PublicKey::from_sec1_bytes(&bytes).ok()).flatten();
        key.map(Self).ok_or(Refusal::PushKey)
    }
}

impl From<BrowserKey> for String {
    fn from(key: BrowserKey) -> Self {
        BASE64_URL_SAFE_NO_PAD.encode(key.0.to_sec1_bytes())
    }
}

/// 16 secret bytes.
#[derive(Debug, Clone, Serialize, Deserialize, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = AuthSecret::try_from -> Refusal)]
#[serde(try_from = "String", into = "String")]
pub struct AuthSecret(pub [u8; 16]);

impl TryFrom<String> for AuthSecret {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
        let secret = bytes.and_then(|bytes| bytes.try_into().ok());
        secret.map(Self).ok_or(Refusal::PushSecret)
    }
}

impl From<AuthSecret> for String {
    fn from(secret: AuthSecret) -> Self {
        BASE64_URL_SAFE_NO_PAD.encode(secret.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_taken(text: &str) -> bool {
        Endpoint::try_from(text.to_owned()).is_ok_and(|endpoint| endpoint.is_of_a_push_service())
    }

    #[test]
    fn an_address_of_a_push_service_is_https_and_a_name() {
        for right in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/x",
            "https://web.push.apple.com/QJ",
            "https://wns2-par02p.notify.windows.com/w/?token=a%3d",
        ] {
            assert!(is_taken(right), "{right}");
        }
        for wrong in [
            "",
            "push.example",
            "http://push.example/x",
            "https://localhost/x",
            "https://intranet/x",
            "https://intranet./x",
            "https://127.0.0.1/x",
            "https://0x7f.1/x",
            "https://2130706433/x",
            "https://[::1]/x",
            "https://10.0.0.1/x",
            "https://push.example:8443/x",
            "https://user@push.example/x",
            "https://push.example/x#y",
            "file:///etc/passwd",
            "gopher://push.example/x",
        ] {
            assert!(!is_taken(wrong), "{wrong}");
        }
        assert!(!is_taken(&format!("https://push.example/{}", "x".repeat(2048))));
    }
}
