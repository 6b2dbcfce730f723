//! Ids that are UUIDs: every one but those of measures and questionnaires, which can be short names.

use utoipa::openapi::{
    Components, RefOr,
    path::{Operation, ParameterIn},
    schema::{Object, Schema, SchemaFormat},
};

/// Paths whose ids can be short names.
const NAMED: [&str; 2] = ["/api/v1/measures/", "/api/v1/questionnaires/"];
/// What is answered with an id that such a path takes.
const WITH_AN_ID: [&str; 7] = [
    "EventMark",
    "NewLink",
    "ReliefLastTreatment",
    "ReliefNextTreatment",
    "ReliefTreatment",
    "ShareAnswer",
    "TreatmentMark",
];
const EXAMPLE: &str = "0197c1a0-0000-7000-8000-0000000000e1";

/// Says of the id in a path that it is a UUID, and shows one.
pub fn complete(path: &str, operation: &mut Operation) {
    if NAMED.iter().any(|named| path.starts_with(named)) {
        return;
    }
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && parameter.name == "id"
            && matches!(parameter.parameter_in, ParameterIn::Path)
        {
            parameter.schema.iter_mut().for_each(is_uuid);
            if let Some(RefOr::T(Schema::Object(id))) = &mut parameter.schema {
                id.example = Some(EXAMPLE.into());
            }
        }
    }
}

/// Says it of the ids in answers.
pub fn in_answers(components: &mut Components) {
    for name in WITH_AN_ID {
        if let Some(RefOr::T(Schema::Object(Object { properties, .. }))) = components.schemas.get_mut(name) {
            properties.get_mut("id").into_iter().for_each(is_uuid);
        }
    }
}

fn is_uuid(schema: &mut RefOr<Schema>) {
    if let RefOr::T(Schema::Object(id)) = schema {
        id.format = Some(SchemaFormat::Custom("uuid".to_owned()));
    }
}
