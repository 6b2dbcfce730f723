//! Secrets: a token is refused when anything about it is not as given, and none stands in for another.

use std::fs;

use afterglow::platform::keys::KeyRing;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use ureq::http::Method;

use crate::support::{App, PASSWORD, Patient, RECOVERED, refresh_with};

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn encoded(part: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(part.to_string())
}

/// Signs with the server's own key, as only a mistake of the server could.
struct Forge {
    secret: Vec<u8>,
    header: Value,
    claims: Value,
}

impl Forge {
    fn of(patient: &Patient) -> Self {
        let key = KeyRing::load(&patient.app.config.key_file).unwrap();
        let mut parts = patient.access_token.split('.');
        let (header, claims) = (decoded(parts.next().unwrap()), decoded(parts.next().unwrap()));
        Self { secret: key.current().derive("afterglow access tokens").to_vec(), header, claims }
    }

    fn signed(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", encoded(header), encoded(claims));
        let mac = Hmac::<Sha256>::new_from_slice(&self.secret).unwrap().chain_update(&message).finalize();
        format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(mac.into_bytes()))
    }

    fn with_header(&self, member: &str, value: Value) -> String {
        let mut header = self.header.clone();
        change(&mut header, member, value);
        self.signed(&header, &self.claims)
    }

    fn with_claim(&self, member: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        change(&mut claims, member, value);
        self.signed(&self.header, &claims)
    }
}

/// Null takes a member away.
fn change(object: &mut Value, member: &str, value: Value) {
    let object = object.as_object_mut().unwrap();
    if value.is_null() {
        object.remove(member);
    } else {
        object.insert(member.to_owned(), value);
    }
}

fn refused(app: &App, token: &str) {
    let answer = app.request(Method::GET, "/account").bearer(token).send();
    assert_eq!(answer.status, 401, "taken: {token}");
    answer.refused(401, "unauthenticated");
}

#[test]
fn the_forge_of_these_tests_makes_good_tokens() {
    let app = App::start();
    let ada = app.patient("ada");
    let forge = Forge::of(&ada);
    app.request(Method::GET, "/account").bearer(&forge.signed(&forge.header, &forge.claims)).send().assert(200);
}

#[test]
fn a_token_with_another_header_or_claim_is_refused_though_it_is_signed() {
    let app = App::start();
    let ada = app.patient("ada");
    let forge = Forge::of(&ada);
    for algorithm in ["none", "None", "HS384", "HS512", "RS256", "ES256", "EdDSA", "hs256", ""] {
        refused(&app, &forge.with_header("alg", json!(algorithm)));
    }
    let wrong = [("typ", "JWT"), ("typ", "jwt"), ("kid", "0011223344556677"), ("kid", "")];
    for (member, value) in wrong {
        refused(&app, &forge.with_header(member, json!(value)));
    }
    for member in ["alg", "typ", "kid"] {
        refused(&app, &forge.with_header(member, Value::Null));
    }
    for member in ["iss", "aud", "sub", "sid", "nbf", "exp"] {
        refused(&app, &forge.with_claim(member, Value::Null));
        refused(&app, &forge.with_claim(member, json!({})));
    }
    for (member, value) in [("iss", "afterglow2"), ("iss", ""), ("aud", "afterglow:visitor"), ("aud", "afterglow")] {
        refused(&app, &forge.with_claim(member, json!(value)));
    }
    let now = app.clock.now().as_second();
    for (member, value) in [("exp", now - 10), ("exp", 0), ("exp", -1), ("nbf", now + 11), ("nbf", i64::MAX)] {
        refused(&app, &forge.with_claim(member, json!(value)));
    }
}

#[test]
fn a_signed_token_of_an_unknown_session_or_account_is_refused() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let forge = Forge::of(&ada);
    for (member, value) in [("sid", bob.session_id.as_str()), ("sid", ""), ("sub", "0"), ("sub", "' OR 1=1 --")] {
        let token = forge.with_claim(member, json!(value));
        app.request(Method::GET, "/account").bearer(&token).send().refused(401, "session_ended");
    }
}

