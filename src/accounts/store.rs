//! The rows of accounts and sessions.

use std::collections::HashMap;

use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl};
use jiff::Timestamp;

use super::{
    audit::{self, Chain},
    ended::{Act, Ended},
    owner::Owner,
};
use crate::{
    domain::{
        account::{AccountChange, Profile, Username},
        id::AccountId,
        language::Locale,
        share::MOST_FAILURES,
        zone::ZoneName,
    },
    platform::{
        database::{
            DbConnection,
            history::HISTORY,
            schema::{accounts, journals, reminders, sessions, settings as settings_of_server, shares},
        },
        problem::{Problem, Result},
        sealing::{DataKey, Place, Wrapper},
    },
};

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
    chain: &Chain,
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
    audit::store::begin(connection, chain, account)?;
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
    /// How often every session was ended: see `sessions::known_device`.
    pub device_era: i64,
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
        .select((accounts::account_id, accounts::password_hash, accounts::recovery_hash, accounts::device_era))
        .first(connection)
        .optional()?)
}

/// How often every session of an account was ended.
///
/// # Errors
/// 404 when the account is gone.
pub fn device_era(connection: &mut DbConnection, account: &AccountId) -> Result<i64> {
    Ok(accounts::table.find(account.as_str()).select(accounts::device_era).first(connection)?)
}

/// Whether there is such an account.
///
/// # Errors
/// An internal problem.
pub fn exists(connection: &mut DbConnection, account: &AccountId) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(accounts::table.find(account.as_str()))).get_result(connection)?)
}

/// How many accounts there are.
///
/// # Errors
/// An internal problem.
pub fn number(connection: &mut DbConnection) -> Result<u64> {
    let number: i64 = accounts::table.filter(accounts::account_id.gt("")).count().get_result(connection)?;
    u64::try_from(number).map_err(Problem::internal)
}

/// Some accounts in order of their ids, from the one after `last` on: for the operator's commands, which go through
/// all of them one by one.
///
/// # Errors
/// An internal problem.
pub fn after(connection: &mut DbConnection, last: Option<&AccountId>, limit: i64) -> Result<Vec<AccountId>> {
    let last = last.map_or("", AccountId::as_str);
    let ids: Vec<String> = accounts::table
        .filter(accounts::account_id.gt(last))
        .order(accounts::account_id)
        .limit(limit)
        .select(accounts::account_id)
        .load(connection)?;
    Ok(ids.into_iter().map(AccountId::known).collect())
}

/// The zones that accounts have, each with the number of its accounts.
///
/// # Errors
/// An internal problem.
pub fn zones(connection: &mut DbConnection) -> Result<Vec<(ZoneName, i64)>> {
    let rows: Vec<(String, i64)> = accounts::table
        .filter(accounts::account_id.gt(""))
        .group_by(accounts::time_zone)
        .select((accounts::time_zone, diesel::dsl::count_star()))
        .load(connection)?;
    Ok(rows.into_iter().map(|(name, number)| (ZoneName::known(name), number)).collect())
}

/// What the operator sees of an account.
pub struct Listed {
    /// Whose it is.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// When it was opened.
    pub opened: Timestamp,
    /// When it was last used by a device that is still signed in; `None` when none is.
    pub used: Option<Timestamp>,
}

