//! Whether the files of a SQLite database are still where they were opened.
//!
//! A file that was removed, moved or replaced is written to all the same by the process that has it open, and what it
//! writes is lost at its end. So before a group of writes is answered it is looked whether each file is the one that
//! was opened: three calls of `stat`, some microseconds beside a commit that waits for the disk. The comparison is
//! sure, since the system gives the number of an open file to no other.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::Unreachable;
use crate::platform::{
    config::DatabaseUrl,
    files::beside,
    problem::{Problem, Result},
};

/// The files of a database, as they were when it was opened. Cheap to clone. PostgreSQL has none here.
#[derive(Debug, Clone, Default)]
pub struct Place(Arc<Files>);

#[derive(Debug, Default)]
struct Files {
    all: Vec<(PathBuf, Identity)>,
    /// Whether the log says already that they are gone.
    is_told: AtomicBool,
}

/// A file's device and number on it.
type Identity = (u64, u64);

fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

impl Place {
    /// The files of this database, which is open.
    pub fn of(url: &DatabaseUrl) -> Self {
        let DatabaseUrl::Sqlite(file) = url else { return Self::default() };
        let all = [file.clone(), beside(file, "-wal"), beside(file, "-shm")];
        let all = all.into_iter().filter_map(|path| identity(&path).map(|known| (path, known))).collect();
        Self(Arc::new(Files { all, is_told: AtomicBool::new(false) }))
    }

    /// Whether each of the files is there. Where one is not, the log says so, once.
    pub fn is_kept(&self) -> bool {
        let gone = self.0.all.iter().find(|(path, known)| identity(path) != Some(*known));
        let was_told = self.0.is_told.swap(gone.is_some(), Ordering::SeqCst);
        match gone {
            Some((path, _)) if !was_told => tracing::error!(
                "{} is gone, or another file took its place: nothing is acknowledged until it is back. Put it back; or \
                 end this server, restore the database and start again",
                path.display()
            ),
            None if was_told => tracing::warn!("the database's files are back: writes are acknowledged again"),
            _ => {}
        }
        gone.is_none()
    }

    /// Refuses to go on where a file is gone.
    ///
    /// # Errors
    /// 503.
    pub fn demand(&self) -> Result<()> {
        if self.is_kept() { Ok(()) } else { Err(Problem::storage_failed()) }
    }

    /// Refuses to connect to another file than the one that was opened, or to make one anew.
    ///
    /// # Errors
    /// When it is gone.
    pub fn demand_to_connect(&self) -> std::result::Result<(), Unreachable> {
        if self.is_kept() { Ok(()) } else { Err(Unreachable::new("its files are gone, or others took their place")) }
    }
}
