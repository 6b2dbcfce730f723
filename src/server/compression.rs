//! Answers are compressed where it pays: a journal of years shrinks to a tenth on its way to a phone,
//! while a saved check-in fits into one packet as it is.

use actix_http::{ResponseHead, encoding::Encoder};
use actix_web::{
    Error,
    body::{BodySize, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, AcceptEncoding, ContentEncoding, Encoding, Header, HeaderValue},
    middleware::Next,
};

/// The least that is compressed, in bytes.
const LEAST: u64 = 4096;
/// What shrinks; pictures and PDF are compressed in themselves.
const TEXTS: [&str; 3] = ["application/json", "application/fhir+json", "text/csv"];

/// Compresses large texts for whoever takes gzip.
pub async fn where_it_pays<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let taken = takes_gzip(&request);
    let answer = next.call(request).await?;
    Ok(answer.map_body(|head, body| {
        let pays = taken && is_text(head) && matches!(body.size(), BodySize::Sized(size) if size >= LEAST);
        if pays {
            weaken(head);
        }
        Encoder::response(if pays { ContentEncoding::Gzip } else { ContentEncoding::Identity }, head, body)
    }))
}

fn takes_gzip(request: &ServiceRequest) -> bool {
    let accepted = AcceptEncoding::parse(request).ok();
    let chosen = accepted.and_then(|accepted| accepted.negotiate([Encoding::gzip(), Encoding::identity()].iter()));
    chosen == Some(Encoding::gzip())
}

fn is_text(head: &ResponseHead) -> bool {
    let kind = head.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    TEXTS.iter().any(|text| kind.starts_with(text))
}

/// A strong entity tag would promise the same bytes whatever their coding (RFC 9110, section 8.8.1).
fn weaken(head: &mut ResponseHead) {
    let strong = head.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let weak = strong.filter(|tag| !tag.starts_with("W/")).map(|tag| format!("W/{tag}"));
    if let Some(weak) = weak.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
        head.headers_mut().insert(header::ETAG, weak);
    }
}
