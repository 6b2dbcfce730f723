//! An example of each body that is JSON.

use serde_json::{Map, Value};
use utoipa::openapi::{RefOr, path::Operation};

/// By the name of the body's schema.
const EXAMPLES: &str = include_str!("examples.json");

/// The examples, by the name of the schema of which each is one.
///
/// # Errors
/// None: the file is checked by a test.
pub fn all() -> Map<String, Value> {
    serde_json::from_str(EXAMPLES).unwrap_or_default()
}

/// Shows an example of the operation's body.
pub fn show(operation: &mut Operation, examples: &Map<String, Value>) {
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    let Some(RefOr::T(json)) = body.content.get_mut("application/json") else { return };
    if let Some(RefOr::Ref(to)) = &json.schema {
        let name = to.ref_location.rsplit('/').next().unwrap_or_default();
        json.example = examples.get(name).cloned();
    }
}
