//! What can be wrong with a good body, by its schema: one thing at a time.

use serde_json::{Value, json};

use super::shape::Shape;

/// A body with one thing wrong, and where it should be said to be.
#[derive(Debug)]
pub struct Wrong {
    pub body: Value,
    pub at: String,
}

/// Everything that a schema forbids, tried on an example that has every field.
pub struct Trials {
    example: Value,
    pub wrong: Vec<Wrong>,
}

impl Trials {
    pub fn of(schema: &Value, example: &Value) -> Self {
        let mut trials = Self { example: example.clone(), wrong: Vec::new() };
        trials.value(schema, example, "");
        trials
    }

    /// Puts another value in a place of the example.
    pub fn set(&mut self, pointer: &str, value: Value) {
        self.set_blaming(pointer, value, pointer);
    }

    /// The same where the blame is elsewhere.
    pub fn set_blaming(&mut self, pointer: &str, value: Value, blamed: &str) {
        let mut body = self.example.clone();
        if let Some(place) = body.pointer_mut(pointer) {
            *place = value;
        } else {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let parent = body.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent} in {}", self.example));
            parent.as_object_mut().unwrap().insert(unescaped(name), value);
        }
        self.wrong.push(Wrong { body, at: blamed.to_owned() });
    }

    /// Takes a member away.
    pub fn remove(&mut self, pointer: &str) {
        let mut body = self.example.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
        self.wrong.push(Wrong { body, at: pointer.to_owned() });
    }

    fn value(&mut self, schema: &Value, example: &Value, at: &str) {
        let shape = Shape::of(schema, example);
        for value in of_another_kind(&shape).into_iter().chain(out_of_limits(&shape)) {
            self.set(at, value);
        }
        match example {
            Value::Object(object) => self.object(&shape, object, at),
            Value::Array(items) => {
                let first = items.first().unwrap_or_else(|| panic!("{at}: the example has no item"));
                self.value(shape.each.as_ref().unwrap(), first, &format!("{at}/0"));
            }
            _ => {}
        }
    }

    fn object(&mut self, shape: &Shape, object: &serde_json::Map<String, Value>, at: &str) {
        for (name, schema) in &shape.members {
            let place = format!("{at}/{name}");
            // Of the two ways to tell a time an example has one. An import passes over what it is told of damaged records.
            if let Some(value) = object.get(name) {
                self.value(schema, value, &place);
            } else {
                assert!(["at", "date", "damaged"].contains(&name.as_str()), "the example lacks {place}");
            }
            if shape.required.contains(name) {
                self.remove(&place);
            }
        }
        match &shape.each {
            Some(each) if shape.members.is_empty() => {
                for (name, value) in object {
                    self.value(each, value, &format!("{at}/{name}"));
                }
            }
            _ => self.set(&format!("{at}/sur~1prise"), json!(1)),
        }
    }
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

fn of_another_kind(shape: &Shape) -> Vec<Value> {
    let kinds: [(&[&str], Value); 8] = [
        (&["string"], json!("seven")),
        (&["boolean"], json!(true)),
        (&["integer", "number"], json!(7)),
        (&["number"], json!(7.5)),
        (&["number"], json!(1e300)),
        (&["number"], json!(u64::MAX)),
        (&["array"], json!([])),
        (&["object"], json!({})),
    ];
    let others = kinds.into_iter().filter(|(kinds, _)| !kinds.contains(&shape.kind.as_str()));
    let null = (!shape.nullable).then_some(Value::Null);
    others.map(|(_, value)| value).chain(null).collect()
}

fn out_of_limits(shape: &Shape) -> Vec<Value> {
    let limit = |name: &str| shape.limits[name].as_f64();
    let mut wrong = Vec::new();
    match shape.kind.as_str() {
        "integer" => {
            let (low, high) = match shape.limits["format"].as_str() {
                Some("int64") => (Some(i64::MIN), None),
                _ => (Some(i64::from(i32::MIN) - 1), Some(i64::from(i32::MAX) + 1)),
            };
            wrong.extend(high.map(|high| json!(high)));
            // The lowest of all is within 64 bits: only a minimum forbids it.
            wrong.extend(low.filter(|low| *low != i64::MIN || limit("minimum").is_some()).map(|low| json!(low)));
            wrong.extend(shape.limits["minimum"].as_i64().map(|least| json!(least - 1)));
            wrong.extend(shape.limits["maximum"].as_i64().map(|most| json!(most + 1)));
        }
        "number" => {
            wrong.extend(limit("minimum").map(|least| json!(least - 0.001)));
            wrong.extend(limit("maximum").map(|most| json!(most + 0.001)));
        }
        "string" if shape.limits["enum"].is_array() => wrong.extend([json!(""), json!("nonsense")]),
        "string" => {
            let repeated = |length: u64| json!("ü".repeat(usize::try_from(length).unwrap()));
            wrong.extend(shape.limits["maxLength"].as_u64().map(|most| repeated(most + 1)));
            wrong.extend(shape.limits["minLength"].as_u64().map(|least| repeated(least - 1)));
        }
        _ => {}
    }
    wrong
}
