//! Which methods each path of the API has, for whoever asks with another.

use actix_web::{
    dev::ResourceDef,
    http::{StatusCode, header},
};
use utoipa::openapi::{OpenApi, PathItem, path::Operation};

use crate::platform::problem::{Code, Problem};

/// The API's paths with their methods.
pub struct Methods(Vec<(ResourceDef, Vec<&'static str>)>);

impl Methods {
    /// Those of the document.
    pub fn of(document: &OpenApi) -> Self {
        let known = document.paths.paths.iter();
        Self(known.map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect())
    }

    /// Whether the path can be asked with `HEAD`.
    pub fn have_head(&self, path: &str) -> bool {
        self.0.iter().any(|(pattern, methods)| methods.contains(&"HEAD") && pattern.is_match(path))
    }

    /// What is answered where no route did: that the path has other methods, which are named (RFC 9110, 15.5.6), or
    /// that there is nothing.
    pub fn refusal(&self, path: &str) -> Problem {
        let known = self.0.iter().filter(|(pattern, _)| pattern.is_match(path));
        let allowed = known.flat_map(|(_, methods)| methods.iter().copied()).collect::<Vec<_>>().join(", ");
        match header::HeaderValue::try_from(&allowed) {
            Ok(value) if !allowed.is_empty() => {
                let detail = format!("This path can be asked with: {allowed}.");
                Problem::new(StatusCode::METHOD_NOT_ALLOWED, Code::MethodNotAllowed, detail)
                    .header(header::ALLOW, value)
            }
            _ => Problem::not_found(),
        }
    }
}

/// Readings that are written down: a visit to a link, an export.
const COUNTED: [&str; 6] =
    ["export_journal", "get_report", "get_shared", "get_shared_fhir", "get_shared_report", "get_shl_direct_file"];

/// Whether reading it spends nothing.
fn can_be_asked_with_head(operation: &Operation) -> bool {
    operation.operation_id.as_deref().is_some_and(|id| !COUNTED.contains(&id))
}

fn methods(item: &PathItem) -> Vec<&'static str> {
    let head = item.get.clone().filter(can_be_asked_with_head);
    let named = [
        (&item.get, "GET"),
        (&head, "HEAD"),
        (&item.post, "POST"),
        (&item.put, "PUT"),
        (&item.patch, "PATCH"),
        (&item.delete, "DELETE"),
        (&item.options, "OPTIONS"),
    ];
    named.into_iter().filter_map(|(operation, name)| operation.as_ref().map(|_| name)).collect()
}
