//! The rows of journals. Every query takes its owner: without one nothing is found and nothing opens.

use diesel::{
    ExpressionMethods, NullableExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, dsl::case_when,
};
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::{
    ahead,
    cursor::Cursor,
    history,
    sealed::store::{Sealed, tip},
    stored::{Change, Damaged, Stored},
};
use crate::{
    accounts::{self, Owner},
    domain::{
        day::When,
        id::RecordId,
        measure::{OwnMeasure, Scales},
        record::{Kind, Record},
    },
    platform::{
        database::{
            DbConnection,
            functions::{coalesce, length},
            history::HISTORY,
            schema::{journals, records, settings},
        },
        problem::{Problem, Result},
    },
};

/// That a record is there for its owner: its journal has reached its revision.
///
/// Nearly every record is, so no index finds what is looked for by that. SQLite would take one, and read the whole
/// journal in the order of its revisions, if it were asked of the column alone.
macro_rules! is_reached {
    ($owner:expr) => {
        (records::revision + 0_i64)
            .nullable()
            .le(journals::table.find($owner.account.as_str()).select(journals::revision + $owner.ahead).single_value())
    };
}

/// How many records that cannot be read are looked up in one statement.
const UNREAD_AT_ONCE: usize = 500;

#[derive(Queryable)]
struct Row {
    id: String,
    kind: String,
    revision: i64,
    occurred_at: Option<i64>,
    local_date: Option<String>,
    body: Option<Vec<u8>>,
}

/// The columns of a [`Row`].
type Columns =
    (records::id, records::kind, records::revision, records::occurred_at, records::local_date, records::body);
const ROW: Columns =
    (records::id, records::kind, records::revision, records::occurred_at, records::local_date, records::body);

impl Row {
    /// The record that this row holds. One that cannot be read takes no other along: it is named, here and in the log.
    fn open(self, owner: &Owner) -> std::result::Result<Change, Damaged> {
        self.read(owner).map_err(|_| self.damaged(owner))
    }

    fn read(&self, owner: &Owner) -> Result<Change> {
        let kind: Kind = self.kind.parse().map_err(Problem::internal)?;
        let body = match &self.body {
            Some(sealed) => Some(Record::stored(kind, &owner.key.open(owner.place(&self.id, &self.kind), sealed)?)?),
            None => None,
        };
        let id = self.id.parse().map_err(Problem::internal)?;
        Ok(Change { kind, id, revision: self.revision, deleted: body.is_none(), body, damaged: false })
    }

    /// Where it stands in a list.
    fn place(&self) -> Result<Cursor> {
        let id = self.id.parse().map_err(Problem::internal)?;
        Ok(Cursor { occurred_at: self.occurred_at.unwrap_or_default(), id })
    }

    fn damaged(self, owner: &Owner) -> Damaged {
        tracing::error!(account = owner.account.as_str(), record = self.id, kind = self.kind, "a record is damaged");
        Damaged { kind: self.kind, id: self.id, revision: self.revision, local_date: self.local_date }
    }
}

/// As much of a row as is needed where all of a kind are read: of years of a journal each column more would tell.
#[derive(Queryable)]
struct FiledRow {
    id: String,
    occurred_at: Option<i64>,
    local_date: Option<String>,
    body: Option<Vec<u8>>,
}

impl FiledRow {
    fn filed<T>(
        &self,
        owner: &Owner,
        kind: Kind,
        read: impl Fn(&[u8]) -> serde_json::Result<T>,
    ) -> Result<(Timestamp, jiff::civil::Date, T)> {
        let opened = owner.key.open(owner.place(&self.id, kind.name()), self.body.as_deref().unwrap_or_default())?;
        let at = Timestamp::from_millisecond(self.occurred_at.unwrap_or_default()).map_err(Problem::internal)?;
        let date = self.local_date.as_deref().unwrap_or_default().parse().map_err(Problem::internal)?;
        Ok((at, date, read(&opened)?))
    }
}

/// What can be read of some rows, and what cannot.
fn sorted(rows: Vec<Row>, owner: &Owner) -> (Vec<Change>, Vec<Damaged>) {
    let (mut whole, mut damaged) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        match row.open(owner) {
            Ok(change) => whole.push(change),
            Err(row) => damaged.push(row),
        }
    }
    (whole, damaged)
}

