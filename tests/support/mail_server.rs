//! A mail server on this machine, as clear text or by TLS, that takes mails or refuses them.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
    thread,
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types::PrivateKeyDer};

use super::arrivals;

/// A mail as it arrived.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub headers: BTreeMap<String, String>,
    /// What mail programs show that show no HTML.
    pub text: String,
    /// What the others show.
    pub html: String,
    /// Who signed in to hand it over, as `name:password`.
    pub by: String,
    pub over_tls: bool,
}

impl Mail {
    /// Where its mails are stopped, as its header says, and its text in both forms.
    pub fn stop(&self) -> String {
        let url = self.headers["list-unsubscribe"].trim_matches(['<', '>']).to_owned();
        assert!(self.text.contains(&url) && self.html.contains(&url), "{self:?}");
        url
    }

    pub fn stop_path(&self) -> String {
        self.stop().split_once("/api/v1").unwrap().1.to_owned()
    }
}

/// How it is spoken to.
#[derive(Clone)]
pub enum Speaks {
    ClearText,
    /// From the first byte.
    Tls(Arc<ServerConfig>),
    /// Once it was asked to.
    StartTls(Arc<ServerConfig>),
}

/// A certificate for this machine in PEM, and what a server speaks TLS with by it.
pub fn certified() -> (String, Arc<ServerConfig>) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    (made.cert.pem(), Arc::new(config))
}

/// Says nothing any more instead of a status.
pub const SILENT: u16 = 0;

pub struct MailServer {
    pub address: SocketAddr,
    shared: Shared,
}

#[derive(Clone)]
struct Shared {
    status: Arc<AtomicU16>,
    received: Arc<Mutex<Vec<Mail>>>,
    refuses_passwords: Arc<AtomicBool>,
}

impl MailServer {
    pub fn start() -> Self {
        Self::speaking(&Speaks::ClearText)
    }

    pub fn speaking(speaks: &Speaks) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Shared {
            status: Arc::new(AtomicU16::new(250)),
            received: Arc::default(),
            refuses_passwords: Arc::default(),
        };
        let (speaks, at) = (speaks.clone(), shared.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (speaks, at) = (speaks.clone(), at.clone());
                thread::spawn(move || talk(stream.unwrap(), &speaks, &at));
            }
        });
        Self { address, shared }
    }

    /// Answers so from now on, when it is told whom a mail is for.
    pub fn answers(&self, status: u16) {
        self.shared.status.store(status, Ordering::SeqCst);
    }

    /// Takes no name and password any more.
    pub fn refuses_passwords(&self) {
        self.shared.refuses_passwords.store(true, Ordering::SeqCst);
    }

    pub fn received(&self) -> Vec<Mail> {
        self.shared.received.lock().unwrap().clone()
    }

    /// Waits until so many mails have come in all, and a little longer, in which no more may.
    #[track_caller]
    pub fn expect(&self, mails: usize) -> Vec<Mail> {
        arrivals::expect(mails, || self.received())
    }
}

fn talk(stream: TcpStream, speaks: &Speaks, shared: &Shared) -> Option<()> {
    let secured = |config: &Arc<ServerConfig>, stream| {
        BufReader::new(StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream))
    };
    match speaks {
        Speaks::ClearText => converse(&mut BufReader::new(stream), (true, false, false), shared),
        Speaks::Tls(config) => converse(&mut secured(config, stream), (true, false, true), shared),
        Speaks::StartTls(config) => {
            let mut clear = BufReader::new(stream);
            converse(&mut clear, (true, true, false), shared)?;
            converse(&mut secured(config, clear.into_inner()), (false, false, true), shared)
        }
    }
}

