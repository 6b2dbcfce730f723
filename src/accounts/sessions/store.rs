//! The rows of sessions.

use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl};
use jiff::Timestamp;
use subtle::ConstantTimeEq;

use super::{
    Session, ended,
    refresh::{self, RefreshToken},
};
use crate::{
    accounts::store::{exists, owner},
    domain::id::AccountId,
    platform::{
        clock::Clock,
        database::{
            DbConnection,
            schema::{accounts, sessions},
        },
        problem::{Problem, Result},
        sealing::Wrapper,
    },
};

/// Within how many milliseconds of a rotation the replaced token is still answered with its successor, until that was
/// used: an answer that is lost in bad weather must sign nobody out.
const GRACE: i64 = 60 * 60 * 1000;
/// By how many milliseconds a rotation may lie ahead of a server's clock that was set right since, or runs behind
/// another server's.
const LEEWAY: i64 = 60_000;

/// The most sessions of an account: a person has a few devices.
const MOST_SESSIONS: i64 = 50;

/// A session's row.
#[derive(Insertable)]
#[diesel(table_name = sessions)]
pub struct NewSession<'a> {
    account_id: &'a str,
    id: &'a str,
    token_hash: Vec<u8>,
    rotated_at: i64,
    authenticated_at: i64,
    device: &'a str,
    created_at: i64,
    expires_at: i64,
}

/// Starts a session with its first refresh token. The account's sessions that ran out are forgotten, and those that were
/// not used for longest where it has as many as it may.
///
/// # Errors
/// 401 when the account was erased in the meantime.
pub fn start_session(connection: &mut DbConnection, token: &RefreshToken, device: &str, now: Timestamp) -> Result<()> {
    let now = now.as_millisecond();
    if !exists(connection, &token.account)? {
        return Err(ended());
    }
    let account = token.account.as_str();
    let of_account = sessions::table.filter(sessions::account_id.eq(account));
    diesel::delete(of_account.filter(sessions::expires_at.le(now))).execute(connection)?;
    let surplus: Vec<String> = of_account
        .order((sessions::rotated_at.desc(), sessions::id.desc()))
        .offset(MOST_SESSIONS - 1)
        .limit(i64::MAX)
        .select(sessions::id)
        .load(connection)?;
    if !surplus.is_empty() {
        diesel::delete(of_account.filter(sessions::id.eq_any(&surplus))).execute(connection)?;
    }
    let row = NewSession {
        account_id: account,
        id: &token.session,
        token_hash: token.digest(),
        rotated_at: now,
        authenticated_at: now,
        device,
        created_at: now,
        expires_at: now + refresh::LIFETIME.as_secs() * 1000,
    };
    diesel::insert_into(sessions::table).values(&row).execute(connection)?;
    Ok(())
}

/// The session that a checked token names, with its owner's key.
///
/// # Errors
/// 401 when it has ended.
pub fn session(
    connection: &mut DbConnection,
    account: &AccountId,
    id: &str,
    wrapper: &Wrapper,
    now: Timestamp,
) -> Result<Session> {
    let row: Option<(i64, i64)> = sessions::table
        .find((account.as_str(), id))
        .select((sessions::authenticated_at, sessions::expires_at))
        .first(connection)
        .optional()?;
    let (authenticated_at, _) = row.filter(|(_, expires_at)| now.as_millisecond() < *expires_at).ok_or_else(ended)?;
    Ok(Session {
        id: id.to_owned(),
        owner: owner(connection, account, wrapper)?,
        authenticated_at: Timestamp::from_millisecond(authenticated_at).map_err(Problem::internal)?,
    })
}

/// What became of a refresh token that was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// It was the current one, or its successor was not used yet: the successor holds now.
    Succeeded,
    /// It was replaced long ago, so someone else has a copy: the session has been ended.
    Replayed,
    /// There is no such session, or not any more.
    Ended,
    /// There is no such account, or not any more. Nobody else knows its id, so that this tells nobody of a name.
    NoAccount,
}

/// The digests of the current and the replaced token, when it was replaced, when the session ends.
type TokenRow = (Vec<u8>, Option<Vec<u8>>, i64, i64);

