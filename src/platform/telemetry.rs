//! Logs: structured, with a request id, and without anything a patient wrote.

use std::io::IsTerminal;

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
};
use tracing::Span;
use tracing_actix_web::RootSpanBuilder;
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error: lines for a terminal, JSON otherwise.
///
/// `AFTERGLOW_LOG` chooses what is told, as `info` or `afterglow=debug`.
pub fn start() {
    let filter = EnvFilter::try_from_env("AFTERGLOW_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // What sends pushes would tell their addresses, which are the patients' own.
    let silenced = ["ureq=off", "ureq_proto=off"].iter().filter_map(|directive| directive.parse().ok());
    let filter = silenced.fold(filter, EnvFilter::add_directive);
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first.
    if std::io::stderr().is_terminal() {
        _ = subscriber.with_target(false).try_init();
    } else {
        _ = subscriber.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init();
    }
}

/// A span for each request: its id, method, route and outcome. Never a path with ids in it, a query,
/// a header, or an address.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
        let id = uuid::Uuid::now_v7();
        tracing::info_span!("request", %id, method = %request.method(), route, status = tracing::field::Empty)
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("status", status.as_u16());
        tracing::info!(parent: &span, "answered");
    }
}
