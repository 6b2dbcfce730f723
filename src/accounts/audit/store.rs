//! The rows of audit trails.

use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, RunQueryDsl};
use jiff::Timestamp;

use super::{Action, Chain, Event};
use crate::{
    domain::id::AccountId,
    platform::{
        database::{
            DbConnection,
            schema::{audit_events, journals},
        },
        problem::{Problem, Result},
    },
};

#[derive(Insertable)]
#[diesel(table_name = audit_events)]
struct NewRow<'a> {
    account_id: &'a str,
    id: &'a str,
    at: i64,
    action: &'a str,
    device: &'a str,
    link: Vec<u8>,
}

/// Adds a line to an account's trail, in the transaction of what it tells.
///
/// # Errors
/// An internal problem.
pub fn append(
    connection: &mut DbConnection,
    chain: &Chain,
    account: &AccountId,
    (action, device): (Action, &str),
    now: Timestamp,
) -> Result<()> {
    let ((last, before), end) = (last_line(connection, account)?, end(connection, account)?);
    let number = if last.is_empty() { 1 } else { last.parse::<u64>().map_err(Problem::internal)? + 1 };
    let event = Event {
        id: format!("{number:012}"),
        at: now.as_millisecond(),
        action: action.name().to_owned(),
        device: device.to_owned(),
    };
    let link = chain.link(account, &before, &event)?;
    // A trail that was cut says so for ever: what comes after does not make it good.
    let whole = chain.ends(account, &last, &before, end.as_deref())?;
    let end = if whole { Some(chain.end(account, &event.id, &link)?) } else { end };
    put_end(connection, account, end)?;
    let row = NewRow { account_id: account.as_str(), id: &event.id, at: event.at, action: action.name(), device, link };
    diesel::insert_into(audit_events::table).values(&row).execute(connection)?;
    Ok(())
}

/// The number and the link of the last line; both empty where there is none.
fn last_line(connection: &mut DbConnection, account: &AccountId) -> Result<(String, Vec<u8>)> {
    let last = audit_events::table
        .filter(audit_events::account_id.eq(account.as_str()))
        .order(audit_events::id.desc())
        .select((audit_events::id, audit_events::link))
        .first(connection)
        .optional()?;
    Ok(last.unwrap_or_default())
}

fn end(connection: &mut DbConnection, account: &AccountId) -> Result<Option<Vec<u8>>> {
    let end: Option<Option<Vec<u8>>> =
        journals::table.find(account.as_str()).select(journals::trail_end).first(connection).optional()?;
    Ok(end.flatten())
}

/// Of two servers that add a line at once, the second is tried anew: both write this.
fn put_end(connection: &mut DbConnection, account: &AccountId, end: Option<Vec<u8>>) -> Result<()> {
    diesel::update(journals::table.find(account.as_str())).set(journals::trail_end.eq(end)).execute(connection)?;
    Ok(())
}

/// Notes where a trail ends that has no end yet: a new one, or one from before ends were kept.
///
/// # Errors
/// An internal problem.
pub fn begin(connection: &mut DbConnection, chain: &Chain, account: &AccountId) -> Result<()> {
    let (last, link) = last_line(connection, account)?;
    put_end(connection, account, Some(chain.end(account, &last, &link)?))
}

/// An account's trail from its beginning, and whether every line holds and none is missing at its end.
///
/// # Errors
/// An internal problem.
pub fn trail(connection: &mut DbConnection, chain: &Chain, account: &AccountId) -> Result<(Vec<Event>, bool)> {
    let rows: Vec<(String, i64, String, String, Vec<u8>)> = audit_events::table
        .filter(audit_events::account_id.eq(account.as_str()))
        .order(audit_events::id)
        .select((audit_events::id, audit_events::at, audit_events::action, audit_events::device, audit_events::link))
        .load(connection)?;
    let (mut before, mut intact, mut events) = (Vec::new(), true, Vec::with_capacity(rows.len()));
    for (number, (id, at, action, device, link)) in (1_u64..).zip(rows) {
        let event = Event { id, at, action, device };
        intact &= event.id == format!("{number:012}") && chain.holds(account, &before, &event, &link)?;
        events.push(event);
        before = link;
    }
    let last = events.last().map_or("", |event| event.id.as_str());
    intact &= chain.ends(account, last, &before, end(connection, account)?.as_deref())?;
    Ok((events, intact))
}
