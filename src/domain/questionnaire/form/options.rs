//! The options of a question, and what each counts: in FHIR they stand in several places.

use serde_json::Value;

use super::Choice;
use crate::domain::fault::Refusal;

/// The extensions by which a file says what an option counts, by the ends of their addresses.
const WEIGHTS: [&str; 5] =
    ["ordinalValue", "itemWeight", "questionnaire-ordinalValue", "valueset-ordinalValue", "codesystem-ordinalValue"];

/// LOINC's answers of the PHQ and the GAD, which its own files bring without what they count.
const LOINC_ANSWERS: [(&str, i32); 4] = [("LA6568-5", 0), ("LA6569-3", 1), ("LA6570-1", 2), ("LA6571-9", 3)];

/// A member that is a text with something in it.
pub fn text<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// A member that is a list; empty when there is none.
pub fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A question's options, each with its place in the file.
///
/// # Errors
/// When they are not in the file.
pub fn options<'a>(resource: &'a Value, item: &'a Value) -> Result<Vec<(String, &'a Value)>, Refusal> {
    let direct = ["answerOption", "option"].into_iter().find(|member| !list(item, member).is_empty());
    if let Some(member) = direct {
        return Ok(numbered(&format!("/{member}"), list(item, member)));
    }
    let address = text(item, "answerValueSet").or_else(|| text(item.get("options")?, "reference"));
    let missing = || Refusal::FormOptions;
    let id = address.and_then(|address| address.strip_prefix('#')).ok_or_else(missing)?;
    let is_it = |value: &&Value| text(value, "id") == Some(id) && text(value, "resourceType") == Some("ValueSet");
    let set = list(resource, "contained").iter().find(is_it).ok_or_else(missing)?;
    let expanded = set.get("expansion").map_or(&[][..], |expansion| list(expansion, "contains"));
    let composed = || set.get("compose").map_or(&[][..], |compose| list(compose, "include"));
    let named = if expanded.is_empty() {
        composed().iter().flat_map(|include| list(include, "concept")).map(|concept| (String::new(), concept)).collect()
    } else {
        expanded.iter().map(|concept| (String::new(), concept)).collect::<Vec<_>>()
    };
    if named.is_empty() { Err(missing()) } else { Ok(named) }
}

fn numbered<'a>(at: &str, values: &'a [Value]) -> Vec<(String, &'a Value)> {
    values.iter().enumerate().map(|(n, value)| (format!("{at}/{n}"), value)).collect()
}

/// One option: a coding, a text or a whole number.
///
/// # Errors
/// When it is none of them.
pub fn choice(option: &Value) -> Result<Choice, Refusal> {
    if let Some(number) = option.get("valueInteger").and_then(Value::as_i64) {
        return Ok(Choice { code: number.to_string(), text: number.to_string(), score: i32::try_from(number).ok() });
    }
    if let Some(words) = text(option, "valueString") {
        return Ok(Choice { code: words.to_owned(), text: words.to_owned(), score: weight(option) });
    }
    let coding = option.get("valueCoding").unwrap_or(option);
    let (code, display) = (text(coding, "code"), text(coding, "display"));
    let code = code.or(display).ok_or(Refusal::FormOption)?;
    let counts = weight(option).or_else(|| weight(coding));
    let by_code = || LOINC_ANSWERS.iter().find(|(known, _)| *known == code).map(|(_, score)| *score);
    let score = counts.or_else(by_code).or_else(|| code.parse().ok());
    Ok(Choice { code: code.to_owned(), text: display.unwrap_or(code).to_owned(), score })
}

/// What an extension says that it counts, in whole points.
fn weight(value: &Value) -> Option<i32> {
    let told = list(value, "extension").iter().find(|extension| {
        text(extension, "url").is_some_and(|url| WEIGHTS.contains(&url.rsplit('/').next().unwrap_or(url)))
    })?;
    let number = told.get("valueDecimal").or_else(|| told.get("valueInteger"))?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "whole, and below a hundred")]
    (number.fract() == 0.0 && number.abs() < 100.0).then_some(number as i32)
}
