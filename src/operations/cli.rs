//! The command line.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::{
    domain::questionnaire::Questionnaire,
    platform::{
        address::{Network, TrustedProxies},
        config::{Config, Database, DatabaseUrl, Origin, TlsFiles, WRITES_PER_COMMIT},
    },
    portability::elsewhere::App,
};

/// A journal for people treated with ketamine: how fast relief came, and how long it lasted.
///
/// Without a command it serves: the app and its API, on <http://127.0.0.1:8080>, with everything it
/// keeps in ./data and the key that seals it in ./data.key. Keep a copy of that key: without it the
/// journals cannot be read.
#[derive(Debug, Parser)]
#[command(name = "afterglow", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub serve: Serve,
}

/// What can be asked of Afterglow.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the app and its API (what happens without a command).
    Serve(Serve),
    /// Put a file into someone's journal: Afterglow's own, or another app's. All of it, or nothing.
    ///
    /// The same file again changes nothing. The account must exist: sign up in the app first.
    #[command(after_help = "Examples:\n  afterglow import journal.csv --user ada\n  \
        afterglow import daylio_export.csv --user ada --format daylio --mood 'so so=3' --preview")]
    Import(Import),
    /// Make an account with a believable patient in it, to look around in.
    ///
    /// Six infusions in nineteen days, then maintenance; relief within hours that fades over two to
    /// three weeks; good days, bad days and missed ones.
    Demo(Demo),
    /// Copy the embedded database into a new folder, while the server works on it.
    ///
    /// The copy is what was stored at one moment; it is looked through, and the folder is there once it was found
    /// whole. It does not hold the key: keep that, or its recovery kit, elsewhere.
    #[command(after_help = "Example:\n  afterglow backup /backups/$(date +%F)")]
    Backup(Backup),
    /// Put a backup where there is no database (any more). All of it, or nothing.
    ///
    /// It is compared with its description first. Who has erased their account since it was made is erased again, by
    /// the list beside the key file.
    #[command(after_help = "Example:\n  afterglow restore /backups/2026-11-20")]
    Restore(Restore),
    /// Look through everything that is stored: that it is whole, and that every sealed text opens.
    ///
    /// It may be run while the server works.
    Check(Check),
    /// Whose accounts there are; let somebody back in, or erase an account. Nobody's journal is shown.
    #[command(subcommand)]
    Users(Users),
    /// Look whether a server would start with these options, without starting it.
    #[command(subcommand)]
    Config(Configuration),
    /// Print what a shell needs to complete these commands.
    #[command(after_help = "Example:\n  afterglow completions bash > /etc/bash_completion.d/afterglow")]
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// Print the manual page.
    #[command(after_help = "Example:\n  afterglow man > /usr/share/man/man1/afterglow.1")]
    Man,
    /// The server's keys: change them, print them on paper, put them back.
    #[command(subcommand)]
    Keys(Keys),
    /// Move everything from the embedded database to an empty one of PostgreSQL. All of it, or nothing.
    ///
    /// End the server first. Every row is compared before anything is kept; the file stays as it is, and the key
    /// file remains the one that opens what is stored.
    #[command(after_help = "Example:\n  afterglow migrate-to postgres://afterglow@db.example/afterglow")]
    MigrateTo(MigrateTo),
    /// Say which questionnaires everyone on this server can answer question by question.
    ///
    /// Without one its total alone can be entered. A form is a FHIR R4 `Questionnaire` in JSON; Afterglow brings
    /// none, because their wording belongs to others.
    #[command(subcommand)]
    Questionnaires(Questionnaires),
}

/// What can be done with forms of questionnaires.
#[derive(Debug, Subcommand)]
pub enum Questionnaires {
    /// Add a form, in place of an earlier one of the same questionnaire.
    ///
    /// It must say by a LOINC code which questionnaire it is, hold all of its questions, and what each option counts.
    #[command(after_help = "Example:\n  afterglow questionnaires add phq_9.json")]
    Add {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// List the forms that were added.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Remove a form. What was answered by it is kept.
    Remove {
        /// Which, as the list names it: `phq_9`.
        id: Questionnaire,
        #[command(flatten)]
        place: Place,
    },
}

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
}

