//! The API as it documents itself: the routes, what they take, and who may ask.

use std::sync::LazyLock;

use serde_json::Value;
use ureq::http::Method;

pub static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(afterglow::server::document()).unwrap());

/// A route that the API documents, as `PUT /check-ins/{id}`.
#[derive(Clone)]
pub struct Operation {
    pub name: String,
    pub method: Method,
    pub path: String,
    described: Value,
}

/// Every route of the API.
pub fn operations() -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, methods) in DOCUMENT["paths"].as_object().unwrap() {
        let path = path.strip_prefix("/api/v1").unwrap();
        for (method, described) in
            methods.as_object().unwrap().iter().filter(|(_, value)| value["responses"].is_object())
        {
            let method: Method = method.to_uppercase().parse().unwrap();
            let name = format!("{method} {path}");
            operations.push(Operation { name, method, path: path.to_owned(), described: described.clone() });
        }
    }
    assert!(operations.len() > 30);
    operations
}

impl Operation {
    /// Whether the secret in its path is all that it asks for: a route of SMART Health Links, which passes over
    /// members that it does not know, as their specification asks (tests/shares.rs tries them wrong).
    pub fn is_smart_health_link(&self) -> bool {
        self.path.starts_with("/shl/")
    }

    /// Whether what it takes is defined elsewhere and may hold members that are none of our business: a resource of
    /// FHIR (`tests/questionnaire_forms.rs` tries what is ours), a file of another app (`tests/moving_in.rs`).
    pub fn takes_what_others_define(&self) -> bool {
        ["POST /questionnaires", "POST /imports/preview"].contains(&self.name.as_str())
    }

    /// Its name for programs.
    pub fn id(&self) -> &str {
        self.described["operationId"].as_str().unwrap()
    }

    /// What it answers, by status.
    pub fn answers(&self) -> &serde_json::Map<String, Value> {
        self.described["responses"].as_object().unwrap()
    }

    /// Whether it is said to answer with this status.
    pub fn documents(&self, status: u16) -> bool {
        self.described["responses"].get(status.to_string()).is_some()
    }

    /// The schema of its JSON body.
    pub fn body(&self) -> Option<&Value> {
        self.described["requestBody"]["content"].get("application/json").map(|content| &content["schema"])
    }

    /// Each media type of its body that is text, and the example of it.
    pub fn examples(&self) -> impl Iterator<Item = (&str, Option<&Value>)> {
        let contents = self.described["requestBody"]["content"].as_object().into_iter().flatten();
        let of_text = contents.filter(|(media_type, _)| *media_type != "application/zip");
        of_text.map(|(media_type, content)| (media_type.as_str(), content.get("example")))
    }

    /// The names of its query parameters.
    pub fn query(&self) -> Vec<&str> {
        let parameters = self.described["parameters"].as_array().into_iter().flatten();
        parameters.filter(|parameter| parameter["in"] == "query").map(|one| one["name"].as_str().unwrap()).collect()
    }

    /// What it is to be asked with: `access_token`, `refresh_token`, `share`, or nothing.
    pub fn security(&self) -> Option<String> {
        let schemes = self.described["security"].as_array().unwrap();
        assert!(schemes.len() <= 1, "{}", self.name);
        schemes.first()?.as_object()?.keys().next().cloned()
    }
}
