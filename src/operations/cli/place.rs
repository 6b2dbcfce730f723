//! Where things are kept, and how they are served.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::Args;
use lettre::message::Mailbox;

use crate::platform::{
    address::{Network, TrustedProxies},
    config::{ACCOUNT_BYTES, Config, Database, DatabaseUrl, Origin, TlsFiles, WRITES_PER_COMMIT},
    mail::{MailServer, SmtpUrl},
    telemetry::Logged,
};

/// Where things are kept.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The folder for the embedded database.
    #[arg(long, value_name = "DIR", env = "AFTERGLOW_DATA_DIR", default_value = "./data")]
    data_dir: PathBuf,
    /// Another database: `sqlite://PATH` or `postgres://USER@HOST/NAME` [default: a file in the data folder].
    #[arg(long, value_name = "URL", env = "AFTERGLOW_DATABASE_URL", hide_env_values = true)]
    database_url: Option<DatabaseUrl>,
    /// A standby to read from: `postgres://…`. What it has not caught up with is read from the database itself.
    #[arg(long, value_name = "URL", env = "AFTERGLOW_READ_DATABASE_URL", hide_env_values = true)]
    read_database_url: Option<DatabaseUrl>,
    /// The most connections to the database at once [default: 16 to PostgreSQL, 8 to a file].
    #[arg(long, value_name = "NUMBER", env = "AFTERGLOW_DATABASE_CONNECTIONS",
        value_parser = clap::value_parser!(u32).range(1..=1000))]
    database_connections: Option<u32>,
    /// How long PostgreSQL may work on a statement, in seconds.
    #[arg(long, value_name = "SECONDS", env = "AFTERGLOW_DATABASE_TIMEOUT", default_value_t = 15,
        value_parser = clap::value_parser!(u64).range(1..=3600))]
    database_timeout: u64,
    /// The file with the server's key, made on first start [default: beside the data folder, as ./data.key].
    #[arg(long, value_name = "FILE", env = "AFTERGLOW_KEY_FILE")]
    key_file: Option<PathBuf>,
    /// Begin with an empty database, although the key was used with one that was not: this once.
    #[arg(long)]
    start_empty: bool,
    /// Go on although a list beside the key has lost lines and there is no copy of it: this once.
    #[arg(long)]
    list_lost: bool,
}

impl Place {
    /// The configuration of whatever works on this place, on a port that the system chooses.
    pub fn config(self) -> Config {
        let Self {
            data_dir,
            database_url,
            read_database_url,
            database_connections,
            database_timeout,
            key_file,
            start_empty,
            list_lost,
        } = self;
        let usual = Config::in_folder(&data_dir);
        let database = database_url.map_or(usual.database, Database::from);
        let database = Database {
            standby: read_database_url,
            connections: database_connections.unwrap_or(database.connections),
            statement_timeout: Duration::from_secs(database_timeout),
            ..database
        };
        Config { database, key_file: key_file.unwrap_or(usual.key_file), start_empty, list_lost, ..usual }
    }
}

