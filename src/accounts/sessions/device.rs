//! What kind of device someone signs in from, in words: enough to recognise one's own.

use actix_web::{HttpRequest, http::header};

/// Browsers by a mark in their user agent, the more particular first (Chrome's is in most others').
const BROWSERS: [(&str, &str); 6] = [
    ("Firefox/", "Firefox"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// The kind of device that a request comes from, as `Firefox on Android`.
pub fn of(request: &HttpRequest) -> String {
    named(request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()))
}

/// As `Firefox on Android`; `Another program` for whatever is not a browser.
fn named(user_agent: Option<&str>) -> String {
    let agent = user_agent.unwrap_or_default();
    let find =
        |marks: &[(&str, &'static str)]| marks.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Another program".to_owned(),
    }
}
