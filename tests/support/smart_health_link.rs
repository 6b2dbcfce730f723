//! What a clinic's system does with a SMART Health Link.

use std::collections::BTreeSet;

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use ureq::http::Method;

use super::{Answer, App};

/// What a link says.
pub struct Link<'a> {
    app: &'a App,
    pub payload: Value,
    /// The path of its address, below that of the API.
    pub path: String,
}

impl<'a> Link<'a> {
    /// Reads a link of an answer.
    pub fn read(app: &'a App, link: &Value) -> Self {
        let encoded = link.as_str().unwrap().strip_prefix("shlink:/").unwrap();
        let payload: Value = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(encoded).unwrap()).unwrap();
        let path = payload["url"].as_str().unwrap().split_once("/api/v1").unwrap().1.to_owned();
        Self { app, payload, path }
    }

    pub fn key(&self) -> &str {
        self.payload["key"].as_str().unwrap()
    }

    /// Asks for the manifest.
    pub fn asked(&self, body: &Value) -> Answer {
        self.app.request(Method::POST, &self.path).json(body).send()
    }

    /// The encrypted files of the manifest.
    pub fn encrypted(&self) -> Vec<String> {
        let manifest = self.asked(&json!({ "recipient": "Clinic" })).assert(200).json();
        manifest["files"].as_array().unwrap().iter().map(|file| file["embedded"].as_str().unwrap().to_owned()).collect()
    }

    /// The files, opened.
    pub fn files(&self) -> Vec<Vec<u8>> {
        self.encrypted().iter().map(|file| opened(file, self.key()).unwrap().1).collect()
    }

    /// The encrypted file of a link with the flag `U`.
    pub fn direct(&self) -> String {
        self.app.request(Method::GET, &format!("{}?recipient=Clinic", self.path)).send().assert(200).text()
    }
}

/// Opens a compact JWE as RFC 7516, section 5.2, has it: its header, and what it holds.
pub fn opened(jwe: &str, key: &str) -> Option<(Value, Vec<u8>)> {
    let parts: Vec<&str> = jwe.split('.').collect();
    let [header, "", nonce, ciphertext, tag] = parts.as_slice() else { return None };
    let decoded = |part: &str| BASE64_URL_SAFE_NO_PAD.decode(part).ok();
    let nonce: [u8; 12] = decoded(nonce)?.try_into().ok()?;
    let sealed = [decoded(ciphertext)?, decoded(tag)?].concat();
    let payload = Payload { msg: &sealed, aad: header.as_bytes() };
    let cipher = Aes256Gcm::new_from_slice(&decoded(key)?).ok()?;
    let file = cipher.decrypt(&Nonce::from(nonce), payload).ok()?;
    Some((serde_json::from_slice(&decoded(header)?).ok()?, file))
}

pub fn entries(bundle: &Value) -> &Vec<Value> {
    bundle["entry"].as_array().unwrap()
}

pub fn addresses(bundle: &Value) -> BTreeSet<String> {
    entries(bundle).iter().map(|entry| entry["fullUrl"].as_str().unwrap().to_owned()).collect()
}

/// Every `reference` in a bundle.
pub fn references(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| match value {
                Value::String(to) if name == "reference" => vec![to.as_str()],
                value => references(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
