//! The rows of calendar feeds: one for each account, of whose secret a digest is kept.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use jiff::Timestamp;
use subtle::ConstantTimeEq;

use crate::{
    domain::id::AccountId,
    platform::{
        database::{DbConnection, schema::calendar_feeds},
        link_secret::LinkSecret,
        problem::{Problem, Result},
    },
};

/// Makes a feed; an earlier one is not answered any more.
///
/// # Errors
/// An internal problem.
pub fn make(connection: &mut DbConnection, secret: &LinkSecret, now: Timestamp) -> Result<()> {
    end(connection, &secret.account)?;
    let row = (
        calendar_feeds::account_id.eq(secret.account.as_str()),
        calendar_feeds::secret_hash.eq(secret.digest()),
        calendar_feeds::made_at.eq(now.as_millisecond()),
    );
    diesel::insert_into(calendar_feeds::table).values(row).execute(connection)?;
    Ok(())
}

/// When the feed of an account was made, if there is one.
///
/// # Errors
/// An internal problem.
pub fn made_at(connection: &mut DbConnection, account: &AccountId) -> Result<Option<Timestamp>> {
    let made_at: Option<i64> =
        calendar_feeds::table.find(account.as_str()).select(calendar_feeds::made_at).first(connection).optional()?;
    made_at.map(Timestamp::from_millisecond).transpose().map_err(Problem::internal)
}

/// When the feed was made that this secret opens; `None` where it opens none.
///
/// # Errors
/// An internal problem.
pub fn opened_by(connection: &mut DbConnection, secret: &LinkSecret) -> Result<Option<Timestamp>> {
    let kept: Option<(Vec<u8>, i64)> = calendar_feeds::table
        .find(secret.account.as_str())
        .select((calendar_feeds::secret_hash, calendar_feeds::made_at))
        .first(connection)
        .optional()?;
    let opened = kept.filter(|(hash, _)| hash.ct_eq(&secret.digest()).into());
    opened.map(|(_, made_at)| Timestamp::from_millisecond(made_at)).transpose().map_err(Problem::internal)
}

/// Ends the feed of an account.
///
/// # Errors
/// An internal problem.
pub fn end(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    diesel::delete(calendar_feeds::table.find(account.as_str())).execute(connection)?;
    Ok(())
}
