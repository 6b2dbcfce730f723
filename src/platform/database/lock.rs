//! One server for each SQLite file: two would each believe themselves its one writer.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use super::Unreachable;
use crate::platform::{
    config::DatabaseUrl,
    files::{beside, folder_of, give_to_owner_of_folder, make_folder},
};

/// Being the only one that serves a database, or that works on it as a whole, until this is dropped. PostgreSQL has
/// room for many.
#[derive(Debug)]
pub struct Alone {
    _files: Vec<File>,
}

impl Alone {
    /// Locks the key and the database, each by a file beside it, which the system unlocks whenever this process ends.
    /// The key's lock holds also when the data folder was removed under a running server, and its lock with it.
    ///
    /// # Errors
    /// When another process has one of them.
    pub fn with(url: &DatabaseUrl, key_file: &Path) -> Result<Self, Unreachable> {
        let DatabaseUrl::Sqlite(database) = url else { return Ok(Self { _files: Vec::new() }) };
        let locks = [("with the key ", key_file), ("on ", database)];
        let files = locks.into_iter().map(|(how, path)| locked(path, how)).collect::<Result<_, _>>()?;
        Ok(Self { _files: files })
    }
}

fn locked(what: &Path, how: &str) -> Result<File, Unreachable> {
    let path = beside(what, ".lock");
    let unusable = |error: std::io::Error| Unreachable::new(format!("{}: {error}", path.display()));
    make_folder(folder_of(&path)).map_err(unusable)?;
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(unusable)?;
    give_to_owner_of_folder(&path).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Unreachable::new(format!(
            "another Afterglow is working {how}{}; end it first. To serve by more than one, use PostgreSQL",
            what.display()
        ))),
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}
