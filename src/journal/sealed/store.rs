//! Records as they are stored.

use diesel::{Insertable, RunQueryDsl};

use crate::{
    accounts::Owner,
    domain::{
        id::RecordId,
        record::{Kind, Record},
    },
    platform::{
        database::{DbConnection, schema::records},
        problem::Result,
    },
};

#[derive(Insertable)]
#[diesel(table_name = records, treat_none_as_default_value = false)]
struct NewRow<'a> {
    account_id: &'a str,
    id: &'a str,
    kind: &'a str,
    revision: i64,
    occurred_at: Option<i64>,
    local_date: Option<String>,
    body: Option<Vec<u8>>,
    tip: i64,
}

/// A number that nobody can guess, by which a revision is told from another that counts alike.
pub fn tip() -> i64 {
    i64::from(rand::random::<u32>())
}

/// A body as it is stored, and what it is found by.
pub struct Sealed {
    kind: &'static str,
    /// When it happened, in milliseconds; noon of its day when only the day is known.
    pub occurred_at: Option<i64>,
    /// Its local date.
    pub local_date: Option<String>,
    /// The sealed body; none of what was deleted.
    pub body: Option<Vec<u8>>,
}

impl Sealed {
    /// Of a record that is stored under this id.
    ///
    /// # Errors
    /// An internal problem.
    pub fn of(owner: &Owner, id: &RecordId, body: &Record) -> Result<Self> {
        let kind = body.kind().name();
        Ok(Self {
            kind,
            occurred_at: body.when().map(|when| when.instant(&owner.zone).as_millisecond()),
            local_date: body.when().map(|when| when.date().to_string()),
            body: Some(owner.key.seal(owner.place(id.as_str(), kind), &serde_json::to_vec(body)?)?),
        })
    }

    /// How many bytes of the journal it takes.
    pub fn bytes(&self) -> i64 {
        self.body.as_ref().map_or(0, |body| i64::try_from(body.len()).unwrap_or(i64::MAX))
    }

    /// Of what was deleted.
    pub fn tombstone(kind: Kind) -> Self {
        Self { kind: kind.name(), occurred_at: None, local_date: None, body: None }
    }

    /// Stores it under an id that the journal does not have.
    ///
    /// # Errors
    /// An internal problem.
    pub fn insert(self, connection: &mut DbConnection, owner: &Owner, id: &RecordId, revision: i64) -> Result<()> {
        let Self { kind, occurred_at, local_date, body } = self;
        let (account_id, id) = (owner.account.as_str(), id.as_str());
        let row = NewRow { account_id, id, kind, revision, occurred_at, local_date, body, tip: tip() };
        diesel::insert_into(records::table).values(&row).execute(connection)?;
        Ok(())
    }
}
