//! What was ended stays ended, also when an older database comes back.

use super::{Pages, sessions};
use crate::platform::{database::Db, problem::Result};

/// How many accounts are signed out in one transaction.
const PAGE: i64 = 500;

/// Ends every session that there is.
///
/// # Errors
/// When the database cannot be used; it may be called again.
pub async fn sign_everyone_out(db: &Db) -> Result<()> {
    let mut pages = Pages::of(db, PAGE);
    while let Some(page) = pages.next().await? {
        db.write(move |connection| page.iter().try_for_each(|account| sessions::end_sessions(connection, account)))
            .await?;
    }
    Ok(())
}
