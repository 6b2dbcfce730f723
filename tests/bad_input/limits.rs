//! Limits: the document says of lengths, bounds and counts what the server does. The app's forms are made from it.

use serde_json::{Value, json};

use super::{
    cases::{cases, event, measure, response},
    shape::Shape,
};
use crate::support::{
    Answer, App, Patient,
    contract::{Operation, operations},
    id,
};

/// These hold more than a limit: how they are written is tested where they belong.
const WRITTEN_IN_A_FORM_OF_THEIR_OWN: [&str; 4] = ["/address", "/code", "/endpoint", "/key_version"];
/// The other fields of the example decide how much of their bounds they may use.
const NOT_ALONE: [&str; 2] = ["/max", "/total"];
/// Named by an imported form: nobody types them.
const CODES: &str = "/answers/";

/// A field of a good body.
struct Field {
    operation: Operation,
    path: String,
    example: Value,
    at: String,
    shape: Shape,
}

impl Field {
    /// The answer to the example with another value in this place.
    fn sent(&self, ada: &Patient, value: Value) -> Answer {
        let mut body = self.example.clone();
        *body.pointer_mut(&self.at).unwrap() = value;
        ada.request(self.operation.method.clone(), &self.path).json(&body).send()
    }

    fn ends_in_one_of(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| self.at.ends_with(end))
    }
}

/// What the answer says is wrong with a place.
fn said_of(answer: &Answer, at: &str) -> Vec<String> {
    let json = if answer.status == 422 { answer.json() } else { Value::Null };
    let errors = json["errors"].as_array().cloned().unwrap_or_default();
    let blamed = errors.iter().filter(|error| error["pointer"].as_str() == Some(at));
    blamed.map(|error| error["detail"].as_str().unwrap().to_owned()).collect()
}

fn fields() -> Vec<Field> {
    let (cases, mut fields) = (cases(), Vec::new());
    for operation in operations() {
        let skipped = operation.takes_what_others_define() || operation.name == "POST /imports";
        // The session and the account end by these.
        let ending = ["PUT /account/password", "DELETE /account"].contains(&operation.name.as_str());
        let (Some(schema), Some(case)) = (operation.body().cloned(), cases.get(operation.name.as_str())) else {
            continue;
        };
        for example in case.bodies.iter().filter(|_| !skipped && !ending) {
            let mut found = Vec::new();
            walk(&schema, example, "", &mut found);
            fields.extend(found.into_iter().map(|(at, shape)| Field {
                operation: operation.clone(),
                path: case.path.clone(),
                example: example.clone(),
                at,
                shape,
            }));
        }
    }
    assert!(fields.len() > 100, "{}", fields.len());
    fields
}

fn walk(schema: &Value, example: &Value, at: &str, found: &mut Vec<(String, Shape)>) {
    let shape = Shape::of(schema, example);
    match example {
        Value::Object(object) => {
            for (name, value) in object {
                if let Some(schema) = shape.members.get(name).or(shape.each.as_ref()) {
                    walk(schema, value, &format!("{at}/{name}"), found);
                }
            }
        }
        Value::Array(items) => walk(shape.each.as_ref().unwrap(), &items[0], &format!("{at}/0"), found),
        _ => {}
    }
    if !at.is_empty() {
        found.push((at.to_owned(), shape));
    }
}

/// A text of so many characters, each of them two units of UTF-16 and four bytes, which is hard to guess.
fn text_of(length: usize) -> String {
    (0..length).filter_map(|n| char::from_u32(0x1f300 + u32::try_from(n * 131 % 255).unwrap())).collect()
}

/// The same of characters that may stand in a name.
fn name_of(length: usize) -> String {
    "\u{1d51e}".repeat(length)
}

#[test]
fn what_is_just_within_a_limit_of_the_document_is_taken_counted_in_characters() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut tried = 0;
    for field in fields() {
        if field.ends_in_one_of(&WRITTEN_IN_A_FORM_OF_THEIR_OWN) || field.ends_in_one_of(&NOT_ALONE) {
            continue;
        }
        let limits = &field.shape.limits;
        let text = if field.at == "/username" { name_of } else { text_of };
        let lengths = ["minLength", "maxLength"].into_iter().filter_map(|name| limits[name].as_u64());
        let texts = lengths.map(|length| json!(text(usize::try_from(length).unwrap())));
        let bounds = ["minimum", "maximum"].into_iter().filter(|name| limits[*name].is_number());
        for value in texts.chain(bounds.map(|name| limits[name].clone())) {
            let answer = field.sent(&ada, value.clone());
            let said = said_of(&answer, &field.at);
            assert!(said.is_empty(), "{} {} {value}: {said:?}", field.operation.name, field.at);
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn no_limit_of_the_server_is_missing_from_the_document() {
    let app = App::start();
    let ada = app.patient("ada");
    let mut tried = 0;
    for field in fields().iter().filter(|field| !field.at.contains(CODES)) {
        let limits = &field.shape.limits;
        let unlimited = |name: &str| limits.get(name).is_none();
        let mut values = Vec::new();
        if field.ends_in_one_of(&WRITTEN_IN_A_FORM_OF_THEIR_OWN) {
            continue;
        }
        match field.shape.kind.as_str() {
            "string" if unlimited("enum") && unlimited("maxLength") => values.push(json!("x".repeat(20_000))),
            "string" if unlimited("enum") && unlimited("minLength") => values.push(json!("")),
            "integer" | "number" => {
                values.extend(unlimited("minimum").then(|| json!(i32::MIN)));
                values.extend(unlimited("maximum").then(|| json!(i32::MAX)));
            }
            "array" if unlimited("maxItems") => {
                let first = field.example.pointer(&field.at).unwrap()[0].clone();
                values.push(json!(vec![first; 1000]));
            }
            _ => {}
        }
        for value in values {
            let answer = field.sent(&ada, value);
            let limit = |detail: &&String| {
                ["at most", "at least", " from ", "a few words", "a question", "the name of a medicine"]
                    .iter()
                    .any(|words| detail.contains(words))
            };
            let said = said_of(&answer, &field.at);
            let told = said.iter().find(limit);
            // Each score has the bounds of its measure, which no document can know.
            let scored = field.at.contains("/scores/");
            assert!(scored || told.is_none(), "{} {}: {told:?}", field.operation.name, field.at);
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn the_bounds_that_fields_have_together_are_those_of_the_document_too() {
    let app = App::start();
    let ada = app.patient("ada");
    let ranged = |min: i32, max: i32| {
        let mut body = measure();
        (body["min"], body["max"]) = (json!(min), json!(max));
        ada.put(&format!("/measures/calm{}_{}", min.unsigned_abs(), max.unsigned_abs()), &body)
    };
    for (min, max) in [(-1_000_000, -999_999), (1_000_000, 1_000_100), (0, 1), (7, 107)] {
        ranged(min, max).assert(201);
    }
    for (min, max) in [(3, 3), (3, 104)] {
        ranged(min, max).wrong_at(&["/max"]);
    }
    let mut well = response();
    (well["questionnaire"], well["total"]) = (json!("who_5"), json!(100));
    well.as_object_mut().unwrap().remove("answers");
    ada.put(&format!("/questionnaire-responses/{}", id(1)), &well).assert(201);
    // A text is kept as it was written, however many bytes and units of UTF-16 its characters have.
    let mut long = event();
    long["title"] = json!("👩‍👩‍👧 ".repeat(16) + &"🌊".repeat(4));
    ada.put(&format!("/events/{}", id(2)), &long).assert(201);
    assert_eq!(ada.read(&format!("/events/{}", id(2)))["title"], long["title"]);
}
