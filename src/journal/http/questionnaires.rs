//! Routes of questionnaires: what is known of each, and the forms to answer them by.

use actix_web::{
    HttpResponse, delete, get,
    http::header,
    post,
    web::{Data, Path},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::{
    accounts::Session,
    domain::{
        questionnaire::{Definition, Form, Imported, Questionnaire},
        record::{Kind, Record},
    },
    journal::{
        questionnaires::{self, Source},
        writing,
    },
    platform::{
        body::Body,
        conditional::{Guard, IfNoneMatch, not_modified},
        created::created,
        database::{Db, DbConnection},
        problem::{Problem, ProblemSchema, Result},
    },
};

/// Every questionnaire whose totals a journal can keep.
#[derive(Serialize, ToSchema)]
struct Questionnaires {
    items: Vec<Known>,
}

/// A questionnaire, what its totals mean, and what it asks.
#[derive(Serialize, ToSchema)]
#[schema(as = KnownQuestionnaire)]
struct Known {
    id: Questionnaire,
    #[serde(flatten)]
    definition: &'static Definition,
    /// What it asks; null unless a form was imported. Without one its total alone can be entered.
    #[schema(required = true)]
    form: Option<Form>,
    /// Who imported the form.
    #[schema(required = true)]
    source: Option<Source>,
}

impl Known {
    fn read(connection: &mut DbConnection, session: &Session, id: Questionnaire) -> Result<Self> {
        let (form, source) = questionnaires::form(connection, &session.owner, id)?.unzip();
        Ok(Self { id, definition: id.definition(), form, source })
    }
}

/// Lists the questionnaires whose totals can be kept: what totals mean and, where imported, the questions.
#[utoipa::path(tag = "questionnaires", operation_id = "list_questionnaires", security(("access_token" = [])), responses(
    (status = 200, description = "every questionnaire, with its questions where they are known", body = Questionnaires), (status = 304), (status = 401, body = ProblemSchema)))]
#[get("/questionnaires")]
pub async fn list(session: Session, db: Data<Db>, has: IfNoneMatch) -> Result<HttpResponse> {
    let all = move |connection: &mut DbConnection| {
        let known = Questionnaire::ALL.iter().map(|id| Known::read(connection, &session, *id));
        Ok(Questionnaires { items: known.collect::<Result<_>>()? })
    };
    let answer = serde_json::to_vec(&db.read(all).await?)?;
    let tag = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&answer)));
    if has.has(&tag) {
        return Ok(not_modified(&tag));
    }
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .content_type("application/json")
        .body(answer))
}

/// Imports a questionnaire's form for oneself: a FHIR R4 `Questionnaire`, kept as it is given. It takes the place of
/// an earlier one, and of what the operator added for everyone.
#[utoipa::path(tag = "questionnaires", operation_id = "import_questionnaire", security(("access_token" = [])), request_body = Imported, responses(
    (status = 200, description = "replaced, or sent before", body = Known), (status = 201, description = "it can be answered question by question", body = Known),
    (status = 401, body = ProblemSchema), (status = 409, description = "the account is full (`account_full`)", body = ProblemSchema), (status = 422, description = "it cannot be asked or scored", body = ProblemSchema)))]
#[post("/questionnaires")]
pub async fn import(session: Session, db: Data<Db>, form: Body<Imported>) -> Result<HttpResponse> {
    let which = form.0.form()?.questionnaire;
    let (id, body) = (which.form_id(), Record::Questionnaire(form.0));
    let write = move |connection: &mut DbConnection| {
        let created = writing::put(connection, &session.owner, &id, Guard::None, &body)?.created;
        Ok((created, Known::read(connection, &session, which)?))
    };
    let (made, known) = db.write(write).await?;
    if made {
        return Ok(created(&format!("/questionnaires/{}", which.name()), &known));
    }
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(known))
}

/// A questionnaire's form as it was imported, by oneself or by the operator.
#[utoipa::path(tag = "questionnaires", operation_id = "get_questionnaire", security(("access_token" = [])), params(("id" = String, Path)), responses(
    (status = 200, description = "the questionnaire as it was imported", content((Imported = "application/fhir+json"))), (status = 401, body = ProblemSchema), (status = 404, body = ProblemSchema)))]
#[get("/questionnaires/{id}")]
pub async fn read(session: Session, db: Data<Db>, id: Path<String>) -> Result<HttpResponse> {
    let which = named(&id)?;
    let found = db.read(move |connection| questionnaires::imported(connection, &session.owner, which)).await?;
    let (imported, _) = found.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .content_type("application/fhir+json")
        .body(serde_json::to_vec(&imported)?))
}

/// Deletes a form that one imported; the operator's, if there is one, takes its place.
#[utoipa::path(tag = "questionnaires", operation_id = "delete_questionnaire", security(("access_token" = [])), params(("id" = String, Path)), responses(
    (status = 204, description = "its questions are gone, or never were here"), (status = 401, body = ProblemSchema), (status = 404, body = ProblemSchema)))]
#[delete("/questionnaires/{id}")]
pub async fn remove(session: Session, db: Data<Db>, id: Path<String>) -> Result<HttpResponse> {
    let id = named(&id)?.form_id();
    let delete = move |connection: &mut DbConnection| {
        writing::delete(connection, &session.owner, Kind::Questionnaire, &id, Guard::None)
    };
    db.write(delete).await?;
    Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish())
}

fn named(id: &str) -> Result<Questionnaire> {
    id.parse().map_err(|_| Problem::not_found())
}
