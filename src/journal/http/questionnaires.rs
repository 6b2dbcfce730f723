//! The list of questionnaires: what is known of each.

use actix_web::{HttpResponse, get, http::header};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    accounts::Session,
    domain::questionnaire::{Definition, Questionnaire},
    platform::problem::ProblemSchema,
};

/// Every questionnaire whose totals a journal can keep.
#[derive(Serialize, ToSchema)]
struct Questionnaires {
    items: Vec<Known>,
}

/// A questionnaire, and what its totals mean.
#[derive(Serialize, ToSchema)]
#[schema(as = KnownQuestionnaire)]
struct Known {
    id: Questionnaire,
    #[serde(flatten)]
    definition: &'static Definition,
}

/// Lists the questionnaires whose totals can be kept, with their cut-offs.
#[utoipa::path(tag = "questionnaires", operation_id = "list_questionnaires", security(("access_token" = [])), responses(
    (status = 200, body = Questionnaires), (status = 401, body = ProblemSchema)))]
#[get("/questionnaires")]
pub async fn list(_: Session) -> HttpResponse {
    let items = Questionnaire::ALL.iter().map(|id| Known { id: *id, definition: id.definition() }).collect();
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-cache")).json(Questionnaires { items })
}
