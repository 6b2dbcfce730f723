//! Which objects may hold members that are not described: what is answered may have more in time; what is only taken
//! is refused with a member that nobody knows.

use std::collections::BTreeSet;

use utoipa::openapi::{
    OpenApi, RefOr,
    schema::{AdditionalProperties, Schema},
};

use super::{operations, schemas};

/// Passes over what it does not know, as its specification asks.
const LENIENT: &str = "ManifestRequest";

/// Closes what is only taken.
pub fn complete(document: &mut OpenApi) {
    let (mut taken, mut answered) = (Vec::new(), Vec::new());
    for item in document.paths.paths.values_mut() {
        for (_, operation) in operations(item) {
            let mut of_bodies = operation.clone();
            of_bodies.responses.responses.clear();
            taken.extend(schemas::named_in(&mut of_bodies));
            let mut of_answers = operation.clone();
            (of_answers.request_body, of_answers.parameters) = (None, None);
            answered.extend(schemas::named_in(&mut of_answers));
        }
    }
    let (taken, answered) = (reached(document, taken), reached(document, answered));
    for (name, schema) in document.components.iter_mut().flat_map(|components| &mut components.schemas) {
        let RefOr::T(Schema::Object(object)) = schema else { continue };
        let only_taken = taken.contains(name) && !answered.contains(name) && name != LENIENT;
        if only_taken && object.additional_properties.is_none() && !object.properties.is_empty() {
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
}

/// The schemas of these names, and all that they are made of.
fn reached(document: &mut OpenApi, mut names: Vec<String>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    while let Some(name) = names.pop() {
        let schemas = document.components.iter_mut().flat_map(|components| &mut components.schemas);
        let found = schemas.filter(|(one, _)| **one == name).flat_map(|(_, schema)| schemas::named_by(schema));
        let found: Vec<String> = found.collect();
        if all.insert(name) {
            names.extend(found);
        }
    }
    all
}
