//! The route of one's own audit trail.

use actix_web::{HttpResponse, get, http::header, web::Data};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{Action, Event, store};
use crate::{
    accounts::{gate::Gate, sessions::Session},
    platform::problem::{Problem, ProblemSchema, Result},
};

/// The most lines that are answered, the latest of them.
const MOST: usize = 1000;

/// Adds the route.
pub fn routes(config: &mut ServiceConfig) {
    config.service(read);
}

/// What happened with one's account.
#[derive(Serialize, ToSchema)]
struct AuditTrail {
    /// The latest first, a thousand at most.
    items: Vec<AuditEvent>,
    /// Whether the trail is as it was written: nothing changed, left out or put in.
    intact: bool,
}

/// One thing that happened.
#[derive(Serialize, ToSchema)]
struct AuditEvent {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    action: Action,
    /// The kind of device, or for a link the way it was opened; absent for what the operator did.
    #[schema(example = "Firefox on Android")]
    #[serde(skip_serializing_if = "String::is_empty")]
    device: String,
}

/// Lists what happened with one's account: sign-ins, links and their visits, exports, keys. Without content.
#[utoipa::path(tag = "accounts", operation_id = "get_audit_trail", security(("access_token" = [])), responses(
    (status = 200, description = "what happened, the latest first", body = AuditTrail), (status = 401, body = ProblemSchema)))]
#[get("/account/audit-trail")]
async fn read(session: Session, gate: Data<Gate>) -> Result<HttpResponse> {
    let (chain, account) = (gate.chain.clone(), session.owner.account);
    let (events, intact) = gate.db.read(move |connection| store::trail(connection, &chain, &account)).await?;
    let items = events.into_iter().rev().take(MOST).map(answer).collect::<Result<Vec<_>>>()?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(AuditTrail { items, intact }))
}

fn answer(event: Event) -> Result<AuditEvent> {
    let action = Action::named(&event.action).ok_or_else(|| Problem::internal("an unknown action in a trail"))?;
    Ok(AuditEvent {
        at: Timestamp::from_millisecond(event.at).map_err(Problem::internal)?,
        action,
        device: event.device,
    })
}
