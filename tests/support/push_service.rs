//! A push service on this machine, and a browser that can read what it receives.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
    thread,
};

use aes_gcm::{Aes128Gcm, KeyInit, Nonce, aead::Aead};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use p256::{
    PublicKey, SecretKey,
    ecdsa::{Signature, VerifyingKey, signature::Verifier},
    elliptic_curve::sec1::ToSec1Point,
};
use serde_json::{Value, json};
use sha2::Sha256;

use super::arrivals;

/// A message as it arrived.
#[derive(Clone)]
pub struct Received {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// A push service that takes messages, or answers with another status.
pub struct PushService {
    pub address: SocketAddr,
    status: Arc<AtomicU16>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl PushService {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (status, received) = (Arc::new(AtomicU16::new(201)), Arc::<Mutex<Vec<Received>>>::default());
        let service = Self { address, status: status.clone(), received: received.clone() };
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (status, received) = (status.clone(), received.clone());
                thread::spawn(move || while serve(stream.as_ref().unwrap(), &status, &received).is_some() {});
            }
        });
        service
    }

    /// Answers with this status from now on.
    pub fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Waits until so many messages have come in all, and a little longer, in which no more may.
    #[track_caller]
    pub fn expect(&self, messages: usize) -> Vec<Received> {
        arrivals::expect(messages, || self.received())
    }
}

/// Reads one message and answers it; `None` once the connection ends.
fn serve(stream: &TcpStream, status: &AtomicU16, received: &Mutex<Vec<Received>>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    received.lock().unwrap().push(Received { path, headers, body });
    let status = status.load(Ordering::SeqCst);
    let after = if status == 429 { "retry-after: 1\r\n" } else { "" };
    let answer = format!("HTTP/1.1 {status} Told\r\n{after}content-length: 0\r\n\r\n");
    let mut writer = stream;
    writer.write_all(answer.as_bytes()).ok()
}

/// A browser with a subscription.
pub struct Browser {
    pub endpoint: String,
    secret: SecretKey,
    auth: [u8; 16],
}

impl Browser {
    pub fn at(service: &PushService, name: &str) -> Self {
        let secret = SecretKey::from_slice(&rand::random::<[u8; 32]>()).unwrap();
        Self { endpoint: format!("http://{}/{name}", service.address), secret, auth: rand::random() }
    }

    pub fn subscription(&self, key_version: u8) -> Value {
        let key = self.secret.public_key().to_sec1_point(false);
        let encoded = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let keys = json!({ "p256dh": encoded(key.as_bytes()), "auth": encoded(&self.auth) });
        json!({ "endpoint": self.endpoint, "keys": keys, "key_version": key_version })
    }

    /// Opens a message for this browser (RFC 8291, section 3.4, from the receiver's side).
    pub fn read(&self, message: &Received) -> Value {
        assert_eq!(message.headers["content-encoding"], "aes128gcm");
        let (salt, rest) = message.body.split_at(16);
        assert_eq!(rest[..5], [0, 0, 16, 0, 65]);
        let (sender, sealed) = rest[5..].split_at(65);
        let shared = self.secret.diffie_hellman(&PublicKey::from_sec1_bytes(sender).unwrap());
        let own = self.secret.public_key().to_sec1_point(false);
        let expanded = |salt: &[u8], input: &[u8], info: &[u8], length| {
            let mut bytes = vec![0; length];
            Hkdf::<Sha256>::new(Some(salt), input).expand(info, &mut bytes).unwrap();
            bytes
        };
        let info = [b"WebPush: info\0".as_slice(), own.as_bytes(), sender].concat();
        let input = expanded(&self.auth, shared.raw_secret_bytes(), &info, 32);
        let key = expanded(salt, &input, b"Content-Encoding: aes128gcm\0", 16);
        let nonce: [u8; 12] = expanded(salt, &input, b"Content-Encoding: nonce\0", 12).try_into().unwrap();
        let cipher = Aes128Gcm::new_from_slice(&key).unwrap();
        let mut opened = cipher.decrypt(&Nonce::from(nonce), sealed).unwrap();
        assert_eq!(opened.pop(), Some(2));
        serde_json::from_slice(&opened).unwrap()
    }
}

/// The claims of the token that a message came with, whose signature is that of the key beside it; and that key.
pub fn claims_of(message: &Received) -> (Value, String) {
    let authorization = message.headers["authorization"].strip_prefix("vapid t=").unwrap();
    let (token, key) = authorization.split_once(", k=").unwrap();
    let decoded = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&decoded(header)).unwrap(), json!({ "typ": "JWT", "alg": "ES256" }));
    let verifying = VerifyingKey::from_sec1_bytes(&decoded(key)).unwrap();
    verifying.verify(signed.as_bytes(), &Signature::from_slice(&decoded(signature)).unwrap()).unwrap();
    (serde_json::from_slice(&decoded(claims)).unwrap(), key.to_owned())
}
