//! Which history a journal's revisions count in, and whether a device counts in the same.
//!
//! A restored backup begins another history, of which everyone is told. A file that was copied back unnoticed does not:
//! so each revision has a tip, a random number, and a device sends the one that it had last. Where the journal has
//! another tip at that revision, it is not the journal that the device knows.

mod ending;
pub mod store;
mod tip;

use actix_web::http::StatusCode;
use sha2::{Digest, Sha256};

pub use self::tip::Tip;
use crate::{
    accounts::Owner,
    domain::id::AccountId,
    platform::{
        database::DbConnection,
        problem::{Code, Problem, Result},
    },
};

/// What a device says of the journal that it knows.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The history that its revisions are of.
    pub history: Option<String>,
    /// The tip that it had last.
    pub tip: Option<Tip>,
}

/// Where a journal stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The revision that it has reached.
    pub revision: i64,
    /// The id of the history that this counts in.
    pub history: String,
    /// The id of the history before it.
    pub before: Option<String>,
    /// The revision at which it left that one.
    pub from: i64,
    /// Its tip, with some of the tips before.
    pub tip: Tip,
}

/// What a device is answered of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The history. Another than the one that the device named: then it has to compare.
    pub history: String,
    /// Up to this revision the device knows what is here.
    pub from: i64,
    /// Whether the device's revisions are good here.
    pub belongs: bool,
}

/// The id of an account's history, of which the server knows the name.
///
/// No two accounts have one in common: who signs in to another account of the same name counts anew.
pub fn id(account: &AccountId, name: &str) -> String {
    let digest = Sha256::new().chain_update(account.as_str()).chain_update("|").chain_update(name).finalize();
    data_encoding::HEXLOWER.encode(digest.get(..8).unwrap_or_default())
}

/// What a device is answered that has reached `since`, where `common` is the highest revision of its tip that is here.
///
/// A device that had to compare names the history with the [`ending`] that it was told, which is as good as the id
/// alone. What was never told to any device is another history.
fn answered(owner: &Owner, standing: &Standing, known: &Known, (since, common): (i64, i64)) -> Result<Answered> {
    let named = known.history.as_deref();
    let told = named.and_then(|named| ending::told(owner, &standing.history, named));
    let is_present = told.is_some() || named.is_none_or(|named| named == standing.history);
    let strayed = known.tip.as_ref().is_some_and(|tip| tip.head().is_none_or(|head| common < head));
    let ahead = named.is_some() && since > standing.revision;
    if is_present && !strayed && !ahead {
        let history = named.unwrap_or(&standing.history).to_owned();
        return Ok(Answered { history, from: told.unwrap_or(standing.from), belongs: true });
    }
    let id = named.and_then(|named| named.split('.').next());
    let by_history = if id.is_some() && id == standing.before.as_deref() { Some(standing.from) } else { None };
    // A tip has gaps: what it tells of revisions up to there is no more than what the history says.
    let says_as_much =
        |tip: &Tip| by_history.is_some_and(|from| tip.revisions().all(|(told, _)| told <= common || told > from));
    // Where neither says how far it was the same journal, none of it is taken for the same.
    let by_tip = known.tip.as_ref().filter(|tip| !says_as_much(tip)).map(|_| common);
    let from = [by_history, by_tip].into_iter().flatten().min().unwrap_or_default();
    let history = if !is_present && from == standing.from {
        standing.history.clone()
    } else {
        ending::fresh(owner, &standing.history, from)?
    };
    Ok(Answered { history, from, belongs: false })
}

/// Where a journal stands, and what a device is answered of that which has reached `since`.
///
/// # Errors
/// 404 when the account is gone.
pub fn look(connection: &mut DbConnection, owner: &Owner, known: &Known, since: i64) -> Result<(Standing, Answered)> {
    let standing = store::standing(connection, owner)?;
    let common = known.tip.as_ref().map_or(Ok(0), |tip| store::common(connection, owner, tip))?;
    let answered = answered(owner, &standing, known, (since, common))?;
    Ok((standing, answered))
}

/// Refuses what a device wrote on top of another journal than this one.
///
/// # Errors
/// 409.
pub fn demand(connection: &mut DbConnection, owner: &Owner, known: &Known) -> Result<()> {
    if known.history.is_none() && known.tip.is_none() || look(connection, owner, known, 0)?.1.belongs {
        return Ok(());
    }
    let detail = "This server went back to an earlier state of the journal. Read what it has (`/changes`) before you \
                  write. Nothing was saved.";
    Err(Problem::new(StatusCode::CONFLICT, Code::OtherHistory, detail))
}
