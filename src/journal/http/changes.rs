//! Routes of sync: what changed since a revision, and a batch of writes made offline.

use actix_web::{HttpResponse, get, http::header, post, web::Data};
use serde::Serialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::{
    accounts::Session,
    domain::fault::{Faults, Refusal},
    journal::{
        history::{self, Answered, Known, Standing, Tip},
        store,
        stored::{self, Change, Damaged},
        sync::{self, Offline, OfflineForm, Outcome, Placed},
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
    #[deserr(default, try_from(&String) = reached -> Refusal)]
    #[param(value_type = Option<i64>, minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    since: i64,
    /// At most so many, 1 to 1000; 500 unless told.
    #[deserr(default = 500, try_from(&String) = super::page_size -> Refusal)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 1000)]
    limit: usize,
    /// Whether `damaged` is to name what was damaged up to `since`, too: everything is opened for it, so once a day is
    /// enough. `false` unless told.
    #[deserr(default, try_from(&String) = yes_or_no -> Refusal)]
    #[param(value_type = Option<bool>)]
    check: bool,
    /// The `history` that the device was answered last: `since` is a revision of it.
    #[deserr(default)]
    #[param(required = false)]
    history: Option<String>,
    /// The `tip` that the device was answered last.
    #[deserr(default)]
    #[param(required = false)]
    tip: Option<String>,
}

fn reached(text: &str) -> std::result::Result<i64, Refusal> {
    stored::revision(text.parse().unwrap_or(-1))
}

fn yes_or_no(text: &str) -> std::result::Result<bool, Refusal> {
    text.parse().map_err(|_| Refusal::TrueOrFalse)
}

/// What changed, in order of revision.
#[derive(Serialize, ToSchema)]
struct Changes {
    /// The history that these revisions are of. What stands before its first dot names it; what follows tells apart
    /// devices that have to compare. When it is not the one that the device named, this server knows less of the journal
    /// than the device, or other things: a backup was restored, say. The answer then begins at 0, and the device
    /// compares what it has with what is here.
    history: String,
    /// Up to this revision the device knew what is here, when the history is another one; what it knows of later ones
    /// is of the history that it named.
    #[schema(minimum = 0)]
    history_from: i64,
    /// An opaque text that is another one after each change of the journal; to be sent with the next request.
    tip: String,
    /// Up to where this answer reaches: the next `since`.
    revision: i64,
    /// Whether there is more after it.
    more: bool,
    changes: Vec<Change>,
    /// Records that cannot be read, which are not among the changes: those that were last changed since, and with
    /// `check` all others. Absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    damaged: Vec<Damaged>,
}

/// What changed since a revision, tombstones included. Everything, from 0 on, where the device names another history
/// than the journal's, or a tip that the journal never had.
#[utoipa::path(tag = "sync", operation_id = "list_changes", security(("access_token" = [])), params(ChangesQuery), responses(
    (status = 200, description = "what changed, in order of revision", body = Changes), (status = 401, body = ProblemSchema), (status = 422, body = ProblemSchema)))]
#[get("/changes")]
pub async fn read(session: Session, db: Data<Db>, query: Query<ChangesQuery>) -> Result<HttpResponse> {
    let ChangesQuery { since, limit, check, history, tip } = query.0;
    let known = Known { history, tip: tip.as_ref().map(Tip::from) };
    let answer = db
        .read_journal(session.owner.reached(), move |connection| {
            let (standing, answered) = history::look(connection, &session.owner, &known, since)?;
            let since = if answered.belongs { since } else { 0 };
            let store::Changes { whole, mut damaged, more_after } =
                store::changes(connection, &session.owner, since, limit)?;
            if check {
                damaged.extend(store::damaged(connection, &session.owner, since)?);
            }
            let Answered { history, from: history_from, .. } = answered;
            let tip = standing.tip.to_string();
            let (revision, more) = (more_after.unwrap_or(standing.revision), more_after.is_some());
            Ok(Changes { history, history_from, tip, revision, more, changes: whole, damaged })
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
    /// The `history` that the device was answered last: base revisions are of it.
    #[schema(required = false)]
    #[deserr(default)]
    history: Option<String>,
    /// The `tip` that the device was answered last.
    #[schema(required = false)]
    #[deserr(default)]
    tip: Option<String>,
}

/// A batch as far as it reads.
struct Sent {
    known: Known,
    writes: Vec<Placed>,
    /// What is wrong with its form.
    faults: Faults,
}

impl Sent {
    fn read(sent: &Value) -> Self {
        match deserr::deserialize(sent.clone()) {
            Ok(Batch { changes, history, tip }) => {
                let known = Known { history, tip: tip.as_ref().map(Tip::from) };
                Self { known, writes: changes.into_iter().enumerate().collect(), faults: Faults::default() }
            }
            Err(faults) => Self { known: Known::default(), writes: readable(sent), faults },
        }
    }
}

/// The writes of a malformed batch that can be read.
fn readable(sent: &Value) -> Vec<Placed> {
    let each = sent.get("changes").and_then(Value::as_array).into_iter().flatten().enumerate();
    each.filter_map(|(index, one)| Some((index, deserr::deserialize::<_, _, Faults>(one.clone()).ok()?))).collect()
}

/// How each write of the batch fared, in its order.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangesAnswers)]
struct Answers {
    /// The revision that the journal has reached.
    revision: i64,
    /// The journal's tip after this: to be sent with the next request, in place of an earlier one.
    tip: String,
    results: Vec<Outcome>,
}

/// Applies writes made offline, each on its own: `applied`, or `conflict` with the current record.
#[utoipa::path(tag = "sync", operation_id = "write_changes", security(("access_token" = [])), request_body = Batch, responses(
    (status = 200, description = "how each write fared, in the order sent", body = Answers), (status = 401, body = ProblemSchema),
    (status = 409, description = "of another history (`other_history`): nothing was written; read `/changes` first",
        body = ProblemSchema),
    (status = 422, description = "nothing was written; pointers name the writes", body = ProblemSchema)))]
#[post("/changes")]
pub async fn write(session: Session, db: Data<Db>, form: Body<Value>) -> Result<HttpResponse> {
    let Sent { known, writes, faults } = Sent::read(&form.0);
    let answers = db
        .write(move |connection| {
            if !faults.is_empty() {
                return sync::refuse(connection, &session.owner, &writes, faults.clone());
            }
            history::demand(connection, &session.owner, &known)?;
            let results = sync::apply(connection, &session.owner, &writes)?;
            let Standing { revision, tip, .. } = history::store::standing(connection, &session.owner)?;
            Ok(Answers { revision, tip: tip.to_string(), results })
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(answers))
}
