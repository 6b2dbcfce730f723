//! The answers that many routes have alike: problems, and what each status means where a route does not say it.

use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder, path::Operation, schema::Schema};

/// The media type of a problem.
pub const PROBLEM: &str = "application/problem+json";
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
/// What a status means on every route that does not say more of it.
const EVERYWHERE: [(&str, &str); 9] = [
    ("304", "not changed since the tag in `If-None-Match`"),
    ("401", "no access token came, or not a good one, or its session is over"),
    ("404", "there is nothing here, or nothing of yours"),
    ("412", "changed elsewhere"),
    ("413", "the body is too large"),
    ("415", "the body has another content type"),
    ("422", "something of what was sent is not as expected: `errors` says where, and what would be"),
    ("429", "too many tries"),
    ("503", "too busy, or the database or its disk is out of reach"),
];

/// What a route does with the database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// It does without.
    NeedsNothing,
    /// It reads.
    Reads,
    /// It writes, or may.
    Writes,
}

/// Adds what any route of its sort may answer, and says what each answer means.
pub fn complete(operation: &mut Operation, sort: Sort) {
    if sort == Sort::Writes {
        add(operation, &OF_WRITES);
    }
    if operation.request_body.is_some() {
        add(operation, &OF_BODIES);
    }
    if sort != Sort::NeedsNothing {
        add(operation, &OF_THE_DATABASE);
    }
    for (status, answer) in &mut operation.responses.responses {
        let RefOr::T(answer) = answer else { continue };
        name_problem(answer);
        let meaning = EVERYWHERE.iter().find(|(known, _)| known == status);
        if let Some((_, meaning)) = meaning.filter(|_| answer.description.is_empty()) {
            (*meaning).clone_into(&mut answer.description);
        }
    }
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
fn name_problem(answer: &mut Response) {
    let is_problem = |schema: &RefOr<Schema>| matches!(schema, RefOr::Ref(to) if to.ref_location.ends_with("Problem"));
    let plain = answer.content.get("application/json");
    if let Some(RefOr::T(content)) = plain
        && content.schema.as_ref().is_some_and(is_problem)
    {
        let content = RefOr::T(content.clone());
        answer.content = [(PROBLEM.to_owned(), content)].into_iter().collect();
    }
}
