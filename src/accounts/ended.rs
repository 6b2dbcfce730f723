//! What was ended stays ended, also when an older database comes back: sessions, passwords, recovery codes and links, on
//! a list beside the key.
//!
//! A line says whose, when and what, by ids, and nothing of any content. Of a new recovery code it has the digest that
//! the database has too: the code has a hundred random bits, so that its digest tells nobody anything, and it is what
//! lets the newest code open an account whose password of before must not open it any more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::{
    Pages,
    erasing::{Origin, settle},
    passwords, sessions, store,
};
use crate::{
    domain::id::AccountId,
    platform::{
        database::{Db, DbConnection},
        ledger::{Ledger, Line, State},
        problem::{Problem, Result},
    },
};

/// How many accounts or lines are gone through in one transaction.
const PAGE: usize = 500;
/// No link is good for longer.
const LONGEST_LINK: SignedDuration = SignedDuration::from_hours(366 * 24);

/// What ended something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Every session was ended.
    Sessions,
    /// The password was changed, which ends every session too.
    Password,
    /// A new recovery code was made, of which this is the digest.
    Recovery(String),
    /// A new password was set by the recovery code, and a new code made, of which this is the digest.
    Recovered(String),
    /// A link was ended, of which this is the id.
    Link(String),
}

/// An act, whose and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Whose.
    pub account: AccountId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub act: Act,
}

impl Ended {
    fn written(&self) -> String {
        let (account, at) = (self.account.as_str(), self.at);
        match &self.act {
            Act::Sessions => format!("{account} {at} sessions"),
            Act::Password => format!("{account} {at} password"),
            Act::Recovery(digest) => format!("{account} {at} recovery {digest}"),
            Act::Recovered(digest) => format!("{account} {at} recovered {digest}"),
            Act::Link(id) => format!("{account} {at} link {id}"),
        }
    }

    /// What a line says; `None` of one that does not read.
    fn read(line: &Line) -> Option<Self> {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        let (act, rest) = words.get(2..)?.split_first()?;
        let act = match (*act, rest) {
            ("sessions", []) => Act::Sessions,
            ("password", []) => Act::Password,
            ("recovery", [digest]) => Act::Recovery((*digest).to_owned()),
            ("recovered", [digest]) => Act::Recovered((*digest).to_owned()),
            ("link", [id]) => Act::Link((*id).to_owned()),
            _ => return None,
        };
        Some(Self { account: AccountId::listed(words.first()?)?, at: words.get(1)?.parse().ok()?, act })
    }

    /// Notes in the account's row that this happened, in the transaction in which it does.
    ///
    /// # Errors
    /// An internal problem.
    pub fn note(&self, connection: &mut DbConnection) -> Result<()> {
        store::note_ended(connection, self)
    }

    /// Whether the database knows of it.
    fn holds(&self, connection: &mut DbConnection) -> Result<bool> {
        store::knows_ended(connection, self)
    }

    /// Does it again.
    fn again(&self, connection: &mut DbConnection) -> Result<()> {
        let account = &self.account;
        if matches!(self.act, Act::Password | Act::Recovered(_)) {
            store::set_password(connection, account, &passwords::unknown()?)?;
        }
        if let Act::Recovery(digest) | Act::Recovered(digest) = &self.act {
            store::set_recovery(connection, account, digest)?;
        }
        if matches!(self.act, Act::Sessions | Act::Password | Act::Recovered(_)) {
            sessions::end_sessions_up_to(connection, account, self.at)?;
        }
        self.note(connection)
    }
}

/// Whether a line of the list says what was ended.
pub fn reads(line: &Line) -> bool {
    Ended::read(line).is_some()
}

/// Does what ends something, and writes down that it is ended: both, or neither. `now` is when it is asked for; the
/// act's instant is later than that of any act before it, whatever the clock says.
///
/// # Errors
/// What `work` returns, or when the list cannot be written: then nothing was done.
pub async fn end<T: Send + 'static>(
    (db, list): (&Db, &Ledger),
    (account, act, now): (AccountId, Act, Timestamp),
    work: impl Fn(&mut DbConnection, &Ended) -> Result<T> + Send + 'static,
) -> Result<T> {
    let sought = account.clone();
    let before = db.read(move |connection| store::last_ended(connection, &sought)).await?;
    let at = Timestamp::from_millisecond(now.as_millisecond().max(before + 1)).map_err(Problem::internal)?;
    let ended = Ended { account, at, act };
    let line = list.begin(ended.written()).await?;
    let (done, sought) = (ended.clone(), ended);
    let outcome = db.write(move |connection| work(connection, &done)).await;
    settle(db, &line, &outcome, move |connection| sought.holds(connection)).await;
    outcome
}

/// Ends again what an older database has not as ended, and finds out what became of acts that a sudden end left open.
/// Returns how much was ended again.
///
/// # Errors
/// When the database or the list cannot be used; it may be called again.
pub async fn end_again(db: &Db, lines: Vec<Line>, origin: Origin) -> Result<usize> {
    let mut again = 0;
    for page in lines.chunks(PAGE) {
        let listed: Vec<_> =
            page.iter().filter_map(|line| Ended::read(line).map(|ended| (ended, line.state))).collect();
        let work = move |connection: &mut DbConnection| {
            let mut again = 0;
            for (ended, state) in &listed {
                let fell = *state == State::Fallen || *state == State::Unsure && origin == Origin::LastRun;
                if !fell && !ended.holds(connection)? {
                    ended.again(connection)?;
                    again += 1;
                }
            }
            Ok(again)
        };
        again += db.write(work).await?;
    }
    for line in lines.iter().filter(|line| line.state == State::Unsure) {
        let Some(ended) = Ended::read(line) else { continue };
        let holds = db.read(move |connection| ended.holds(connection)).await?;
        line.settle(if holds { State::Done } else { State::Fallen }).map_err(Problem::internal)?;
    }
    Ok(again)
}

/// The lines that may still matter: the latest of each kind of an account, and links and sessions that would not have
/// run out by now.
pub fn wanted(lines: Vec<Line>, now: Timestamp) -> Vec<Line> {
    let mut latest = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(Ended { account, at, act }) = Ended::read(line).filter(|_| line.state != State::Fallen) {
            let (kind, lasts) = match act {
                Act::Link(id) => (id, Some(LONGEST_LINK)),
                Act::Sessions => ("sessions".to_owned(), Some(sessions::refresh::LIFETIME)),
                Act::Password => ("password".to_owned(), None),
                Act::Recovery(_) => ("recovery".to_owned(), None),
                Act::Recovered(_) => ("recovered".to_owned(), None),
            };
            if lasts.is_none_or(|lasts| now.duration_since(at) <= lasts) {
                latest.insert((account, kind, line.state == State::Unsure), index);
            }
        }
    }
    let kept: BTreeSet<usize> = latest.into_values().collect();
    lines.into_iter().enumerate().filter(|(index, _)| kept.contains(index)).map(|(_, line)| line).collect()
}

/// Ends every session that there is.
///
/// # Errors
/// When the database cannot be used; it may be called again.
pub async fn sign_everyone_out(db: &Db) -> Result<()> {
    let mut pages = Pages::of(db, i64::try_from(PAGE).map_err(Problem::internal)?);
    while let Some(page) = pages.next().await? {
        db.write(move |connection| page.iter().try_for_each(|account| sessions::end_sessions(connection, account)))
            .await?;
    }
    Ok(())
}
