//! The rows of shares and of visits to them.

use actix_web::http::StatusCode;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{
    accounts::Owner,
    domain::share::{MOST_FAILURES, Terms},
    platform::{
        database::{
            DbConnection,
            schema::{share_visits, shares},
        },
        link_secret::LinkSecret,
        problem::{Code, Problem, Result},
        sealing::Place,
    },
};

/// For how many milliseconds a visitor who comes again is the same visit.
const SAME_VISIT: i64 = 30 * 60 * 1000;
/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// The most links of an account that show something.
const MOST_LIVE: i64 = 100;
/// The most links of an account that ended, and are still listed.
const MOST_ENDED: i64 = 1000;
/// So many lines a link can add in a day to the list of its visits and to the audit trail.
const MOST_VISITS_A_DAY: i64 = 20;

/// What of a share is sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sealed {
    /// What it shows.
    #[serde(flatten)]
    pub terms: Terms,
    /// The key of its SMART Health Link, in base64url: files are encrypted with it when asked for.
    pub file_key: String,
}

#[derive(Insertable)]
#[diesel(table_name = shares, treat_none_as_default_value = false)]
struct NewRow<'a> {
    account_id: &'a str,
    id: &'a str,
    link_hash: Vec<u8>,
    manifest_hash: Vec<u8>,
    passcode_hash: Option<Vec<u8>>,
    failures: i64,
    terms: Vec<u8>,
    created_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
}

/// A share about to be made.
pub struct NewShare {
    /// Its id.
    pub id: String,
    /// The secret in the link.
    pub link: LinkSecret,
    /// The secret in the SMART Health Link's address.
    pub manifest: LinkSecret,
    /// Digest of the passcode.
    pub passcode: Option<Vec<u8>>,
    /// What it shows.
    pub sealed: Sealed,
    /// When it is made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Makes a share. Of those that ended the oldest are forgotten, with their visits, where there are many.
///
/// # Errors
/// 409 when there are as many live ones as may be.
pub fn create(connection: &mut DbConnection, owner: &Owner, new: &NewShare) -> Result<()> {
    owner.demand_room(0)?;
    let now = new.created_at.as_millisecond();
    let of_owner = shares::table.filter(shares::account_id.eq(owner.account.as_str()));
    let live: i64 = of_owner
        .filter(shares::revoked_at.is_null())
        .filter(shares::expires_at.gt(now))
        .count()
        .get_result(connection)?;
    if live >= MOST_LIVE {
        let detail =
            format!("There can be {MOST_LIVE} links that are live. Please end one that is not needed any more.");
        return Err(Problem::new(StatusCode::CONFLICT, Code::TooManyLinks, detail).param("most", MOST_LIVE));
    }
    let ended: Vec<String> = of_owner
        .filter(shares::revoked_at.is_not_null().or(shares::expires_at.le(now)))
        .order((shares::created_at.desc(), shares::id.desc()))
        .offset(MOST_ENDED)
        .limit(i64::MAX)
        .select(shares::id)
        .load(connection)?;
    if !ended.is_empty() {
        diesel::delete(of_owner.filter(shares::id.eq_any(&ended))).execute(connection)?;
    }
    let row = NewRow {
        account_id: owner.account.as_str(),
        id: &new.id,
        link_hash: new.link.digest(),
        manifest_hash: new.manifest.digest(),
        passcode_hash: new.passcode.clone(),
        failures: 0,
        terms: owner.key.seal(place(owner, &new.id), &serde_json::to_vec(&new.sealed)?)?,
        created_at: new.created_at.as_millisecond(),
        expires_at: new.expires_at.as_millisecond(),
        revoked_at: None,
    };
    diesel::insert_into(shares::table).values(&row).execute(connection)?;
    Ok(())
}

#[derive(Queryable)]
struct Row {
    id: String,
    passcode_hash: Option<Vec<u8>>,
    failures: i64,
    terms: Vec<u8>,
    created_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
}

/// The columns of a [`Row`].
#[rustfmt::skip]
const ROW: (shares::id, shares::passcode_hash, shares::failures, shares::terms, shares::created_at, shares::expires_at, shares::revoked_at) =
    (shares::id, shares::passcode_hash, shares::failures, shares::terms, shares::created_at, shares::expires_at, shares::revoked_at);

/// A share, opened.
#[derive(Debug, Clone)]
pub struct Share {
    /// Its id.
    pub id: String,
    /// What it shows.
    pub sealed: Sealed,
    /// Digest of its passcode.
    passcode: Option<Vec<u8>>,
    failures: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When the patient ended it.
    pub revoked_at: Option<Timestamp>,
}

impl Share {
    /// Whether a passcode is asked for.
    pub fn asks_passcode(&self) -> bool {
        self.passcode.is_some()
    }

