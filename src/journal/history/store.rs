//! The rows that say where a journal stands, and which tips it had.

use diesel::{ExpressionMethods, Insertable, NullableExpressionMethods, QueryDsl, RunQueryDsl};

use super::{Standing, Tip, id};
use crate::{
    accounts::Owner,
    platform::{
        database::{
            DbConnection, history,
            schema::{earlier_tips, journals, records},
        },
        problem::Result,
    },
};

/// So many tips are kept of revisions whose record was changed again.
const EARLIER: i64 = 256;
/// After so many revisions it is looked whether there are more.
const NOW_AND_THEN: i64 = 64;

/// Where an account's journal stands.
///
/// # Errors
/// 404 when the account is gone.
pub fn standing(connection: &mut DbConnection, owner: &Owner) -> Result<Standing> {
    let (revision, own, from): (i64, String, i64) = journals::table
        .find(owner.account.as_str())
        .select((journals::revision, journals::history, journals::history_from))
        .first(connection)?;
    let histories = history::read(connection)?;
    // A journal that was not changed since another history began has begun it where it is.
    let from = if own == histories.present { from } else { revision };
    let tip = Tip::new(numbers(connection, owner, &Tip::told_at(revision))?);
    let named = |name: &str| id(&owner.account, name);
    let (history, before) = (named(&histories.present), histories.before.as_deref().map(named));
    Ok(Standing { revision, history, before, from, tip })
}

/// The highest revision that has the number here which a device's tip tells of it; 0 when there is none.
///
/// # Errors
/// An internal problem.
pub fn common(connection: &mut DbConnection, owner: &Owner, tip: &Tip) -> Result<i64> {
    let told: Vec<_> = tip.revisions().collect();
    let revisions: Vec<_> = told.iter().map(|(revision, _)| *revision).collect();
    let here = numbers(connection, owner, &revisions)?;
    Ok(here.into_iter().filter(|one| told.contains(one)).map(|(revision, _)| revision).max().unwrap_or_default())
}

/// Those of some revisions that have a number, with it, the latest first.
fn numbers(connection: &mut DbConnection, owner: &Owner, revisions: &[i64]) -> Result<Vec<(i64, i64)>> {
    let present: Vec<(i64, Option<i64>)> = records::table
        .filter(records::account_id.eq(owner.account.as_str()))
        .filter(records::revision.eq_any(revisions))
        .select((records::revision, records::tip))
        .load(connection)?;
    let earlier: Vec<(i64, i64)> = earlier_tips::table
        .filter(earlier_tips::account_id.eq(owner.account.as_str()))
        .filter(earlier_tips::revision.eq_any(revisions))
        .select((earlier_tips::revision, earlier_tips::tip))
        .load(connection)?;
    let present = present.into_iter().filter_map(|(revision, tip)| Some((revision, tip?)));
    let mut all: Vec<_> = present.chain(earlier).collect();
    all.sort_unstable_by(|one, other| other.cmp(one));
    Ok(all)
}

/// Keeps the tip of a record that is about to have another revision: devices may have it.
///
/// # Errors
/// An internal problem.
pub fn keep_tip(connection: &mut DbConnection, owner: &Owner, record: &str) -> Result<()> {
    records::table
        .find((owner.account.as_str(), record))
        .filter(records::tip.is_not_null())
        .select((records::account_id, records::revision, records::tip.assume_not_null()))
        .insert_into(earlier_tips::table)
        .into_columns((earlier_tips::account_id, earlier_tips::revision, earlier_tips::tip))
        .execute(connection)?;
    Ok(())
}

/// Lets go of the oldest tips of records that were changed again, now and then. Who has such a tip compares without
/// need, which changes nothing.
///
/// # Errors
/// An internal problem.
pub fn thin_out(connection: &mut DbConnection, owner: &Owner, revision: i64) -> Result<()> {
    if revision % NOW_AND_THEN != 0 {
        return Ok(());
    }
    let of_account = earlier_tips::account_id.eq(owner.account.as_str());
    let surplus: Vec<i64> = earlier_tips::table
        .filter(of_account)
        .order(earlier_tips::revision.desc())
        .offset(EARLIER)
        .limit(1)
        .select(earlier_tips::revision)
        .load(connection)?;
    if let Some(latest) = surplus.first() {
        diesel::delete(earlier_tips::table.filter(of_account).filter(earlier_tips::revision.le(latest)))
            .execute(connection)?;
    }
    Ok(())
}
