//! What the operator decides: where to listen, where data and keys live.

use std::{
    net::SocketAddr,
    path::{self, Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use super::{address::TrustedProxies, files::beside, mail::MailServer};

/// The most writes that share one commit, so that the first of them never waits long.
pub const WRITES_PER_COMMIT: usize = 1024;

/// How often it is looked whether somebody is to be reminded: often enough for times to the minute.
pub const LOOK_FOR_REMINDERS_EVERY: Duration = Duration::from_secs(15);

/// How often the embedded database's log is brought into its file.
pub const CHECKPOINT_EVERY: Duration = Duration::from_hours(1);

/// How many bytes an account's records may have, unless the operator says otherwise: some hundred thousand check-ins.
pub const ACCOUNT_BYTES: i64 = 256_000_000;

/// Everything the server needs to know before it starts.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The database.
    pub database: Database,
    /// The server's key file.
    pub key_file: PathBuf,
    /// How browsers reach the server, when that is not `listen`: the origin, as `https://journal.example`.
    pub public_origin: Option<Origin>,
    /// The reverse proxies whose word is taken for where a request comes from.
    pub trusted_proxies: TrustedProxies,
    /// Where the operator reads metrics.
    pub metrics_listen: Option<SocketAddr>,
    /// What it speaks TLS with; without it leaves that to a proxy.
    pub tls: Option<TlsFiles>,
    /// What reminders are mailed through; without it there are none by mail.
    pub mail: Option<MailServer>,
    /// From how many bytes of sealed records on an account takes no more.
    pub account_bytes: i64,
    /// A folder of fonts, for what those of the program do not have.
    pub fonts: Option<PathBuf>,
    /// How often it looks whether somebody is to be reminded.
    pub look_for_reminders_every: Duration,
    /// How often the embedded database's log is brought into its file.
    pub checkpoint_every: Duration,
    /// Whether reminders may go to this machine itself, without TLS: for tests.
    pub push_to_loopback: bool,
    /// Whether it may begin with an empty database although its key was used with another.
    pub start_empty: bool,
    /// Whether it may go on although a part of a list beside the key was lost.
    pub list_lost: bool,
}

/// A certificate and its key, in PEM.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The certificate, followed by those that vouch for it.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

impl Config {
    /// The usual: an embedded database in this folder, its key beside it, on a port that the system chooses.
    pub fn in_folder(data_dir: &Path) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database: DatabaseUrl::in_folder(data_dir).into(),
            key_file: key_file_beside(data_dir),
            public_origin: None,
            trusted_proxies: TrustedProxies::default(),
            metrics_listen: None,
            tls: None,
            mail: None,
            account_bytes: ACCOUNT_BYTES,
            fonts: None,
            look_for_reminders_every: LOOK_FOR_REMINDERS_EVERY,
            checkpoint_every: CHECKPOINT_EVERY,
            push_to_loopback: false,
            start_empty: false,
            list_lost: false,
        }
    }

    /// The list of erased accounts: beside the key, so that no backup of the database takes it along.
    pub fn erasure_list(&self) -> PathBuf {
        beside(&self.key_file, ".erased")
    }

    /// The lists beside the key.
    pub fn lists(&self) -> [PathBuf; 2] {
        [self.erasure_list(), self.ended_list()]
    }

    /// The list of what was ended otherwise: beside the key too, for the same reason.
    pub fn ended_list(&self) -> PathBuf {
        beside(&self.key_file, ".ended")
    }

    /// The mark of how far the database has come: beside the key too, for the same reason.
    pub fn mark_file(&self) -> PathBuf {
        beside(&self.key_file, ".mark")
    }

    /// What an operator should be told at the start: each is allowed, and seldom meant.
    pub fn warnings(&self) -> Vec<String> {
        self.exposure().into_iter().chain(self.unoffered_mail().map(str::to_owned)).collect()
    }

    /// What an operator should be told whose server other machines can reach, where nothing says that they come by
    /// TLS; none otherwise.
    fn exposure(&self) -> Option<String> {
        if self.listen.ip().is_loopback() || self.is_https() {
            return None;
        }
        Some(format!(
            "other machines can reach {}, and nothing says that they come by TLS: whoever is on the way can read \
             passwords and journals, and browsers allow neither reminders nor use without a network; give --tls-cert \
             and --tls-key, or --public-origin https://… if a proxy speaks TLS",
            self.listen
        ))
    }

    /// What an operator should be told who set up mail that is not offered; none otherwise.
    fn unoffered_mail(&self) -> Option<&'static str> {
        (self.mail.is_some() && self.public_origin.is_none()).then_some(
            "reminders by mail are not offered: their links are built from --public-origin alone, since anybody can \
             write the name by which a request calls this server",
        )
    }

    /// Whether browsers come by TLS: to this server, or to a proxy before it.
    pub fn is_https(&self) -> bool {
        self.tls.is_some() || self.public_origin.as_ref().is_some_and(Origin::is_https)
    }
}

