//! Why the database undid a transaction, and what follows from it.

use diesel::result::{DatabaseErrorKind, Error};

use super::Unreachable;
use crate::platform::problem::Problem;

/// Why the database undid a transaction, or did not begin it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the group of writes failed: {self:?}")]
pub enum Trouble {
    /// Another transaction changed the same rows first.
    Crossed,
    /// Another transaction made or removed, unseen by this one, what a constraint is about: the next try sees it.
    Overtaken,
    /// The connection is gone, or leads to a server that takes no writes any more.
    Lost,
    /// It went while the commit was under way: whether that was done cannot be told.
    LostAtCommit,
    /// The disk has no room left.
    Full,
    /// The disk may not be written to, or failed.
    Disk,
    /// The file is not as SQLite wrote it.
    Damaged,
    /// The database had a reason of its own: a deadlock, a time-out.
    Other,
}

impl Trouble {
    /// The trouble behind a problem, when it came from the database rather than from what was asked.
    pub fn of(problem: &Problem) -> Option<Self> {
        let cause = problem.cause()?;
        if cause.is::<Unreachable>() {
            return Some(Self::Lost);
        }
        cause.downcast_ref().copied().or_else(|| Self::behind(cause.downcast_ref()?))
    }

    fn behind(error: &Error) -> Option<Self> {
        use DatabaseErrorKind::{
            ClosedConnection, ForeignKeyViolation, ReadOnlyTransaction, SerializationFailure, UnableToSendCommand,
            UniqueViolation, Unknown,
        };
        match error {
            Error::DatabaseError(SerializationFailure, _) => Some(Self::Crossed),
            Error::DatabaseError(UniqueViolation | ForeignKeyViolation, _) => Some(Self::Overtaken),
            Error::DatabaseError(ClosedConnection | UnableToSendCommand | ReadOnlyTransaction, _)
            | Error::BrokenTransactionManager
            | Error::RollbackErrorOnCommit { .. } => Some(Self::Lost),
            Error::DatabaseError(Unknown, told) => Some(Self::told_as(told.message())),
            _ => None,
        }
    }

    /// What diesel has no kind for: the databases' own words are all there is.
    fn told_as(message: &str) -> Self {
        let says = |words: &[&str]| words.iter().any(|words| message.contains(words));
        if says(&["database or disk is full", "No space left on device"]) {
            Self::Full
        } else if says(&["disk I/O error", "attempt to write a readonly database", "unable to open database file"]) {
            Self::Disk
        } else if says(&["database disk image is malformed", "file is not a database"]) {
            Self::Damaged
        } else if says(&["database is locked"]) {
            Self::Crossed
        } else {
            Self::Other
        }
    }

    /// Whether nothing of the transaction can be kept, since the disk failed some of it.
    pub fn is_of_the_disk(self) -> bool {
        matches!(self, Self::Full | Self::Disk)
    }

    /// Whether the connection is of no more use.
    pub fn spends_the_connection(self) -> bool {
        matches!(self, Self::Lost | Self::LostAtCommit)
    }

    /// What the caller is told once no further try is made.
    pub fn told(self, problem: Problem, timed_out: bool) -> Problem {
        match self {
            Self::Crossed => Problem::busy(1).in_place_of(problem),
            Self::Other if timed_out => Problem::busy(2).in_place_of(problem),
            Self::Lost => Problem::unreachable().in_place_of(problem),
            Self::LostAtCommit => Problem::outcome_unknown().in_place_of(problem),
            Self::Full => Problem::storage_full().in_place_of(problem),
            Self::Disk | Self::Damaged => Problem::storage_failed().in_place_of(problem),
            Self::Overtaken | Self::Other => problem,
        }
    }
}
