//! The rows of addresses: one for each account, sealed like everything that is the patient's own.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::{
    accounts::Owner,
    domain::id::AccountId,
    platform::{
        database::{DbConnection, schema::reminder_mails},
        link_secret::LinkSecret,
        problem::{Problem, Result},
        sealing::Place,
    },
};

/// For how long a code is good.
const GOOD: SignedDuration = SignedDuration::from_hours(1);
/// How often one may be guessed.
const MOST_TRIES: i64 = 5;

/// What of an address is sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// The address.
    pub address: String,
    /// The secret that stops these mails, and opens nothing.
    pub stop: String,
    /// The code that confirms the address.
    pub code: String,
}

fn place(owner: &Owner) -> Place<'_> {
    owner.place("reminder_mail", "reminder_mail")
}

/// Keeps an address that is to be confirmed, in place of an earlier one.
///
/// # Errors
/// An internal problem.
pub fn keep(
    connection: &mut DbConnection,
    owner: &Owner,
    kept: &Kept,
    stop: &LinkSecret,
    now: Timestamp,
) -> Result<()> {
    end(connection, &owner.account)?;
    let ends_at = now.saturating_add(GOOD).map_err(Problem::internal)?;
    let row = (
        reminder_mails::account_id.eq(owner.account.as_str()),
        reminder_mails::body.eq(owner.key.seal(place(owner), &serde_json::to_vec(kept)?)?),
        reminder_mails::stop_hash.eq(stop.digest()),
        reminder_mails::code_ends_at.eq(Some(ends_at.as_millisecond())),
        reminder_mails::tries.eq(0_i64),
    );
    diesel::insert_into(reminder_mails::table).values(row).execute(connection)?;
    Ok(())
}

/// The address of an account, and until when its code is good: `None` once it was confirmed. One that cannot be read is
/// as good as none: another can be given.
///
/// # Errors
/// An internal problem.
pub fn find(connection: &mut DbConnection, owner: &Owner) -> Result<Option<(Kept, Option<i64>)>> {
    let Some((body, code_ends_at)) = row(connection, owner)? else { return Ok(None) };
    let kept = opened(owner, &body).inspect_err(|_| {
        tracing::error!(account = owner.account.as_str(), "the address for reminders is damaged");
    });
    Ok(kept.ok().map(|kept| (kept, code_ends_at)))
}

fn row(connection: &mut DbConnection, owner: &Owner) -> Result<Option<(Vec<u8>, Option<i64>)>> {
    Ok(reminder_mails::table
        .find(owner.account.as_str())
        .select((reminder_mails::body, reminder_mails::code_ends_at))
        .first(connection)
        .optional()?)
}

fn opened(owner: &Owner, body: &[u8]) -> Result<Kept> {
    Ok(serde_json::from_slice(&owner.key.open(place(owner), body)?)?)
}

/// The address of an account, if it was confirmed.
///
/// # Errors
/// When it does not open.
pub fn confirmed(connection: &mut DbConnection, owner: &Owner) -> Result<Option<Kept>> {
    Ok(find(connection, owner)?.filter(|(_, code_ends_at)| code_ends_at.is_none()).map(|(kept, _)| kept))
}

/// Opens the address of an account, and says how many there are.
///
/// # Errors
/// When it does not open.
pub fn open_all(connection: &mut DbConnection, owner: &Owner) -> Result<u64> {
    let address = row(connection, owner)?;
    Ok(u64::from(address.map(|(body, _)| opened(owner, &body)).transpose()?.is_some()))
}

/// Confirms an address by its code; `false` when it is another, or was guessed at too often or too late.
///
/// # Errors
/// When it does not open.
pub fn confirm(connection: &mut DbConnection, owner: &Owner, code: &str, now: Timestamp) -> Result<bool> {
    let Some((kept, Some(ends_at))) = find(connection, owner)? else { return Ok(false) };
    let row = reminder_mails::table.find(owner.account.as_str());
    let tries: i64 = row.select(reminder_mails::tries).first(connection)?;
    let good: bool = kept.code.as_bytes().ct_eq(code.as_bytes()).into();
    if tries >= MOST_TRIES || ends_at < now.as_millisecond() {
        return Ok(false);
    }
    if good {
        diesel::update(row).set(reminder_mails::code_ends_at.eq(None::<i64>)).execute(connection)?;
    } else {
        diesel::update(row).set(reminder_mails::tries.eq(tries + 1)).execute(connection)?;
    }
    Ok(good)
}

/// Whether an account has an address that mails go to, or will once it is confirmed.
///
/// # Errors
/// An internal problem.
pub fn is_any(connection: &mut DbConnection, account: &AccountId) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(reminder_mails::table.find(account.as_str()))).get_result(connection)?)
}

/// Whether this secret stops the mails of its account.
///
/// # Errors
/// An internal problem.
pub fn is_behind(connection: &mut DbConnection, secret: &LinkSecret) -> Result<bool> {
    let kept: Option<Vec<u8>> = reminder_mails::table
        .find(secret.account.as_str())
        .select(reminder_mails::stop_hash)
        .first(connection)
        .optional()?;
    Ok(kept.is_some_and(|kept| kept.ct_eq(&secret.digest()).into()))
}

/// Forgets the address of an account.
///
/// # Errors
/// An internal problem.
pub fn end(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    diesel::delete(reminder_mails::table.find(account.as_str())).execute(connection)?;
    Ok(())
}
