//! The rows of attempts.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use jiff::Timestamp;

use super::{Subject, Try, too_many};
use crate::platform::{
    database::{DbConnection, schema::attempts},
    problem::Result,
};

/// Counts a try for each who makes it, and forgets those of long ago.
///
/// # Errors
/// 429 when there were too many; then nothing is counted.
pub fn count(connection: &mut DbConnection, attempt: &Try, now: Timestamp) -> Result<()> {
    let now = now.as_millisecond();
    diesel::delete(attempts::table.filter(attempts::ends_at.le(now))).execute(connection)?;
    for Subject { digest, limit } in &attempt.0 {
        let row: Option<(i64, i64)> =
            attempts::table.find(digest).select((attempts::count, attempts::ends_at)).first(connection).optional()?;
        let latest = now + limit.seconds * 1000;
        match row {
            None => {
                let row = (attempts::subject.eq(digest), attempts::count.eq(1_i64), attempts::ends_at.eq(latest));
                diesel::insert_into(attempts::table).values(row).execute(connection)?;
            }
            // The clock has been set back since: the tries are counted afresh, rather than for longer.
            Some((_, ends_at)) if ends_at > latest => {
                let set = (attempts::count.eq(1_i64), attempts::ends_at.eq(latest));
                diesel::update(attempts::table.find(digest)).set(set).execute(connection)?;
            }
            Some((count, ends_at)) if count >= limit.tries => return Err(too_many((ends_at - now + 999) / 1000)),
            Some((count, _)) => {
                diesel::update(attempts::table.find(digest)).set(attempts::count.eq(count + 1)).execute(connection)?;
            }
        }
    }
    Ok(())
}

/// Takes a try back that was a good one: a name starts afresh, an address has this one less.
///
/// # Errors
/// An internal problem.
pub fn forgive(connection: &mut DbConnection, attempt: &Try) -> Result<()> {
    let Some((who, addresses)) = attempt.0.split_first() else { return Ok(()) };
    diesel::delete(attempts::table.find(&who.digest)).execute(connection)?;
    for address in addresses {
        diesel::update(attempts::table.find(&address.digest).filter(attempts::count.gt(0)))
            .set(attempts::count.eq(attempts::count - 1))
            .execute(connection)?;
    }
    Ok(())
}
