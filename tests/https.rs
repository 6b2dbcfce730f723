//! TLS that the server speaks itself.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;
use ureq::{
    Agent,
    http::Method,
    tls::{Certificate, RootCerts, TlsConfig},
};

use crate::support::{
    PASSWORD,
    process::{Process, run, text},
};

/// A certificate for this machine, signed by itself, and its key.
struct Pair {
    folder: PathBuf,
}

impl Pair {
    fn made(folder: &Path) -> Self {
        fs::create_dir_all(folder).unwrap();
        let pair = Self { folder: folder.to_owned() };
        pair.renew();
        pair
    }

    fn renew(&self) {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        fs::write(self.folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        fs::write(self.folder.join("certificate.pem"), made.cert.pem()).unwrap();
    }

    fn certificate(&self) -> String {
        self.folder.join("certificate.pem").to_str().unwrap().to_owned()
    }

    fn key(&self) -> String {
        self.folder.join("key.pem").to_str().unwrap().to_owned()
    }

    /// A client that trusts what the file holds now, and nothing else.
    fn trusted(&self) -> Agent {
        let root = Certificate::from_pem(&fs::read(self.certificate()).unwrap()).unwrap();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(vec![root])))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder().http_status_as_error(false).max_idle_connections(0).tls_config(tls);
        config.build().into()
    }

    fn serve(&self, data: &Path) -> Process {
        let process = Process::serve_quietly(data, &["--tls-cert", &self.certificate(), "--tls-key", &self.key()]);
        process.asked_by(self.trusted())
    }
}

#[test]
fn over_tls_cookies_are_bound_to_the_host_and_browsers_are_told_to_stay() {
    let folder = tempfile::tempdir().unwrap();
    let process = Pair::made(folder.path()).serve(&folder.path().join("data"));
    assert!(process.origin.starts_with("https://"), "{}", process.origin);
    process.patient("ada");
    let form = json!({ "username": "ada", "password": PASSWORD });
    let answer = process.request(Method::POST, "/sessions").json(&form).send().assert(201);
    assert!(answer.header("strict-transport-security").unwrap().starts_with("max-age="));
    let (cookie, attributes) = answer.cookie();
    assert!(cookie.starts_with("__Host-afterglow=") && attributes.contains(&"Secure".to_owned()), "{attributes:?}");
    let refresh = |origin: &str| {
        let request = process.request(Method::POST, "/sessions/refresh");
        request.header("cookie", cookie.as_str()).header("origin", origin).send()
    };
    refresh("https://elsewhere.example").assert(403);
    refresh(&process.origin).assert(200);
}

#[test]
fn whoever_does_not_trust_the_certificate_or_speaks_no_tls_learns_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let process = Pair::made(folder.path()).serve(&folder.path().join("data"));
    process.request(Method::GET, "/openapi.json").send().assert(200);

    let mut plain = TcpStream::connect(process.address).unwrap();
    plain.write_all(b"GET /api/v1/openapi.json HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    _ = plain.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{}", text(&answer));

    let stranger = Pair::made(&folder.path().join("stranger"));
    let process = process.asked_by(stranger.trusted());
    process.request(Method::GET, "/openapi.json").try_send().expect_err("another's certificate");
}

#[test]
fn a_renewed_certificate_is_taken_without_a_restart_and_half_a_one_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let pair = Pair::made(folder.path());
    let process = pair.serve(&folder.path().join("data"));
    process.request(Method::GET, "/openapi.json").send().assert(200);
    let key = fs::read(pair.key()).unwrap();
    let before = pair.trusted();
    pair.renew();
    let after = fs::read(pair.key()).unwrap();

    fs::write(pair.key(), key).unwrap();
    thread::sleep(Duration::from_millis(1500));
    let process = process.asked_by(before);
    process.request(Method::GET, "/openapi.json").send().assert(200);

    fs::write(pair.key(), after).unwrap();
    let process = process.asked_by(pair.trusted());
    let began = Instant::now();
    while process.request(Method::GET, "/openapi.json").try_send().is_err() {
        assert!(began.elapsed() < Duration::from_secs(20), "the new certificate is not taken");
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn files_that_are_missing_unreadable_or_no_pair_are_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let (pair, other) = (Pair::made(folder.path()), Pair::made(&folder.path().join("other")));
    let (certificate, key) = (pair.certificate(), pair.key());
    let missing = folder.path().join("missing.pem").to_str().unwrap().to_owned();
    let empty = folder.path().join("empty.pem").to_str().unwrap().to_owned();
    fs::write(&empty, "nothing of the kind").unwrap();
    let tried = [
        (&missing, &key, ["the certificate", &missing]),
        (&certificate, &missing, ["the certificate's key", &missing]),
        (&empty, &key, ["the certificate", &empty]),
        (&certificate, &empty, ["the certificate's key", &empty]),
        (&key, &key, ["the certificate", &key]),
        (&certificate, &other.key(), ["cannot be used together", &certificate]),
    ];
    for (certificate, key, sentence) in tried {
        let refused =
            run(&folder.path().join("data"), &["--listen", "127.0.0.1:0", "--tls-cert", certificate, "--tls-key", key]);
        let told = text(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{told}");
        assert!(sentence.iter().all(|words| told.contains(words)), "{sentence:?}: {told}");
    }
    for alone in [["--tls-cert", certificate.as_str()], ["--tls-key", key.as_str()]] {
        let refused = run(&folder.path().join("data"), &alone);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains("--tls-"), "{}", text(&refused.stderr));
    }
}
