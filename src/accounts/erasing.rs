//! Erasing an account: the line on the list of erasures and the database's change stand or fall together.

use jiff::Timestamp;

use super::store;
use crate::{
    domain::id::AccountId,
    platform::{
        database::Db,
        erasures::{Entry, ErasureList, State},
        problem::{Problem, Result},
    },
};

/// Erases an account and everything in it, for good, also from backups that are restored later.
///
/// # Errors
/// When list or database cannot be written; then the account is as it was, unless the problem says that the outcome
/// is not known.
pub async fn erase(db: &Db, list: &ErasureList, account: &AccountId, now: Timestamp) -> Result<()> {
    let entry = list.begin(account, now).await?;
    let (erased, sought) = (account.clone(), account.clone());
    let outcome = db.write(move |connection| store::erase(connection, &erased)).await;
    let state = match &outcome {
        Ok(()) => State::Done,
        // The commit may be under way still: the next start looks.
        Err(problem) if problem.code() == Problem::outcome_unknown().code() => State::Unsure,
        // An error does not always say that nothing happened.
        Err(_) => match db.read(move |connection| store::exists(connection, &sought)).await {
            Ok(true) => State::Fallen,
            Ok(false) => State::Done,
            Err(_) => State::Unsure,
        },
    };
    if let Err(error) = list.settle(&entry, state) {
        tracing::error!(%error, "the list of erasures does not say what became of one: the next start looks");
    }
    outcome
}

/// Where a database comes from that is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// From the server's last run.
    LastRun,
    /// From a backup.
    Backup,
}

/// Erases again whoever of the list's entries came back with an older database, and finds out what became of erasures that a sudden end
/// left open: what the last run's own database still holds was not erased, and nobody was told that it was. Returns
/// how many were erased again.
///
/// # Errors
/// When the database or the list cannot be used.
pub async fn erase_again(db: &Db, list: &ErasureList, mut entries: Vec<Entry>, origin: Origin) -> Result<usize> {
    entries.retain(|entry| entry.state != State::Fallen);
    let listed: Vec<_> = entries.iter().map(|entry| entry.account.clone()).collect();
    let there = db.read(move |connection| store::among(connection, &listed)).await?;
    let mut again = 0;
    for entry in entries {
        let is_there = there.contains(&entry.account);
        let fell = is_there && entry.state == State::Unsure && origin == Origin::LastRun;
        if entry.state == State::Unsure {
            list.settle(&entry, if fell { State::Fallen } else { State::Done }).map_err(Problem::internal)?;
        }
        if is_there && !fell {
            db.write(move |connection| store::erase(connection, &entry.account)).await?;
            again += 1;
        }
    }
    Ok(again)
}
