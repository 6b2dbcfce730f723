//! `afterglow serve`.

use super::{Failure, cli::Serve};
use crate::{
    platform::{clock::Clock, telemetry},
    server,
};

/// Serves until told to end. Everything that it says is in the log.
pub async fn run(options: Serve, clock: Clock) -> Result<(), Failure> {
    telemetry::start(options.log_requests);
    let config = options.config();
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let first_start = !config.key_file.exists();
    let key_file = config.key_file.clone();
    let warnings = config.warnings();
    let running = server::start(config, clock).await?;
    if first_start {
        tracing::warn!("A new key was made in {}: keep a copy of it in a safe place.", key_file.display());
    }
    for warning in warnings {
        tracing::warn!("{warning}");
    }
    if let Some(metrics) = running.metrics_address() {
        tracing::info!("Metrics are at http://{metrics}/metrics");
    }
    tracing::info!("Afterglow is at {scheme}://{}", running.address);
    running.until_stopped().await.map_err(|error| Failure::Io("the server stopped".to_owned(), error))
}
