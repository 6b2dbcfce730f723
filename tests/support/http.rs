//! A request, and what came back.

use std::collections::BTreeSet;

use afterglow::{
    domain::refusal::{Known, Refusal},
    platform::problem::Code,
};
use serde_json::Value;
use ureq::http::{self, HeaderMap, Method};

/// A request about to be sent.
pub struct Request {
    pub(super) agent: ureq::Agent,
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Request {
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Where it goes, as a browser names a page's origin.
    pub fn origin(&self) -> String {
        self.url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
    }

    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }

    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", content_type)
    }

    pub fn send(self) -> Answer {
        let what = format!("{} {}", self.method, self.url);
        self.try_send().unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    /// The same, where the server may be gone, or go meanwhile.
    ///
    /// # Errors
    /// When no whole answer came.
    pub fn try_send(self) -> Result<Answer, ureq::Error> {
        let Self { agent, method, url, headers, body } = self;
        let what = format!("{method} {url}");
        let mut request = http::Request::builder().method(method.clone()).uri(&url);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let bare = body.is_empty() && [Method::GET, Method::HEAD, Method::DELETE].contains(&method);
        let sent = if bare { agent.run(request.body(()).unwrap()) } else { agent.run(request.body(body).unwrap()) };
        let (parts, mut body) = sent?.into_parts();
        let body = body.with_config().limit(64 << 20).read_to_vec()?;
        Ok(Answer { what, status: parts.status.as_u16(), headers: parts.headers, body })
    }
}

/// The app can say a problem and each of its faults: what comes with a code is what its list promises.
#[track_caller]
fn says_what_its_codes_need(problem: &Value) {
    let brings = |said: &Value, known: &[Known]| {
        let found: BTreeSet<&str> = said["params"].as_object().unwrap().keys().map(String::as_str).collect();
        let known = known.iter().find(|known| said["code"] == known.code).unwrap_or_else(|| panic!("unknown: {said}"));
        assert_eq!(found, known.params.iter().copied().collect(), "{said}");
    };
    brings(problem, Code::ALL);
    for fault in problem["errors"].as_array().into_iter().flatten() {
        brings(fault, Refusal::ALL);
    }
}

/// What the server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    what: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub fn assert(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text());
        self
    }

    /// A problem with this status and code, as every refusal must be.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        let answer = self.assert(status);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.what);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{}", answer.what);
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{}: {problem}", answer.what);
        assert_eq!(problem["status"], status, "{}: {problem}", answer.what);
        assert!(!problem["detail"].as_str().unwrap().is_empty() && problem["title"].is_string(), "{problem}");
        says_what_its_codes_need(&problem);
        answer
    }

    /// A body or query that is wrong at just these places.
    #[track_caller]
    pub fn wrong_at(self, pointers: &[&str]) -> Self {
        let answer = self.refused(422, "invalid_body");
        assert_eq!(answer.pointers(), pointers, "{}: {}", answer.what, answer.text());
        answer
    }

    pub fn pointers(&self) -> Vec<String> {
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}: not JSON: {}", self.what, self.text()))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn etag(&self) -> String {
        self.header("etag").unwrap_or_else(|| panic!("{}: no etag", self.what)).to_owned()
    }

    /// The cookie that is set, as `name=value` and its attributes.
    pub fn cookie(&self) -> (String, Vec<String>) {
        let set = self.header("set-cookie").unwrap_or_else(|| panic!("{}: no cookie", self.what));
        let mut parts = set.split("; ").map(str::to_owned);
        (parts.next().unwrap(), parts.collect())
    }
}
