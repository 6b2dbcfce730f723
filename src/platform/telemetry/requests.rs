//! A line of the log for each request, and the id that it is found by.

use std::{
    str::FromStr,
    sync::atomic::{AtomicU8, Ordering},
    time::Instant,
};

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{HeaderName, HeaderValue},
    },
    middleware::Next,
};
use tracing::Span;
use tracing_actix_web::RootSpanBuilder;
use uuid::Uuid;

/// The header by which whoever asked can name the line of the log that is about it.
const ID: HeaderName = HeaderName::from_static("x-request-id");

/// Which requests have a line of their own in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Logged {
    /// Each of them.
    #[default]
    All,
    /// All but those for `/health` that went well: probes ask every few seconds.
    AllButProbes,
    /// Those that were answered with 400 or above.
    Failures,
}

impl FromStr for Logged {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Self::All),
            "all-but-probes" => Ok(Self::AllButProbes),
            "failures" => Ok(Self::Failures),
            _ => Err("expected all, all-but-probes or failures".to_owned()),
        }
    }
}

/// What this process logs: there is one log in it.
static LOGGED: AtomicU8 = AtomicU8::new(Logged::All as u8);

/// From now on these have a line.
pub fn log(logged: Logged) {
    LOGGED.store(logged as u8, Ordering::Relaxed);
}

fn has_a_line(route: &str, status: StatusCode) -> bool {
    let failed = status.is_client_error() || status.is_server_error();
    match LOGGED.load(Ordering::Relaxed) {
        logged if logged == Logged::Failures as u8 => failed,
        logged if logged == Logged::AllButProbes as u8 => failed || !route.starts_with("/health/"),
        _ => true,
    }
}

/// What is known of a request from its beginning.
#[derive(Clone)]
struct Began {
    id: Uuid,
    at: Instant,
    route: String,
}

/// A span for each request: its id, method, route, outcome and time. Never a path with ids in it, a query,
/// a header, or an address.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
        let id = Uuid::now_v7();
        let span = tracing::info_span!(
            "request", %id, method = %request.method(), route, status = tracing::field::Empty,
            milliseconds = tracing::field::Empty
        );
        request.extensions_mut().insert(Began { id, at: Instant::now(), route });
        span
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let (status, began) = match outcome {
            Ok(response) => (response.status(), response.request().extensions().get::<Began>().cloned()),
            Err(error) => (error.as_response_error().status_code(), None),
        };
        span.record("status", status.as_u16());
        if let Some(Began { at, .. }) = &began {
            // Until the answer began, to the microsecond.
            span.record("milliseconds", (at.elapsed().as_secs_f64() * 1e6).round() / 1e3);
        }
        if has_a_line(began.as_ref().map_or("", |began| &began.route), status) {
            tracing::info!(parent: &span, "answered");
        }
    }
}

/// Tells whoever asked the id of their request.
///
/// # Errors
/// Those of the routes.
pub async fn tell_its_id<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    let id = response.request().extensions().get::<Began>().map(|began| began.id.to_string());
    if let Some(id) = id.and_then(|id| HeaderValue::from_str(&id).ok()) {
        response.headers_mut().insert(ID, id);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_line_follows_from_the_option() {
        let cases = [
            ("all", [true, true, true, true]),
            ("all-but-probes", [false, true, true, true]),
            ("failures", [false, true, false, true]),
        ];
        for (option, expected) in cases {
            log(option.parse().unwrap());
            let asked = [("/health/ready", 200), ("/health/ready", 503), ("/api/v1/trends", 200), ("unmatched", 404)];
            let told = asked.map(|(route, status)| has_a_line(route, StatusCode::from_u16(status).unwrap()));
            assert_eq!(told, expected, "{option}");
        }
        log(Logged::All);
        assert!("successes".parse::<Logged>().is_err());
    }
}