    /// How many wrong passcodes may follow before the link ends.
    pub fn remaining_attempts(&self) -> i64 {
        (MOST_FAILURES - self.failures).max(0)
    }

    /// Whether it shows anything at `now`.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at && self.remaining_attempts() > 0
    }
}

impl Row {
    fn open(self, owner: &Owner) -> Result<Share> {
        let instant = |at| Timestamp::from_millisecond(at).map_err(Problem::internal);
        Ok(Share {
            sealed: serde_json::from_slice(&owner.key.open(place(owner, &self.id), &self.terms)?)?,
            id: self.id,
            passcode: self.passcode_hash,
            failures: self.failures,
            created_at: instant(self.created_at)?,
            expires_at: instant(self.expires_at)?,
            revoked_at: self.revoked_at.map(instant).transpose()?,
        })
    }
}

fn place<'a>(owner: &'a Owner, id: &'a str) -> Place<'a> {
    owner.place(id, "share")
}

/// An account's shares, the latest first.
pub struct Listed {
    /// Those that can be read.
    pub whole: Vec<Share>,
    /// The ids of those that cannot, and were not ended: they show nothing, and can be ended.
    pub damaged: Vec<String>,
}

/// An account's shares, the latest first.
///
/// # Errors
/// An internal problem.
pub fn list(connection: &mut DbConnection, owner: &Owner) -> Result<Listed> {
    let rows: Vec<Row> = shares::table
        .filter(shares::account_id.eq(owner.account.as_str()))
        .order((shares::created_at.desc(), shares::id.desc()))
        .select(ROW)
        .load(connection)?;
    let mut listed = Listed { whole: Vec::new(), damaged: Vec::new() };
    for row in rows {
        let (id, ended) = (row.id.clone(), row.revoked_at.is_some());
        if let Ok(share) = row.open(owner) {
            listed.whole.push(share);
        } else if !ended {
            tracing::error!(account = owner.account.as_str(), link = id, "a link is damaged");
            listed.damaged.push(id);
        }
    }
    Ok(listed)
}

/// One share of an account.
///
/// # Errors
/// An internal problem.
pub fn find(connection: &mut DbConnection, owner: &Owner, id: &str) -> Result<Option<Share>> {
    let row: Option<Row> = shares::table.find((owner.account.as_str(), id)).select(ROW).first(connection).optional()?;
    row.map(|row| row.open(owner)).transpose()
}

/// The share that a secret opens, by its link or by its SMART Health Link.
///
/// # Errors
/// An internal problem.
pub fn behind(connection: &mut DbConnection, owner: &Owner, secret: &LinkSecret) -> Result<Option<Share>> {
    let (account, digest) = (owner.account.as_str(), secret.digest());
    let by_link: Option<Row> = shares::table
        .filter(shares::account_id.eq(account))
        .filter(shares::link_hash.eq(&digest))
        .select(ROW)
        .first(connection)
        .optional()?;
    let row = match by_link {
        Some(row) => Some(row),
        None => shares::table
            .filter(shares::account_id.eq(account))
            .filter(shares::manifest_hash.eq(&digest))
            .select(ROW)
            .first(connection)
            .optional()?,
    };
    row.map(|row| row.open(owner)).transpose()
}

/// Whether a share was ended by its patient, or is none.
///
/// # Errors
/// An internal problem.
pub fn is_ended(connection: &mut DbConnection, owner: &Owner, id: &str) -> Result<bool> {
    let revoked_at: Option<Option<i64>> =
        shares::table.find((owner.account.as_str(), id)).select(shares::revoked_at).first(connection).optional()?;
    Ok(revoked_at.is_none_or(|revoked_at| revoked_at.is_some()))
}

/// Ends a share; one that has ended stays as it was: then `false`.
///
/// # Errors
/// An internal problem.
pub fn revoke(connection: &mut DbConnection, owner: &Owner, id: &str, now: Timestamp) -> Result<bool> {
    let ended = diesel::update(shares::table.find((owner.account.as_str(), id)).filter(shares::revoked_at.is_null()))
        .set(shares::revoked_at.eq(Some(now.as_millisecond())))
        .execute(connection)?;
    Ok(ended > 0)
}

