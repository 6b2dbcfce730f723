//! Forms of questionnaires with wording that is nobody's.

use serde_json::{Value, json};

const LOINC: &str = "http://loinc.org";
pub const OWN_CODES: &str = "https://afterglow.health/fhir/CodeSystem/questionnaires";
pub const PHQ_9: [&str; 9] =
    ["44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"];
const GAD_7: [&str; 7] = ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"];
const PEG: [&str; 3] = ["75893-8", "91145-3", "91146-1"];
/// LOINC's answers of the PHQ and the GAD.
pub const ANSWERS: [&str; 4] = ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"];

fn with(code: &Value, items: &[Value]) -> Value {
    json!({
        "resourceType": "Questionnaire", "status": "active", "title": "Made up", "language": "en",
        "copyright": "Nobody's: made up for a test.", "code": [code], "item": items
    })
}

fn item(link_id: &str, code: Option<&str>, more: &Value) -> Value {
    let mut item = json!({ "linkId": link_id, "text": format!("How is number {link_id}?"), "type": "choice" });
    let members = item.as_object_mut().unwrap();
    members.extend(code.map(|code| ("code".to_owned(), json!([{ "system": LOINC, "code": code }]))));
    members.extend(more.as_object().unwrap().clone());
    item
}

/// Options that count from 0 to `highest`.
pub fn options(highest: i32) -> Value {
    let option = |score: i32| {
        let weight = json!([{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": score }]);
        json!({ "extension": weight, "valueCoding": { "code": format!("a{score}"), "display": format!("Answer {score}") } })
    };
    json!({ "answerOption": (0..=highest).map(option).collect::<Vec<_>>() })
}

/// With the options as LOINC itself publishes them: the codes alone say what they count.
pub fn phq_9() -> Value {
    let option = |code: &&str| json!({ "valueCoding": { "system": LOINC, "code": code, "display": code } });
    let options = json!({ "answerOption": ANSWERS.iter().map(option).collect::<Vec<_>>() });
    let mut items: Vec<Value> =
        PHQ_9.iter().enumerate().map(|(n, code)| item(&format!("q{}", n + 1), Some(code), &options)).collect();
    let difficulty =
        json!({ "answerOption": [{ "valueCoding": { "code": "easy" } }, { "valueCoding": { "code": "hard" } }] });
    items.push(item("q10", Some("69722-7"), &difficulty));
    items.push(json!({ "linkId": "total", "type": "decimal", "text": "Total", "code": [{ "system": LOINC, "code": "44261-6" }] }));
    with(&json!({ "system": LOINC, "code": "44249-1" }), &items)
}

/// Within a group, with the options in a value set that several questions share.
pub fn gad_7() -> Value {
    let concept = |score: i32| {
        let weight = json!([{ "url": "http://hl7.org/fhir/StructureDefinition/itemWeight", "valueDecimal": score }]);
        json!({ "code": format!("a{score}"), "display": format!("Answer {score}"), "extension": weight })
    };
    let set = json!({
        "resourceType": "ValueSet", "id": "often",
        "compose": { "include": [{ "system": "urn:x", "concept": (0..4).map(concept).collect::<Vec<_>>() }] }
    });
    let shared = json!({ "answerValueSet": "#often" });
    let items = GAD_7.iter().enumerate().map(|(n, code)| item(&format!("g/{n}"), Some(code), &shared));
    let group =
        json!({ "linkId": "g", "type": "group", "text": "About these days", "item": items.collect::<Vec<_>>() });
    let mut form = with(&json!({ "system": LOINC, "code": "69737-5" }), &[group]);
    form["contained"] = json!([set]);
    form
}

/// Numbers from 0 to 10.
pub fn peg() -> Value {
    let number = json!({ "type": "integer" });
    let items = PEG.iter().map(|code| item(code, Some(code), &number)).collect::<Vec<_>>();
    with(&json!({ "system": LOINC, "code": "91148-7" }), &items)
}

/// Of those that LOINC has no code for: `count` questions that count from 0 to `highest`.
pub fn by_own_code(id: &str, count: usize, highest: i32) -> Value {
    let items = (1..=count).map(|n| item(&format!("q{n}"), None, &options(highest))).collect::<Vec<_>>();
    with(&json!({ "system": OWN_CODES, "code": id }), &items)
}

/// The same option for each of so many questions.
pub fn all(count: usize, option: &str) -> Value {
    (1..=count).map(|n| (format!("q{n}"), json!(option))).collect::<serde_json::Map<_, _>>().into()
}
