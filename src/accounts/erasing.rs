//! Erasing an account: the line on the list of erasures and the database's change stand or fall together.

use jiff::Timestamp;

use super::store;
use crate::{
    domain::id::AccountId,
    platform::{
        database::{Db, DbConnection},
        ledger::{Ledger, Line, State},
        problem::{Problem, Result},
    },
};

/// Erases an account and everything in it, for good, also from backups that are restored later.
///
/// # Errors
/// When list or database cannot be written; then the account is as it was, unless the problem says that the outcome
/// is not known.
pub async fn erase(db: &Db, list: &Ledger, account: &AccountId, now: Timestamp) -> Result<()> {
    let line = list.begin(format!("{} {now}", account.as_str())).await?;
    let (erased, sought) = (account.clone(), account.clone());
    let outcome = db.write(move |connection| store::erase(connection, &erased)).await;
    let is_gone = move |connection: &mut _| store::exists(connection, &sought).map(|is_there| !is_there);
    settle(db, &line, &outcome, is_gone).await;
    outcome
}

/// Notes on a line what became of the database's change, which `came_about` looks up where its outcome does not tell.
pub async fn settle<T>(
    db: &Db,
    line: &Line,
    outcome: &Result<T>,
    came_about: impl Fn(&mut DbConnection) -> Result<bool> + Send + 'static,
) {
    let state = match outcome {
        Ok(_) => State::Done,
        // The commit may be under way still: the next start looks.
        Err(problem) if problem.code() == Problem::outcome_unknown().code() => State::Unsure,
        // An error does not always say that nothing happened.
        Err(_) => match db.read(came_about).await {
            Ok(true) => State::Done,
            Ok(false) => State::Fallen,
            Err(_) => State::Unsure,
        },
    };
    if let Err(error) = line.settle(state) {
        tracing::error!(%error, "a list beside the key does not say what became of a line: the next start looks");
    }
}

/// Where a database comes from that is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// From the server's last run.
    LastRun,
    /// From a backup.
    Backup,
}

/// Whose erasure a line tells; `None` of one that does not read.
fn erased(line: &Line) -> Option<AccountId> {
    let (account, at) = line.text.split_once(' ')?;
    AccountId::listed(account).filter(|_| at.parse::<Timestamp>().is_ok())
}

/// Whether a line of the list says who was erased.
pub fn reads(line: &Line) -> bool {
    erased(line).is_some()
}

/// Erases again whoever of the list's lines came back with an older database, and finds out what became of erasures
/// that a sudden end left open: what the last run's own database still holds was not erased, and nobody was told that
/// it was. Returns how many were erased again.
///
/// # Errors
/// When the database or the list cannot be used.
pub async fn erase_again(db: &Db, lines: Vec<Line>, origin: Origin) -> Result<usize> {
    let open = lines.into_iter().filter(|line| line.state != State::Fallen);
    let listed: Vec<_> = open.filter_map(|line| erased(&line).map(|account| (account, line))).collect();
    let sought: Vec<_> = listed.iter().map(|(account, _)| account.clone()).collect();
    let there = db.read(move |connection| store::among(connection, &sought)).await?;
    let mut again = 0;
    for (account, line) in listed {
        let is_there = there.contains(&account);
        let fell = is_there && line.state == State::Unsure && origin == Origin::LastRun;
        if line.state == State::Unsure {
            line.settle(if fell { State::Fallen } else { State::Done }).map_err(Problem::internal)?;
        }
        if is_there && !fell {
            db.write(move |connection| store::erase(connection, &account)).await?;
            again += 1;
        }
    }
    Ok(again)
}
