//! The mark beside the key: how far the database had come when the key was last used with it.
//!
//! Database and mark count alike. A database that has counted less than its mark is an older one that came back; an
//! empty one beside a mark is the wrong one. The mark says, too, how far the lists beside the key had come.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    files::{beside, give_to_owner_of_folder, sync_folder_of},
    ledger::Extent,
};

/// What database and file have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Which database: a random name that it keeps wherever it is copied or moved to.
    pub database: String,
    /// How often a mark was left in it: at each start, clean end and hour.
    pub count: i64,
}

/// What is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The mark that was left in the database, too.
    #[serde(flatten)]
    pub mark: Mark,
    /// How many accounts there were then; not known of an earlier Afterglow's.
    #[serde(default)]
    pub accounts: Option<u64>,
    /// How far the lists beside the key had come, by the names of their files.
    #[serde(default)]
    pub lists: BTreeMap<String, Extent>,
}

/// The file. Cheap to clone.
#[derive(Debug, Clone)]
pub struct MarkFile(PathBuf);

impl MarkFile {
    /// In this place. It is made at the first start.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Reads it; `None` when there is none.
    ///
    /// # Errors
    /// When it cannot be read, or is no mark.
    pub fn read(&self) -> io::Result<Option<Noted>> {
        match fs::read(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            text => Ok(Some(serde_json::from_slice(&text?)?)),
        }
    }

    /// When it was written; `None` when that is not known.
    pub fn written_at(&self) -> Option<Timestamp> {
        fs::metadata(&self.0).and_then(|file| file.modified()).ok().and_then(|at| at.try_into().ok())
    }

    /// Puts another mark in its place, in one step and on disk. Of several servers each may do so at any time.
    ///
    /// # Errors
    /// When the system does not: then the earlier mark is there.
    pub fn write(&self, noted: &Noted) -> io::Result<()> {
        let unfinished = beside(&self.0, &format!(".{:08x}", rand::random::<u32>()));
        let outcome = (|| {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
            file.write_all(&serde_json::to_vec(noted)?)?;
            file.sync_all()?;
            give_to_owner_of_folder(&unfinished)?;
            fs::rename(&unfinished, &self.0)?;
            sync_folder_of(&self.0)
        })();
        outcome.inspect_err(|_| _ = fs::remove_file(&unfinished))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}
