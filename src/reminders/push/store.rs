//! The rows of subscriptions: one for each session, sealed like everything that is the patient's own.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::subscription::Subscription;
use crate::{
    accounts::Owner,
    domain::id::AccountId,
    platform::{
        database::{DbConnection, schema::push_subscriptions},
        problem::{Problem, Result},
        sealing::Place,
    },
};

/// What of a subscription is sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sealed {
    /// What the browser made.
    pub subscription: Subscription,
    /// How this browser reaches the app.
    pub origin: String,
}

/// A subscription as stored.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The session that it ends with.
    pub session: String,
    /// When the app last sent it, in milliseconds.
    pub renewed_at: i64,
    /// What was sealed.
    pub sealed: Sealed,
}

fn place<'a>(owner: &'a Owner, session: &'a str) -> Place<'a> {
    owner.place(session, "push_subscription")
}

/// Keeps the subscription of a session, in place of an earlier one.
///
/// # Errors
/// An internal problem.
pub fn keep(
    connection: &mut DbConnection,
    owner: &Owner,
    session: &str,
    sealed: &Sealed,
    now: Timestamp,
) -> Result<()> {
    let body = owner.key.seal(place(owner, session), &serde_json::to_vec(sealed)?)?;
    let set = (push_subscriptions::body.eq(body), push_subscriptions::renewed_at.eq(now.as_millisecond()));
    let of_session = push_subscriptions::table.find((owner.account.as_str(), session));
    if diesel::update(of_session).set(set.clone()).execute(connection)? == 0 {
        let key =
            (push_subscriptions::account_id.eq(owner.account.as_str()), push_subscriptions::session_id.eq(session));
        diesel::insert_into(push_subscriptions::table).values((key, set)).execute(connection)?;
    }
    Ok(())
}

/// The subscriptions of an account that can be read: one that cannot keeps no other browser from being reminded.
///
/// # Errors
/// An internal problem.
pub fn all(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<Stored>> {
    let opened = each(connection, owner)?.into_iter().filter_map(|one| {
        one.inspect_err(|_| tracing::error!(account = owner.account.as_str(), "a subscription is damaged")).ok()
    });
    Ok(opened.collect())
}

fn each(connection: &mut DbConnection, owner: &Owner) -> Result<Vec<Result<Stored>>> {
    let rows: Vec<(String, Vec<u8>, i64)> = push_subscriptions::table
        .filter(push_subscriptions::account_id.eq(owner.account.as_str()))
        .order(push_subscriptions::session_id)
        .select((push_subscriptions::session_id, push_subscriptions::body, push_subscriptions::renewed_at))
        .load(connection)?;
    Ok(rows.into_iter().map(|row| opened(owner, row)).collect())
}

/// Opens every subscription of an account, and says how many there are.
///
/// # Errors
/// When one does not open.
pub fn open_all(connection: &mut DbConnection, owner: &Owner) -> Result<u64> {
    let all = each(connection, owner)?.into_iter().collect::<Result<Vec<_>>>()?;
    u64::try_from(all.len()).map_err(Problem::internal)
}

/// The subscription of a session.
///
/// # Errors
/// When it does not open.
pub fn find(connection: &mut DbConnection, owner: &Owner, session: &str) -> Result<Option<Stored>> {
    let row: Option<(String, Vec<u8>, i64)> = push_subscriptions::table
        .find((owner.account.as_str(), session))
        .select((push_subscriptions::session_id, push_subscriptions::body, push_subscriptions::renewed_at))
        .first(connection)
        .optional()?;
    row.map(|row| opened(owner, row)).transpose()
}

fn opened(owner: &Owner, (session, body, renewed_at): (String, Vec<u8>, i64)) -> Result<Stored> {
    let sealed = serde_json::from_slice(&owner.key.open(place(owner, &session), &body)?)?;
    Ok(Stored { session, renewed_at, sealed })
}

/// Ends the subscription of a session.
///
/// # Errors
/// An internal problem.
pub fn end(connection: &mut DbConnection, account: &AccountId, session: &str) -> Result<()> {
    diesel::delete(push_subscriptions::table.find((account.as_str(), session))).execute(connection)?;
    Ok(())
}

/// Ends a subscription that its push service does not know any more, unless the app has renewed it meanwhile.
///
/// # Errors
/// An internal problem.
pub fn prune(connection: &mut DbConnection, account: &AccountId, gone: &Stored) -> Result<()> {
    let of_session = push_subscriptions::table.find((account.as_str(), gone.session.as_str()));
    diesel::delete(of_session.filter(push_subscriptions::renewed_at.eq(gone.renewed_at))).execute(connection)?;
    Ok(())
}
