//! Conditional requests (RFC 9110, section 13): `If-Match`, `If-None-Match`, entity tags.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header, header::ContentType},
};
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{created::location, problem::Problem};

/// What a writer believes to be stored already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Nothing is said: the last writer wins.
    None,
    /// `If-Match: "n"`: revision n, and no other.
    Revision(i64),
    /// `If-Match: *`: something is there.
    Present,
    /// `If-None-Match: *`: nothing is there.
    Absent,
    /// A tag that no record can have.
    Never,
}

impl Guard {
    /// Whether the guard lets a write through where `current` is the live revision.
    pub fn allows(self, current: Option<i64>) -> bool {
        match self {
            Self::None => true,
            Self::Revision(revision) => current == Some(revision),
            Self::Present => current.is_some(),
            Self::Absent => current.is_none(),
            Self::Never => false,
        }
    }
}

impl FromRequest for Guard {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        ready(Ok(match (text(header::IF_MATCH), text(header::IF_NONE_MATCH)) {
            (Some("*"), _) => Self::Present,
            (Some(tag), _) => tag.trim_matches('"').parse().map_or(Self::Never, Self::Revision),
            (None, Some("*")) => Self::Absent,
            (None, _) => Self::None,
        }))
    }
}

/// The entity tags a reader already has.
#[derive(Debug, Clone)]
pub struct IfNoneMatch(Option<String>);

impl IfNoneMatch {
    /// Whether the reader has what `tag` names.
    pub fn has(&self, tag: &str) -> bool {
        self.0.as_deref().is_some_and(|tags| {
            tags.split(',').map(|known| known.trim().trim_start_matches("W/")).any(|known| known == tag || known == "*")
        })
    }
}

impl FromRequest for IfNoneMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let value = request.headers().get(header::IF_NONE_MATCH);
        ready(Ok(Self(value.and_then(|value| value.to_str().ok()).map(str::to_owned))))
    }
}

/// The entity tags that a writer goes by (`If-Match`), where what is written has no revision.
#[derive(Debug, Clone)]
pub struct IfMatch(Option<String>);

impl IfMatch {
    /// Whether a write goes through where `tag` names what is stored: without a word, always.
    pub fn allows(&self, tag: &str) -> bool {
        self.0.as_deref().is_none_or(|tags| tags.split(',').map(str::trim).any(|known| known == tag || known == "*"))
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let value = request.headers().get(header::IF_MATCH);
        ready(Ok(Self(value.map(|value| value.to_str().unwrap_or_default().to_owned()))))
    }
}

/// A revision as an entity tag.
pub fn tag(revision: i64) -> String {
    format!("\"{revision}\"")
}

/// What a body says, as an entity tag.
pub fn digest(body: &[u8]) -> String {
    format!("\"{}\"", BASE64URL_NOPAD.encode(&Sha256::digest(body)))
}

/// 200 with a body that is JSON already, and its tag.
pub fn tagged_json(tag: &str, json: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .content_type(ContentType::json())
        .body(json)
}

/// 200 with `body` and its tag.
pub fn tagged(status: StatusCode, tag: &str, body: &impl Serialize) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .json(body)
}

/// 201 with `body`, its tag, and where it is: a path below that of the API.
pub fn tagged_created(path: &str, tag: &str, body: &impl Serialize) -> HttpResponse {
    HttpResponse::Created()
        .insert_header(location(path))
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .json(body)
}

/// 304: the reader has it already.
pub fn not_modified(tag: &str) -> HttpResponse {
    HttpResponse::NotModified()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .finish()
}
