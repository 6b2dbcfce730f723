//! Headers on every answer: those that keep the browser from doing harm, and the one that says whose it is.

use actix_web::{http::header, middleware::DefaultHeaders};

/// Scripts, styles and connections from this site alone; nothing inline, no frames.
const CONTENT_SECURITY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// Marks every answer as this server's. A network in between may answer in its place (its login page, as 200 and HTML);
/// the app takes nothing for done that does not bear this mark (`web/src/data/genuine.ts`).
const MARK: (&str, &str) = ("afterglow", "v1");

/// The headers, with strict transport security where browsers come by TLS.
pub fn security(https: bool) -> DefaultHeaders {
    let headers = DefaultHeaders::new()
        .add(MARK)
        .add((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY))
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::REFERRER_POLICY, "no-referrer"))
        .add(("cross-origin-opener-policy", "same-origin"))
        .add(("cross-origin-resource-policy", "same-origin"))
        .add(("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"))
        .add(("x-robots-tag", "noindex"))
        // For browsers that know no `frame-ancestors`.
        .add((header::X_FRAME_OPTIONS, "DENY"));
    if https {
        headers.add((header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"))
    } else {
        headers
    }
}

/// For answers of the API that say nothing of it: no cache keeps them.
pub fn kept_by_nobody() -> DefaultHeaders {
    DefaultHeaders::new().add((header::CACHE_CONTROL, "no-store"))
}

/// For routes that viewers on other sites may ask: SMART Health Links, whose secret is in the request.
pub fn open_to_every_site() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .add(("cross-origin-resource-policy", "cross-origin"))
}
