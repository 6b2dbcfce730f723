//! `afterglow serve`.

use super::{Failure, cli::Serve};
use crate::{
    platform::{clock::Clock, telemetry},
    server,
};

/// Serves until told to end.
pub async fn run(options: Serve, clock: Clock) -> Result<(), Failure> {
    telemetry::start();
    let config = options.config();
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let first_start = !config.key_file.exists();
    let key_file = config.key_file.clone();
    let warnings = config.warnings();
    let running = server::start(config, clock).await?;
    if first_start {
        println!("A new key was made in {}: keep a copy of it in a safe place.", key_file.display());
    }
    for warning in warnings {
        tracing::warn!("{warning}");
    }
    if let Some(metrics) = running.metrics_address() {
        println!("Metrics are at http://{metrics}/metrics");
    }
    println!("Afterglow is at {scheme}://{}", running.address);
    running.until_stopped().await.map_err(|error| Failure::Io("the server stopped".to_owned(), error))
}
