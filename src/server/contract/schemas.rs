//! Every schema of the document, wherever it stands.

use utoipa::openapi::{
    OpenApi, RefOr,
    content::Content,
    path::Operation,
    schema::{AdditionalProperties, ArrayItems, Schema},
};

use super::operations;

/// Shows each schema to `change`, those within it first.
pub fn each(document: &mut OpenApi, change: &mut impl FnMut(&mut RefOr<Schema>)) {
    for item in document.paths.paths.values_mut() {
        for (_, operation) in operations(item) {
            of_operation(operation, change);
        }
    }
    let schemas = document.components.iter_mut().flat_map(|components| components.schemas.values_mut());
    schemas.for_each(|schema| within(schema, change));
}

fn of_operation(operation: &mut Operation, change: &mut impl FnMut(&mut RefOr<Schema>)) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter {
            parameter.schema.iter_mut().for_each(|schema| within(schema, change));
        }
    }
    let body = operation.request_body.iter_mut().filter_map(here).flat_map(|body| body.content.values_mut());
    let answers = operation.responses.responses.values_mut().filter_map(here);
    let answered = answers.flat_map(|answer| answer.content.values_mut());
    let contents: Vec<&mut Content> = body.chain(answered).filter_map(here).collect();
    contents.into_iter().flat_map(|content| &mut content.schema).for_each(|schema| within(schema, change));
}

/// The names of the schemas that an operation names.
pub fn named_in(operation: &mut Operation) -> Vec<String> {
    let mut names = Vec::new();
    of_operation(operation, &mut |schema| names.extend(name(schema)));
    names
}

/// The names of the schemas that this one is made of.
pub fn named_by(schema: &mut RefOr<Schema>) -> Vec<String> {
    let mut names = Vec::new();
    within(schema, &mut |schema| names.extend(name(schema)));
    names
}

fn name(schema: &RefOr<Schema>) -> Option<String> {
    match schema {
        RefOr::Ref(to) => to.ref_location.rsplit('/').next().map(str::to_owned),
        RefOr::T(_) => None,
    }
}

fn here<T>(one: &mut RefOr<T>) -> Option<&mut T> {
    match one {
        RefOr::T(one) => Some(one),
        RefOr::Ref(_) => None,
    }
}

fn within(schema: &mut RefOr<Schema>, change: &mut impl FnMut(&mut RefOr<Schema>)) {
    match here(schema) {
        Some(Schema::Object(object)) => {
            object.properties.values_mut().for_each(|member| within(member, change));
            if let Some(AdditionalProperties::RefOr(other)) = object.additional_properties.as_deref_mut() {
                within(other, change);
            }
        }
        Some(Schema::Array(array)) => {
            if let ArrayItems::RefOrSchema(item) = &mut array.items {
                within(item, change);
            }
        }
        Some(Schema::OneOf(of)) => of.items.iter_mut().for_each(|item| within(item, change)),
        Some(Schema::AnyOf(of)) => of.items.iter_mut().for_each(|item| within(item, change)),
        Some(Schema::AllOf(of)) => of.items.iter_mut().for_each(|item| within(item, change)),
        Some(_) | None => {}
    }
    change(schema);
}
