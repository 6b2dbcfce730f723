//! Every account, a page at a time: for whatever goes through all of them.

use super::store;
use crate::{
    domain::id::AccountId,
    platform::{database::Db, problem::Result},
};

/// Accounts in order of their ids.
pub struct Pages<'a> {
    db: &'a Db,
    size: i64,
    last: Option<AccountId>,
}

impl<'a> Pages<'a> {
    /// From the first on, so many at once.
    pub fn of(db: &'a Db, size: i64) -> Self {
        Self { db, size, last: None }
    }

    /// The next ones; `None` after the last.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next(&mut self) -> Result<Option<Vec<AccountId>>> {
        let (after, size) = (self.last.take(), self.size);
        let page = self.db.read(move |connection| store::after(connection, after.as_ref(), size)).await?;
        self.last = page.last().cloned();
        Ok(self.last.is_some().then_some(page))
    }
}
