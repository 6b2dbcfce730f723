//! Objects that are put together of others, as one with all of their members: several generators lose what stands in
//! `allOf`.

use std::collections::BTreeMap;

use utoipa::openapi::{
    OpenApi, RefOr,
    schema::{AllOf, Object, Schema},
};

use super::schemas;

type Named = BTreeMap<String, RefOr<Schema>>;

/// Makes one object of each `allOf`.
pub fn flatten(document: &mut OpenApi) {
    let Some(named) = document.components.as_ref().map(|components| components.schemas.clone()) else { return };
    schemas::each(document, &mut |schema| {
        if let RefOr::T(Schema::AllOf(parts)) = schema
            && let Some(whole) = of_all(parts, &named)
        {
            *schema = RefOr::T(Schema::Object(whole));
        }
    });
}

fn of_all(parts: &AllOf, named: &Named) -> Option<Object> {
    let mut whole = Object::new();
    for part in &parts.items {
        let Object { properties, required, additional_properties, .. } = object(part, named)?;
        whole.properties.extend(properties);
        whole.required.extend(required);
        whole.additional_properties = whole.additional_properties.or(additional_properties);
    }
    whole.description.clone_from(&parts.description);
    whole.example.clone_from(&parts.example);
    Some(whole)
}

/// What a part of an `allOf` is, if it is an object or put together of such.
fn object(part: &RefOr<Schema>, named: &Named) -> Option<Object> {
    match part {
        RefOr::Ref(to) => object(named.get(to.ref_location.rsplit('/').next()?)?, named),
        RefOr::T(Schema::Object(object)) => Some(object.clone()),
        RefOr::T(Schema::AllOf(parts)) => of_all(parts, named),
        RefOr::T(_) => None,
    }
}
