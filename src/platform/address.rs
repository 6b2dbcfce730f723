//! Where a request comes from: who is at the other end, or whom a trusted proxy names.

use std::{
    net::{IpAddr, Ipv6Addr},
    str::FromStr,
};

use actix_web::{HttpRequest, http::header::HeaderName};
use ipnet::IpNet;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// A reverse proxy, or a network of them: `10.0.0.7`, `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(IpNet);

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let alone = text.parse::<IpAddr>().map(IpNet::from);
        let network = text.parse::<IpNet>().or(alone).map_err(|_| "expected an address or network, as 10.0.0.0/8")?;
        Ok(Self(network.trunc()))
    }
}

/// The proxies whose word is taken for where a request comes from. Anyone can write the header.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<Network>);

impl TrustedProxies {
    /// These, and no others.
    pub fn new(networks: Vec<Network>) -> Self {
        Self(networks)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The address that a request comes from, or the network of 2⁶⁴ that one customer of IPv6 is given.
    pub fn network_of(&self, request: &HttpRequest) -> String {
        let Some(peer) = request.peer_addr() else { return "unknown".to_owned() };
        let headers = request.headers().get_all(FORWARDED_FOR).filter_map(|value| value.to_str().ok());
        match self.client(peer.ip(), headers) {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).to_string(),
        }
    }

    /// Whether a trusted proxy passed this request on.
    pub fn sent(&self, request: &HttpRequest) -> bool {
        request.peer_addr().is_some_and(|peer| self.trusts(peer.ip().to_canonical()))
    }

    /// The last address that no trusted proxy has: every proxy appends whom it was asked by.
    fn client<'a>(&self, peer: IpAddr, headers: impl DoubleEndedIterator<Item = &'a str>) -> IpAddr {
        let mut named = headers.rev().flat_map(|header| header.rsplit(','));
        let mut client = peer.to_canonical();
        while self.trusts(client) {
            let Some(Ok(before)) = named.next().map(|text| text.trim().parse::<IpAddr>()) else { break };
            client = before.to_canonical();
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|Network(network)| network.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_counts_only_from_a_trusted_proxy_and_only_its_own_part() {
        let proxies = TrustedProxies::new(vec!["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()]);
        let client = |peer: &str, headers: &[&'static str]| {
            proxies.client(peer.parse().unwrap(), headers.iter().copied()).to_string()
        };
        assert_eq!(client("192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(client("10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("::1", &["203.0.113.9, 198.51.100.1, 10.4.4.4"]), "198.51.100.1");
        assert_eq!(client("10.1.2.3", &["203.0.113.9", "198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("10.1.2.3", &[]), "10.1.2.3");
        assert_eq!(client("10.1.2.3", &["nonsense"]), "10.1.2.3");
        assert_eq!(client("::ffff:10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
    }

    #[test]
    fn a_network_is_an_address_or_a_range() {
        for right in ["127.0.0.1", "10.0.0.0/8", "fd00::/8", "::1"] {
            assert!(right.parse::<Network>().is_ok(), "{right}");
        }
        for wrong in ["", "proxy", "10.0.0.0/33", "10.0.0"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
