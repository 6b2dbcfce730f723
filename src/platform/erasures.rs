//! The list of erased accounts, beside the key: whoever restores an older backup erases them again.
//!
//! It names accounts by their ids alone. A line is on disk, as unsure, before the database erases; once the database
//! did or did not, the line's first letter is changed in place, which takes no space on a full disk. So the line
//! and the erasure stand or fall together.

use std::{
    fs::{self, OpenOptions},
    io::{self, BufRead, BufReader, Seek, Write},
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    files::{give_to_owner_of_folder, sync_folder_of},
    problem::{Problem, Result},
};
use crate::domain::id::AccountId;

/// What is known of an erasure, as the first letter of its line. Lines of earlier versions have none: theirs are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The database was about to erase; nobody was told that it did.
    Unsure,
    /// The account is erased.
    Done,
    /// The database did not erase, and the person was told so.
    Fallen,
}

impl State {
    const ALL: [Self; 3] = [Self::Unsure, Self::Done, Self::Fallen];

    fn letter(self) -> char {
        match self {
            Self::Unsure => '?',
            Self::Done => '!',
            Self::Fallen => '-',
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whose.
    pub account: AccountId,
    /// What is known of it.
    pub state: State,
    /// Where its first letter is, in bytes.
    at: u64,
}

/// The list. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ErasureList(PathBuf);

impl ErasureList {
    /// In this file, which is made when the first account is erased.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Writes an account down as one that is about to be erased, off the async threads.
    ///
    /// # Errors
    /// When the file cannot be written: then nothing may be erased.
    pub async fn begin(&self, account: &AccountId, now: Timestamp) -> Result<Entry> {
        let (path, account) = (self.0.clone(), account.clone());
        let begin = move || {
            let line = format!("\n{} {} {now}\n", State::Unsure.letter(), account.as_str());
            // The letter comes after the line's end that precedes it.
            append(&path, &line).map(|start| Entry { account, state: State::Unsure, at: start + 1 })
        };
        tokio::task::spawn_blocking(begin).await.map_err(Problem::internal)?.map_err(told)
    }

    /// Notes what became of it.
    ///
    /// # Errors
    /// When the file cannot be written. The line stays unsure, and the next start looks.
    pub fn settle(&self, entry: &Entry, state: State) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(&self.0)?;
        file.write_all_at(state.letter().to_string().as_bytes(), entry.at)?;
        file.sync_all()
    }

    /// Everyone on it, in the order in which they were written down.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn entries(&self) -> io::Result<Vec<Entry>> {
        let file = match fs::File::open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            file => file?,
        };
        let mut reader = BufReader::new(file);
        let (mut entries, mut at, mut line) = (Vec::new(), 0, Vec::new());
        loop {
            let length = reader.read_until(b'\n', &mut line)?;
            if length == 0 {
                return Ok(entries);
            }
            entries.extend(entry(&String::from_utf8_lossy(&line), at));
            at += u64::try_from(length).unwrap_or_default();
            line.clear();
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

fn told(error: io::Error) -> Problem {
    let problem = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Problem::storage_full(),
        _ => Problem::storage_failed(),
    };
    problem.in_place_of(Problem::internal(error))
}

fn entry(line: &str, at: u64) -> Option<Entry> {
    let mut words = line.split_whitespace();
    let first = words.next()?;
    let state = State::ALL.into_iter().find(|state| first == state.letter().to_string());
    let id = if state.is_some() { words.next()? } else { first };
    Some(Entry { account: AccountId::known(id.to_owned()), state: state.unwrap_or(State::Done), at })
}

/// Where the line begins.
fn append(path: &Path, line: &str) -> io::Result<u64> {
    let is_new = !path.exists();
    // One write, with a line's end before it too: nothing that was torn off before mixes with it.
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.write_all(line.as_bytes())?;
    // Others may append too; after the write the position is the end of one's own line.
    let end = file.stream_position()?;
    file.sync_all()?;
    if is_new {
        give_to_owner_of_folder(path)?;
        sync_folder_of(path)?;
    }
    Ok(end.saturating_sub(u64::try_from(line.len()).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_line_is_settled_in_its_place_and_earlier_ones_count_as_done() {
        let folder = tempfile::tempdir().unwrap();
        let list = ErasureList::at(folder.path().join("erased"));
        let known = |name: &str| AccountId::known(name.to_owned());
        fs::write(list.path(), "\nold 2026-01-01T00:00:00Z\ntorn").unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let (ada, bea) = (list.begin(&known("ada"), now).await.unwrap(), list.begin(&known("bea"), now).await.unwrap());
        list.settle(&bea, State::Done).unwrap();
        list.settle(&ada, State::Fallen).unwrap();
        list.begin(&known("cem"), now).await.unwrap();
        let seen: Vec<_> = list.entries().unwrap().into_iter().map(|entry| (entry.account, entry.state)).collect();
        let expected = [
            ("old", State::Done),
            ("torn", State::Done),
            ("ada", State::Fallen),
            ("bea", State::Done),
            ("cem", State::Unsure),
        ];
        assert_eq!(seen, expected.map(|(name, state)| (known(name), state)));
    }
}
