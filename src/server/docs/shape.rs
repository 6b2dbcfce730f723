//! What a schema says, in a few words.

use maud::{Markup, html};
use serde_json::Value;

use super::{list, members, text};

/// Members by which a schema says how much or how many.
const BOUNDS: [(&str, &str); 6] = [
    ("minimum", "at least"),
    ("maximum", "at most"),
    ("minLength", "characters, at least"),
    ("maxLength", "characters, at most"),
    ("minItems", "of them, at least"),
    ("maxItems", "of them, at most"),
];

/// A schema in one line: its type, its bounds, or the name of the shape that it refers to.
pub fn shape(schema: &Value) -> Markup {
    if let Some(name) = text(schema, "$ref").rsplit('/').next().filter(|name| !name.is_empty()) {
        return html! { a href={ "#" (name) } { (name) } };
    }
    let parts: Vec<&Value> = ["oneOf", "anyOf"].into_iter().flat_map(|member| list(schema, member)).collect();
    let choices: Vec<&str> = list(schema, "enum").filter_map(Value::as_str).collect();
    html! {
        @for (index, part) in parts.iter().enumerate() {
            @if index > 0 { " or " }
            (shape(part))
        }
        @if !choices.is_empty() {
            "one of " @for choice in &choices { code { (choice) } " " }
        } @else if parts.is_empty() {
            (kind(schema))
            @if let Some(items) = schema.get("items") { " of " (shape(items)) }
            @if let Some(values) = schema.get("additionalProperties").filter(|others| others.is_object()) { " of " (shape(values)) ", by name" }
        }
        @for (member, words) in BOUNDS {
            @if let Some(bound) = schema.get(member) { ", " (words) " " (bound) }
        }
    }
}

fn kind(schema: &Value) -> String {
    let mut kinds: Vec<&str> = list(schema, "type").filter_map(Value::as_str).collect();
    kinds.extend(schema.get("type").and_then(Value::as_str));
    match (kinds.is_empty(), text(schema, "format")) {
        (true, _) => "anything".to_owned(),
        (false, "") => kinds.join(" or "),
        (false, format) => format!("{} ({format})", kinds.join(" or ")),
    }
}

/// The members of a shape; what else it is, where it has none.
pub fn properties(schema: &Value) -> Markup {
    let required: Vec<&str> = list(schema, "required").filter_map(Value::as_str).collect();
    html! {
        @if schema.get("properties").is_some() {
            table {
                thead { tr { th { "member" } th { "is" } th { "means" } } }
                tbody {
                    @for (name, property) in members(schema, "properties") {
                        tr {
                            td { code { (name) } @if required.contains(&name.as_str()) { " (always)" } }
                            td { (shape(property)) }
                            td { (text(property, "description")) }
                        }
                    }
                }
            }
        } @else {
            p { (shape(schema)) }
        }
    }
}
