//! The operator's own mail server: the one place, besides push services, that the server connects to.

use std::{error::Error, fmt, fs, io, path::PathBuf, str::FromStr, time::Duration};

use lettre::{
    SmtpTransport,
    message::Mailbox,
    transport::smtp::{
        self, PoolConfig, SmtpTransportBuilder,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
    },
};
use percent_encoding::percent_decode_str;
use rustls::pki_types::{CertificateDer, pem::PemObject};
use url::{Host, Url};

/// How long each step of a conversation with it may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many connections are held at most.
const CONNECTIONS: u32 = 4;

/// Where it is, with the name and password for it: `smtps://…`, or `smtp://…?tls=required`. Without TLS it must be on
/// this machine. Nothing of it is ever shown.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl(Url);

impl SmtpUrl {
    /// Whether mails wait until TLS is spoken, where the connection does not begin with it.
    fn requires_tls(&self) -> bool {
        self.0.query_pairs().any(|(name, value)| name == "tls" && value == "required")
    }
}

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
        let known = options.iter().all(|(name, _)| name == "tls") && matches!(url.path(), "" | "/");
        let here = match url.host_str().map(|host| Host::parse(host.trim_matches(['[', ']']))) {
            Some(Ok(Host::Ipv4(address))) => address.is_loopback(),
            Some(Ok(Host::Domain(name))) => name == "localhost",
            _ => url.host_str() == Some("[::1]"),
        };
        let sealed = match url.scheme() {
            "smtps" => true,
            "smtp" => here,
            _ => return Err(wrong.to_owned()),
        };
        let complete = known && url.host_str().is_some_and(|host| !host.is_empty());
        let url = Self(url);
        if complete && (sealed || url.requires_tls()) { Ok(url) } else { Err(wrong.to_owned()) }
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
    /// Certificates, in PEM, that vouch for it besides those that the machine trusts.
    pub authorities: Option<PathBuf>,
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
        Ok(self
            .by_tls(transport)?
            .hello_name(ClientId::Domain(self.from.email.domain().to_owned()))
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS))
            .build())
    }

    /// Trusts the operator's own certificates too, where there are any and the server is spoken to by TLS.
    fn by_tls(&self, transport: SmtpTransportBuilder) -> Result<SmtpTransportBuilder, String> {
        let Some(file) = &self.authorities else { return Ok(transport) };
        let wrong = |why: String| format!("{} holds no certificates in PEM: {why}", file.display());
        let pem = fs::read(file).map_err(|error| wrong(error.to_string()))?;
        let certificates: Vec<_> =
            CertificateDer::pem_slice_iter(&pem).collect::<Result<_, _>>().map_err(|error| wrong(error.to_string()))?;
        if certificates.is_empty() {
            return Err(wrong("there is none in it".to_owned()));
        }
        let host = self.url.0.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let mut tls = TlsParameters::builder(host);
        for certificate in certificates {
            let one = Certificate::from_der(certificate.to_vec()).map_err(|error| wrong(error.to_string()))?;
            tls = tls.add_root_certificate(one);
        }
        let tls = tls.build().map_err(|error| wrong(error.to_string()))?;
        Ok(match self.url.0.scheme() {
            "smtps" => transport.tls(Tls::Wrapper(tls)),
            _ if self.url.requires_tls() => transport.tls(Tls::Required(tls)),
            _ => transport,
        })
    }

    /// Connects, signs in and sends nothing.
    ///
    /// # Errors
    /// A sentence for the operator: what is wrong, and what may mend it. It names no password.
    pub fn try_out(&self) -> Result<(), String> {
        match self.transport()?.test_connection() {
            Ok(true) => Ok(()),
            Ok(false) => Err("the mail server does not answer".to_owned()),
            Err(error) => Err(self.explained(&error)),
        }
    }

    /// What an error of the connection means. The error's own words may hold the address, and are not told.
    fn explained(&self, error: &smtp::Error) -> String {
        let of_tls = error.source().and_then(behind);
        let scheme = self.url.0.scheme();
        match (of_tls, error.status().map(|code| code.to_string())) {
            (Some(rustls::Error::InvalidCertificate(why)), _) => format!(
                "the mail server's certificate is not trusted ({why}): name the one that vouches for it with --smtp-ca, \
                 or use the name that it is made out for"
            ),
            (Some(rustls::Error::InvalidMessage(_)), _) if scheme == "smtps" => {
                "the mail server's port does not begin with TLS: if it is one for STARTTLS, as 587 is, write \
                 smtp://…?tls=required in --smtp-url"
                    .to_owned()
            }
            (Some(why), _) => format!("there is no speaking TLS with the mail server: {why}"),
            (None, Some(status)) if ["530", "534", "535", "538"].contains(&status.as_str()) => format!(
                "the mail server does not take this name and password (it answers {status}): look at --smtp-url and \
                 --smtp-password-file"
            ),
            (None, Some(status)) => format!("the mail server answers {status}, and takes nothing"),
            (None, None) if says_nothing(error) && scheme == "smtp" => {
                "the mail server says nothing: if its port begins with TLS, as 465 does, write smtps:// in --smtp-url"
                    .to_owned()
            }
            (None, None) if error.is_client() => {
                "the mail server offers no TLS (STARTTLS), or no way to sign in that is known here".to_owned()
            }
            (None, None) => "the mail server is not reached: look at the host and port of --smtp-url".to_owned(),
        }
    }
}

/// Whether it was waited for an answer in vain.
fn says_nothing(error: &smtp::Error) -> bool {
    let waited = error.source().and_then(|cause| cause.downcast_ref()).map(io::Error::kind);
    error.is_timeout() || matches!(waited, Some(io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut))
}

/// The error of TLS that a cause is, or has inside, or is caused by.
fn behind<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let inside = || cause.downcast_ref::<io::Error>()?.get_ref()?.downcast_ref();
    cause.downcast_ref().or_else(inside).or_else(|| behind(cause.source()?))
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
