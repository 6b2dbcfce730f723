//! An example of each body that is text.

use serde_json::{Map, Value};
use utoipa::openapi::{RefOr, path::Operation};

/// By the name of the body's schema, or of its operation and media type where it has none.
const EXAMPLES: &str = include_str!("examples.json");

/// The examples, by the name of the schema of which each is one, or by operation and media type.
///
/// # Errors
/// None: the file is checked by a test.
pub fn all() -> Map<String, Value> {
    serde_json::from_str(EXAMPLES).unwrap_or_default()
}

/// Shows an example of the operation's body, in each of its media types.
pub fn show(operation: &mut Operation, examples: &Map<String, Value>) {
    let id = operation.operation_id.clone().unwrap_or_default();
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    for (media_type, content) in &mut body.content {
        let RefOr::T(content) = content else { continue };
        let named = match &content.schema {
            Some(RefOr::Ref(to)) => to.ref_location.rsplit('/').next().and_then(|name| examples.get(name)),
            _ => examples.get(&format!("{id} {media_type}")),
        };
        content.example = named.cloned();
    }
}
