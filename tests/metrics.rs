//! What the operator can watch, and where; tests/logs.rs sees that nothing of anybody is in it.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::TcpStream,
};

use serde_json::Value;
use ureq::http::Method;

use crate::support::{
    App, check_in, hour, id,
    postgres::server,
    process::{Process, run, text},
};

/// The value of the first line that begins so.
fn value(metrics: &str, line: &str) -> f64 {
    let found = metrics.lines().find(|told| told.starts_with(line));
    let found = found.unwrap_or_else(|| panic!("no {line} in\n{metrics}"));
    found.rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn requests_writes_and_what_waits_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), &["--metrics-listen", "127.0.0.1:0"]);
    let token = process.patient("ada");
    for n in 0..7 {
        let put = process.request(Method::PUT, &format!("/check-ins/{}", id(n))).bearer(&token);
        put.json(&check_in(&hour(0), 7)).send().assert(201);
    }
    process.request(Method::GET, "/check-ins").send().assert(401);
    let answer = process.metrics().assert(200);
    assert!(answer.header("content-type").unwrap().starts_with("text/plain; version=0.0.4"));
    let told = answer.text();
    let put = r#"afterglow_requests_total{route="/api/v1/check-ins/{id}",method="PUT",status="201"}"#;
    assert!((value(&told, put) - 7.0).abs() < f64::EPSILON, "{told}");
    let refused = r#"afterglow_requests_total{route="/api/v1/check-ins",method="GET",status="401"}"#;
    assert!((value(&told, refused) - 1.0).abs() < f64::EPSILON, "{told}");
    let times = r#"afterglow_request_duration_seconds_count{route="/api/v1/check-ins/{id}"}"#;
    assert!((value(&told, times) - 7.0).abs() < f64::EPSILON, "{told}");
    let (writes, commits) = (value(&told, "afterglow_writes_total "), value(&told, "afterglow_commits_total "));
    assert!(commits >= 8.0 && writes >= commits, "{writes} writes in {commits} commits");
    assert!(value(&told, "afterglow_database_connections_in_use ") < 100.0);
    assert!(value(&told, "afterglow_passwords_waiting ").abs() < f64::EPSILON);
    assert!(told.contains(&format!("version=\"{}\"", env!("CARGO_PKG_VERSION"))), "{told}");
    for gauge in
        ["database_reachable 1", "database_damaged 0", "database_loses_by_failover 0", "reminders_late_seconds 0"]
    {
        assert!(told.contains(&format!("\nafterglow_{gauge}\n")), "{gauge}: {told}");
    }
}

#[test]
fn openmetrics_are_told_to_whoever_asks_for_them_and_plain_text_to_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), &["--metrics-listen", "127.0.0.1:0"]);
    process.patient("ada");
    let asked = |accept: &str| process.metrics_request().header("accept", accept).send().assert(200);
    let of_prometheus = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";
    let openmetrics = asked(of_prometheus);
    assert!(openmetrics.header("content-type").unwrap().starts_with("application/openmetrics-text"));
    let told = openmetrics.text();
    assert!(told.ends_with("# EOF\n") && told.contains("# TYPE afterglow_build info\n"), "{told}");
    for other in ["*/*", "text/plain", "application/openmetrics-text;q=0, text/plain"] {
        let plain = asked(other);
        assert!(plain.header("content-type").unwrap().starts_with("text/plain; version=0.0.4"), "{other}");
        let told = plain.text();
        assert!(!told.contains("# EOF") && told.contains("# TYPE afterglow_build_info gauge\n"), "{told}");
        assert!(told.contains("# TYPE afterglow_requests_total counter\n"), "{told}");
    }
}

/// The names in a query of Prometheus that begin as these metrics do.
fn names(query: &str) -> impl Iterator<Item = &str> {
    query.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| word.starts_with("afterglow_"))
}

/// What is told apart by in a query of Prometheus.
fn labels(query: &str) -> Vec<&str> {
    let matched = query.match_indices("=~").map(|(at, _)| query[..at].rsplit([',', '{', ' ']).next().unwrap());
    let grouped = query.split("by (").skip(1).flat_map(|rest| rest.split(')').next().unwrap().split(", "));
    matched.chain(grouped).collect()
}

#[test]
fn the_dashboard_asks_for_nothing_that_is_not_told_and_shows_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), &["--metrics-listen", "127.0.0.1:0"]);
    process.patient("ada");
    let told = process.metrics().text();
    let dashboard: Value = serde_json::from_str(include_str!("../packaging/grafana.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap().iter();
    let queries: Vec<&str> = panels
        .flat_map(|panel| panel["targets"].as_array().unwrap())
        .map(|target| target["expr"].as_str().unwrap())
        .collect();
    let mut asked = BTreeSet::new();
    for query in queries {
        let name = names(query).next().unwrap();
        if name == "afterglow_last_backup_timestamp_seconds" && server().is_some() {
            // PostgreSQL has backups of its own.
            continue;
        }
        let line = told.lines().find(|line| line.split(['{', ' ']).next() == Some(name));
        let line = line.unwrap_or_else(|| panic!("no {name} in\n{told}"));
        // Prometheus itself adds of whom it asked.
        for label in labels(query).into_iter().filter(|label| !["job", "instance"].contains(label)) {
            assert!(line.contains(&format!("{label}=\"")), "{label} of {query}: {line}");
        }
        asked.insert(name.trim_end_matches("_bucket"));
    }
    let known: BTreeSet<_> = told.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    assert_eq!(asked, known);
    let described = include_str!("../docs/operating.md");
    for name in known {
        assert!(described.contains(&format!("`{name}`")), "docs/operating.md does not name {name}");
    }
}

#[test]
fn what_strangers_try_makes_no_line_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), &["--metrics-listen", "127.0.0.1:0"]);
    let tried = |n: usize| {
        process.request(Method::GET, &format!("/wp-admin/{n}")).send().assert(404);
        let mut stream = TcpStream::connect(process.address).unwrap();
        write!(stream, "BREW{n} /coffee HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").unwrap();
        stream.read_to_string(&mut String::new()).unwrap();
        process.request(Method::GET, &format!("/check-ins/{}", id(n))).send().assert(401);
    };
    tried(1);
    let lines = process.metrics().text().lines().count();
    (2..20).for_each(tried);
    let told = process.metrics().text();
    assert_eq!(told.lines().count(), lines, "{told}");
    assert!(told.contains(r#"route="unmatched""#) && told.contains(r#"method="other""#), "{told}");
}

#[test]
fn nobody_but_the_operator_reads_them() {
    let app = App::start();
    let answer = app.outside(Method::GET, "/metrics").send();
    assert!(!answer.text().contains("afterglow_requests"), "{}", answer.text());

    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), &[]);
    assert!(!process.greeting.contains("Metrics"), "{}", process.greeting);
    let taken = process.address.to_string();
    let refused = run(&folder.path().join("other"), &["--listen", "127.0.0.1:0", "--metrics-listen", &taken]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("--metrics-listen"), "{}", text(&refused.stderr));
}
