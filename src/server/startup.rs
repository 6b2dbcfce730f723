//! What must be right before the first request: the database opens, and the key is the one it was sealed with.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::marks::Marks;
use crate::{
    accounts::{
        Pages,
        audit::{self, Chain},
        ended::{self, sign_everyone_out},
        erasing::{self, Origin},
    },
    platform::{
        clock::Clock,
        config::Config,
        database::{Db, Unreachable, history, settings},
        keys::{KeyError, KeyRing},
        ledger::{Ledger, Line, State},
        problem::Problem,
    },
};

/// The setting that names the key with which every account's key is wrapped.
pub const FINGERPRINT: &str = "key_fingerprint";
/// What the database remembers once the end of every audit trail is kept.
const TRAILS_END: &str = "trail_ends";
/// How many accounts are looked at in one transaction.
const PAGE: i64 = 500;

/// Why the server did not start, in a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum NotStarted {
    /// The database cannot be opened or migrated.
    #[error(transparent)]
    Database(#[from] Unreachable),
    /// The database does not answer.
    #[error("the database does not answer: {0}")]
    Query(Problem),
    /// There is no key to work with.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key is another one.
    #[error(
        "the key file {key_file} is not the one that {} was sealed with (it has the fingerprint {own}, the other \
         {wanted}); name the right one with --key-file", named(.database.as_deref())
    )]
    OtherKey {
        /// The file that was found.
        key_file: PathBuf,
        /// The fingerprint of the key in it.
        own: String,
        /// The backup, or this very database.
        database: Option<PathBuf>,
        /// The fingerprint of the key that is asked for.
        wanted: String,
    },
    /// A list beside the key cannot be read, so it is not known who or what must not come back.
    #[error("the list {0} cannot be read: {1}; without it what was erased or ended may come back")]
    List(PathBuf, std::io::Error),
    /// The mark beside the key cannot be read, so it is not known whether the database is an older one.
    #[error(
        "{0} cannot be read: {1}; it says how far the database had come, so that an older one is noticed. Restore it, \
         or remove it if you know that the database is the latest"
    )]
    Mark(PathBuf, std::io::Error),
    /// There is nothing where there was something.
    #[error(
        "{database} is empty, and the key {key_file} was last used{at} with a database that was not: perhaps a disk is \
         not mounted, or --data-dir or --database-url names another place. Put the database back, as with: afterglow \
         restore; or, to begin with an empty one, say so this once with --start-empty"
    )]
    Empty {
        /// The database.
        database: String,
        /// The key.
        key_file: PathBuf,
        /// When, as ` on …`.
        at: String,
    },
    /// The system gives no more threads.
    #[error("the system gives no threads: {0}")]
    Threads(std::io::Error),
    /// There is no speaking TLS with the files that were named.
    #[error(transparent)]
    Tls(#[from] super::tls::NotServed),
    /// Mails cannot be sent as the options say.
    #[error("{0}")]
    Mail(String),
    /// The address is taken or forbidden.
    #[error("cannot listen on {0}: {1}; choose another address with --listen")]
    Listen(SocketAddr, std::io::Error),
    /// The same of the operator's own address.
    #[error("cannot listen on {0} for metrics: {1}; choose another address with --metrics-listen")]
    Metrics(SocketAddr, std::io::Error),
}

fn named(database: Option<&Path>) -> String {
    database.map_or_else(|| "this database".to_owned(), |path| path.display().to_string())
}

/// What a server works with.
pub struct Opened {
    /// The database.
    pub db: Db,
    /// The server's keys.
    pub ring: KeyRing,
    /// How far the database has come.
    pub marks: Marks,
}

/// Opens the database and the server's keys, making both on the first start. Where an older database came back, erases
/// again whoever was erased since, ends what was ended since, signs everyone out and begins another history.
///
/// # Errors
/// See [`NotStarted`]. A new key is never made beside a database that was sealed with another, nor beside the mark of
/// a database that is not there.
pub async fn open(config: &Config) -> Result<Opened, NotStarted> {
    open_at(config, Clock::system().now()).await
}

