//! Answers that depend on the present, and the tags that they have.

use actix_web::{HttpResponse, web::Data};
use serde::Serialize;

use crate::{
    accounts::Session,
    journal::store,
    platform::{
        conditional::{IfNoneMatch, digest, not_modified, tagged_json},
        database::{Db, DbConnection},
        problem::Result,
    },
};

/// Answers from one state of the journal, or 304 when the reader has the same answer already.
///
/// For answers that depend on the present too: their tag is of what they say, so that it changes
/// when they would, and not otherwise.
pub(super) async fn as_it_says<T: Serialize + Send + 'static>(
    session: Session,
    db: Data<Db>,
    has: IfNoneMatch,
    answer: impl Fn(&mut DbConnection, &Session, i64) -> Result<T> + Send + Sync + 'static,
) -> Result<HttpResponse> {
    let json = db
        .read_journal(session.owner.reached(), move |connection| {
            let revision = store::revision(connection, &session.owner)?;
            Ok(serde_json::to_vec(&answer(connection, &session, revision)?)?)
        })
        .await?;
    let tag = digest(&json);
    Ok(if has.has(&tag) { not_modified(&tag) } else { tagged_json(&tag, json) })
}
