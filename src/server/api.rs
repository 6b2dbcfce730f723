//! The API's routes, and the OpenAPI document that follows from them.

use std::sync::OnceLock;

use actix_web::{
    App, HttpResponse,
    dev::{ServiceFactory, ServiceRequest},
    get,
    http::header::{self, ContentType},
    web::{Bytes, Data},
};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Components, OpenApi as Document,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_actix_web::{AppExt, scope};

use super::{contract, headers};
use crate::{
    accounts, journal,
    platform::{
        conditional::{IfNoneMatch, digest},
        created::API,
        problem::Result,
    },
    portability, reminders, shares, trends,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Afterglow",
        description = include_str!("contract/about.md"),
        license(name = "MIT", identifier = "MIT")
    ),
    servers((url = "/", description = "The server that this document is from")),
    tags(
        (name = "accounts", description = "Signing up, one's settings, password and recovery, erasure"),
        (name = "sessions", description = "Signing in and out, the devices that are signed in"),
        (name = "check-ins", description = "Scores and notes of a day or an instant"),
        (name = "treatments", description = "Sessions of ketamine, planned ones too"),
        (name = "events", description = "Changes of medication, therapy, what happened otherwise"),
        (name = "measures", description = "The built-in measures, and one's own"),
        (name = "questionnaires", description = "The PHQ-9 and others: their questions, totals and answers"),
        (name = "safety-plans", description = "What helps in a crisis, in one's own words"),
        (name = "sync", description = "What changed since, and writes made offline, for devices with a copy of the journal"),
        (name = "trends", description = "Daily series, onset and relief"),
        (name = "shares", description = "Links for clinicians: making, listing and ending them"),
        (name = "shared", description = "What a link shows, for whoever has it"),
        (name = "smart health links", description = "The same for a clinic's system, by HL7's SMART Health Links"),
        (name = "reminders", description = "Push messages, mails and a calendar that remind"),
        (name = "portability", description = "Exports, imports and the own report"),
        (name = "api", description = "This document")
    ),
    modifiers(&Security)
)]
struct Api;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_with(Components::new);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        components.add_security_scheme("access_token", SecurityScheme::Http(bearer));
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("afterglow")));
        components.add_security_scheme("refresh_token", cookie);
        let description = "The secret of a link, as `Share SECRET`; the passcode, where asked, in `Share-Passcode`.";
        let share = ApiKeyValue::with_description("authorization", description);
        components.add_security_scheme("share", SecurityScheme::ApiKey(ApiKey::Header(share)));
    }
}

/// The app with every route of the API, and the document that describes them.
pub fn routed<T>(app: App<T>) -> (App<T>, Document)
where
    T: ServiceFactory<ServiceRequest, Config = (), Error = actix_web::Error, InitError = ()>,
{
    let (app, mut document) = app
        .into_utoipa_app()
        .openapi(Api::openapi())
        .service(
            scope(API)
                .wrap(headers::kept_by_nobody())
                .configure(accounts::http::routes)
                .configure(journal::http::routes)
                .configure(trends::http::routes)
                .configure(shares::http::routes)
                .service(
                    scope("/shl").wrap(headers::open_to_every_site()).configure(shares::smart_health_links::routes),
                )
                .configure(reminders::http::routes)
                .configure(portability::http::routes)
                .service(read),
        )
        .split_for_parts();
    contract::complete(&mut document);
    (app, document)
}

/// The OpenAPI document.
pub fn document() -> Document {
    routed(App::new()).1
}

/// This document: the API as OpenAPI 3.1.
#[utoipa::path(tag = "api", operation_id = "get_openapi_document", responses(
    (status = 200, description = "an OpenAPI 3.1 document", body = serde_json::Value), (status = 304)))]
#[get("/openapi.json")]
async fn read(document: Data<Document>, has: IfNoneMatch) -> Result<HttpResponse> {
    // The same in each worker, and for as long as the server runs.
    static WRITTEN: OnceLock<(Bytes, String)> = OnceLock::new();
    let (json, tag) = if let Some(written) = WRITTEN.get() {
        written
    } else {
        let json = serde_json::to_vec(document.as_ref())?;
        let tag = digest(&json);
        WRITTEN.get_or_init(|| (json.into(), tag))
    };
    let mut answer = if has.has(tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag.as_str())).insert_header((header::CACHE_CONTROL, "no-cache"));
    Ok(if has.has(tag) { answer.finish() } else { answer.content_type(ContentType::json()).body(json.clone()) })
}