/// Replaces a session's refresh token by its successor.
///
/// # Errors
/// An internal problem.
pub fn rotate(
    connection: &mut DbConnection,
    token: &RefreshToken,
    successor: &RefreshToken,
    clock: &Clock,
) -> Result<Rotation> {
    // Read here, where the commit is near: however long the request waited for its turn, the time counts from now.
    let now = clock.now().as_millisecond();
    let of_token = || sessions::table.find((token.account.as_str(), token.session.as_str()));
    let row: Option<TokenRow> = of_token()
        .select((sessions::token_hash, sessions::previous_hash, sessions::rotated_at, sessions::expires_at))
        .first(connection)
        .optional()?;
    let Some((current, previous, rotated_at, _)) = row.filter(|(.., expires_at)| now < *expires_at) else {
        return Ok(if exists(connection, &token.account)? { Rotation::Ended } else { Rotation::NoAccount });
    };
    let brought = token.digest();
    let is = |known: &[u8]| bool::from(known.ct_eq(&brought));
    if is(&current) {
        let set = (
            sessions::token_hash.eq(successor.digest()),
            sessions::previous_hash.eq(Some(brought)),
            sessions::rotated_at.eq(now),
        );
        diesel::update(of_token()).set(set).execute(connection)?;
        return Ok(Rotation::Succeeded);
    }
    if (-LEEWAY..=GRACE).contains(&(now - rotated_at)) && previous.is_some_and(|previous| is(&previous)) {
        return Ok(Rotation::Succeeded);
    }
    end_session(connection, &token.account, &token.session)?;
    Ok(Rotation::Replayed)
}

/// A signed-in device's row.
#[derive(Queryable)]
pub struct DeviceRow {
    /// The session's id.
    pub id: String,
    /// Its kind in words.
    pub device: String,
    /// When it signed in, in milliseconds.
    pub created_at: i64,
    /// When it last refreshed, in milliseconds.
    pub rotated_at: i64,
}

/// An account's signed-in devices, the latest first.
///
/// # Errors
/// An internal problem.
pub fn devices(connection: &mut DbConnection, account: &AccountId, now: Timestamp) -> Result<Vec<DeviceRow>> {
    Ok(sessions::table
        .filter(sessions::account_id.eq(account.as_str()))
        .filter(sessions::expires_at.gt(now.as_millisecond()))
        .order((sessions::rotated_at.desc(), sessions::id.desc()))
        .select((sessions::id, sessions::device, sessions::created_at, sessions::rotated_at))
        .load(connection)?)
}

/// Notes that the password was just given again.
///
/// # Errors
/// An internal problem.
pub fn confirm(connection: &mut DbConnection, account: &AccountId, session: &str, now: Timestamp) -> Result<()> {
    diesel::update(sessions::table.find((account.as_str(), session)))
        .set(sessions::authenticated_at.eq(now.as_millisecond()))
        .execute(connection)?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// An internal problem.
pub fn end_session(connection: &mut DbConnection, account: &AccountId, session: &str) -> Result<()> {
    diesel::delete(sessions::table.find((account.as_str(), session))).execute(connection)?;
    Ok(())
}

/// Ends the session of a refresh token, if that is its current one or the one before.
///
/// # Errors
/// An internal problem.
pub fn end_session_of(connection: &mut DbConnection, token: &RefreshToken) -> Result<()> {
    let row: Option<(Vec<u8>, Option<Vec<u8>>)> = sessions::table
        .find((token.account.as_str(), token.session.as_str()))
        .select((sessions::token_hash, sessions::previous_hash))
        .first(connection)
        .optional()?;
    let brought = token.digest();
    let is = |known: &Vec<u8>| bool::from(known.ct_eq(&brought));
    if row.is_some_and(|(current, previous)| is(&current) || previous.as_ref().is_some_and(is)) {
        end_session(connection, &token.account, &token.session)?;
    }
    Ok(())
}

/// Ends every session of an account; the devices that it was signed in on are known no longer.
///
/// # Errors
/// An internal problem.
pub fn end_sessions(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    forget_devices(connection, account)?;
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account.as_str()))).execute(connection)?;
    Ok(())
}

/// Ends the sessions of an account that began up to an instant; the devices that it was signed in on are known no longer.
///
/// # Errors
/// An internal problem.
pub fn end_sessions_up_to(connection: &mut DbConnection, account: &AccountId, at: Timestamp) -> Result<()> {
    forget_devices(connection, account)?;
    let of_account = sessions::table.filter(sessions::account_id.eq(account.as_str()));
    diesel::delete(of_account.filter(sessions::created_at.le(at.as_millisecond()))).execute(connection)?;
    Ok(())
}

fn forget_devices(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    diesel::update(accounts::table.find(account.as_str()))
        .set(accounts::device_era.eq(accounts::device_era + 1))
        .execute(connection)?;
    Ok(())
}
