//! The web app, from the table that the build embeds.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode, header},
    web::Data,
};

use super::methods::Methods;
use crate::platform::{
    conditional::IfNoneMatch,
    problem::{Code, Problem, Result},
};

/// A file of the web app.
pub struct Asset {
    path: &'static str,
    content_type: &'static str,
    etag: &'static str,
    immutable: bool,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/web_assets.rs"));

/// Answers whatever no route of the API does: the app's files, and its first page for its own paths.
pub async fn serve(request: HttpRequest, has: IfNoneMatch, methods: Data<Methods>) -> Result<HttpResponse> {
    let path = request.path();
    if path == "/api" || path.starts_with("/api/") {
        return Err(methods.refusal(path));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refusal = Problem::new(StatusCode::METHOD_NOT_ALLOWED, Code::MethodNotAllowed, "This can only be read.");
        return Err(refusal.header(header::ALLOW, header::HeaderValue::from_static("GET, HEAD")));
    }
    let asset = find(path).or_else(|| is_page(path).then(|| find(page_at(path))).flatten());
    Ok(answer(asset.ok_or_else(Problem::not_found)?, &request, &has))
}

fn find(path: &str) -> Option<&'static Asset> {
    let index = ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
    ASSETS.get(index)
}

/// The app's pages have no dot in their last part; a missing file is missing.
fn is_page(path: &str) -> bool {
    !path.rsplit('/').next().unwrap_or_default().contains('.')
}

/// The file behind the path of a page: the visitor's page is one of its own, all others are the app's.
fn page_at(path: &str) -> &'static str {
    if matches!(path, "/s" | "/s/") { "/s.html" } else { "/index.html" }
}

fn answer(asset: &'static Asset, request: &HttpRequest, has: &IfNoneMatch) -> HttpResponse {
    let cache = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = if has.has(asset.etag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, asset.etag))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "accept-encoding"));
    if has.has(asset.etag) {
        return response.finish();
    }
    response.content_type(asset.content_type);
    match asset.brotli.filter(|_| takes_brotli(request)) {
        Some(brotli) => response.insert_header((header::CONTENT_ENCODING, "br")).body(brotli),
        None => response.body(asset.plain),
    }
}

fn takes_brotli(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|encodings| {
        encodings.split(',').any(|encoding| {
            let mut parts = encoding.split(';').map(str::trim);
            parts.next() == Some("br") && parts.all(|parameter| parameter != "q=0")
        })
    })
}