/// The revision that the journal has reached; each change adds one.
///
/// # Errors
/// 404 when the account is gone.
pub fn revision(connection: &mut DbConnection, owner: &Owner) -> Result<i64> {
    Ok(journals::table.find(owner.account.as_str()).select(journals::revision).first(connection)?)
}

/// By how much a change lets a journal grow.
#[derive(Clone, Copy)]
pub(super) struct Grown<'a> {
    /// How many bytes are added, as they are sealed.
    pub bytes: i64,
    /// The id of the record that goes for it, if there is one.
    pub instead_of: &'a str,
}

impl Grown<'static> {
    /// By records that are new.
    pub fn by(bytes: i64) -> Self {
        Self { bytes, instead_of: "" }
    }
}

/// Adds `changes` to the revision, and returns it. Where another history has begun since the last change, the journal left
/// its own at the revision before. `None` while an import writes ahead, and when the account is gone.
///
/// # Errors
/// An internal problem.
pub(super) fn advance(
    connection: &mut DbConnection,
    owner: &Owner,
    changes: i64,
    Grown { bytes, instead_of }: Grown<'_>,
) -> Result<Option<i64>> {
    let present = || settings::table.find(HISTORY).select(settings::value).single_value();
    let before = records::table.find((owner.account.as_str(), instead_of)).select(length(records::body)).single_value();
    let stays = case_when(journals::history.nullable().eq(present()), journals::history_from);
    // While an import writes ahead, the next revisions are its own.
    let journal = journals::table.find(owner.account.as_str()).filter(journals::import_revision.is_null());
    Ok(diesel::update(journal)
        .set((
            journals::revision.eq(journals::revision + changes),
            journals::bytes.eq(journals::bytes + bytes - coalesce(before, 0_i64)),
            journals::history_from.eq(stays.otherwise(journals::revision)),
            journals::history.eq(present().assume_not_null()),
        ))
        .returning(journals::revision)
        .get_result(connection)
        .optional()?)
}

fn next_revision(connection: &mut DbConnection, owner: &Owner, grown: Grown<'_>) -> Result<i64> {
    let mut next = advance(connection, owner, 1, grown)?;
    if next.is_none() {
        ahead::store::demand_free(connection, &owner.account)?;
        next = advance(connection, owner, 1, grown)?;
    }
    let revision = next.ok_or_else(Problem::not_found)?;
    history::store::thin_out(connection, owner, revision)?;
    Ok(revision)
}

/// The record with this id, of whatever kind, be it deleted or damaged.
///
/// # Errors
/// An internal problem.
pub fn find(connection: &mut DbConnection, owner: &Owner, id: &RecordId) -> Result<Option<Change>> {
    let row: Option<Row> = records::table
        .find((owner.account.as_str(), id.as_str()))
        .filter(is_reached!(owner))
        .select(ROW)
        .first(connection)
        .optional()?;
    row.map(|row| row.open(owner).or_else(Damaged::stand_in)).transpose()
}

/// Stores a body under an id, in place of what `known` says is there, and returns the new revision.
///
/// # Errors
/// 409 when the journal is full.
pub fn save(
    connection: &mut DbConnection,
    owner: &Owner,
    id: &RecordId,
    known: Option<&Change>,
    body: &Record,
) -> Result<i64> {
    owner.demand_room(0)?;
    let sealed = Sealed::of(owner, id, body)?;
    let revision = next_revision(connection, owner, Grown { bytes: sealed.bytes(), instead_of: id.as_str() })?;
    if known.is_some() {
        history::store::keep_tip(connection, owner, id.as_str())?;
        let Sealed { occurred_at, local_date, body, .. } = sealed;
        let set = (
            records::revision.eq(revision),
            records::occurred_at.eq(occurred_at),
            records::local_date.eq(local_date),
            records::body.eq(body),
            records::tip.eq(Some(tip())),
        );
        diesel::update(records::table.find((owner.account.as_str(), id.as_str()))).set(set).execute(connection)?;
    } else {
        sealed.insert(connection, owner, id, revision)?;
    }
    plans_follow(connection, owner, body.kind())?;
    Ok(revision)
}

/// The series of reminders follows from treatments.
///
/// # Errors
/// An internal problem.
pub fn plans_follow(connection: &mut DbConnection, owner: &Owner, kind: Kind) -> Result<()> {
    if kind == Kind::Treatment { accounts::store::plan_anew(connection, &owner.account) } else { Ok(()) }
}