/// Goes on until TLS is asked for; `None` when the other leaves before. Says whether it greets, and offers TLS.
fn converse<S: Read + Write>(
    stream: &mut BufReader<S>,
    (greets, offers, over_tls): (bool, bool, bool),
    shared: &Shared,
) -> Option<()> {
    let say = |stream: &mut BufReader<S>, text: &str| {
        stream.get_mut().write_all(format!("{text}\r\n").as_bytes()).ok()?;
        stream.get_mut().flush().ok()
    };
    if greets {
        say(stream, "220 mail.example")?;
    }
    let (mut to, mut by) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim_end();
        match line.split([' ', ':']).next()? {
            "EHLO" => say(
                stream,
                if offers { "250-mail.example\r\n250 STARTTLS" } else { "250-mail.example\r\n250 AUTH PLAIN" },
            )?,
            "STARTTLS" => {
                say(stream, "220 go on")?;
                return Some(());
            }
            "AUTH" => {
                let decoded = BASE64_STANDARD.decode(line.rsplit(' ').next()?).ok()?;
                by = String::from_utf8(decoded).ok()?.trim_start_matches('\0').replace('\0', ":");
                let refused = shared.refuses_passwords.load(Ordering::SeqCst);
                say(stream, if refused { "535 no" } else { "235 welcome" })?;
            }
            "RCPT" => {
                line.split(['<', '>']).nth(1)?.clone_into(&mut to);
                match shared.status.load(Ordering::SeqCst) {
                    SILENT => thread::sleep(Duration::from_mins(1)),
                    status => say(stream, &format!("{status} told about {to}"))?,
                }
            }
            "DATA" => {
                say(stream, "354 go on")?;
                let mail = read_mail(stream)?;
                let (to, by) = (to.clone(), by.clone());
                shared.received.lock().unwrap().push(Mail { to, by, over_tls, ..mail });
                say(stream, "250 taken")?;
            }
            "QUIT" => say(stream, "221 bye")?,
            _ => say(stream, "250 well")?,
        }
    }
}

fn read_mail(stream: &mut impl BufRead) -> Option<Mail> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok().filter(|read| *read > 0)?;
        // A line that begins with a dot has one more on its way (RFC 5321, 4.5.2).
        match line.strip_prefix('.') {
            Some("\r\n") => break,
            Some(rest) => raw.push_str(rest),
            None => raw.push_str(&line),
        }
    }
    let (headers, body) = taken_apart(&raw)?;
    let kind = &headers["content-type"];
    assert!(kind.starts_with("multipart/alternative") && headers["mime-version"] == "1.0", "{headers:?}");
    let boundary = format!("--{}", kind.split('"').nth(1)?);
    let parts: Vec<(String, String)> = body
        .split(&boundary)
        .filter_map(|part| {
            let (headers, body) = taken_apart(part.trim_start())?;
            Some((headers.get("content-type")?.clone(), decoded(&headers, body.strip_suffix("\r\n")?)?))
        })
        .collect();
    // From the plainest to the richest (RFC 2046).
    let [(plain, text), (rich, html)] = <[_; 2]>::try_from(parts).unwrap();
    assert!(plain.starts_with("text/plain") && rich.starts_with("text/html"), "{plain}, {rich}");
    Some(Mail { to: String::new(), headers, text, html, by: String::new(), over_tls: false })
}

fn taken_apart(raw: &str) -> Option<(BTreeMap<String, String>, &str)> {
    let (head, body) = raw.split_once("\r\n\r\n")?;
    let head = head.replace("\r\n ", " ");
    let headers = head.lines().filter_map(|line| line.split_once(": "));
    Some((headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(), body))
}

fn decoded(headers: &BTreeMap<String, String>, body: &str) -> Option<String> {
    match headers.get("content-transfer-encoding").map(String::as_str) {
        Some("quoted-printable") => Some(unquoted(body)),
        Some("base64") => String::from_utf8(BASE64_STANDARD.decode(body.replace("\r\n", "")).ok()?).ok(),
        _ => Some(body.to_owned()),
    }
}

fn unquoted(text: &str) -> String {
    let mut parts = text.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        if let Some(rest) = part.strip_prefix("\r\n") {
            bytes.extend_from_slice(rest.as_bytes());
        } else {
            bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
            bytes.extend_from_slice(&part.as_bytes()[2..]);
        }
    }
    String::from_utf8(bytes).unwrap()
}
