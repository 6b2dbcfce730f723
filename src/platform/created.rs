//! 201: something was made, and where it is.

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderName},
};
use serde::Serialize;

/// Where all paths of the API begin.
pub const API: &str = "/api/v1";

/// Where what was made is: the header, of a path below [`API`].
pub fn location(path: &str) -> (HeaderName, String) {
    (header::LOCATION, format!("{API}{path}"))
}

/// 201 with `body`, which nobody is to keep, and where what was made is: a path below [`API`].
pub fn created(path: &str, body: &impl Serialize) -> HttpResponse {
    HttpResponse::Created().insert_header(location(path)).insert_header((header::CACHE_CONTROL, "no-store")).json(body)
}
