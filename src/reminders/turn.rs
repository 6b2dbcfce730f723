//! An account's turn: what is due is claimed in the same transaction that sets when to look next.
//!
//! So each reminder is sent at most once, by whichever server: one that ends between its claim and its message
//! takes that reminder with it, which is better than asking twice.

use jiff::{Timestamp, tz::Offset};

use super::{
    claims::Claims,
    mail::store::{self as addresses, Kept},
    push::store::{self as subscriptions, Stored},
    store,
};
use crate::{
    accounts::{self, Owner},
    domain::{
        day::{Moment, When},
        id::AccountId,
        record::{Kind, Record},
        reminder::{LATEST, LONGEST_AFTER, Plan, Reminder, Reminders, Words},
    },
    journal,
    platform::{
        database::DbConnection,
        problem::{Problem, Result},
        sealing::Wrapper,
    },
};

/// The most treatments, of those that the series still follows and those that are planned, at once.
const MOST_TREATMENTS: usize = 50;

/// A reminder to send: where to, and in which words.
pub struct Nudge {
    /// The browsers.
    pub to: Vec<Stored>,
    /// The address for mail.
    pub mail: Option<Kept>,
    /// The words.
    pub words: Words,
}

/// Takes an account's turn, if it still has one. However much is due at once, it is one nudge; none when the
/// check-ins that were to be asked for are there already.
///
/// # Errors
/// When something of the account does not open.
pub fn take(
    connection: &mut DbConnection,
    account: &AccountId,
    (wrapper, claims): (&Wrapper, &Claims),
    now: Timestamp,
) -> Result<Option<Nudge>> {
    let row = store::find(connection, account)?;
    let Some(row) = row.filter(|row| row.due_at.is_some_and(|due_at| due_at <= now.as_millisecond())) else {
        return Ok(None);
    };
    let owner = accounts::store::owner(connection, account, wrapper)?;
    let to = subscriptions::all(connection, &owner)?;
    let settings = accounts::store::settings(connection, &owner)?;
    let mail = addresses::confirmed(connection, &owner)?;
    if to.is_empty() && mail.is_none() {
        store::forget(connection, account)?;
        return Ok(None);
    }
    let reminders = settings.profile.reminders.unwrap_or_default();
    let snoozed_until = row.snoozed_until.map(Timestamp::from_millisecond).transpose().map_err(Problem::internal)?;
    let treatments = treatments(connection, &owner, &reminders, now)?;
    let plan = Plan { reminders: &reminders, zone: &owner.zone, treatments: &treatments, snoozed_until };
    // What changed just now holds from now on.
    let since = if row.due_at == Some(0) { now } else { now.saturating_sub(LATEST).unwrap_or(now) };
    let mut wanted = false;
    for reminder in plan.between(since, now) {
        let ids = claims.ids(account, &reminder)?;
        if store::claim(connection, account, &ids, now)? {
            wanted |= !is_answered(connection, &owner, &reminder)?;
        }
    }
    store::look_at(connection, account, plan.next(now), snoozed_until.filter(|until| now < *until))?;
    store::forget_claims(connection, account, now)?;
    Ok(wanted.then(|| Nudge { to, mail, words: Words::in_language(&settings.locale) }))
}

fn at(instant: Timestamp) -> When {
    When::At(Moment::new(instant, Offset::UTC))
}

/// When treatments started that may still be asked about, and when planned ones will.
///
/// # Errors
/// When something of them does not open.
pub fn treatments(
    connection: &mut DbConnection,
    owner: &Owner,
    reminders: &Reminders,
    now: Timestamp,
) -> Result<Vec<Timestamp>> {
    if !reminders.after_treatment && !reminders.before_treatment {
        return Ok(Vec::new());
    }
    let from = now.saturating_sub(LONGEST_AFTER).unwrap_or(now);
    let range = journal::store::Range { from: Some(at(from)), to: None, after: None, limit: MOST_TREATMENTS };
    let found = journal::store::list(connection, owner, Kind::Treatment, &range)?.items;
    // Nobody has said of a plan whose time has passed that it took place: nothing is asked after it.
    let start = |record: &Record| {
        let Record::Treatment(treatment) = record else { return None };
        let start = treatment.at.instant();
        (now < start || !treatment.is_planned(now)).then_some(start)
    };
    Ok(found.iter().filter_map(|stored| start(&stored.body)).collect())
}

fn is_answered(connection: &mut DbConnection, owner: &Owner, reminder: &Reminder) -> Result<bool> {
    let (after, until) = reminder.answered_within;
    let range = journal::store::Range { from: Some(at(after)), to: Some(at(until)), after: None, limit: 2 };
    let found = journal::store::list(connection, owner, Kind::CheckIn, &range)?.items;
    // The first instant itself is not within.
    Ok(found.iter().any(|stored| stored.body.when().is_some_and(|when| when.instant(&owner.zone) > after)))
}
