//! The headers that requests and answers have beside their bodies.

use utoipa::openapi::{
    Components, Header, HeaderBuilder, Ref, RefOr, Response,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn},
    schema::{ObjectBuilder, Type},
};

/// Each header of an answer: its name, and what it says.
const OF_ANSWERS: [(&str, Type, &str); 8] = [
    (
        "ETag",
        Type::String,
        "What was answered, for `If-None-Match` when it is read again and `If-Match` when it is written.",
    ),
    ("Retry-After", Type::Integer, "In how many seconds it is worth trying again."),
    ("WWW-Authenticate", Type::String, "What it is to be asked with: `Bearer` or `Share`."),
    (
        "Cache-Control",
        Type::String,
        "`no-store`; `private, no-cache` where there is an `ETag`; `no-cache` for this document.",
    ),
    ("Content-Disposition", Type::String, "The name of the file."),
    ("Set-Cookie", Type::String, "The refresh token of this device, for the server alone to read."),
    ("Location", Type::String, "Where what was made is."),
    ("X-Request-Id", Type::String, "Which request this was, for whoever looks into the server's log."),
];
const IF_NONE_MATCH: (&str, &str) = ("If-None-Match", "The `ETag` that you have: if it is still the one, 304.");
const IF_MATCH: (&str, &str) =
    ("If-Match", "The `ETag` that you go by: if it is another one by now, 412. `*`: it is there.");
const IF_ABSENT: (&str, &str) = ("If-None-Match", "`*`: only if nothing is there yet, else 412.");
const PASSCODE: (&str, &str) = ("Share-Passcode", "The passcode of the link, where it has one.");
/// Operations that begin or go on with a session, or let this device be known again.
const SET_COOKIES: [&str; 4] = ["change_password", "recover_account", "refresh_session", "sign_in"];
/// What it makes is answered once, and is nowhere to be read.
const MAKES_A_SECRET: &str = "create_recovery_code";
/// Operations that answer a file with a name.
const ANSWER_FILES: [&str; 4] = ["export_journal", "get_report", "get_shared_fhir", "get_shared_report"];

/// The headers of answers, each described once.
pub fn describe(components: &mut Components) {
    for (name, kind, meaning) in OF_ANSWERS {
        let schema = ObjectBuilder::new().schema_type(kind).build();
        let header: Header = HeaderBuilder::new().schema(Some(schema)).description(Some(meaning)).build();
        components.headers.insert(name.to_owned(), RefOr::T(header));
    }
}

/// Says which headers an operation takes and answers: that follows from its statuses, but for files and cookies.
pub fn complete(operation: &mut Operation, method: &str) {
    let has = |status: &str| operation.responses.responses.contains_key(status);
    let (reads, guarded, refuses_passcodes) = (has("304"), has("412"), has("401"));
    let id = operation.operation_id.clone().unwrap_or_default();
    let of_a_link = operation.tags.iter().flatten().any(|tag| tag == "shared");
    let taken = [
        (reads, IF_NONE_MATCH),
        (guarded, IF_MATCH),
        (guarded && method == "PUT", IF_ABSENT),
        (of_a_link && refuses_passcodes, PASSCODE),
    ];
    for (_, (name, meaning)) in taken.into_iter().filter(|(takes, _)| *takes) {
        operation.parameters.get_or_insert_default().push(RefOr::T(parameter(name, meaning)));
    }
    for (status, answer) in &mut operation.responses.responses {
        let RefOr::T(answer) = answer else { continue };
        let done = status.starts_with('2');
        let answered = [
            ("ETag", status == "304" || done && (reads || guarded) && method != "DELETE"),
            ("Retry-After", ["429", "503", "507"].contains(&status.as_str())),
            ("WWW-Authenticate", status == "401"),
            ("Cache-Control", done || status == "304"),
            ("Content-Disposition", done && ANSWER_FILES.contains(&id.as_str())),
            ("Location", status == "201" && id != MAKES_A_SECRET),
            ("X-Request-Id", true),
            ("Set-Cookie", done && SET_COOKIES.contains(&id.as_str())),
        ];
        answered.into_iter().filter(|(_, has)| *has).for_each(|(name, _)| add(answer, name));
    }
}

fn parameter(name: &str, meaning: &str) -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(utoipa::openapi::Required::False)
        .description(Some(meaning))
        .schema(Some(text))
        .build()
}

fn add(answer: &mut Response, name: &str) {
    let described = Ref::new(format!("#/components/headers/{name}"));
    answer.headers.insert(name.to_owned(), RefOr::Ref(described));
}