/// Options of `health`: as those of the server that is asked.
#[derive(Debug, Args)]
pub struct Health {
    /// The address and port that it listens on.
    #[arg(long, value_name = "ADDR", env = "AFTERGLOW_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The certificate that it speaks TLS with: its file is not read, the server is asked by TLS.
    #[arg(long, value_name = "FILE", env = "AFTERGLOW_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The address and port to listen on.
    #[arg(long, value_name = "ADDR", env = "AFTERGLOW_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// How browsers reach this server, when that is through a proxy: `https://journal.example`.
    #[arg(long, value_name = "ORIGIN", env = "AFTERGLOW_PUBLIC_ORIGIN")]
    pub public_origin: Option<Origin>,
    /// A reverse proxy in front of this server, as an address or network; give it once for each. Its word is taken for
    /// where a request comes from, which the limits for wrong passwords go by.
    #[arg(long = "trusted-proxy", value_name = "NETWORK", env = "AFTERGLOW_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<Network>,
    /// A certificate to speak TLS with, and those that vouch for it, in PEM. A renewed file is taken without a restart.
    #[arg(long, value_name = "FILE", env = "AFTERGLOW_TLS_CERT", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Its key, in PEM.
    #[arg(long, value_name = "FILE", env = "AFTERGLOW_TLS_KEY", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// An address and port of the operator's own, to read metrics from: `http://ADDR/metrics` [default: none].
    #[arg(long, value_name = "ADDR", env = "AFTERGLOW_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// A mail server for reminders: `smtps://NAME:PASSWORD@HOST` or `smtp://NAME:PASSWORD@HOST:587?tls=required`. It
    /// needs `--public-origin`, from which the links in mails are built.
    #[arg(long, value_name = "URL", env = "AFTERGLOW_SMTP_URL", hide_env_values = true, requires = "smtp_from")]
    pub smtp_url: Option<SmtpUrl>,
    /// Whose mails they are: `Afterglow <journal@clinic.example>`.
    #[arg(long, value_name = "ADDRESS", env = "AFTERGLOW_SMTP_FROM", requires = "smtp_url")]
    pub smtp_from: Option<Mailbox>,
    /// A file with the password for the mail server, in place of one in its URL.
    #[arg(long, value_name = "FILE", env = "AFTERGLOW_SMTP_PASSWORD_FILE", requires = "smtp_url")]
    pub smtp_password_file: Option<PathBuf>,
    /// Certificates, in PEM, that vouch for the mail server besides those that this machine trusts: of a clinic's own.
    #[arg(long, value_name = "FILE", env = "AFTERGLOW_SMTP_CA", requires = "smtp_url")]
    pub smtp_ca: Option<PathBuf>,
    /// Which requests have a line in the log: `all`, `all-but-probes` (those for `/health` that went well have none), or
    /// `failures` (those that were answered with 400 or above).
    #[arg(long, value_name = "WHICH", env = "AFTERGLOW_LOG_REQUESTS", default_value = "all")]
    pub log_requests: Logged,
    /// A folder of fonts (TrueType and OpenType, also in the folders in it), for reports with words in Chinese, Japanese,
    /// Korean and other scripts that the fonts of the program do not have: `/usr/share/fonts` [default: none].
    #[arg(long, value_name = "DIR", env = "AFTERGLOW_FONTS")]
    pub fonts: Option<PathBuf>,
    /// How many bytes the records of one account may have, as they are stored: from then on it takes no more, and what is
    /// stored can be read, exported and deleted.
    #[arg(long, value_name = "BYTES", env = "AFTERGLOW_ACCOUNT_BYTES", default_value_t = ACCOUNT_BYTES,
        value_parser = clap::value_parser!(i64).range(1_000_000..))]
    pub account_bytes: i64,
    /// The most writes that share one commit: for benches.
    #[arg(long, value_name = "NUMBER", hide = true, default_value_t = WRITES_PER_COMMIT)]
    pub writes_per_commit: usize,
    /// How often to look for due reminders, in milliseconds: for tests.
    #[arg(long, value_name = "MILLISECONDS", hide = true)]
    pub look_for_reminders_every: Option<u64>,
    /// Whether reminders may go to this machine itself, without TLS: for tests.
    #[arg(long, hide = true)]
    pub push_to_loopback: bool,
    #[command(flatten)]
    pub place: Place,
}

impl Serve {
    /// The configuration of a server.
    pub fn config(self) -> Config {
        let usual = self.place.config();
        let database = Database { writes_per_commit: self.writes_per_commit, ..usual.database };
        let trusted_proxies = TrustedProxies::new(self.trusted_proxies);
        let tls = self.tls_cert.zip(self.tls_key).map(|(certificate, key)| TlsFiles { certificate, key });
        let (password_file, authorities) = (self.smtp_password_file, self.smtp_ca);
        let mail = self.smtp_url.zip(self.smtp_from);
        let mail = mail.map(|(url, from)| MailServer { url, from, password_file, authorities });
        let every = self.look_for_reminders_every.map(Duration::from_millis);
        Config {
            account_bytes: self.account_bytes,
            listen: self.listen,
            database,
            public_origin: self.public_origin,
            trusted_proxies,
            metrics_listen: self.metrics_listen,
            tls,
            mail,
            fonts: self.fonts,
            look_for_reminders_every: every.unwrap_or(usual.look_for_reminders_every),
            push_to_loopback: self.push_to_loopback,
            ..usual
        }
    }
}