/// Deletes a record's body, leaving a tombstone for sync, and returns the new revision.
///
/// # Errors
/// An internal problem.
pub fn bury(connection: &mut DbConnection, owner: &Owner, kind: Kind, id: &RecordId) -> Result<i64> {
    let revision = next_revision(connection, owner, Grown { bytes: 0, instead_of: id.as_str() })?;
    history::store::keep_tip(connection, owner, id.as_str())?;
    let set = (
        records::revision.eq(revision),
        records::occurred_at.eq(None::<i64>),
        records::local_date.eq(None::<String>),
        records::body.eq(None::<Vec<u8>>),
        records::tip.eq(Some(tip())),
    );
    diesel::update(records::table.find((owner.account.as_str(), id.as_str()))).set(set).execute(connection)?;
    plans_follow(connection, owner, kind)?;
    Ok(revision)
}

/// Notes that a record was deleted of which a restored server knows nothing, and returns the new revision: a device that
/// has it would bring it back otherwise.
///
/// # Errors
/// An internal problem.
pub fn bury_unknown(connection: &mut DbConnection, owner: &Owner, kind: Kind, id: &RecordId) -> Result<i64> {
    let revision = next_revision(connection, owner, Grown::by(0))?;
    Sealed::tombstone(kind).insert(connection, owner, id, revision)?;
    Ok(revision)
}

/// Which part of a list is asked for.
pub struct Range {
    /// From this instant or day on.
    pub from: Option<When>,
    /// Up to and with this instant or day.
    pub to: Option<When>,
    /// After this place.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: usize,
}

/// A page of a list.
pub struct Listed {
    /// The live records, in order of time.
    pub items: Vec<Stored>,
    /// Those of the page that cannot be read.
    pub damaged: Vec<Damaged>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// A page of live records of a kind, in order of time.
///
/// # Errors
/// An internal problem.
pub fn list(connection: &mut DbConnection, owner: &Owner, kind: Kind, range: &Range) -> Result<Listed> {
    let mut query = records::table
        .filter(records::account_id.eq(owner.account.as_str()))
        .filter(records::kind.eq(kind.name()))
        .filter(records::body.is_not_null())
        .filter(is_reached!(owner))
        .into_boxed();
    query = match range.from {
        Some(When::At(from)) => query.filter(records::occurred_at.ge(from.instant().as_millisecond())),
        Some(When::Date(from)) => query.filter(records::local_date.ge(from.to_string())),
        None => query,
    };
    query = match range.to {
        Some(When::At(to)) => query.filter(records::occurred_at.le(to.instant().as_millisecond())),
        Some(When::Date(to)) => query.filter(records::local_date.le(to.to_string())),
        None => query,
    };
    if let Some(Cursor { occurred_at, id }) = &range.after {
        let later = records::occurred_at.gt(*occurred_at);
        let same =
            diesel::BoolExpressionMethods::and(records::occurred_at.eq(*occurred_at), records::id.gt(id.as_str()));
        query = query.filter(diesel::BoolExpressionMethods::or(later, same));
    }
    let one_more = i64::try_from(range.limit + 1).map_err(Problem::internal)?;
    let mut rows: Vec<Row> =
        query.order((records::occurred_at, records::id)).limit(one_more).select(ROW).load(connection)?;
    let more = rows.len() > range.limit;
    rows.truncate(range.limit);
    let next = rows.last().filter(|_| more).map(Row::place).transpose()?;
    let (whole, damaged) = sorted(rows, owner);
    Ok(Listed { items: whole.into_iter().filter_map(Change::live).collect(), damaged, next })
}

/// What changed in a journal.
pub struct Changes {
    /// What can be read of it, tombstones included, in order of revision.
    pub whole: Vec<Change>,
    /// What cannot.
    pub damaged: Vec<Damaged>,
    /// The revision of the last of them, where there is more after it.
    pub more_after: Option<i64>,
}

/// What changed after revision `since`, at most `limit` of it.
///
/// # Errors
/// An internal problem.
pub fn changes(connection: &mut DbConnection, owner: &Owner, since: i64, limit: usize) -> Result<Changes> {
    let mut rows: Vec<Row> = records::table
        .filter(records::account_id.eq(owner.account.as_str()))
        .filter(records::revision.gt(since))
        .filter(is_reached!(owner))
        .order(records::revision)
        .limit(i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX))
        .select(ROW)
        .load(connection)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let more_after = rows.last().filter(|_| more).map(|row| row.revision);
    let (whole, damaged) = sorted(rows, owner);
    Ok(Changes { whole, damaged, more_after })
}

