//! The rows of reminders: when to look, and what was claimed.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl};
use jiff::Timestamp;

use crate::{
    domain::id::AccountId,
    platform::{
        database::{
            DbConnection,
            schema::{reminder_claims, reminders},
        },
        problem::{Problem, Result},
    },
};

/// For how long claims are kept: well past the day that they are about.
const KEPT: i64 = 4 * 24 * 60 * 60 * 1000;

/// Whose turn has come, and since when (see [`Row::due_at`]): the one query that looks into all accounts, by an index of
/// its own.
///
/// # Errors
/// An internal problem.
pub fn due(connection: &mut DbConnection, now: Timestamp, limit: i64) -> Result<Vec<(AccountId, Option<i64>)>> {
    let found: Vec<(String, Option<i64>)> = reminders::table
        .filter(reminders::due_at.le(now.as_millisecond()))
        .order(reminders::due_at)
        .limit(limit)
        .select((reminders::account_id, reminders::due_at))
        .load(connection)?;
    Ok(found.into_iter().map(|(id, due_at)| (AccountId::known(id), due_at)).collect())
}

/// When to look at an account, and until when its patient put a reminder off.
#[derive(Queryable)]
pub struct Row {
    /// In milliseconds; 0 when it is to be planned anew.
    pub due_at: Option<i64>,
    /// In milliseconds.
    pub snoozed_until: Option<i64>,
}

/// The row of an account that wants reminders.
///
/// # Errors
/// An internal problem.
pub fn find(connection: &mut DbConnection, account: &AccountId) -> Result<Option<Row>> {
    let columns = (reminders::due_at, reminders::snoozed_until);
    Ok(reminders::table.find(account.as_str()).select(columns).first(connection).optional()?)
}

/// Begins to look at an account.
///
/// # Errors
/// An internal problem.
pub fn begin(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    crate::on_backend!(connection, concrete => {
        diesel::insert_into(reminders::table)
            .values((reminders::account_id.eq(account.as_str()), reminders::due_at.eq(Some(0_i64))))
            .on_conflict_do_nothing()
            .execute(concrete)
    })?;
    Ok(())
}

/// Looks at an account no more.
///
/// # Errors
/// An internal problem.
pub fn forget(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    diesel::delete(reminders::table.find(account.as_str())).execute(connection)?;
    Ok(())
}

/// Sets when to look next.
///
/// # Errors
/// An internal problem.
pub fn look_at(
    connection: &mut DbConnection,
    account: &AccountId,
    due_at: Option<Timestamp>,
    snoozed_until: Option<Timestamp>,
) -> Result<()> {
    let set = (
        reminders::due_at.eq(due_at.map(Timestamp::as_millisecond)),
        reminders::snoozed_until.eq(snoozed_until.map(Timestamp::as_millisecond)),
    );
    diesel::update(reminders::table.find(account.as_str())).set(set).execute(connection)?;
    Ok(())
}

/// Puts a reminder off. Whatever else is planned stays.
///
/// # Errors
/// An internal problem.
pub fn snooze(connection: &mut DbConnection, account: &AccountId, until: Timestamp) -> Result<()> {
    diesel::update(reminders::table.find(account.as_str()))
        .set((reminders::due_at.eq(Some(0_i64)), reminders::snoozed_until.eq(Some(until.as_millisecond()))))
        .execute(connection)?;
    Ok(())
}

/// Looks at an account again only in a while: something of it does not read.
///
/// # Errors
/// An internal problem.
pub fn put_off(connection: &mut DbConnection, account: &AccountId, until: Timestamp) -> Result<()> {
    diesel::update(reminders::table.find(account.as_str()))
        .set(reminders::due_at.eq(Some(until.as_millisecond())))
        .execute(connection)?;
    Ok(())
}

/// Whether something was claimed by this id.
///
/// # Errors
/// An internal problem.
pub fn is_claimed(connection: &mut DbConnection, account: &AccountId, id: &str) -> Result<bool> {
    let of_id = reminder_claims::table.find((account.as_str(), id));
    Ok(diesel::select(diesel::dsl::exists(of_id)).get_result(connection)?)
}

/// Claims a reminder by one of its ids, the first; `false` when it was claimed before, by any of them.
///
/// # Errors
/// An internal problem.
pub fn claim(connection: &mut DbConnection, account: &AccountId, ids: &[String], now: Timestamp) -> Result<bool> {
    for id in ids {
        if is_claimed(connection, account, id)? {
            return Ok(false);
        }
    }
    let id = ids.first().ok_or_else(|| Problem::internal("the server has no key"))?;
    let row = (
        reminder_claims::account_id.eq(account.as_str()),
        reminder_claims::id.eq(id),
        reminder_claims::claimed_at.eq(now.as_millisecond()),
    );
    // Of two servers that claim at once one fails here, or at its commit, and finds the other's claim when it tries again.
    diesel::insert_into(reminder_claims::table).values(row).execute(connection)?;
    Ok(true)
}

/// Forgets claims that nothing can come back to.
///
/// # Errors
/// An internal problem.
pub fn forget_claims(connection: &mut DbConnection, account: &AccountId, now: Timestamp) -> Result<()> {
    diesel::delete(
        reminder_claims::table
            .filter(reminder_claims::account_id.eq(account.as_str()))
            .filter(reminder_claims::claimed_at.lt(now.as_millisecond() - KEPT)),
    )
    .execute(connection)?;
    Ok(())
}
