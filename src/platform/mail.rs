//! The operator's own mail server: the one place, besides push services, that the server connects to.

use std::{fmt, fs, path::PathBuf, str::FromStr, time::Duration};

use lettre::{
    SmtpTransport,
    message::Mailbox,
    transport::smtp::{PoolConfig, authentication::Credentials, extension::ClientId},
};
use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// How long each step of a conversation with it may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many connections are held at most.
const CONNECTIONS: u32 = 4;

/// Where it is, with the name and password for it: `smtps://…`, or `smtp://…?tls=required`. Without TLS it must be on
/// this machine. Nothing of it is ever shown.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl(Url);

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl")
    }
}

impl FromStr for SmtpUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = "expected smtps://NAME:PASSWORD@HOST, or smtp://NAME:PASSWORD@HOST:587?tls=required; \
                     without TLS to this machine alone";
        let url = Url::parse(text).map_err(|_| wrong)?;
        let options: Vec<_> = url.query_pairs().collect();
        let required = options.iter().any(|(name, value)| name == "tls" && value == "required");
        let known = options.iter().all(|(name, _)| name == "tls") && matches!(url.path(), "" | "/");
        let here = match url.host_str().map(|host| Host::parse(host.trim_matches(['[', ']']))) {
            Some(Ok(Host::Ipv4(address))) => address.is_loopback(),
            Some(Ok(Host::Domain(name))) => name == "localhost",
            _ => url.host_str() == Some("[::1]"),
        };
        let sealed = match url.scheme() {
            "smtps" => true,
            "smtp" => required || here,
            _ => return Err(wrong.to_owned()),
        };
        if sealed && known && url.host_str().is_some_and(|host| !host.is_empty()) {
            Ok(Self(url))
        } else {
            Err(wrong.to_owned())
        }
    }
}

/// A mail server, and in whose name it is asked to send.
#[derive(Debug, Clone)]
pub struct MailServer {
    /// Where it is.
    pub url: SmtpUrl,
    /// Whose mails they are: `Afterglow <journal@clinic.example>`.
    pub from: Mailbox,
    /// A file with the password, in place of one in the URL.
    pub password_file: Option<PathBuf>,
}

impl MailServer {
    /// What mails are handed over with. Nothing is connected to yet.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn transport(&self) -> Result<SmtpTransport, String> {
        // The reason may hold the address with its password.
        let transport = SmtpTransport::from_url(self.url.0.as_str())
            .map_err(|_| "the mail server cannot be used as --smtp-url says".to_owned())?;
        let transport = match &self.password_file {
            Some(file) => {
                let password = fs::read_to_string(file).map_err(|error| {
                    format!("the password of the mail server is not in {}: {error}", file.display())
                })?;
                let name = percent_decode_str(self.url.0.username()).decode_utf8_lossy().into_owned();
                transport.credentials(Credentials::new(name, password.trim_end().to_owned()))
            }
            None => transport,
        };
        Ok(transport
            .hello_name(ClientId::Domain(self.from.email.domain().to_owned()))
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS))
            .build())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_elsewhere_is_reached_by_tls_alone() {
        for right in [
            "smtps://mail.example",
            "smtps://ada:s%40cret@mail.example:465",
            "smtp://mail.example:587?tls=required",
            "smtp://127.0.0.1:2525",
            "smtp://localhost",
            "smtp://[::1]:25",
        ] {
            assert!(right.parse::<SmtpUrl>().is_ok(), "{right}");
        }
        for wrong in [
            "",
            "mail.example",
            "smtp://mail.example",
            "smtp://mail.example?tls=opportunistic",
            "smtp://127.0.0.1.example",
            "smtps://mail.example?insecure=1",
            "https://mail.example",
            "smtps://",
        ] {
            assert!(wrong.parse::<SmtpUrl>().is_err(), "{wrong}");
        }
        let secret: SmtpUrl = "smtps://ada:secret@mail.example".parse().unwrap();
        assert!(!format!("{secret:?}").contains("secret"));
    }
}
