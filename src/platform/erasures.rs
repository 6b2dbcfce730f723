//! The list of erased accounts, beside the key: whoever restores an older backup erases them again.
//!
//! It names accounts by their ids alone, and is written to disk before the account is erased.

use std::{
    fs::{self, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    files::{give_to_owner_of_folder, sync_folder_of},
    problem::{Problem, Result},
};
use crate::domain::id::AccountId;

/// The list. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ErasureList(PathBuf);

impl ErasureList {
    /// In this file, which is made when the first account is erased.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Adds an account, off the async threads; once this answers, it is on disk.
    ///
    /// # Errors
    /// When the file cannot be written: then nothing may be erased.
    pub async fn add(&self, account: &AccountId, now: Timestamp) -> Result<()> {
        let (path, line) = (self.0.clone(), format!("\n{} {now}\n", account.as_str()));
        let append = move || append(&path, &line);
        tokio::task::spawn_blocking(append).await.map_err(Problem::internal)?.map_err(Problem::internal)
    }

    /// Everyone on it.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn accounts(&self) -> io::Result<Vec<AccountId>> {
        let file = match fs::File::open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            file => file?,
        };
        let account = |line: io::Result<String>| {
            line.map(|line| line.split_whitespace().next().map(|id| AccountId::known(id.to_owned()))).transpose()
        };
        BufReader::new(file).lines().filter_map(account).collect()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

fn append(path: &Path, line: &str) -> io::Result<()> {
    let is_new = !path.exists();
    // One write, with a line's end before it too: nothing that was torn off before mixes with it.
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.write_all(line.as_bytes())?;
    file.sync_all()?;
    if is_new {
        give_to_owner_of_folder(path)?;
        sync_folder_of(path)?;
    }
    Ok(())
}