/// Every record that was last changed in revision `up_to` or before and cannot be read: each is opened.
///
/// # Errors
/// An internal problem.
pub fn damaged(connection: &mut DbConnection, owner: &Owner, up_to: i64) -> Result<Vec<Damaged>> {
    let rows: Vec<Row> = records::table
        .filter(records::account_id.eq(owner.account.as_str()))
        .filter(records::revision.le(up_to))
        .filter(records::body.is_not_null())
        .order(records::revision)
        .select(ROW)
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|row| row.open(owner).err()).collect())
}

/// A live record with the time it is filed under, its body read only as far as `T` looks.
pub struct Filed<T> {
    /// Its id.
    pub id: String,
    /// When it happened; noon of its day when only the day is known.
    pub at: Timestamp,
    /// Its local date.
    pub date: jiff::civil::Date,
    /// What was wanted of its body.
    pub body: T,
}

/// Every live record of a kind that can be read, in order of time, each body read as `T`; the others go to `damaged`.
///
/// # Errors
/// An internal problem.
pub fn all<T: DeserializeOwned>(
    connection: &mut DbConnection,
    owner: &Owner,
    kind: Kind,
    damaged: &mut Vec<Damaged>,
) -> Result<Vec<Filed<T>>> {
    all_as(connection, owner, kind, damaged, |body| serde_json::from_slice(body))
}

/// Every live record of a kind that can be read, in order of time, of each body what `read` makes of it; the others
/// go to `damaged`.
///
/// # Errors
/// An internal problem.
pub fn all_as<T>(
    connection: &mut DbConnection,
    owner: &Owner,
    kind: Kind,
    damaged: &mut Vec<Damaged>,
    read: impl Fn(&[u8]) -> serde_json::Result<T>,
) -> Result<Vec<Filed<T>>> {
    let rows: Vec<FiledRow> = records::table
        .filter(records::account_id.eq(owner.account.as_str()))
        .filter(records::kind.eq(kind.name()))
        .filter(records::body.is_not_null())
        .filter(is_reached!(owner))
        .order((records::occurred_at, records::id))
        .select((records::id, records::occurred_at, records::local_date, records::body))
        .load(connection)?;
    let (mut all, mut unread) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        match row.filed(owner, kind, &read) {
            Ok((at, date, body)) => all.push(Filed { id: row.id, at, date, body }),
            Err(_) => unread.push(row.id),
        }
    }
    for some in unread.chunks(UNREAD_AT_ONCE) {
        let rows: Vec<Row> = records::table
            .filter(records::account_id.eq(owner.account.as_str()))
            .filter(records::id.eq_any(some))
            .order((records::occurred_at, records::id))
            .select(ROW)
            .load(connection)?;
        damaged.extend(rows.into_iter().map(|row| row.damaged(owner)));
    }
    Ok(all)
}

/// The measures of one's own; those that cannot be read go to `damaged`.
///
/// # Errors
/// An internal problem.
pub fn own_measures(
    connection: &mut DbConnection,
    owner: &Owner,
    damaged: &mut Vec<Damaged>,
) -> Result<Vec<(RecordId, i64, OwnMeasure)>> {
    let rows: Vec<Row> = records::table
        .filter(records::account_id.eq(owner.account.as_str()))
        .filter(records::kind.eq(Kind::Measure.name()))
        .filter(records::body.is_not_null())
        .filter(is_reached!(owner))
        // No measure has an instant, so that this is the order of ids. By the id alone SQLite would read the whole
        // journal in the order of its primary key.
        .order((records::occurred_at, records::id))
        .select(ROW)
        .load(connection)?;
    let (whole, unread) = sorted(rows, owner);
    damaged.extend(unread);
    let measure = |change: Change| match change.live() {
        Some(Stored { id, revision, body: Record::Measure(measure) }) => Ok((id, revision, measure)),
        _ => Err(Problem::internal("a measure's row holds something else")),
    };
    whole.into_iter().map(measure).collect()
}

/// The scales by which the owner's scores are read.
///
/// # Errors
/// An internal problem.
pub fn scales(connection: &mut DbConnection, owner: &Owner) -> Result<Scales> {
    let own = own_measures(connection, owner, &mut Vec::new())?;
    Ok(Scales::with(own.into_iter().map(|(id, _, measure)| (id, measure.scale()))))
}
