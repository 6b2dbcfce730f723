//! The API's routes, and the OpenAPI document that follows from them.

use actix_web::{
    App, HttpResponse,
    dev::{ServiceFactory, ServiceRequest},
    get,
    web::Data,
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
use crate::{accounts, journal, portability, reminders, shares, trends};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Afterglow",
        description = "A journal for people treated with ketamine: how fast relief came, and how long it lasted.",
        license(name = "MIT", identifier = "MIT")
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
            scope("/api/v1")
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
#[utoipa::path(tag = "api", operation_id = "openapi", responses((status = 200, description = "an OpenAPI 3.1 document", body = serde_json::Value)))]
#[get("/openapi.json")]
async fn read(document: Data<Document>) -> HttpResponse {
    HttpResponse::Ok().json(document.as_ref())
}
