//! Access tokens and cookies: only what was given lets anybody in.
//!
//! After `r`, a token as it comes, with the real one in the place of each `~`; after `c`, a cookie likewise; after
//! anything else, a header and claims in a line each, which are signed with the server's own key: then everything
//! that is left to check is in them.

#![no_main]

use actix_web::http::{Method, StatusCode, header};
use afterglow_fuzz::{NOW, World, request, with};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde_json::Value;
use sha2::Sha256;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let Ok(rest) = str::from_utf8(rest) else { return };
    with(|world| match choice {
        b'r' => as_it_comes(world, &rest.replace('~', &world.access_token)),
        b'c' => cookie(world, rest),
        _ => signed(world, rest),
    });
});

/// Whether a token lets somebody in.
fn lets_in(world: &World, token: &str) -> Option<bool> {
    let value = header::HeaderValue::from_str(&format!("Bearer {token}")).ok()?;
    let asked = request(Method::GET, "/account")?.insert_header((header::AUTHORIZATION, value));
    let (status, _) = world.ask(asked);
    assert!(status == StatusCode::OK || status == StatusCode::UNAUTHORIZED, "{status}");
    Some(status == StatusCode::OK)
}

fn as_it_comes(world: &World, token: &str) {
    if let Some(lets_in) = lets_in(world, token) {
        assert_eq!(lets_in, token.trim() == world.access_token, "{token}");
    }
}

fn cookie(world: &World, rest: &str) {
    let Ok(value) = header::HeaderValue::from_str(&format!("afterglow={rest}")) else { return };
    let Some(asked) = request(Method::POST, "/sessions/refresh") else { return };
    let (status, _) = world.ask(asked.insert_header((header::COOKIE, value)));
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

fn signed(world: &World, rest: &str) {
    let Some((head, claims)) = rest.split_once('\n') else { return };
    // Whose it is stays unknown to the corpus.
    let own: Vec<String> = world.access_token.split('.').take(2).filter_map(decoded).collect();
    let [own_head, own_claims] = own.as_slice() else { panic!("a token has a header and claims") };
    let member = |of: &str, name: &str| -> String {
        let value: Value = serde_json::from_str(of).expect("JSON");
        value[name].as_str().expect("a text").to_owned()
    };
    let head = head.replace("KID", &member(own_head, "kid"));
    let claims = claims.replace("SUB", &member(own_claims, "sub")).replace("SID", &member(own_claims, "sid"));
    let message = [&head, &claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part)).join(".");
    let key = world.key.derive("afterglow access tokens");
    let mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).expect("a key of any length");
    let signature = BASE64_URL_SAFE_NO_PAD.encode(mac.chain_update(&message).finalize().into_bytes());
    if lets_in(world, &format!("{message}.{signature}")) == Some(true) {
        assert!(is_as_issued(&head, &claims), "{head}\n{claims}");
    }
}

fn decoded(part: &str) -> Option<String> {
    String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// What a token that lets somebody in has to say.
fn is_as_issued(head: &str, claims: &str) -> bool {
    let (Ok(head), Ok(claims)) = (serde_json::from_str::<Value>(head), serde_json::from_str::<Value>(claims)) else {
        return false;
    };
    let now = NOW.parse::<Timestamp>().expect("an instant").as_second();
    let audience = &claims["aud"];
    let timely = claims["nbf"].as_i64().is_some_and(|from| from <= now + 10)
        && claims["exp"].as_i64().is_some_and(|until| now < until.saturating_add(10));
    head["alg"] == "HS256"
        && head["typ"] == "at+jwt"
        && claims["iss"] == "afterglow"
        && audience == "afterglow:patient"
        && timely
}
