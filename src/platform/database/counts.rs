//! What the database was asked to keep since the start.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts since the start.
#[derive(Debug, Default)]
pub struct Counts {
    writes: AtomicU64,
    commits: AtomicU64,
}

impl Counts {
    /// A commit that so many writes shared.
    pub fn committed(&self, writes: usize) {
        self.writes.fetch_add(u64::try_from(writes).unwrap_or_default(), Ordering::Relaxed);
        self.commits.fetch_add(1, Ordering::Relaxed);
    }

    /// Writes that were brought to a commit.
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Relaxed)
    }

    /// Commits.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }
}
