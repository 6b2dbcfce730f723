//! What the document says of every route alike, and so no route says itself.

mod answers;
mod closed;
mod examples;
mod files;
mod flat;
mod headers;
mod ids;
mod kinds;
mod problems;
mod schemas;

use utoipa::openapi::{
    Components, OpenApi, RefOr,
    path::{Operation, PathItem},
    schema::{AnyOf, Schema},
};

use self::answers::Sort;

/// Completes the document that the routes make.
pub fn complete(document: &mut OpenApi) {
    headers::describe(document.components.get_or_insert_with(Components::new));
    let examples = examples::all();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            answers::complete(operation, sort(method, operation));
            headers::complete(operation, method);
            ids::complete(path, operation);
            examples::show(operation, &examples);
            // Said, where it is open to all: a client could take silence for an oversight.
            operation.security.get_or_insert_default();
            files::complete(operation);
        }
    }
    flat::flatten(document);
    kinds::tell_apart(document);
    problems::tell_apart(document);
    closed::complete(document);
    if let Some(components) = &mut document.components {
        ids::in_answers(components);
        components.schemas.values_mut().for_each(let_kinds_overlap);
    }
}

fn sort(method: &str, operation: &Operation) -> Sort {
    match method {
        "OPTIONS" => Sort::NeedsNothing,
        // This document.
        "GET" if operation.operation_id.as_deref() == Some("get_openapi_document") => Sort::NeedsNothing,
        "GET" => Sort::Reads,
        _ => Sort::Writes,
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let each = [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("PATCH", &mut item.patch),
        ("DELETE", &mut item.delete),
        ("OPTIONS", &mut item.options),
    ];
    each.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// What is one of several kinds may look like another: a treatment without a dose has all that a check-in must have.
/// What must have nothing comes last, for readers that take the first that fits.
fn let_kinds_overlap(schema: &mut RefOr<Schema>) {
    let RefOr::T(Schema::OneOf(one_of)) = schema else { return };
    let named = one_of.items.iter().all(|item| matches!(item, RefOr::Ref(_)));
    if one_of.discriminator.is_none() && (named || one_of.items.iter().any(needs_nothing)) {
        let mut any_of = AnyOf::new();
        any_of.items = std::mem::take(&mut one_of.items);
        any_of.items.sort_by_key(needs_nothing);
        any_of.description = one_of.description.take();
        *schema = RefOr::T(Schema::AnyOf(any_of));
    }
}

fn needs_nothing(schema: &RefOr<Schema>) -> bool {
    matches!(schema, RefOr::T(Schema::Object(one)) if one.required.is_empty() && !one.properties.is_empty())
}