/// How a passcode fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It is the one.
    Right,
    /// It is not; so many more may be tried before the link ends.
    Wrong {
        /// 0 when it has ended just now.
        remaining: i64,
    },
    /// The link had ended before.
    TooMany,
}

/// Tries a passcode, by what may be stored of it. Counting and comparing are one transaction, so guessing in parallel gains nothing.
///
/// # Errors
/// An internal problem.
pub fn attempt(connection: &mut DbConnection, owner: &Owner, id: &str, digests: &[Vec<u8>]) -> Result<Attempt> {
    let of_share = || shares::table.find((owner.account.as_str(), id));
    let (stored, failures): (Option<Vec<u8>>, i64) =
        of_share().select((shares::passcode_hash, shares::failures)).first(connection)?;
    if failures >= MOST_FAILURES {
        return Ok(Attempt::TooMany);
    }
    if stored.is_none_or(|stored| digests.iter().any(|digest| stored.ct_eq(digest).into())) {
        return Ok(Attempt::Right);
    }
    diesel::update(of_share()).set(shares::failures.eq(failures + 1)).execute(connection)?;
    Ok(Attempt::Wrong { remaining: MOST_FAILURES - failures - 1 })
}

#[derive(Insertable)]
#[diesel(table_name = share_visits)]
struct NewVisit<'a> {
    account_id: &'a str,
    share_id: &'a str,
    id: &'a str,
    at: i64,
    way: &'a str,
    device: &'a str,
}

/// Notes a visit, unless the same kind of device came the same way within the last half hour. Beyond
/// [`MOST_VISITS_A_DAY`] lines within a day visits are counted at the latest of them. Answers whether there is a line
/// more.
///
/// # Errors
/// An internal problem.
pub fn note_visit(
    connection: &mut DbConnection,
    owner: &Owner,
    share: &str,
    (way, device): (&str, &str),
    now: Timestamp,
) -> Result<bool> {
    let now = now.as_millisecond();
    let recent: i64 = share_visits::table
        .filter(share_visits::account_id.eq(owner.account.as_str()))
        .filter(share_visits::share_id.eq(share))
        .filter(share_visits::way.eq(way))
        .filter(share_visits::device.eq(device))
        .filter(share_visits::at.gt(now - SAME_VISIT))
        .count()
        .get_result(connection)?;
    if recent > 0 {
        return Ok(false);
    }
    let today: Vec<String> = share_visits::table
        .filter(share_visits::account_id.eq(owner.account.as_str()))
        .filter(share_visits::share_id.eq(share))
        .filter(share_visits::at.gt(now - DAY))
        .order((share_visits::at.desc(), share_visits::id.desc()))
        .limit(MOST_VISITS_A_DAY)
        .select(share_visits::id)
        .load(connection)?;
    if let Some(latest) = today.first().filter(|_| i64::try_from(today.len()) == Ok(MOST_VISITS_A_DAY)) {
        let of_latest = share_visits::table.find((owner.account.as_str(), share, latest));
        diesel::update(of_latest).set(share_visits::more.eq(share_visits::more + 1)).execute(connection)?;
        return Ok(false);
    }
    let id = Uuid::now_v7().to_string();
    let row = NewVisit { account_id: owner.account.as_str(), share_id: share, id: &id, at: now, way, device };
    diesel::insert_into(share_visits::table).values(&row).execute(connection)?;
    Ok(true)
}

/// When, how and with what kind of device a share was opened.
#[derive(Queryable)]
pub struct Visit {
    /// In milliseconds.
    pub at: i64,
    /// `page`, `pdf`, `fhir` or `smart_health_link`.
    pub way: String,
    /// As `Firefox on Windows`; of a SMART Health Link what the recipient calls itself.
    pub device: String,
    /// How many more visits this line stands for.
    pub more: i64,
}

/// The visits to a share, the latest first.
///
/// # Errors
/// An internal problem.
pub fn visits(connection: &mut DbConnection, owner: &Owner, share: &str) -> Result<Vec<Visit>> {
    Ok(share_visits::table
        .filter(share_visits::account_id.eq(owner.account.as_str()))
        .filter(share_visits::share_id.eq(share))
        .order((share_visits::at.desc(), share_visits::id.desc()))
        .limit(1000)
        .select((share_visits::at, share_visits::way, share_visits::device, share_visits::more))
        .load(connection)?)
}