impl Place {
    /// The configuration of whatever works on this place, on a port that the system chooses.
    pub fn config(self) -> Config {
        let Self { data_dir, database_url, read_database_url, database_connections, database_timeout, key_file } = self;
        let usual = Config::in_folder(&data_dir);
        let database = database_url.map_or(usual.database, Database::from);
        let database = Database {
            standby: read_database_url,
            connections: database_connections.unwrap_or(database.connections),
            statement_timeout: Duration::from_secs(database_timeout),
            ..database
        };
        Config { database, key_file: key_file.unwrap_or(usual.key_file), ..usual }
    }
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
        let every = self.look_for_reminders_every.map(Duration::from_millis);
        Config {
            listen: self.listen,
            database,
            public_origin: self.public_origin,
            trusted_proxies,
            metrics_listen: self.metrics_listen,
            tls,
            look_for_reminders_every: every.unwrap_or(usual.look_for_reminders_every),
            push_to_loopback: self.push_to_loopback,
            ..usual
        }
    }
}

/// Options of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The file.
    pub file: PathBuf,
    /// The name of the account.
    #[arg(long, value_name = "NAME")]
    pub user: String,
    /// The app that the file comes from, if it is not Afterglow's own.
    #[arg(long, value_name = "APP")]
    pub format: Option<Elsewhere>,
    /// How good a mood of Daylio is, from 1 to 5, if it is not one that the app came with; once for each.
    #[arg(long = "mood", value_name = "NAME=SCORE", value_parser = mood, requires = "format")]
    pub moods: Vec<(String, i32)>,
    /// Say what would become of another app's file, and write nothing.
    #[arg(long, requires = "format")]
    pub preview: bool,
    #[command(flatten)]
    pub place: Place,
}

/// An app whose files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Elsewhere {
    /// CSV.
    Daylio,
    /// CSV.
    Bearable,
    /// CSV, or the `.emoods` archive.
    Emoods,
    /// JSON.
    Pixels,
}

impl Elsewhere {
    /// As the import knows it.
    pub fn app(self) -> App {
        match self {
            Self::Daylio => App::Daylio,
            Self::Bearable => App::Bearable,
            Self::Emoods => App::Emoods,
            Self::Pixels => App::Pixels,
        }
    }
}

fn mood(text: &str) -> Result<(String, i32), String> {
    let (name, score) = text.rsplit_once('=').ok_or("expected NAME=SCORE, as meh=3")?;
    let score = score.parse().map_err(|_| "expected a score from 1 to 5")?;
    Ok((name.to_owned(), score))
}

/// Options of `backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub place: Place,
}

/// Options of `restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup's folder.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub place: Place,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub place: Place,
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum Users {
    /// List them: the name, the day it was opened, the day it was last used.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Make a new recovery code for somebody who lost both password and code, and print it for them.
    ///
    /// They set a new password with it themselves; the audit trail tells them that this was done.
    #[command(after_help = "Example:\n  afterglow users reset ada")]
    Reset {
        /// The name of the account.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Erase an account and everything in it, for good.
    #[command(after_help = "Example:\n  afterglow users erase ada --yes")]
    Erase {
        /// The name of the account.
        name: String,
        /// Yes, erase it.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        place: Place,
    },
}

/// What can be done with options.
#[derive(Debug, Subcommand)]
pub enum Configuration {
    /// Say what a server would find: its database, key, certificate and address, and what may have been overlooked.
    Check(Serve),
}

/// What can be done with the server's keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make a new key, and wrap with it what the earlier one wrapped. End every server first.
    ///
    /// The journals themselves stay as they are: each is sealed under a key of its own, and those are wrapped. When
    /// it breaks off, run it again. Earlier keys stay in the file, for older backups and links with a passcode.
    Rotate {
        #[command(flatten)]
        place: Place,
    },
    /// Print the keys as a recovery kit, to be kept on paper.
    #[command(after_help = "Example:\n  afterglow keys kit | lp")]
    Kit {
        #[command(flatten)]
        place: Place,
    },
    /// Compare a kit, as typed from the paper, with the key file.
    Verify {
        /// The kit, or `-` to type it.
        #[arg(default_value = "-")]
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Make the key file anew from a kit.
    Recover {
        /// The kit, or `-` to type it.
        #[arg(default_value = "-")]
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
}

/// Options of `migrate-to`.
#[derive(Debug, Args)]
pub struct MigrateTo {
    /// The empty database: `postgres://USER@HOST/NAME`.
    #[arg(value_name = "URL")]
    pub target: DatabaseUrl,
    #[command(flatten)]
    pub place: Place,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// The name of the account to make.
    #[arg(long, value_name = "NAME", default_value = "demo")]
    pub user: String,
    /// The same number makes the same patient.
    #[arg(long, value_name = "NUMBER", default_value_t = 7)]
    pub seed: u64,
    #[command(flatten)]
    pub place: Place,
}
