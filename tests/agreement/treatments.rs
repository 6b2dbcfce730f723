//! What was given, and what came with it.

use jiff::SignedDuration;
use serde_json::Value;

use super::{Read, instant};

/// `153/93`, or a dash where nobody took it.
fn pressure(of: &Value) -> String {
    if of.is_null() { "–".to_owned() } else { format!("{}/{}", of["systolic"], of["diastolic"]) }
}

/// Before, and at its highest.
pub(super) fn pressures(treatment: &Value) -> String {
    let around = &treatment["blood_pressure"];
    format!("{}, {}", pressure(&around["before"]), pressure(&around["peak"]))
}

/// The two parts of a panel.
fn panel(one: &Value) -> Option<(i64, i64)> {
    let part = |n: usize| one["component"][n]["valueQuantity"]["value"].as_i64();
    Some((part(0)?, part(1)?))
}

fn dose(statement: &Value) -> &Value {
    &statement["dosage"][0]["doseAndRate"][0]["doseQuantity"]
}

/// How long ago the last treatment was, and what was given.
pub(super) fn given(read: &Read) {
    let statements: Vec<&Value> = read.of_type("MedicationStatement").collect();
    let last = statements.iter().map(|one| instant(&one["effectivePeriod"]["start"])).max().unwrap();
    let since = read.now.duration_since(last).as_hours() / 24;
    read.says(&format!("{since} days since the last treatment."));
    let [given] = read.list("given") else { panic!("{}", read.view) };
    assert_eq!(given["treatments"], statements.len());
    let doses = &given["doses"];
    read.says(&format!(
        "{} × ketamine, Infusion (IV), {}–{} mg/kg",
        given["treatments"], doses["lowest"], doses["highest"]
    ));
    let mut amounts: Vec<f64> = statements.iter().map(|one| dose(one)["value"].as_f64().unwrap()).collect();
    amounts.sort_by(f64::total_cmp);
    assert_eq!(
        (doses["lowest"].as_f64(), doses["highest"].as_f64()),
        (amounts.first().copied(), amounts.last().copied())
    );
}

/// Each treatment's instant, dose, blood pressure, readings and side effects.
pub(super) fn treatments(read: &Read) {
    let statements: Vec<&Value> = read.of_type("MedicationStatement").collect();
    assert_eq!(read.list("treatments").len(), statements.len());
    for (treatment, statement) in read.list("treatments").iter().zip(statements) {
        assert_eq!(instant(&statement["effectivePeriod"]["start"]), instant(&treatment["at"]));
        let (given, in_fhir) = (&treatment["dose"], dose(statement));
        assert_eq!((&given["amount"], &given["unit"]), (&in_fhir["value"], &in_fhir["unit"]));
        read.says(&format!("{} {}", given["amount"], given["unit"].as_str().unwrap()));
        read.says(&pressures(treatment));
        let part_of = |one: &&Value| {
            one["partOf"][0]["reference"] == format!("urn:uuid:{}", statement["id"].as_str().unwrap())
                || one["partOf"][0]["reference"] == format!("MedicationStatement/{}", statement["id"].as_str().unwrap())
        };
        let parts: Vec<&Value> = read.of_type("Observation").filter(part_of).collect();
        side_effects(read, treatment, &parts);
        readings(read, treatment, &parts);
    }
}

fn side_effects(read: &Read, treatment: &Value, parts: &[&Value]) {
    let shown: Vec<(&str, u64)> = treatment["side_effects"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| (one["effect"].as_str().unwrap(), one["severity"].as_u64().unwrap()))
        .collect();
    let degrees = parts.iter().filter_map(|one| one["valueCodeableConcept"]["text"].as_str());
    let degrees: Vec<&str> = degrees.collect();
    let words = ["None", "Mild", "Moderate", "Severe"];
    let named: Vec<String> =
        shown.iter().map(|(_, severity)| words[usize::try_from(*severity).unwrap()].to_owned()).collect();
    assert_eq!(
        degrees.iter().map(|degree| degree.to_lowercase()).collect::<Vec<_>>(),
        named.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>()
    );
    for ((effect, severity), degree) in shown.iter().zip(&named).filter(|((_, severity), _)| *severity > 0) {
        let effect = format!("{}{}", effect[..1].to_uppercase(), &effect[1..]);
        let said = format!("{effect} ({})", degree.to_lowercase());
        assert!(*severity > 0 && read.report.contains(&said), "{said}\n{}", read.report);
    }
}

fn readings(read: &Read, treatment: &Value, parts: &[&Value]) {
    for reading in treatment["readings"].as_array().into_iter().flatten() {
        let minutes = reading["minutes"].as_i64().unwrap();
        let then = instant(&treatment["at"]) + SignedDuration::from_mins(minutes);
        let at_it = |one: &&&Value| one["effectiveDateTime"].as_str().and_then(|at| at.parse().ok()) == Some(then);
        let values: Vec<&&Value> = parts.iter().filter(at_it).collect();
        let found = |code: &str| values.iter().find(|one| one["code"]["coding"][0]["code"] == code).copied();
        let read_then = &reading["blood_pressure"];
        let in_fhir = panel(found("85354-9").unwrap()).unwrap();
        assert_eq!(pressure(read_then), format!("{}/{}", in_fhir.0, in_fhir.1));
        for (name, code) in [("pulse", "8867-4"), ("dissociation", "dissociation")] {
            assert_eq!(found(code).map(|one| &one["valueQuantity"]["value"]), reading.get(name));
        }
        read.says(&format!("{minutes} min: {}", pressure(read_then)).replace('-', "−"));
    }
}

/// The highest of all, be it of a pair or of a reading.
pub(super) fn highest_blood_pressure(read: &Read) {
    let highest = read.of_type("Observation").filter_map(panel).max().unwrap();
    let shown = &read.view["highest_blood_pressure"];
    assert_eq!((shown["systolic"].as_i64(), shown["diastolic"].as_i64()), (Some(highest.0), Some(highest.1)));
    read.says(&format!("Highest blood pressure: {}/{} mmHg, on ", highest.0, highest.1));
}
