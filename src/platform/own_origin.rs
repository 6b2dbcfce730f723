//! How browsers reach this server: the start of every link that it gives away, and what a page's `Origin` must be.

use actix_web::HttpRequest;

use super::{
    address::TrustedProxies,
    config::{Config, Origin},
};

/// The origin that browsers use: the operator's word, else what the request itself says.
#[derive(Debug, Clone)]
pub struct OwnOrigin {
    public: Option<Origin>,
    proxies: TrustedProxies,
}

impl OwnOrigin {
    /// As the operator decided.
    pub fn new(config: &Config) -> Self {
        Self { public: config.public_origin.clone(), proxies: config.trusted_proxies.clone() }
    }

    /// The origin by which this request came, as `https://journal.example`.
    pub fn origin(&self, request: &HttpRequest) -> String {
        self.public.as_ref().map_or_else(|| self.asked(request), |origin| origin.as_str().to_owned())
    }

    /// Whether a page of this origin is one of this server's own. Without the operator's word the host decides: a
    /// proxy that ends TLS need not say so.
    pub fn is_own(&self, request: &HttpRequest, origin: &str) -> bool {
        let host = |origin: &str| origin.split_once("://").map(|(_, host)| host.to_ascii_lowercase());
        match &self.public {
            Some(public) => origin == public.as_str(),
            None => host(origin).is_some_and(|sender| Some(sender) == host(&self.asked(request))),
        }
    }

    /// A forwarded host and scheme count from a trusted proxy alone.
    fn asked(&self, request: &HttpRequest) -> String {
        if self.proxies.sent(request) {
            let info = request.connection_info();
            return format!("{}://{}", info.scheme(), info.host());
        }
        let scheme = if request.app_config().secure() { "https" } else { "http" };
        let named = request.headers().get(actix_web::http::header::HOST).and_then(|host| host.to_str().ok());
        // HTTP/2 names it in the request's own target.
        let host = request.uri().authority().map(actix_web::http::uri::Authority::as_str).or(named);
        format!("{scheme}://{}", host.unwrap_or_else(|| request.app_config().host()))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn told(public: Option<&str>, proxy: Option<&str>) -> OwnOrigin {
        let proxies = TrustedProxies::new(proxy.into_iter().map(|network| network.parse().unwrap()).collect());
        OwnOrigin { public: public.map(|origin| origin.parse().unwrap()), proxies }
    }

    fn request() -> HttpRequest {
        let forwarded = ("x-forwarded-host", "evil.example");
        TestRequest::default()
            .peer_addr("192.0.2.7:4711".parse().unwrap())
            .insert_header(("host", "journal.example"))
            .insert_header(forwarded)
            .insert_header(("x-forwarded-proto", "https"))
            .to_http_request()
    }

    #[test]
    fn a_forwarded_host_counts_from_a_trusted_proxy_alone() {
        let request = request();
        assert_eq!(told(None, None).origin(&request), "http://journal.example");
        assert_eq!(told(None, Some("192.0.2.8")).origin(&request), "http://journal.example");
        assert_eq!(told(None, Some("192.0.2.7")).origin(&request), "https://evil.example");
        assert_eq!(told(Some("https://a.example"), Some("192.0.2.7")).origin(&request), "https://a.example");
    }

    #[test]
    fn a_page_is_this_servers_own_by_the_host_that_was_asked() {
        let (request, alone) = (request(), told(None, None));
        assert!(alone.is_own(&request, "https://Journal.example"));
        for other in ["https://evil.example", "null", ""] {
            assert!(!alone.is_own(&request, other), "{other}");
        }
        let named = told(Some("https://a.example"), None);
        assert!(named.is_own(&request, "https://a.example"));
        assert!(!named.is_own(&request, "http://a.example") && !named.is_own(&request, "https://journal.example"));
    }
}
