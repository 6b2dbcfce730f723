//! Whether the server lives, and whether it can serve.

use actix_web::{
    HttpResponse, get,
    web::{Data, ServiceConfig},
};

use crate::platform::{database::Db, problem::Result};

/// Adds the routes, outside of the API.
pub fn routes(config: &mut ServiceConfig) {
    config.service(live).service(ready);
}

#[get("/health/live")]
async fn live() -> HttpResponse {
    HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(serde_json::json!({ "status": "live" }))
}

#[get("/health/ready")]
async fn ready(db: Data<Db>) -> Result<HttpResponse> {
    db.is_ready().await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(serde_json::json!({ "status": "ready" })))
}
