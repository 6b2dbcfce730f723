//! What must be right before the first request: the database opens, and the key is the one it was sealed with.

use jiff::Timestamp;

use super::{NotStarted, lists::Lists, marks::Marks};
use crate::{
    accounts::{
        Pages,
        audit::{self, Chain},
        ended::{self, sign_everyone_out},
        erasing::{self, Origin},
    },
    journal::ahead::store as ahead,
    platform::{
        clock::Clock,
        config::{Config, DatabaseUrl},
        database::{Db, history, settings},
        keys::KeyRing,
        problem::Problem,
    },
};

/// The setting that names the key with which every account's key is wrapped.
pub const FINGERPRINT: &str = "key_fingerprint";
/// What the database remembers once the end of every audit trail is kept.
const TRAILS_END: &str = "trail_ends";
/// How many accounts are looked at in one transaction.
const PAGE: i64 = 500;

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
    let lists = Lists::read(config, &marks)?;
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
    go_on_from(&db, &marks, lists, now).await?;
    Ok(Opened { db, ring, marks })
}

/// Opens a database that is there, with its keys, and makes neither: for commands that work on journals.
///
/// # Errors
/// See [`NotStarted`].
pub async fn open_existing(config: &Config) -> Result<Opened, NotStarted> {
    demand_existing(config)?;
    open(config).await
}

/// Refuses a place where Afterglow has not begun a database.
///
/// # Errors
/// See [`NotStarted`].
pub fn demand_existing(config: &Config) -> Result<(), NotStarted> {
    if !Db::is_begun(&config.database)? {
        Marks::beside_key(config)?.refuse_empty(config)?;
        return Err(NotStarted::NothingThere(config.database.url.place()));
    }
    Ok(())
}

/// Takes back what imports left that ended with the server before. Of PostgreSQL's servers another one may be at it: there
/// the next who writes to such a journal does so.
///
/// # Errors
/// See [`NotStarted`].
pub async fn take_imports_back(config: &Config, db: &Db) -> Result<(), NotStarted> {
    if matches!(config.database.url, DatabaseUrl::Postgres(_)) {
        return Ok(());
    }
    let journals = db.write(ahead::take_all_back).await.map_err(NotStarted::Query)?;
    if journals > 0 {
        tracing::warn!(journals, "imports had been broken off, and what they had written was taken back");
    }
    Ok(())
}

/// Draws the consequences of where the database comes from. Killed in between, the next start does so again.
async fn go_on_from(db: &Db, marks: &Marks, lists: Lists, now: Timestamp) -> Result<(), NotStarted> {
    let origin = marks.origin(db).await.map_err(NotStarted::Query)?;
    let Lists { erased, ended: (list, ended) } = lists;
    let again = erasing::erase_again(db, erased, origin).await.map_err(NotStarted::Query)?;
    if again > 0 {
        tracing::warn!(again, "erased accounts came back with an older database, and were erased again");
    }
    let again = ended::end_again(db, ended, origin).await.map_err(NotStarted::Query)?;
    if again > 0 {
        tracing::warn!(
            again,
            "passwords, codes, sessions and links came back with an older database, and were ended again"
        );
    }
    if let Err(error) = list.shorten(|lines| ended::wanted(lines, now), |kept| marks.expect(&list, kept)) {
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
    let Lists { erased, ended: (_, ended) } = Lists::settled(config)?;
    erasing::erase_again(db, erased, Origin::Backup).await.map_err(NotStarted::Query)?;
    ended::end_again(db, ended, Origin::Backup).await.map_err(NotStarted::Query)?;
    Ok(())
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
