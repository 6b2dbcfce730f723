//! `afterglow health`: asks a server on this machine whether it can serve, for containers and whatever watches them.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use ureq::{Agent, tls::TlsConfig};

use super::{Failure, cli::Health, output::say};

/// How long it may take: the server itself answers within a second.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks `/health/ready` once.
///
/// # Errors
/// When it is not ready, or not there.
pub fn ask(options: &Health) -> Result<(), Failure> {
    let scheme = if options.tls_cert.is_some() { "https" } else { "http" };
    let url = format!("{scheme}://{}/health/ready", reached(options.listen));
    // Its certificate names the host by which browsers reach it, not this address of the same machine.
    let tls = TlsConfig::builder().disable_verification(true).build();
    let agent: Agent = Agent::config_builder()
        .proxy(None)
        .tls_config(tls)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .build()
        .into();
    let unhealthy = |why: String| Failure::Unhealthy(url.clone(), why);
    let mut answer = agent.get(&url).call().map_err(|error| unhealthy(error.to_string()))?;
    if answer.status().is_success() {
        say!("ready");
        return Ok(());
    }
    let told = answer.body_mut().read_to_string().unwrap_or_default();
    Err(unhealthy(format!("{} {told}", answer.status().as_u16())))
}

/// The address by which this machine itself reaches a server that listens on all of its addresses.
fn reached(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}
