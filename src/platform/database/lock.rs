//! One server for each SQLite file: two would each believe themselves its one writer.

use std::fs::{File, OpenOptions, TryLockError};

use super::Unreachable;
use crate::platform::{
    config::DatabaseUrl,
    files::{beside, folder_of, give_to_owner_of_folder, make_folder},
};

/// Being the only one that serves a database, or that works on it as a whole, until this is dropped. PostgreSQL has
/// room for many.
#[derive(Debug)]
pub struct Alone {
    _file: Option<File>,
}

impl Alone {
    /// Locks the file beside the database, which the system unlocks whenever this process ends.
    ///
    /// # Errors
    /// When another process has it.
    pub fn with(url: &DatabaseUrl) -> Result<Self, Unreachable> {
        let DatabaseUrl::Sqlite(database) = url else { return Ok(Self { _file: None }) };
        let path = beside(database, ".lock");
        let unusable = |error: std::io::Error| Unreachable::new(format!("{}: {error}", path.display()));
        make_folder(folder_of(&path)).map_err(unusable)?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(unusable)?;
        give_to_owner_of_folder(&path).map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(Unreachable::new(format!(
                "another Afterglow is working on {}; end it first. To serve by more than one, use PostgreSQL",
                database.display()
            ))),
            Err(TryLockError::Error(error)) => Err(unusable(error)),
        }
    }
}
