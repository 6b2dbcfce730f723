//! TLS to PostgreSQL. `tests/tls` runs these, in a build that can do it.

use std::env;

use crate::support::{
    postgres::server,
    process::{Process, afterglow, text},
};

/// The URL of the server's own database, with parameters for TLS that name a certificate by its file.
fn url(host: &str, mode: &str, root: &str) -> String {
    let server = server().unwrap().replace("127.0.0.1", host);
    let folder = env::var("AFTERGLOW_TEST_CERTIFICATES").unwrap();
    format!("{server}/postgres?sslmode={mode}&sslrootcert={folder}/{root}.crt")
}

/// What is said when there is no starting with a URL.
fn refusal(url: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let refused = afterglow(&folder.path().join("data"), &["--database-url", url]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2), "{url}");
    text(&refused.stderr)
}

#[test]
#[ignore = "needs TLS: tests/tls"]
fn a_server_is_trusted_by_its_authority_and_its_name() {
    let folder = tempfile::tempdir().unwrap();
    for (host, mode) in [("localhost", "verify-full"), ("127.0.0.1", "verify-ca"), ("127.0.0.1", "require")] {
        let process =
            Process::serve_with(&folder.path().join("data"), &["--database-url", &url(host, mode, "authority")]);
        let answer = ureq::get(format!("http://{}/health/ready", process.address)).call().unwrap();
        assert_eq!(answer.status(), 200, "{host} {mode}");
    }
}

#[test]
#[ignore = "needs TLS: tests/tls"]
fn a_server_of_another_authority_or_name_is_not() {
    for (host, mode, root, why) in [
        ("localhost", "verify-full", "stranger", "certificate verify failed"),
        ("localhost", "verify-ca", "stranger", "certificate verify failed"),
        ("127.0.0.1", "verify-full", "authority", "does not match host name"),
        ("localhost", "verify-full", "missing", "missing.crt"),
    ] {
        let told = refusal(&url(host, mode, root));
        assert!(told.contains(why), "{host} {mode} {root}: {told}");
    }
}

#[test]
#[ignore = "needs TLS: tests/tls"]
fn where_the_server_wants_encryption_there_is_no_way_without() {
    let told = refusal(&url("localhost", "disable", "authority"));
    assert!(told.contains("no encryption"), "{told}");
}
