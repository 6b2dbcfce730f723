//! Routes of the journal's records.

mod changes;
mod measures;
mod questionnaires;
mod shown;

use actix_web::{
    HttpResponse, delete, get,
    http::{StatusCode, header},
    put,
    web::{Data, Path},
};
use serde::Serialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use self::shown::{
    PageOfCheckIns, PageOfLifeEvents, PageOfQuestionnaireResponses, PageOfTreatments, StoredCheckIn, StoredLifeEvent,
    StoredOwnMeasure, StoredQuestionnaireResponse, StoredSafetyPlan, StoredTreatment,
};
use super::{
    cursor::Cursor,
    store::{self, Range},
    stored::{Damaged, Stored},
    writing,
};
use crate::{
    accounts::Session,
    domain::{
        check_in::CheckIn,
        day::When,
        event::Event,
        fault::{Faults, Refusal},
        id::RecordId,
        measure::OwnMeasure,
        questionnaire::QuestionnaireResponse,
        record::{Kind, Record},
        safety_plan::SafetyPlan,
        treatment::Treatment,
    },
    platform::{
        body::{Body, Query},
        conditional::{Guard, IfNoneMatch, not_modified, tag, tagged, tagged_created},
        database::Db,
        problem::{Code, Problem, ProblemSchema, Result},
    },
};

/// Adds the routes of this slice.
pub fn routes(config: &mut ServiceConfig) {
    check_in::routes(config);
    treatment::routes(config);
    event::routes(config);
    measure::routes(config);
    questionnaire_response::routes(config);
    safety_plan::routes(config);
    config.service(list_check_ins).service(list_treatments).service(list_events).service(measures::list);
    config.service(list_questionnaire_responses).service(questionnaires::list).service(questionnaires::import);
    config.service(questionnaires::read).service(questionnaires::remove);
    config.service(changes::read).service(changes::write);
}

/// Which records a list is asked for.
#[derive(deserr::Deserr, IntoParams)]
#[deserr(error = Faults, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// From this instant or day on.
    #[deserr(default, try_from(Option<String>) = bound -> Refusal)]
    #[param(value_type = Option<String>, example = "2026-03-01")]
    from: Option<When>,
    /// Up to and with this instant or day.
    #[deserr(default, try_from(Option<String>) = bound -> Refusal)]
    #[param(value_type = Option<String>, example = "2026-03-31")]
    to: Option<When>,
    /// At most so many, 1 to 1000; 100 unless told.
    #[deserr(default = 100, try_from(&String) = page_size -> Refusal)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 1000)]
    limit: usize,
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    #[deserr(default)]
    after: Option<Cursor>,
}

fn bound(text: Option<String>) -> std::result::Result<Option<When>, Refusal> {
    text.map(|text| text.parse()).transpose()
}

fn page_size(text: &str) -> std::result::Result<usize, Refusal> {
    let limit = text.parse().ok().filter(|limit| (1..=1000).contains(limit));
    limit.ok_or(Refusal::WholeNumber { min: 1, max: 1000 })
}

/// A page of records of one kind, in order of time; [`shown`] says what is in it.
#[derive(Serialize)]
struct Page {
    items: Vec<Stored>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    damaged: Vec<Damaged>,
    next: Option<String>,
}

fn record_id(path: Path<String>) -> Result<RecordId> {
    path.into_inner().parse().map_err(|_| Problem::not_found())
}

async fn put_record(
    session: Session,
    id: Path<String>,
    db: Data<Db>,
    guard: Guard,
    (body, path): (Record, &str),
) -> Result<HttpResponse> {
    let id: RecordId = id.into_inner().parse().map_err(|refusal: Refusal| Faults::one("/id", refusal))?;
    let location = path.replace("{id}", id.as_str());
    let written = db.write(move |connection| writing::put(connection, &session.owner, &id, guard, &body)).await?;
    let (tag, stored) = (tag(written.stored.revision), &written.stored);
    Ok(if written.created { tagged_created(&location, &tag, stored) } else { tagged(StatusCode::OK, &tag, stored) })
}

async fn get_record(
    session: Session,
    id: Path<String>,
    db: Data<Db>,
    has: IfNoneMatch,
    kind: Kind,
) -> Result<HttpResponse> {
    let (id, reached) = (record_id(id)?, session.owner.reached());
    let read = move |connection: &mut _| store::find(connection, &session.owner, &id);
    let found = db.read_journal(reached, read).await?;
    let found = found.filter(|found| found.kind == kind).ok_or_else(Problem::not_found)?;
    if found.damaged {
        return Err(damaged_record(found.revision));
    }
    let stored = found.live().ok_or_else(Problem::not_found)?;
    let tag = tag(stored.revision);
    Ok(if has.has(&tag) { not_modified(&tag) } else { tagged(StatusCode::OK, &tag, &stored) })
}

/// 500: it is there, and cannot be read.
fn damaged_record(revision: i64) -> Problem {
    let detail = "This entry is damaged on the server and cannot be read. It can be written again, with this `revision` \
        in `If-Match`, or deleted.";
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, Code::DamagedRecord, detail).member("revision", revision)
}

async fn delete_record(
    session: Session,
    id: Path<String>,
    db: Data<Db>,
    guard: Guard,
    kind: Kind,
) -> Result<HttpResponse> {
    let id = record_id(id)?;
    if kind != Kind::Measure && !id.is_uuid() {
        return Err(Problem::not_found());
    }
    db.write(move |connection| writing::delete(connection, &session.owner, kind, &id, guard)).await?;
    Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish())
}

