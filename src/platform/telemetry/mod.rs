//! Logs: structured, with a request id, and without anything a patient wrote.

mod journald;
mod requests;

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt::format::JsonFields};

use self::journald::Prioritised;
pub use self::requests::{Logged, RequestSpan, tell_its_id};

/// Starts logging to standard error: lines for a terminal, JSON otherwise, with systemd's priorities before it where
/// that is the journal. `logged` says which requests have a line.
///
/// `AFTERGLOW_LOG` chooses what is told, as `info` or `afterglow=debug`.
pub fn start(logged: Logged) {
    requests::log(logged);
    let filter = EnvFilter::try_from_env("AFTERGLOW_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // What sends pushes would tell their addresses, which are the patients' own.
    let silenced = ["ureq=off", "ureq_proto=off"].iter().filter_map(|directive| directive.parse().ok());
    let filter = silenced.fold(filter, EnvFilter::add_directive);
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first.
    if std::io::stderr().is_terminal() {
        _ = subscriber.with_target(false).try_init();
    } else {
        let json = tracing_subscriber::fmt::format().json();
        let json = json.flatten_event(true).with_current_span(true).with_span_list(false);
        _ = subscriber.event_format(Prioritised::of(json)).fmt_fields(JsonFields::new()).try_init();
    }
}