#[test]
fn a_token_that_was_cut_extended_or_changed_is_refused() {
    let app = App::start();
    let ada = app.patient("ada");
    let token = ada.access_token.clone();
    let parts: Vec<&str> = token.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("{token}") };
    let forged = {
        let mut claims = decoded(claims);
        claims["exp"] = json!(9_999_999_999_i64);
        encoded(&claims)
    };
    let none = encoded(&json!({ "alg": "none", "typ": "at+jwt" }));
    let mutated = [
        String::new(),
        "..".to_owned(),
        "a.b.c".to_owned(),
        format!("{header}.{claims}"),
        format!("{header}.{claims}."),
        format!("{header}.{forged}.{signature}"),
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        format!("{token}."),
        format!("{token}A"),
        format!("{token}.{signature}"),
        format!("{token}=="),
        format!(" {header} . {claims} . {signature}"),
        format!("{claims}.{header}.{signature}"),
        token.to_lowercase(),
    ];
    for token in &mutated {
        refused(&app, token);
    }
    for cut in (0..token.len()).step_by(7) {
        refused(&app, &token[..cut]);
    }
    for at in (0..token.len() - 1).step_by(5) {
        let other = if &token[at..=at] == "A" { "B" } else { "A" };
        refused(&app, &format!("{}{other}{}", &token[..at], &token[at + 1..]));
    }
}

#[test]
fn a_token_of_another_server_is_refused() {
    let (app, other) = (App::start(), App::start());
    let (ada, eve) = (app.patient("ada"), other.patient("ada"));
    refused(&app, &eve.access_token);
    refresh_with(&app, &eve.cookie).refused(401, "account_unknown");
    let own = fs::read(&app.config.key_file).unwrap();
    assert_ne!(own, fs::read(&other.config.key_file).unwrap());
    ada.get("/account").assert(200);
}

#[test]
fn no_secret_stands_in_for_another() {
    let app = App::start();
    let ada = app.patient("ada");
    let (name, refresh_token) = ada.cookie.split_once('=').unwrap();
    let secret = refresh_token.rsplit('.').next().unwrap();
    let secrets = [&ada.access_token, refresh_token, secret, &ada.recovery_code, PASSWORD, &ada.session_id];

    for wrong in secrets.iter().filter(|secret| **secret != ada.access_token) {
        let answer = app.request(Method::GET, "/account").bearer(wrong).send();
        assert_eq!(answer.status, 401, "as a bearer: {wrong}");
    }
    for scheme in ["Basic", "Share", "Token", "Cookie"] {
        let header = format!("{scheme} {}", ada.access_token);
        app.request(Method::GET, "/account").header("authorization", header).send().refused(401, "unauthenticated");
    }
    for wrong in secrets.iter().filter(|secret| **secret != refresh_token) {
        refresh_with(&app, &format!("{name}={wrong}")).refused(401, "session_ended");
    }
    app.request(Method::GET, "/account").header("cookie", &ada.cookie).send().refused(401, "unauthenticated");
    app.request(Method::POST, "/sessions/refresh").bearer(&ada.access_token).send().refused(401, "session_ended");
    for wrong in secrets.iter().filter(|secret| **secret != PASSWORD && secret.chars().count() <= 256) {
        app.sign_in("ada", wrong).refused(401, "wrong_credentials");
    }
    for wrong in secrets.iter().filter(|secret| **secret != ada.recovery_code && secret.chars().count() <= 256) {
        let form = json!({ "username": "ada", "recovery_code": wrong, "new_password": RECOVERED });
        let answer = app.request(Method::POST, "/account/recovery").json(&form).send();
        answer.refused(401, "wrong_credentials");
    }
    ada.refresh().assert(200);
}