/// What the operator sees of some accounts, in order of their ids, from the one after `last` on: two statements for
/// however many.
///
/// # Errors
/// An internal problem.
pub fn listed(connection: &mut DbConnection, last: Option<&AccountId>, limit: i64) -> Result<Vec<Listed>> {
    let last = last.map_or("", AccountId::as_str);
    let rows: Vec<(String, String, i64)> = accounts::table
        .filter(accounts::account_id.gt(last))
        .order(accounts::account_id)
        .limit(limit)
        .select((accounts::account_id, accounts::username, accounts::created_at))
        .load(connection)?;
    let Some((end, ..)) = rows.last() else { return Ok(Vec::new()) };
    let used: Vec<(String, Option<i64>)> = sessions::table
        .filter(sessions::account_id.gt(last))
        .filter(sessions::account_id.le(end))
        .group_by(sessions::account_id)
        .select((sessions::account_id, diesel::dsl::max(sessions::rotated_at)))
        .load(connection)?;
    let used: HashMap<String, Option<i64>> = used.into_iter().collect();
    let instant = |at| Timestamp::from_millisecond(at).map_err(Problem::internal);
    let listed = |(id, name, opened): (String, String, i64)| {
        let used = used.get(&id).copied().flatten().map(instant).transpose()?;
        Ok(Listed { account: AccountId::known(id), name, opened: instant(opened)?, used })
    };
    rows.into_iter().map(listed).collect()
}

/// Wraps an account's data key with the server's current key. `false` when it is so already.
///
/// # Errors
/// When it was wrapped by a key that is not at hand.
pub fn renew_key(connection: &mut DbConnection, account: &AccountId, wrapper: &Wrapper) -> Result<bool> {
    let of_account = || accounts::table.find(account.as_str());
    let present: Vec<u8> = of_account().select(accounts::data_key).first(connection)?;
    let Some(renewed) = wrapper.renewed(account, &present)? else { return Ok(false) };
    diesel::update(of_account()).set(accounts::data_key.eq(renewed)).execute(connection)?;
    Ok(true)
}

