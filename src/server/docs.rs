//! The API's document as a page to read: no script, nothing from elsewhere.

mod shape;

use actix_web::{
    HttpResponse, get,
    http::header,
    web::{Data, ServiceConfig},
};
use maud::{DOCTYPE, Markup, html};
use serde_json::{Map, Value};
use utoipa::openapi::OpenApi as Document;

use self::shape::{properties, shape};
use crate::platform::problem::Result;

/// Browsers ask whether it has changed.
const FRESH: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-cache");

const STYLE: &str = include_str!("docs/style.css");

/// Adds the routes, outside of the API.
pub fn routes(config: &mut ServiceConfig) {
    config.service(read).service(style);
}

#[get("/docs")]
async fn read(document: Data<Document>) -> Result<HttpResponse> {
    let page = page(&serde_json::to_value(document.as_ref())?);
    let answer =
        HttpResponse::Ok().content_type("text/html; charset=utf-8").insert_header(FRESH).body(page.into_string());
    Ok(answer)
}

#[get("/docs/style.css")]
async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css").insert_header(FRESH).body(STYLE)
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn members<'a>(value: &'a Value, member: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value.get(member).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

fn list<'a>(value: &'a Value, member: &str) -> impl Iterator<Item = &'a Value> {
    value.get(member).and_then(Value::as_array).into_iter().flatten()
}

fn page(document: &Value) -> Markup {
    let info = document.get("info").unwrap_or(&Value::Null);
    let schemas = document.get("components").unwrap_or(&Value::Null);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (text(info, "title")) " API" }
                link rel="stylesheet" href="/docs/style.css";
            }
            body {
                header {
                    h1 { (text(info, "title")) " API " (text(info, "version")) }
                    @for paragraph in text(info, "description").split("\n\n") { p { (paragraph) } }
                    p {
                        "OpenAPI " (text(document, "openapi")) ": "
                        a href="/api/v1/openapi.json" { "/api/v1/openapi.json" }
                        ". Whatever is refused is answered as application/problem+json, with "
                        a href="#Problem" { "a code and what was expected where" } "."
                    }
                }
                main {
                    @for (path, operations) in members(document, "paths") {
                        @for (method, operation) in operations.as_object().into_iter().flat_map(Map::iter) {
                            (described(path, method, operation))
                        }
                    }
                    h2 { "Shapes" }
                    @for (name, schema) in members(schemas, "schemas") {
                        section id=(name) {
                            h3 { (name) }
                            p { (text(schema, "description")) }
                            (properties(schema))
                        }
                    }
                }
            }
        }
    }
}

fn described(path: &str, method: &str, operation: &Value) -> Markup {
    let ways: Vec<&str> =
        list(operation, "security").filter_map(Value::as_object).flat_map(Map::keys).map(String::as_str).collect();
    html! {
        section id=(text(operation, "operationId")) {
            h2 { code { (method.to_uppercase()) " " (path) } }
            p { (text(operation, "summary")) " " (text(operation, "description")) }
            p.who { "Asked with: " (if ways.is_empty() { "nothing".to_owned() } else { ways.join(" or ") }) }
            @if list(operation, "parameters").next().is_some() {
                table {
                    thead { tr { th { "parameter" } th { "is" } th { "means" } } }
                    tbody {
                        @for parameter in list(operation, "parameters") {
                            tr {
                                td { code { (text(parameter, "name")) } " in the " (text(parameter, "in")) }
                                td { (shape(parameter.get("schema").unwrap_or(&Value::Null))) }
                                td { (text(parameter, "description")) }
                            }
                        }
                    }
                }
            }
            @if let Some(body) = operation.get("requestBody") {
                p { "Takes " (contents(body)) }
            }
            table {
                thead { tr { th { "answer" } th { "holds" } th { "when" } } }
                tbody {
                    @for (status, response) in members(operation, "responses") {
                        tr {
                            td { code { (status) } }
                            td { (contents(response)) }
                            td { (text(response, "description")) }
                        }
                    }
                }
            }
        }
    }
}

fn contents(holder: &Value) -> Markup {
    html! {
        @for (index, (media_type, content)) in members(holder, "content").enumerate() {
            @if index > 0 { ", or " }
            (shape(content.get("schema").unwrap_or(&Value::Null))) " as " code { (media_type) }
        }
    }
}
