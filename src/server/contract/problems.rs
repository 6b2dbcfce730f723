//! Problems that bring more than others do: a schema for each, with the members that come with its code.

use utoipa::openapi::{
    OpenApi, Ref, RefOr,
    path::Operation,
    schema::{AnyOf, Object, ObjectBuilder, Schema, Type},
};

use super::{answers::PROBLEM, kinds, operations};

/// Each member that some problems alone have: the schema of these, and what it is called.
const OF_SOME: [(&str, &str); 3] = [
    ("PasscodeProblem", "remainingAttempts"),
    ("DamagedRecordProblem", "revision"),
    ("ChangedElsewhereProblem", "current"),
];

/// Makes a schema for each, and names it where it is answered.
pub fn tell_apart(document: &mut OpenApi) {
    let Some(components) = document.components.as_mut() else { return };
    let Some(RefOr::T(Schema::Object(mut all))) = components.schemas.remove("Problem") else { return };
    let own: Vec<_> = OF_SOME.into_iter().filter_map(|(_, member)| all.properties.remove(member)).collect();
    let [passcode, damaged, changed] = OF_SOME.map(|(name, _)| name);
    for ((name, member), schema) in OF_SOME.into_iter().zip(own).filter(|((name, _), _)| *name != changed) {
        components.schemas.insert(name.to_owned(), with(&all, member, schema));
    }
    for item in document.paths.paths.values_mut() {
        let stored = operations(item).find_map(|(_, operation)| answered(operation));
        for (_, operation) in operations(item) {
            let of_a_link = operation.tags.iter().flatten().any(|tag| tag == "shared" || tag.starts_with("smart"));
            if of_a_link {
                name(operation, "401", passcode);
            }
            name(operation, "500", damaged);
            if let Some(stored) = stored.as_deref().filter(|_| operation.responses.responses.contains_key("412")) {
                let of_this = format!("{}{changed}", stored.trim_start_matches("Stored"));
                name(operation, "412", &of_this);
                components.schemas.insert(of_this, with(&all, "current", current(stored)));
            }
        }
    }
    components.schemas.insert("Problem".to_owned(), Schema::Object(all).into());
}

fn with(all: &Object, member: &str, schema: RefOr<Schema>) -> RefOr<Schema> {
    let mut one = all.clone();
    one.properties.insert(member.to_owned(), schema);
    Schema::Object(one).into()
}

fn name(operation: &mut Operation, status: &str, schema: &str) {
    if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut(status)
        && let Some(RefOr::T(content)) = answer.content.get_mut(PROBLEM)
    {
        content.schema = Some(Ref::from_schema_name(schema).into());
    }
}

/// The name of the schema that an operation answers.
fn answered(operation: &Operation) -> Option<String> {
    let Some(RefOr::T(answer)) = operation.responses.responses.get("200") else { return None };
    let RefOr::T(content) = answer.content.get("application/json")? else { return None };
    let Some(RefOr::Ref(to)) = &content.schema else { return None };
    to.ref_location.rsplit('/').next().map(str::to_owned)
}

/// What is stored now: the record, or, where that cannot be read, what sync tells of it; null where it is gone.
fn current(stored: &str) -> RefOr<Schema> {
    let mut any_of = AnyOf::new();
    any_of.description = Some("What is stored now, as reading it answers; null where it is gone.".to_owned());
    any_of.items.push(Ref::from_schema_name(stored).into());
    if let Some(of) = stored.strip_prefix("Stored").and_then(kinds::of_body) {
        any_of.items.push(Ref::from_schema_name(format!("{of}Change")).into());
    }
    any_of.items.push(Schema::Object(ObjectBuilder::new().schema_type(Type::Null).build()).into());
    Schema::AnyOf(any_of).into()
}