/// Those of some accounts that exist.
///
/// # Errors
/// An internal problem.
pub fn among(connection: &mut DbConnection, accounts: &[AccountId]) -> Result<Vec<AccountId>> {
    let mut found = Vec::new();
    for account in accounts {
        if exists(connection, account)? {
            found.push(account.clone());
        }
    }
    Ok(found)
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

/// Notes when an act ended something of an account; a link is ended by it.
///
/// # Errors
/// An internal problem.
pub fn note_ended(connection: &mut DbConnection, ended: &Ended) -> Result<()> {
    let (account, at) = (ended.account.as_str(), ended.at.as_millisecond());
    let of_account = || diesel::update(accounts::table.find(account));
    match &ended.act {
        Act::Sessions => of_account().set(accounts::sessions_ended_at.eq(at)).execute(connection)?,
        Act::Password => of_account()
            .set((accounts::password_set_at.eq(at), accounts::sessions_ended_at.eq(at)))
            .execute(connection)?,
        Act::Recovery(_) => of_account().set(accounts::recovery_set_at.eq(at)).execute(connection)?,
        Act::Recovered(_) => {
            let set = (
                accounts::password_set_at.eq(at),
                accounts::sessions_ended_at.eq(at),
                accounts::recovery_set_at.eq(at),
            );
            of_account().set(set).execute(connection)?
        }
        Act::Link(id) => diesel::update(shares::table.find((account, id)).filter(shares::revoked_at.is_null()))
            .set(shares::revoked_at.eq(Some(at)))
            .execute(connection)?,
    };
    Ok(())
}

/// Whether the database has an act: its effect, or a later one's. Where there is no such account or link (any more),
/// nothing is left to end.
///
/// # Errors
/// An internal problem.
pub fn knows_ended(connection: &mut DbConnection, ended: &Ended) -> Result<bool> {
    if let Act::Link(id) = &ended.act {
        let link: Option<(Option<i64>, i64)> = shares::table
            .find((ended.account.as_str(), id))
            .select((shares::revoked_at, shares::failures))
            .first(connection)
            .optional()?;
        return Ok(link.is_none_or(|(revoked_at, failures)| revoked_at.is_some() || failures >= MOST_FAILURES));
    }
    let at = ended.at.as_millisecond();
    let known = ended_at(connection, &ended.account)?.is_none_or(|(sessions, password, recovery)| match ended.act {
        Act::Sessions => sessions >= at,
        Act::Password => password >= at,
        Act::Recovery(_) => recovery >= at,
        Act::Recovered(_) => password >= at && recovery >= at,
        Act::Link(_) => true,
    });
    Ok(known)
}

/// The latest instant, in milliseconds, at which something of an account was ended; 0 when nothing was.
///
/// # Errors
/// An internal problem.
pub fn last_ended(connection: &mut DbConnection, account: &AccountId) -> Result<i64> {
    Ok(ended_at(connection, account)?.map_or(0, |(sessions, password, recovery)| sessions.max(password).max(recovery)))
}

fn ended_at(connection: &mut DbConnection, account: &AccountId) -> Result<Option<(i64, i64, i64)>> {
    Ok(accounts::table
        .find(account.as_str())
        .select((accounts::sessions_ended_at, accounts::password_set_at, accounts::recovery_set_at))
        .first(connection)
        .optional()?)
}

/// The owner of an account that the operator names, without a session.
///
/// # Errors
/// 404 when the account is gone.
pub fn owner(connection: &mut DbConnection, account: &AccountId, wrapper: &Wrapper) -> Result<Owner> {
    let history = settings_of_server::table.find(HISTORY).select(settings_of_server::value).single_value();
    let (data_key, zone, reached, bytes, history): (Vec<u8>, String, i64, i64, Option<String>) = accounts::table
        .inner_join(journals::table)
        .filter(accounts::account_id.eq(account.as_str()))
        .select((accounts::data_key, accounts::time_zone, journals::revision, journals::bytes, history))
        .first(connection)?;
    let key = wrapper.unwrap(account, &data_key)?;
    let (zone, history) = (ZoneName::known(zone).rules_or_utc(), history.unwrap_or_default());
    Ok(Owner { account: account.clone(), key, zone, reached, history, ahead: 0, bytes, most_bytes: i64::MAX })
}

/// An account's settings.
pub struct Settings {
    /// The account's id.
    pub id: AccountId,
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
    /// Whether what the patient chose cannot be read: `profile` then is as when the account was opened.
    pub damaged: bool,
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
    let profile = read_profile(owner, &profile);
    Ok(Settings {
        id: owner.account.clone(),
        username,
        time_zone: ZoneName::known(time_zone),
        locale: Locale::known(locale),
        created_at: Timestamp::from_millisecond(created_at).map_err(Problem::internal)?,
        damaged: profile.is_none(),
        profile: profile.unwrap_or_default(),
    })
}

/// What the patient chose; `None` where it cannot be read, which must not keep them from their journal.
fn read_profile(owner: &Owner, sealed: &[u8]) -> Option<Profile> {
    let opened = owner.key.open(profile_place(&owner.account), sealed).ok();
    let profile = opened.and_then(|opened| serde_json::from_slice(&opened).ok());
    if profile.is_none() {
        tracing::error!(account = owner.account.as_str(), "the settings of an account are damaged");
    }
    profile
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
    plan_anew(connection, &owner.account)?;
    settings.damaged = false;
    Ok(settings)
}

/// Notes that what the reminders of an account follow from has changed, if it has any: they are planned anew from
/// then on.
///
/// # Errors
/// An internal problem.
pub fn plan_anew(connection: &mut DbConnection, account: &AccountId) -> Result<()> {
    diesel::update(reminders::table.find(account.as_str())).set(reminders::due_at.eq(Some(0))).execute(connection)?;
    Ok(())
}

/// Plans the reminders of an account anew that are due after `now`; one that is due is sent as it was planned.
///
/// # Errors
/// An internal problem.
pub fn plan_anew_after(connection: &mut DbConnection, account: &AccountId, now: Timestamp) -> Result<()> {
    diesel::update(reminders::table.find(account.as_str()))
        .filter(reminders::due_at.gt(now.as_millisecond()))
        .set(reminders::due_at.eq(Some(0)))
        .execute(connection)?;
    Ok(())
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
