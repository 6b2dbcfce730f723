//! Copies of a SQLite database: made while it is served, verified before they count, restored as a whole.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use diesel::{
    QueryableByName, RunQueryDsl, SqliteConnection, sql_query,
    sql_types::{BigInt, Text},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    Alone, Unreachable,
    integrity::{self, Depth},
    marks,
};
use crate::platform::{
    config::DatabaseUrl,
    files::{beside, give_to_owner_of_folder, sync_folder_of},
};

/// The database in a backup's folder.
pub const DATABASE: &str = "afterglow.sqlite";
/// What is said of it.
const DESCRIPTION: &str = "backup.json";
/// How often a copy's progress is told.
const OFTEN: Duration = Duration::from_millis(100);

/// What a backup says of itself. It names the key that opens it by its fingerprint, and never holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// When it was made.
    pub made_at: Timestamp,
    /// By which version of Afterglow.
    pub version: String,
    /// The key that it was sealed with.
    pub key_fingerprint: String,
    /// How many accounts it holds.
    pub accounts: u64,
    /// How many records.
    pub records: u64,
    /// The size of the database, in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// Why there is no backup, or nothing was restored, in a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum NotCopied {
    /// PostgreSQL has tools of its own.
    #[error("this is for the embedded database; back up PostgreSQL with its own tools, as pg_basebackup or pg_dump")]
    Postgres,
    /// Something is where the copy should go.
    #[error("{0} is there already; {1}")]
    Occupied(PathBuf, &'static str),
    /// The backup's description cannot be read.
    #[error("{0} is not a backup of Afterglow: {1}")]
    NoBackup(PathBuf, String),
    /// The copy is not what its description says.
    #[error("the backup in {0} is not as it was made: {1}. Nothing was restored")]
    Changed(PathBuf, String),
    /// A database cannot be used.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// The system let the copy down.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> NotCopied + '_ {
    move |error| NotCopied::Io(path.to_owned(), error)
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    accounts: i64,
    #[diesel(sql_type = BigInt)]
    records: i64,
    #[diesel(sql_type = Text)]
    key_fingerprint: String,
}

/// Copies the database, as it is at one moment, into a new folder, whoever writes meanwhile; tells `progress` in
/// bytes, done and expected. The folder is there once the copy was found whole, and not before.
///
/// # Errors
/// See [`NotCopied`].
pub fn make(
    url: &DatabaseUrl,
    folder: &Path,
    now: Timestamp,
    progress: &dyn Fn(u64, u64),
) -> Result<Description, NotCopied> {
    let DatabaseUrl::Sqlite(source) = url else { return Err(NotCopied::Postgres) };
    if folder.exists() {
        return Err(NotCopied::Occupied(folder.to_owned(), "name a folder that is not, as a date"));
    }
    let unfinished = beside(folder, ".unfinished");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).map_err(at(&unfinished))?;
    }
    fs::create_dir_all(&unfinished).map_err(at(&unfinished))?;
    let copy = unfinished.join(DATABASE);
    copy_while_watching(source, &copy, progress)?;
    let description = described(&copy, now)?;
    let text = serde_json::to_string_pretty(&description).map_err(|error| at(&unfinished)(error.into()))?;
    let said = unfinished.join(DESCRIPTION);
    fs::write(&said, text + "\n").map_err(at(&said))?;
    for file in [&copy, &said, &unfinished] {
        sync(file)?;
    }
    fs::rename(&unfinished, folder).map_err(at(folder))?;
    sync_folder_of(folder).map_err(at(folder))?;
    Ok(description)
}

fn copy_while_watching(source: &Path, copy: &Path, progress: &dyn Fn(u64, u64)) -> Result<(), NotCopied> {
    let all = fs::metadata(source).map_or(0, |metadata| metadata.len());
    let mut connection = integrity::open(source)?;
    let target = copy.to_str().ok_or_else(|| Unreachable::new("expected a path of Unicode characters"))?.to_owned();
    thread::scope(|scope| {
        let copying = scope.spawn(move || sql_query("VACUUM INTO ?").bind::<Text, _>(target).execute(&mut connection));
        while !copying.is_finished() {
            progress(fs::metadata(copy).map_or(0, |metadata| metadata.len()), all);
            thread::sleep(OFTEN);
        }
        let copied = copying.join().map_err(|_| Unreachable::new("copying broke off"))?;
        copied.map(drop).map_err(|error| Unreachable::new(error).into())
    })
}

/// What a finished copy is, once it was found whole.
fn described(copy: &Path, now: Timestamp) -> Result<Description, NotCopied> {
    let mut connection = integrity::open(copy)?;
    integrity::check(&mut connection, copy, Depth::Full)?;
    let counted = count(&mut connection)?;
    drop(connection);
    let (bytes, sha256) = digest(copy)?;
    Ok(Description {
        made_at: now,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        key_fingerprint: counted.key_fingerprint,
        accounts: u64::try_from(counted.accounts).unwrap_or_default(),
        records: u64::try_from(counted.records).unwrap_or_default(),
        bytes,
        sha256,
    })
}