/// The same at an instant that a clock tells.
///
/// # Errors
/// See [`NotStarted`].
pub async fn open_at(config: &Config, now: Timestamp) -> Result<Opened, NotStarted> {
    let marks = Marks::beside_key(config)?;
    let db = Db::open(&config.database)?;
    let known = db.read(|connection| settings::get(connection, FINGERPRINT)).await.map_err(NotStarted::Query)?;
    if known.is_none() {
        marks.refuse_empty(config)?;
    }
    let ring = KeyRing::load_or_create(&config.key_file, known.is_none())?;
    let fingerprint = ring.current().fingerprint();
    let known = if let Some(known) = known {
        known
    } else {
        // Of several servers that start on an empty database at once, one brings the key.
        let own = fingerprint.clone();
        let note = move |connection: &mut _| settings::get_or_set(connection, FINGERPRINT, &own);
        db.write(note).await.map_err(NotStarted::Query)?
    };
    if !ring.knows(&known) {
        let key_file = config.key_file.clone();
        return Err(NotStarted::OtherKey { key_file, own: fingerprint, database: None, wanted: known });
    }
    db.write(history::begin_first).await.map_err(NotStarted::Query)?;
    db.watch_lineage().await.map_err(NotStarted::Query)?;
    end_trails(&db, &Chain::new(&ring)).await.map_err(NotStarted::Query)?;
    go_on_from(config, &db, &marks, now).await?;
    Ok(Opened { db, ring, marks })
}

/// Draws the consequences of where the database comes from. Killed in between, the next start does so again.
async fn go_on_from(config: &Config, db: &Db, marks: &Marks, now: Timestamp) -> Result<(), NotStarted> {
    let origin = marks.origin(db).await.map_err(NotStarted::Query)?;
    let (erased, ended) = (Ledger::at(config.erasure_list()), Ledger::at(config.ended_list()));
    let again = erasing::erase_again(db, lines(&erased)?, origin).await.map_err(NotStarted::Query)?;
    if again > 0 {
        tracing::warn!(again, "erased accounts came back with an older database, and were erased again");
    }
    let again = ended::end_again(db, lines(&ended)?, origin).await.map_err(NotStarted::Query)?;
    if again > 0 {
        tracing::warn!(
            again,
            "passwords, codes, sessions and links came back with an older database, and were ended again"
        );
    }
    if let Err(error) = ended.shorten(|lines| ended::wanted(lines, now)) {
        tracing::warn!(%error, "the list of what was ended could not be made shorter");
    }
    if origin == Origin::LastRun {
        marks.leave(db).await;
        return Ok(());
    }
    sign_everyone_out(db).await.map_err(NotStarted::Query)?;
    marks.begin_another_history(db).await.map_err(NotStarted::Query)?;
    tracing::warn!(
        "the database is an older one than the key was last used with, or a restored backup: everyone is signed out, \
         and every phone is asked to compare what it has"
    );
    Ok(())
}

/// What was erased or ended by way of this server is so too on another server of PostgreSQL that was promoted and had
/// not heard of it yet. Lines that are being written meanwhile are not touched.
///
/// # Errors
/// When list or database cannot be used.
pub async fn after_promotion(config: &Config, db: &Db) -> Result<(), NotStarted> {
    let settled = |path| {
        let mut lines = lines(&Ledger::at(path))?;
        lines.retain(|line| line.state == State::Done);
        Ok::<_, NotStarted>(lines)
    };
    let (erased, ended) = (settled(config.erasure_list())?, settled(config.ended_list())?);
    erasing::erase_again(db, erased, Origin::Backup).await.map_err(NotStarted::Query)?;
    ended::end_again(db, ended, Origin::Backup).await.map_err(NotStarted::Query)?;
    Ok(())
}

/// The lines of a list beside the key.
fn lines(list: &Ledger) -> Result<Vec<Line>, NotStarted> {
    list.lines().map_err(|error| NotStarted::List(list.path().to_owned(), error))
}

/// Gives the audit trails of an earlier Afterglow the end that it did not keep: once, since one that has lost its end
/// later was cut.
async fn end_trails(db: &Db, chain: &Chain) -> Result<(), Problem> {
    if db.read(|connection| settings::get(connection, TRAILS_END)).await?.is_some() {
        return Ok(());
    }
    let mut pages = Pages::of(db, PAGE);
    while let Some(page) = pages.next().await? {
        let chain = chain.clone();
        db.write(move |connection| {
            page.iter().try_for_each(|account| audit::store::begin(connection, &chain, account))
        })
        .await?;
    }
    db.write(|connection| settings::get_or_set(connection, TRAILS_END, "kept")).await?;
    Ok(())
}
