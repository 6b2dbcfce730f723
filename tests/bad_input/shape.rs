//! What a value must be like by its schema.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::contract::DOCUMENT;

/// A schema with its references followed, reduced to what a value can be tried against.
#[derive(Default)]
pub struct Shape {
    /// `string`, `integer`, `number`, `boolean`, `array`, `object`.
    pub kind: String,
    pub nullable: bool,
    pub members: BTreeMap<String, Value>,
    pub required: Vec<String>,
    /// The schema of an object's other members, or of an array's items.
    pub each: Option<Value>,
    pub limits: Value,
}

impl Shape {
    /// The shape of a schema; where it has alternatives, of the one that `example` is.
    pub fn of(schema: &Value, example: &Value) -> Self {
        if let Some(name) = schema["$ref"].as_str() {
            return Self::of(&DOCUMENT["components"]["schemas"][name.rsplit('/').next().unwrap()], example);
        }
        if let Some(parts) = schema["allOf"].as_array() {
            return parts.iter().map(|part| Self::of(part, example)).fold(Self::default(), Self::and);
        }
        if let Some(alternatives) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
            if let Some(chosen) = told_apart(schema, example) {
                return Self::of(&json!({ "$ref": chosen }), example);
            }
            let nullable = alternatives.contains(&json!({ "type": "null" }));
            let mut shapes = alternatives.iter().map(|alternative| Self::of(alternative, example));
            let shape = shapes.find(|shape| shape.fits(example)).unwrap_or_else(|| panic!("no alternative: {example}"));
            return Self { nullable: nullable || shape.nullable, ..shape };
        }
        let kinds: Vec<&str> = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().map(|kind| kind.as_str().unwrap()).collect(),
            kind => kind.as_str().into_iter().collect(),
        };
        let listed = schema["required"].as_array().into_iter().flatten();
        let members = schema["properties"].as_object().cloned().unwrap_or_default();
        let required = listed.map(|name| name.as_str().unwrap().to_owned());
        let required = required.collect();
        Self {
            kind: kinds.iter().find(|kind| **kind != "null").unwrap_or(&"any").to_string(),
            nullable: kinds.contains(&"null"),
            members: members.into_iter().collect(),
            required,
            each: schema
                .get("additionalProperties")
                .filter(|others| others.is_object())
                .or(schema.get("items"))
                .cloned(),
            limits: schema.clone(),
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.members.extend(other.members);
        self.required.extend(other.required);
        Self { kind: other.kind, limits: Value::Null, ..self }
    }

    fn fits(&self, example: &Value) -> bool {
        match example.as_object() {
            Some(object) if self.kind == "object" => object.keys().all(|name| self.members.contains_key(name)),
            Some(_) => false,
            None => self.kind != "object" && self.kind != "null" && self.kind != "any",
        }
    }
}

/// The alternative that an example says to be, where one member tells them apart.
fn told_apart<'a>(schema: &'a Value, example: &Value) -> Option<&'a Value> {
    let discriminator = schema["discriminator"].as_object()?;
    let told = &example[discriminator["propertyName"].as_str()?];
    Some(&discriminator["mapping"][told.as_str()?])
}
