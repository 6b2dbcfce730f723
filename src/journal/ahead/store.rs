//! The mark of an import that writes ahead, what it wrote, and how that is taken back.

use diesel::{ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl};
use jiff::SignedDuration;

use crate::{
    accounts::Owner,
    domain::{
        id::{AccountId, RecordId},
        record::Record,
    },
    journal::{
        sealed::store::Sealed,
        store::{self, Grown},
    },
    platform::{
        clock::Clock,
        database::{
            DbConnection,
            schema::{journals, records},
        },
        problem::{Problem, Result},
    },
};

/// An import that has written nothing for so long was broken off.
const BROKEN_OFF_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// After so many seconds a write that met an import may come again.
const AGAIN_AFTER: u32 = 2;
/// How many records are taken back in one transaction.
const AT_ONCE: i64 = 500;

/// Marks a journal: from now on an import writes ahead. Returns the revision that the journal has reached.
///
/// # Errors
/// 503 while another import does so; 404 when the account is gone.
pub fn begin(connection: &mut DbConnection, account: &AccountId) -> Result<i64> {
    demand_free(connection, account)?;
    let mark = (journals::import_revision.eq(journals::revision.nullable()), journals::import_alive_at.eq(Some(now())));
    Ok(diesel::update(journals::table.find(account.as_str()))
        .set(mark)
        .returning(journals::revision)
        .get_result(connection)?)
}

/// Refuses a write while an import runs. Where one was broken off, what it left is taken back.
///
/// # Errors
/// 503 while one runs; 404 when the account is gone.
pub fn demand_free(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    let (written, alive_at): (Option<i64>, Option<i64>) = journals::table
        .find(account.as_str())
        .select((journals::import_revision, journals::import_alive_at))
        .first(connection)?;
    let Some(written) = written else { return Ok(()) };
    let idle = SignedDuration::from_millis(now() - alive_at.unwrap_or_default());
    if idle < BROKEN_OFF_AFTER {
        return Err(Problem::busy(AGAIN_AFTER));
    }
    while !take_back(connection, account, written)? {}
    Ok(())
}

/// Notes that the import which has written ahead to the revision `from` has come to `to`.
///
/// # Errors
/// 503 when it counts as broken off, and what it wrote was taken back; 404 when the account is gone.
pub fn go_on(connection: &mut DbConnection, account: &AccountId, (from, to): (i64, i64)) -> Result<()> {
    demand_ours(connection, account, (from, Some(to)))
}

/// Stores a new body for an import, ahead of what the journal has reached, and returns how many bytes it takes. Reminders
/// follow when the journal has reached it.
///
/// # Errors
/// An internal problem.
pub fn save(connection: &mut DbConnection, owner: &Owner, id: &RecordId, revision: i64, body: &Record) -> Result<i64> {
    let sealed = Sealed::of(owner, id, body)?;
    let bytes = sealed.bytes();
    sealed.insert(connection, owner, id, revision)?;
    Ok(bytes)
}

/// Lets the journal reach what an import wrote ahead, of so many bytes: from the revision `from` up to `to`, at once.
///
/// # Errors
/// See [`go_on`].
pub fn reach(connection: &mut DbConnection, owner: &Owner, (from, to): (i64, i64), bytes: i64) -> Result<()> {
    demand_ours(connection, &owner.account, (to, None))?;
    if to > from {
        store::advance(connection, owner, to - from, Grown::by(bytes))?.ok_or_else(Problem::not_found)?;
    }
    Ok(())
}

/// Takes back some of what the import wrote that has come to the revision `written`, the latest first, and ends it with
/// the last of it. Returns whether nothing of it is left.
///
/// # Errors
/// An internal problem.
pub fn take_back(connection: &mut DbConnection, account: &AccountId, written: i64) -> Result<bool> {
    if !mark(connection, account, (written, Some(written)))? {
        // Somebody else has done it.
        return Ok(true);
    }
    let reached: i64 = journals::table.find(account.as_str()).select(journals::revision).first(connection)?;
    let of_account = records::table.filter(records::account_id.eq(account.as_str()));
    let ids: Vec<String> = of_account
        .filter(records::revision.gt(reached))
        .order(records::revision.desc())
        .limit(AT_ONCE)
        .select(records::id)
        .load(connection)?;
    diesel::delete(of_account.filter(records::id.eq_any(&ids))).execute(connection)?;
    let done = i64::try_from(ids.len()).map_err(Problem::internal)? < AT_ONCE;
    if done {
        mark(connection, account, (written, None))?;
    }
    Ok(done)
}

/// Takes back whatever imports have left that were broken off when this machine's one server ended, and returns of how
/// many journals.
///
/// # Errors
/// An internal problem.
pub fn take_all_back(connection: &mut DbConnection) -> Result<usize> {
    let left: Vec<(String, Option<i64>)> = journals::table
        .filter(journals::import_revision.is_not_null())
        .select((journals::account_id, journals::import_revision))
        .load(connection)?;
    for (account, written) in &left {
        while !take_back(connection, &AccountId::known(account.clone()), written.unwrap_or_default())? {}
    }
    Ok(left.len())
}

/// Sets the mark of the import that has written ahead to the revision `from`; `None` ends it. Returns whether it was there.
fn mark(connection: &mut DbConnection, account: &AccountId, (from, to): (i64, Option<i64>)) -> Result<bool> {
    let own = journals::table.find(account.as_str()).filter(journals::import_revision.eq(from));
    let set = (journals::import_revision.eq(to), journals::import_alive_at.eq(to.map(|_| now())));
    Ok(diesel::update(own).set(set).execute(connection)? > 0)
}

/// The same, of an import that is still to go on.
fn demand_ours(connection: &mut DbConnection, account: &AccountId, change: (i64, Option<i64>)) -> Result<()> {
    if mark(connection, account, change)? {
        return Ok(());
    }
    let _: i64 = journals::table.find(account.as_str()).select(journals::revision).first(connection)?;
    Err(Problem::busy(AGAIN_AFTER))
}

/// In milliseconds, by the machine's clock: it tells how long an import is idle.
fn now() -> i64 {
    Clock::system().now().as_millisecond()
}