/// The database, and how it is used.
#[derive(Debug, Clone)]
pub struct Database {
    /// Which one, and where.
    pub url: DatabaseUrl,
    /// A standby of it, for reads; or whatever libpq finds by this URL.
    pub standby: Option<DatabaseUrl>,
    /// How many connections are open at most; more work than that waits its turn without holding a thread.
    pub connections: u32,
    /// How long a statement may take on PostgreSQL.
    pub statement_timeout: Duration,
    /// How long work waits for a connection, or is tried anew, before its caller is asked to come back.
    pub patience: Duration,
    /// The most writes that share one commit on SQLite. Benches set it to one, to see what sharing gains.
    pub writes_per_commit: usize,
}

impl Database {
    /// How many connections suit each kind: SQLite reads from memory and disk at hand, PostgreSQL over a
    /// network, and there a connection is also held until the disk has what was written.
    const CONNECTIONS: (u32, u32) = (8, 16);

    const STATEMENT_TIMEOUT: Duration = Duration::from_secs(15);

    const PATIENCE: Duration = Duration::from_secs(10);
}

impl From<DatabaseUrl> for Database {
    fn from(url: DatabaseUrl) -> Self {
        let (sqlite, postgres) = Self::CONNECTIONS;
        let connections = if matches!(url, DatabaseUrl::Sqlite(_)) { sqlite } else { postgres };
        Self {
            url,
            standby: None,
            connections,
            statement_timeout: Self::STATEMENT_TIMEOUT,
            patience: Self::PATIENCE,
            writes_per_commit: WRITES_PER_COMMIT,
        }
    }
}

/// Which database, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// An embedded SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL server, as `postgres://user@host/name`.
    Postgres(String),
}

impl DatabaseUrl {
    /// The SQLite file that a data directory holds.
    pub fn in_folder(data_dir: &Path) -> Self {
        Self::Sqlite(data_dir.join("afterglow.sqlite"))
    }

    /// Where it is, for an operator: the whole path of a file. The URL of a server may hold a password, and is not said.
    pub fn place(&self) -> String {
        match self {
            Self::Sqlite(file) => path::absolute(file).unwrap_or_else(|_| file.clone()).display().to_string(),
            Self::Postgres(_) => "the database of PostgreSQL".to_owned(),
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, String> {
        if let Some(path) = url.strip_prefix("sqlite://").filter(|path| !path.is_empty()) {
            Ok(Self::Sqlite(path.into()))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres(url.to_owned()))
        } else {
            Err("expected sqlite://PATH or postgres://USER@HOST/NAME".to_owned())
        }
    }
}

/// The key file beside a data directory, outside it: `./data` has `./data.key`.
pub fn key_file_beside(data_dir: &Path) -> PathBuf {
    let mut name = data_dir.file_name().unwrap_or("afterglow".as_ref()).to_owned();
    name.push(".key");
    data_dir.with_file_name(name)
}

/// A web origin (RFC 6454): scheme, host and port, no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// As a browser sends it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether browsers reach it by TLS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let origin = text.trim_end_matches('/').to_ascii_lowercase();
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        match host {
            Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => Ok(Self(origin)),
            _ => Err("expected an origin without a path, as https://journal.example".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_file_lies_beside_the_data_directory_never_in_it() {
        for (data_dir, key_file) in [("./data", "./data.key"), ("/var/lib/afterglow", "/var/lib/afterglow.key")] {
            assert_eq!(key_file_beside(Path::new(data_dir)), Path::new(key_file));
        }
    }

    #[test]
    fn a_database_is_chosen_by_the_scheme_of_its_url() {
        assert_eq!("sqlite:///srv/a.db".parse(), Ok(DatabaseUrl::Sqlite("/srv/a.db".into())));
        assert!(matches!("postgres://h/a".parse(), Ok(DatabaseUrl::Postgres(_))));
        for wrong in ["", "a.db", "sqlite://", "mysql://h/a"] {
            assert!(wrong.parse::<DatabaseUrl>().is_err(), "{wrong}");
        }
    }
}
