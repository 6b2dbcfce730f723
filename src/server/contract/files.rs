//! Bodies and answers that are no JSON of ours: files, and resources of FHIR.

use utoipa::openapi::{
    ExternalDocs, RefOr, Required, Schema,
    content::Content,
    path::Operation,
    schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type},
};

/// Files of bytes, which no text can hold.
const BINARY: [&str; 2] = ["application/pdf", "application/zip"];
const FHIR: &str = "application/fhir+json";
const QUESTIONNAIRE: &str = "https://hl7.org/fhir/R4/questionnaire.html";
const BUNDLE: &str = "https://hl7.org/fhir/R4/bundle.html";

/// Says what is binary, which file may be left out, and where the resources of FHIR that an operation answers are defined.
pub fn complete(operation: &mut Operation) {
    // A file that was sent before, and is named in the query, is not sent again.
    let sent_before = operation.parameters.iter_mut().flatten().filter_map(here).any(|one| one.name == "file");
    if let Some(RefOr::T(body)) = operation.request_body.as_mut().filter(|_| sent_before) {
        body.required = Some(Required::False);
    }
    let body = operation.request_body.iter_mut().filter_map(here).flat_map(|body| &mut body.content);
    let answers = operation.responses.responses.values_mut().filter_map(here);
    let mut defined = None;
    for (media_type, content) in body.chain(answers.flat_map(|answer| &mut answer.content)) {
        let Some(content) = here(content) else { continue };
        if BINARY.contains(&media_type.as_str()) {
            content.schema = Some(Schema::Object(bytes()).into());
        }
        if media_type == FHIR {
            defined = Some(resource(content));
        }
    }
    if let Some(url) = defined {
        let mut docs = ExternalDocs::new(url);
        docs.description = Some("The resource in HL7 FHIR R4.".to_owned());
        operation.external_docs = Some(docs);
    }
}

fn here<T>(one: &mut RefOr<T>) -> Option<&mut T> {
    match one {
        RefOr::T(one) => Some(one),
        RefOr::Ref(_) => None,
    }
}

fn bytes() -> utoipa::openapi::schema::Object {
    ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).build()
}

/// Where a resource is defined: what has no schema of its own is a bundle.
fn resource(content: &mut Content) -> &'static str {
    if let Some(RefOr::Ref(_)) = content.schema {
        return QUESTIONNAIRE;
    }
    let bundle = ObjectBuilder::new().schema_type(Type::Object).description(Some("A bundle of HL7 FHIR R4.")).build();
    content.schema = Some(Schema::Object(bundle).into());
    BUNDLE
}
