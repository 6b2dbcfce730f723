//! The rows of accounts and sessions.

use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl};
use jiff::Timestamp;
use subtle::ConstantTimeEq;

use super::{
    refresh::RefreshToken,
    session::{Owner, Session, ended},
};
use crate::{
    domain::{
        account::{AccountChange, Locale, Profile, Username, ZoneName},
        id::AccountId,
    },
    platform::{
        database::{
            DbConnection,
            schema::{accounts, journals, sessions},
        },
        problem::{Problem, Result},
        sealing::{DataKey, Place, Wrapper},
    },
};

/// Within how many milliseconds of a rotation the replaced token is still answered with its successor.
const GRACE: i64 = 30_000;

/// A new account's row.
#[derive(Insertable)]
#[diesel(table_name = accounts)]
pub struct NewAccount<'a> {
    account_id: &'a str,
    username: &'a str,
    password_hash: &'a str,
    recovery_hash: &'a str,
    data_key: &'a [u8],
    profile: Vec<u8>,
    time_zone: &'a str,
    locale: &'a str,
    created_at: i64,
}

/// What a person chose when signing up, hashed where it must be.
pub struct SigningUp {
    /// The name.
    pub username: Username,
    /// PHC string.
    pub password_hash: String,
    /// Digest of the recovery code.
    pub recovery_hash: String,
    /// The zone.
    pub time_zone: ZoneName,
    /// The language.
    pub locale: Locale,
    /// When.
    pub now: Timestamp,
}

/// Makes an account with an empty journal. `false` when the name is taken.
///
/// # Errors
/// An internal problem.
pub fn create(
    connection: &mut DbConnection,
    account: &AccountId,
    new: &SigningUp,
    (key, wrapped): &(DataKey, Vec<u8>),
) -> Result<bool> {
    if credentials(connection, &new.username)?.is_some() {
        return Ok(false);
    }
    let row = NewAccount {
        account_id: account.as_str(),
        username: new.username.as_str(),
        password_hash: &new.password_hash,
        recovery_hash: &new.recovery_hash,
        data_key: wrapped,
        profile: sealed(key, account, &Profile::default())?,
        time_zone: new.time_zone.as_str(),
        locale: new.locale.as_str(),
        created_at: new.now.as_millisecond(),
    };
    diesel::insert_into(accounts::table).values(&row).execute(connection)?;
    diesel::insert_into(journals::table)
        .values((journals::account_id.eq(account.as_str()), journals::revision.eq(0_i64)))
        .execute(connection)?;
    Ok(true)
}

/// What a name's owner must prove.
#[derive(Queryable)]
pub struct Credentials {
    account_id: String,
    /// PHC string.
    pub password_hash: String,
    /// Digest of the recovery code.
    pub recovery_hash: String,
}

impl Credentials {
    /// Whose they are.
    pub fn account(&self) -> AccountId {
        AccountId::known(self.account_id.clone())
    }
}

/// The credentials behind a name: the one query that is not about a known account.
///
/// # Errors
/// An internal problem.
pub fn credentials(connection: &mut DbConnection, username: &Username) -> Result<Option<Credentials>> {
    Ok(accounts::table
        .filter(accounts::username.eq(username.as_str()))
        .select((accounts::account_id, accounts::password_hash, accounts::recovery_hash))
        .first(connection)
        .optional()?)
}

/// The stored password of an account, as a PHC string.
///
/// # Errors
/// 404 when the account is gone.
pub fn password_hash(connection: &mut DbConnection, account: &AccountId) -> Result<String> {
    Ok(accounts::table.find(account.as_str()).select(accounts::password_hash).first(connection)?)
}

/// Sets a new password hash.
///
/// # Errors
/// An internal problem.
pub fn set_password(connection: &mut DbConnection, account: &AccountId, password_hash: &str) -> Result<()> {
    diesel::update(accounts::table.find(account.as_str()))
        .set(accounts::password_hash.eq(password_hash))
        .execute(connection)?;
    Ok(())
}

/// Sets a new digest of the recovery code.
///
/// # Errors
/// An internal problem.
pub fn set_recovery(connection: &mut DbConnection, account: &AccountId, recovery_hash: &str) -> Result<()> {
    diesel::update(accounts::table.find(account.as_str()))
        .set(accounts::recovery_hash.eq(recovery_hash))
        .execute(connection)?;
    Ok(())
}

/// The owner of an account that the operator names, without a session.
///
/// # Errors
/// 404 when the account is gone.
pub fn owner(connection: &mut DbConnection, account: &AccountId, wrapper: &Wrapper) -> Result<Owner> {
    let (data_key, zone): (Vec<u8>, String) =
        accounts::table.find(account.as_str()).select((accounts::data_key, accounts::time_zone)).first(connection)?;
    Ok(Owner { account: account.clone(), key: wrapper.unwrap(account, &data_key)?, zone: ZoneName::known(zone).zone() })
}