fn count(connection: &mut SqliteConnection) -> Result<Counted, Unreachable> {
    sql_query(
        "SELECT (SELECT count(*) FROM accounts) AS accounts, (SELECT count(*) FROM records) AS records, \
         coalesce((SELECT value FROM settings WHERE name = 'key_fingerprint'), '') AS key_fingerprint",
    )
    .get_result(connection)
    .map_err(Unreachable::new)
}

/// Whether a folder holds a finished backup, as its files tell.
pub fn is_one(folder: &Path) -> bool {
    folder.join(DESCRIPTION).is_file() && folder.join(DATABASE).is_file()
}

/// Reads a backup's description and compares the copy with it.
///
/// # Errors
/// See [`NotCopied`].
pub fn verified(folder: &Path) -> Result<Description, NotCopied> {
    let said = folder.join(DESCRIPTION);
    let none = |reason: String| NotCopied::NoBackup(folder.to_owned(), reason);
    let text = fs::read(&said).map_err(|error| none(format!("{DESCRIPTION}: {error}")))?;
    let description: Description =
        serde_json::from_slice(&text).map_err(|error| none(format!("{DESCRIPTION}: {error}")))?;
    let (bytes, sha256) = digest(&folder.join(DATABASE))?;
    if (bytes, &sha256) != (description.bytes, &description.sha256) {
        let reason = format!("{DATABASE} has {bytes} bytes and the SHA-256 {sha256}, and {DESCRIPTION} names others");
        return Err(NotCopied::Changed(folder.to_owned(), reason));
    }
    Ok(description)
}

/// Puts a verified backup where there is no database; in one step, so that there is all of it or nothing.
///
/// # Errors
/// See [`NotCopied`].
pub fn put_back(
    folder: &Path,
    (url, key_file): (&DatabaseUrl, &Path),
    progress: &dyn Fn(u64, u64),
) -> Result<(), NotCopied> {
    let DatabaseUrl::Sqlite(target) = url else { return Err(NotCopied::Postgres) };
    let _alone = Alone::with(url, key_file)?;
    // A log of changes that lies beside another file than its own would be taken for a part of it.
    for present in [target.clone(), beside(target, "-wal"), beside(target, "-journal")] {
        if present.exists() {
            return Err(NotCopied::Occupied(
                present,
                "move it away first, and keep it: it may hold what the backup lacks",
            ));
        }
    }
    let unfinished = beside(target, ".unfinished");
    copy(&folder.join(DATABASE), &unfinished, progress)?;
    let mut put_back = integrity::open(&unfinished)?;
    integrity::check(&mut put_back, &unfinished, Depth::Full)?;
    // With the file itself, so that whoever opens it first draws the consequences, though this command be killed.
    marks::note_restored(&mut put_back).map_err(Unreachable::new)?;
    drop(put_back);
    give_to_owner_of_folder(&unfinished).map_err(at(&unfinished))?;
    fs::rename(&unfinished, target).map_err(at(target))?;
    sync_folder_of(target).map_err(at(target))
}

fn copy(from: &Path, to: &Path, progress: &dyn Fn(u64, u64)) -> Result<(), NotCopied> {
    let all = fs::metadata(from).map_or(0, |metadata| metadata.len());
    let mut target = File::create(to).map_err(at(to))?;
    let mut done = 0;
    for_each_block(from, |block| {
        target.write_all(block).map_err(at(to))?;
        done += u64::try_from(block.len()).unwrap_or_default();
        progress(done, all);
        Ok(())
    })?;
    target.sync_all().map_err(at(to))
}

fn digest(file: &Path) -> Result<(u64, String), NotCopied> {
    let (mut hasher, mut bytes) = (Sha256::new(), 0);
    for_each_block(file, |block| {
        hasher.update(block);
        bytes += u64::try_from(block.len()).unwrap_or_default();
        Ok(())
    })?;
    Ok((bytes, data_encoding::HEXLOWER.encode(&hasher.finalize())))
}

fn for_each_block(path: &Path, mut work: impl FnMut(&[u8]) -> Result<(), NotCopied>) -> Result<(), NotCopied> {
    let mut file = File::open(path).map_err(at(path))?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer).map_err(at(path))?;
        let Some(block) = buffer.get(..read).filter(|block| !block.is_empty()) else { return Ok(()) };
        work(block)?;
    }
}

fn sync(path: &Path) -> Result<(), NotCopied> {
    File::open(path).and_then(|file| file.sync_all()).map_err(at(path))
}
