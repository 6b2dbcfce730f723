//! 201: something was made, and where it is.

use actix_web::{HttpResponse, http::header};
use serde::Serialize;

/// Where all paths of the API begin.
pub const API: &str = "/api/v1";

/// 201 with `body`, which nobody is to keep, and where what was made is: a path below [`API`].
pub fn created(path: &str, body: &impl Serialize) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, format!("{API}{path}")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(body)
}