/// An account's settings.
pub struct Settings {
    /// The name.
    pub username: String,
    /// The zone.
    pub time_zone: ZoneName,
    /// The language.
    pub locale: Locale,
    /// When it was made.
    pub created_at: Timestamp,
    /// What the patient chose.
    pub profile: Profile,
}

/// Reads an account's settings.
///
/// # Errors
/// 404 when the account is gone.
pub fn settings(connection: &mut DbConnection, owner: &Owner) -> Result<Settings> {
    let (username, time_zone, locale, created_at, profile): (String, String, String, i64, Vec<u8>) = accounts::table
        .find(owner.account.as_str())
        .select((accounts::username, accounts::time_zone, accounts::locale, accounts::created_at, accounts::profile))
        .first(connection)?;
    Ok(Settings {
        username,
        time_zone: ZoneName::known(time_zone),
        locale: Locale::known(locale),
        created_at: Timestamp::from_millisecond(created_at).map_err(Problem::internal)?,
        profile: serde_json::from_slice(&owner.key.open(profile_place(&owner.account), &profile)?)?,
    })
}

/// Changes an account's settings, and returns them as they are then.
///
/// # Errors
/// 404 when the account is gone.
pub fn change(connection: &mut DbConnection, owner: &Owner, change: &AccountChange) -> Result<Settings> {
    let mut settings = settings(connection, owner)?;
    settings.profile = change.applied_to(settings.profile);
    settings.time_zone = change.time_zone.clone().unwrap_or(settings.time_zone);
    settings.locale = change.locale.clone().unwrap_or(settings.locale);
    diesel::update(accounts::table.find(owner.account.as_str()))
        .set((
            accounts::time_zone.eq(settings.time_zone.as_str()),
            accounts::locale.eq(settings.locale.as_str()),
            accounts::profile.eq(sealed(&owner.key, &owner.account, &settings.profile)?),
        ))
        .execute(connection)?;
    Ok(settings)
}

/// Erases an account and, by the foreign keys, everything that was its own.
///
/// # Errors
/// An internal problem.
pub fn erase(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    diesel::delete(accounts::table.find(account.as_str())).execute(connection)?;
    Ok(())
}

fn sealed(key: &DataKey, account: &AccountId, profile: &Profile) -> Result<Vec<u8>> {
    key.seal(profile_place(account), &serde_json::to_vec(profile)?)
}

fn profile_place(account: &AccountId) -> Place<'_> {
    Place { account, id: "", kind: "profile" }
}

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

/// Starts a session with its first refresh token, and forgets the account's sessions that ran out.
///
/// # Errors
/// An internal problem.
pub fn start_session(connection: &mut DbConnection, token: &RefreshToken, device: &str, now: Timestamp) -> Result<()> {
    let now = now.as_millisecond();
    let account = token.account.as_str();
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account)).filter(sessions::expires_at.le(now)))
        .execute(connection)?;
    let row = NewSession {
        account_id: account,
        id: &token.session,
        token_hash: token.digest(),
        rotated_at: now,
        authenticated_at: now,
        device,
        created_at: now,
        expires_at: now + super::refresh::LIFETIME.as_secs() * 1000,
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
    /// It was the current one, or was just replaced by another tab: its successor holds now.
    Succeeded,
    /// It was replaced long ago, so someone else has a copy: the session has been ended.
    Replayed,
    /// There is no such session, or not any more.
    Ended,
}

/// Replaces a session's refresh token by its successor.
///
/// # Errors
/// An internal problem.
pub fn rotate(
    connection: &mut DbConnection,
    token: &RefreshToken,
    successor: &RefreshToken,
    now: Timestamp,
) -> Result<Rotation> {
    let now = now.as_millisecond();
    let of_token = || sessions::table.find((token.account.as_str(), token.session.as_str()));
    let row: Option<(Vec<u8>, Option<Vec<u8>>, i64, i64)> = of_token()
        .select((sessions::token_hash, sessions::previous_hash, sessions::rotated_at, sessions::expires_at))
        .first(connection)
        .optional()?;
    let Some((current, previous, rotated_at, _)) = row.filter(|(.., expires_at)| now < *expires_at) else {
        return Ok(Rotation::Ended);
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
    if now - rotated_at <= GRACE && previous.is_some_and(|previous| is(&previous)) {
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
        .order(sessions::rotated_at.desc())
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

/// Ends every session of an account.
///
/// # Errors
/// An internal problem.
pub fn end_sessions(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account.as_str()))).execute(connection)?;
    Ok(())
}
