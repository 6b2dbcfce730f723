//! Routes of sync: what changed since a revision, and a batch of writes made offline.

use actix_web::{HttpResponse, get, http::header, post, web::Data};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    accounts::Session,
    domain::fault::{Faults, Refusal},
    journal::{
        store,
        stored::Change,
        sync::{self, Offline, OfflineForm, Outcome},
    },
    platform::{
        body::{Body, Query},
        database::Db,
        problem::{ProblemSchema, Result},
    },
};

/// Since when changes are asked for.
#[derive(deserr::Deserr, IntoParams)]
#[deserr(error = Faults, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ChangesQuery {
    /// The revision that the device has reached; 0 for everything.
    #[deserr(default, try_from(&String) = revision -> Refusal)]
    #[param(value_type = Option<i64>, minimum = 0)]
    since: i64,
    /// At most so many, 1 to 1000; 500 unless told.
    #[deserr(default = 500, try_from(&String) = page_size -> Refusal)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 1000)]
    limit: i64,
}

fn revision(text: &str) -> std::result::Result<i64, Refusal> {
    text.parse().ok().filter(|since| *since >= 0).ok_or_else(|| Refusal::expected("a revision, 0 or more"))
}

fn page_size(text: &str) -> std::result::Result<i64, Refusal> {
    super::page_size(text).and_then(|limit| i64::try_from(limit).map_err(|_| Refusal::expected("fewer")))
}

/// What changed, in order of revision.
#[derive(Serialize, ToSchema)]
struct Changes {
    /// Up to where this answer reaches: the next `since`.
    revision: i64,
    /// Whether there is more after it.
    more: bool,
    changes: Vec<Change>,
}

/// What changed since a revision, tombstones included.
#[utoipa::path(tag = "sync", security(("access_token" = [])), params(ChangesQuery), responses(
    (status = 200, body = Changes), (status = 401, body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[get("/changes")]
pub async fn read(session: Session, db: Data<Db>, query: Query<ChangesQuery>) -> Result<HttpResponse> {
    let ChangesQuery { since, limit } = query.0;
    let answer = db
        .read_journal(session.owner.reached(), move |connection| {
            let reached = store::revision(connection, &session.owner)?;
            let mut changes = store::changes(connection, &session.owner, since, limit + 1)?;
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let more = changes.len() > limit;
            changes.truncate(limit);
            let revision = if more { changes.last().map_or(reached, |last| last.revision) } else { reached };
            Ok(Changes { revision, more, changes })
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(answer))
}

/// Writes made offline.
#[derive(deserr::Deserr, ToSchema)]
#[deserr(error = Faults, deny_unknown_fields)]
struct Batch {
    /// In the order in which they were made; at most 500.
    #[schema(value_type = Vec<OfflineForm>, max_items = 500)]
    changes: Vec<Offline>,
}

/// How each write of the batch fared, in its order.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangesAnswers)]
struct Answers {
    /// The revision that the journal has reached.
    revision: i64,
    results: Vec<Outcome>,
}

/// Applies writes made offline, each on its own: `applied`, or `conflict` with the current record.
#[utoipa::path(tag = "sync", security(("access_token" = [])), request_body = Batch, responses(
    (status = 200, body = Answers), (status = 401, body = ProblemSchema),
    (status = 422, description = "nothing was written; pointers name the writes", body = ProblemSchema)))]
#[post("/changes")]
pub async fn write(session: Session, db: Data<Db>, form: Body<Batch>) -> Result<HttpResponse> {
    let answers = db
        .write(move |connection| {
            let results = sync::apply(connection, &session.owner, &form.0.changes)?;
            Ok(Answers { revision: store::revision(connection, &session.owner)?, results })
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(answers))
}
