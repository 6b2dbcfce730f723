//! What is of one of several kinds, and says of which in `kind`: one schema for each kind, told apart by it.

use utoipa::openapi::{
    Components, OpenApi, Ref, RefOr,
    schema::{Discriminator, Object, ObjectBuilder, OneOf, Schema, SchemaFormat, Type},
};

/// Each kind of record: its name in `kind`, what the schemas of its own begin with, and the schema of its body.
const KINDS: [(&str, &str, &str); 7] = [
    ("check_in", "CheckIn", "CheckIn"),
    ("treatment", "Treatment", "Treatment"),
    ("event", "LifeEvent", "LifeEvent"),
    ("measure", "OwnMeasure", "OwnMeasure"),
    ("questionnaire", "Questionnaire", "FhirQuestionnaire"),
    ("questionnaire_response", "QuestionnaireResponse", "QuestionnaireResponse"),
    ("safety_plan", "SafetyPlan", "SafetyPlan"),
];
/// Kinds whose ids can be short names.
const NAMED: [&str; 2] = ["measure", "questionnaire"];
/// What has a `kind` and a `body`.
const OF_A_KIND: [&str; 3] = ["Change", "OfflineWrite", "JournalEntry"];

/// What the schemas of a kind begin with, if this is the schema of its body.
pub fn of_body(body: &str) -> Option<&'static str> {
    KINDS.iter().find(|(_, _, known)| *known == body).map(|(_, prefix, _)| *prefix)
}

/// Tells each kind apart.
pub fn tell_apart(document: &mut OpenApi) {
    let Some(components) = document.components.as_mut() else { return };
    for name in OF_A_KIND {
        if let Some(RefOr::T(Schema::Object(any))) = components.schemas.remove(name) {
            let told_apart = one_of(components, name, any);
            components.schemas.insert(name.to_owned(), told_apart.into());
        }
    }
}

fn one_of(components: &mut Components, name: &str, any: Object) -> Schema {
    let mut one_of = OneOf::new();
    let mut mapping = Vec::new();
    for (kind, prefix, body) in KINDS {
        let own = format!("{prefix}{name}");
        let to = Ref::from_schema_name(&own);
        mapping.push((kind, to.ref_location.clone()));
        one_of.items.push(to.into());
        components.schemas.insert(own, Schema::Object(of_kind(any.clone(), kind, body)).into());
    }
    one_of.discriminator = Some(Discriminator::with_mapping("kind", mapping));
    one_of.description = any.description;
    Schema::OneOf(one_of)
}

fn of_kind(mut one: Object, kind: &str, body: &str) -> Object {
    let only = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([kind])).build();
    one.properties.insert("kind".to_owned(), Schema::Object(only).into());
    one.properties.insert("body".to_owned(), Ref::from_schema_name(body).into());
    if let Some(RefOr::T(Schema::Object(id))) = one.properties.get_mut("id").filter(|_| !NAMED.contains(&kind)) {
        id.format = Some(SchemaFormat::Custom("uuid".to_owned()));
    }
    one
}
