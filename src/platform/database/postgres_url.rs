//! The URL of a PostgreSQL server: what of it this server must know, and what it leaves to defaults.
//!
//! It is libpq that reads the URL (several hosts, `target_session_attrs`, certificates and all); here it is
//! only looked at and added to.

use std::{net::IpAddr, time::Duration};

use percent_encoding::percent_decode_str;

/// What is added where the operator says nothing: a server that vanished without a word is noticed, be it while
/// connecting, while it owes an answer, or while nothing is asked of it.
const PATIENT: [(&str, Duration); 4] = [
    ("connect_timeout", Duration::from_secs(5)),
    ("keepalives_idle", Duration::from_secs(15)),
    ("keepalives_interval", Duration::from_secs(5)),
    ("tcp_user_timeout", Duration::from_secs(20)),
];

/// A URL, taken apart as far as is needed.
pub struct PostgresUrl<'a> {
    url: &'a str,
    hosts: Vec<String>,
    parameters: Vec<(String, String)>,
}

impl<'a> PostgresUrl<'a> {
    /// Looks at a URL of the scheme `postgres` or `postgresql`.
    pub fn new(url: &'a str) -> Self {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let parameters: Vec<_> = pairs.map(|(name, value)| (decoded(name), decoded(value))).collect();
        let authority = place.split_once('/').map_or(place, |(authority, _)| authority);
        let hosts = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
        let mut hosts: Vec<String> = hosts.split(',').map(|host| decoded(without_port(host))).collect();
        if let Some((_, named)) = parameters.iter().rfind(|(name, _)| name == "host") {
            hosts = named.split(',').map(str::to_owned).collect();
        }
        Self { url, hosts, parameters }
    }

    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().rfind(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// How many hosts it names.
    pub fn hosts(&self) -> usize {
        self.hosts.len()
    }

    /// The URL with what the operator left out.
    pub fn completed(&self) -> String {
        let mut added: Vec<(&str, String)> =
            PATIENT.iter().map(|(name, time)| (*name, in_its_unit(name, *time).to_string())).collect();
        added.push(("application_name", "afterglow".to_owned()));
        if self.hosts.len() > 1 {
            // Of a primary and its standbys, whichever is which after a failover.
            added.push(("target_session_attrs", "read-write".to_owned()));
        }
        added.retain(|(name, _)| self.parameter(name).is_none());
        added.iter().fold(self.url.to_owned(), |url, (name, value)| {
            let between = if !url.contains('?') {
                "?"
            } else if url.ends_with(['?', '&']) {
                ""
            } else {
                "&"
            };
            format!("{url}{between}{name}={value}")
        })
    }

    /// Whether the connection must be encrypted, or is not made.
    pub fn demands_tls(&self, mode_of_environment: Option<&str>) -> bool {
        let mode = self.parameter("sslmode").or(mode_of_environment);
        let of_system = self.parameter("sslrootcert") == Some("system");
        of_system || mode.is_some_and(|mode| ["require", "verify-ca", "verify-full"].contains(&mode))
    }

    /// Whether every host is this machine.
    pub fn is_local(&self) -> bool {
        self.hosts.iter().all(|host| {
            let socket = host.is_empty() || host.starts_with(['/', '@']);
            socket || host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        })
    }
}

fn in_its_unit(name: &str, time: Duration) -> u128 {
    if name == "tcp_user_timeout" { time.as_millis() } else { time.as_secs().into() }
}

/// A host of an authority, be it an IPv6 address in brackets.
fn without_port(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split_once(']').map_or(rest, |(address, _)| address);
    }
    host.rsplit_once(':').map_or(host, |(host, _)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_operator_says_stays_and_the_rest_is_added() {
        let completed = |url| PostgresUrl::new(url).completed();
        let usual = "connect_timeout=5&keepalives_idle=15&keepalives_interval=5&tcp_user_timeout=20000\
                     &application_name=afterglow";
        for (url, between) in
            [("postgres://h/a", "?"), ("postgres://h/a?", ""), ("postgres://h/a?sslmode=require", "&")]
        {
            assert_eq!(completed(url), format!("{url}{between}{usual}"));
        }
        let own = "postgresql://u:p%40ss@a:5432,b/j?connect_timeout=1&keepalives_idle=2&tcp_user_timeout=3&application_name=x";
        assert_eq!(completed(own), format!("{own}&keepalives_interval=5&target_session_attrs=read-write"));
        let standby = completed("postgres://a,b/j?target_session_attrs=prefer-standby");
        assert!(standby.contains("prefer-standby") && !standby.contains("read-write"), "{standby}");
    }

    #[test]
    fn it_is_seen_whether_encryption_is_demanded() {
        fn demands(url: &str, mode: Option<&str>) -> bool {
            PostgresUrl::new(url).demands_tls(mode)
        }
        for mode in ["require", "verify-ca", "verify-full"] {
            assert!(demands(&format!("postgres://h/a?x=y&sslmode={mode}"), None));
            assert!(demands("postgres://h/a", Some(mode)));
            assert!(!demands("postgres://h/a?sslmode=prefer", Some(mode)));
        }
        assert!(demands("postgres://h/a?sslrootcert=system", None));
        for url in ["postgres://h/a", "postgres://h/a?sslmode=prefer", "postgres://h/a?sslmode=disable"] {
            assert!(!demands(url, None), "{url}");
        }
    }

    #[test]
    fn this_machine_is_told_from_others() {
        let local = [
            "postgres:///a",
            "postgres://localhost/a",
            "postgres://u:p@127.0.0.1:5433/a",
            "postgres://[::1]:5432/a",
            "postgres://%2Fvar%2Frun/a",
            "postgres:///a?host=/var/run",
            "postgres://localhost:1,127.0.0.2:2",
        ];
        let other =
            ["postgres://db.example/a", "postgres://10.0.0.1/a", "postgres://localhost,db/a", "postgres:///a?host=db"];
        for url in local {
            assert!(PostgresUrl::new(url).is_local(), "{url}");
        }
        for url in other {
            assert!(!PostgresUrl::new(url).is_local(), "{url}");
        }
    }
}
