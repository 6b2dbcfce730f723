//! What the document says of every route alike, and so no route says itself.

use utoipa::openapi::{
    ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
    path::{Operation, PathItem},
    schema::{AnyOf, Schema},
};

const PROBLEM: &str = "application/problem+json";
/// What any body may be told, before a route has looked at it.
const OF_BODIES: [(&str, &str); 4] = [
    ("400", "the body is no JSON, or broke off"),
    ("408", "the body took too long to arrive"),
    ("413", "the body is too large"),
    ("415", "the body has another content type"),
];
/// What any request may be told that needs the database.
const OF_THE_DATABASE: [(&str, &str); 1] = [("503", "too busy, or the database or its disk is out of reach")];
const OF_WRITES: [(&str, &str); 1] = [("507", "the disk is full")];

/// Completes the document that the routes make.
pub fn complete(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let writes = [&mut item.put, &mut item.post, &mut item.patch, &mut item.delete];
        for operation in writes.into_iter().flatten() {
            add(operation, &OF_WRITES);
        }
        for operation in operations(item) {
            if operation.request_body.is_some() {
                add(operation, &OF_BODIES);
            }
            if operation.security.is_some() || operation.request_body.is_some() {
                add(operation, &OF_THE_DATABASE);
            }
            operation.responses.responses.values_mut().for_each(name_problems);
        }
    }
    let schemas = document.components.iter_mut().flat_map(|components| components.schemas.values_mut());
    schemas.for_each(let_kinds_overlap);
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete].into_iter().flatten()
}

fn add(operation: &mut Operation, answers: &[(&str, &str)]) {
    for (status, description) in answers {
        operation.responses.responses.entry((*status).to_owned()).or_insert_with(|| RefOr::T(problem(description)));
    }
}

fn problem(description: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(description).content(PROBLEM, content).build()
}

/// A problem is JSON of a media type of its own (RFC 9457).
fn name_problems(answer: &mut RefOr<Response>) {
    let RefOr::T(answer) = answer else { return };
    let is_problem = |schema: &RefOr<Schema>| matches!(schema, RefOr::Ref(to) if to.ref_location.ends_with("Problem"));
    let plain = answer.content.get("application/json");
    if let Some(RefOr::T(content)) = plain
        && content.schema.as_ref().is_some_and(is_problem)
    {
        let content = RefOr::T(content.clone());
        answer.content = [(PROBLEM.to_owned(), content)].into_iter().collect();
    }
}

/// What is one of several kinds may look like another: a treatment without a dose has all that a check-in must have.
fn let_kinds_overlap(schema: &mut RefOr<Schema>) {
    let RefOr::T(Schema::OneOf(one_of)) = schema else { return };
    if one_of.items.iter().all(|item| matches!(item, RefOr::Ref(_))) {
        let mut any_of = AnyOf::new();
        any_of.items = std::mem::take(&mut one_of.items);
        any_of.description = one_of.description.take();
        *schema = RefOr::T(Schema::AnyOf(any_of));
    }
}