async fn list_records(
    session: Session,
    db: Data<Db>,
    query: ListQuery,
    has: IfNoneMatch,
    kind: Kind,
) -> Result<HttpResponse> {
    let ListQuery { from, to, limit, after } = query;
    let range = Range { from, to, after, limit };
    db.read_journal(session.owner.reached(), move |connection| {
        let tag = tag(store::revision(connection, &session.owner)?);
        if has.has(&tag) {
            return Ok(Err(tag));
        }
        let store::Listed { items, damaged, next } = store::list(connection, &session.owner, kind, &range)?;
        Ok(Ok((tag, Page { items, damaged, next: next.as_ref().map(Cursor::written) })))
    })
    .await
    .map(|page| match page {
        Ok((tag, page)) => tagged(StatusCode::OK, &tag, &page),
        Err(tag) => not_modified(&tag),
    })
}

/// The routes of one kind of record: the same four for each, over its own path and body.
macro_rules! record_routes {
    ($module:ident, $body:ty, $stored:ty, $kind:expr, $tag:literal, $one:literal) => {
        mod $module {
            use super::*;

            pub fn routes(config: &mut ServiceConfig) {
                config.service(put).service(get).service(delete);
            }

            /// Records it, or replaces the one with this id.
            #[utoipa::path(operation_id = concat!("put_", stringify!($module)), tag = $tag, security(("access_token" = [])),
                params(("id" = String, Path)), request_body = $body, responses(
                (status = 200, description = "replaced, or sent before", body = $stored), (status = 201, description = "it is recorded", body = $stored),
                (status = 401, body = ProblemSchema), (status = 409, description = "the id is of another kind, or the account is full (`account_full`)", body = ProblemSchema),
                (status = 412, description = "changed elsewhere", body = ProblemSchema), (status = 422, body = ProblemSchema)))]
            #[put($one)]
            async fn put(session: Session, id: Path<String>, db: Data<Db>, guard: Guard, form: Body<$body>) -> Result<HttpResponse> {
                put_record(session, id, db, guard, (form.0.into(), $one)).await
            }

            /// Reads one.
            #[utoipa::path(operation_id = concat!("get_", stringify!($module)), tag = $tag, security(("access_token" = [])),
                params(("id" = String, Path)), responses((status = 200, description = "the record as stored", body = $stored), (status = 304),
                (status = 401, body = ProblemSchema), (status = 404, body = ProblemSchema),
                (status = 500, description = "it is damaged; `revision` says with which to write it again", body = ProblemSchema)))]
            #[get($one)]
            async fn get(session: Session, id: Path<String>, db: Data<Db>, has: IfNoneMatch) -> Result<HttpResponse> {
                get_record(session, id, db, has, $kind).await
            }

            /// Deletes one; its tombstone stays for sync.
            #[utoipa::path(operation_id = concat!("delete_", stringify!($module)), tag = $tag, security(("access_token" = [])),
                params(("id" = String, Path)), responses((status = 204, description = "it is gone, or never was here"), (status = 401, body = ProblemSchema),
                (status = 404, body = ProblemSchema), (status = 412, description = "changed elsewhere", body = ProblemSchema)))]
            #[delete($one)]
            async fn delete(session: Session, id: Path<String>, db: Data<Db>, guard: Guard) -> Result<HttpResponse> {
                delete_record(session, id, db, guard, $kind).await
            }
        }
    };
}

/// The list of one kind of record.
macro_rules! list_route {
    ($name:ident, $page:ty, $kind:expr, $tag:literal, $many:literal) => {
        /// Lists them in order of time.
        #[utoipa::path(tag = $tag, security(("access_token" = [])), params(ListQuery), responses(
            (status = 200, description = "a page of them, the earliest first", body = $page), (status = 304), (status = 401, body = ProblemSchema), (status = 422, body = ProblemSchema)))]
        #[get($many)]
        async fn $name(session: Session, db: Data<Db>, query: Query<ListQuery>, has: IfNoneMatch) -> Result<HttpResponse> {
            list_records(session, db, query.0, has, $kind).await
        }
    };
}

record_routes!(check_in, CheckIn, StoredCheckIn, Kind::CheckIn, "check-ins", "/check-ins/{id}");
record_routes!(treatment, Treatment, StoredTreatment, Kind::Treatment, "treatments", "/treatments/{id}");
record_routes!(event, Event, StoredLifeEvent, Kind::Event, "events", "/events/{id}");
record_routes!(measure, OwnMeasure, StoredOwnMeasure, Kind::Measure, "measures", "/measures/{id}");
record_routes!(
    questionnaire_response,
    QuestionnaireResponse,
    StoredQuestionnaireResponse,
    Kind::QuestionnaireResponse,
    "questionnaires",
    "/questionnaire-responses/{id}"
);
record_routes!(safety_plan, SafetyPlan, StoredSafetyPlan, Kind::SafetyPlan, "safety-plans", "/safety-plans/{id}");

list_route!(list_check_ins, PageOfCheckIns, Kind::CheckIn, "check-ins", "/check-ins");
list_route!(list_treatments, PageOfTreatments, Kind::Treatment, "treatments", "/treatments");
list_route!(list_events, PageOfLifeEvents, Kind::Event, "events", "/events");
list_route!(
    list_questionnaire_responses,
    PageOfQuestionnaireResponses,
    Kind::QuestionnaireResponse,
    "questionnaires",
    "/questionnaire-responses"
);
