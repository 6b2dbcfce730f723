//! Worked cases of the definitions of relief, each with its whole answer.

use afterglow::domain::{
    day::{Moment, When},
    measure::Scale,
    relief::{Background, Dosing, MedicationChange, Parameters, Reading, Report, analyse, analyse_together},
};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};

use super::approximately::difference;

const CASES: &str = include_str!("../data/relief_cases.json");

/// The journal that goes into a case, or a part of it.
struct Input<'a> {
    json: &'a Value,
    zone: TimeZone,
}

impl<'a> Input<'a> {
    fn of(json: &'a Value) -> Self {
        Self { json, zone: TimeZone::get(json["time_zone"].as_str().unwrap()).unwrap() }
    }

    fn list(&self, name: &str) -> impl Iterator<Item = &'a Value> {
        self.json[name].as_array().unwrap().iter()
    }

    fn when(&self, record: &Value) -> (When, Timestamp) {
        let text = record.get("at").or_else(|| record.get("date")).unwrap().as_str().unwrap();
        let when: When = text.parse().unwrap();
        (when, when.instant(&self.zone))
    }

    fn measures(&self) -> Vec<&'a Value> {
        self.json
            .get("measures")
            .map_or_else(|| vec![&self.json["measure"]], |many| many.as_array().unwrap().iter().collect())
    }

    /// The scores of one measure: where there is only one they have no names.
    fn readings(&self, measure: &Value) -> Vec<Reading> {
        let reading = |record: &'a Value| {
            let score = record.get("score").or_else(|| record["scores"].get(measure["id"].as_str().unwrap()))?;
            let (when, at) = self.when(record);
            let date_only = matches!(when, When::Date(_));
            Some(Reading { at, date: when.date(), date_only, score: score.as_i64().unwrap().try_into().unwrap() })
        };
        self.list("check_ins").filter_map(reading).collect()
    }

    fn dosings(&self) -> Vec<Dosing> {
        let dosing = |record: &Value| Dosing {
            id: record["id"].as_str().unwrap().to_owned(),
            at: record["at"].as_str().unwrap().parse().unwrap(),
            planned: false,
            route: serde_json::from_value(record["route"].clone()).unwrap(),
            dose: record.get("dose").map(|dose| serde_json::from_value(dose.clone()).unwrap()),
        };
        self.list("treatments").map(dosing).collect()
    }

    fn medication_changes(&self) -> Vec<MedicationChange> {
        let change =
            |event: &Value| MedicationChange { id: event["id"].as_str().unwrap().to_owned(), at: self.when(event).1 };
        self.list("events").filter(|event| event["category"] == "medication").map(change).collect()
    }

    /// The answer of `/relief` to it, but for the revision.
    fn answer(&self) -> Value {
        let measures: Vec<(Scale, Vec<Reading>)> =
            self.measures().into_iter().map(|measure| (scale(measure), self.readings(measure))).collect();
        let parameters = parameters(&self.json["parameters"]);
        let (dosings, medication_changes) = (self.dosings(), self.medication_changes());
        let now = self.json["now"].as_str().unwrap().parse().unwrap();
        let background = Background { dosings: &dosings, medication_changes: &medication_changes, now, parameters };
        let whole = |(measure, report): (&Value, Report)| {
            let mut answer = serde_json::to_value(report).unwrap();
            // The cases are older than these, which have tests of their own.
            let younger = ["now", "headline", "since_first_days"];
            answer.as_object_mut().unwrap().retain(|name, _| !younger.contains(&name.as_str()));
            answer["measure"] = measure.clone();
            answer["parameters"] = serde_json::to_value(parameters).unwrap();
            answer
        };
        let reports = analyse_together(&measures, &background);
        let mut answers: Vec<Value> = self.measures().into_iter().zip(reports).map(whole).collect();
        if self.json.get("measures").is_some() {
            return json!({ "measures": answers });
        }
        let (scale, readings) = &measures[0];
        let alone = whole((self.measures()[0], analyse(*scale, readings, &background)));
        assert_eq!(alone, answers[0], "one measure is the same alone and in a list of one");
        answers.remove(0)
    }
}

fn scale(measure: &Value) -> Scale {
    let bound = |name: &str| measure[name].as_i64().unwrap().try_into().unwrap();
    Scale {
        min: bound("min"),
        max: bound("max"),
        polarity: serde_json::from_value(measure["polarity"].clone()).unwrap(),
    }
}

fn parameters(named: &Value) -> Parameters {
    let usual = Parameters::default();
    let number = |name: &str, usual: f64| named.get(name).map_or(usual, |number| number.as_f64().unwrap());
    Parameters {
        course_gap_days: number("course_gap_days", usual.course_gap_days),
        response_percent: number("response_percent", usual.response_percent),
        partial_percent: number("partial_percent", usual.partial_percent),
        max_gap_days: number("max_gap_days", usual.max_gap_days),
        onset_limit_days: number("onset_limit_days", usual.onset_limit_days),
    }
}

/// Instants are compared as instants: `+00:00` is written as `Z`.
fn with_plain_instants(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(at) = members.get_mut("at") {
                *at = json!(at.as_str().unwrap().parse::<Moment>().unwrap());
            }
            members.values_mut().for_each(with_plain_instants);
        }
        Value::Array(values) => values.iter_mut().for_each(with_plain_instants),
        _ => {}
    }
}

#[test]
fn every_figure_of_the_worked_cases_agrees() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let mut different = Vec::new();
    for case in cases["cases"].as_array().unwrap() {
        let (mut found, mut expected) = (Input::of(&case["input"]).answer(), case["expected"].clone());
        with_plain_instants(&mut found);
        with_plain_instants(&mut expected);
        let tolerance = |place: &str| if place.contains("/certainty/") { 1e-5 } else { 1e-6 };
        different
            .extend(difference("", &found, &expected, &tolerance).map(|place| format!("{}: {place}", case["name"])));
    }
    assert!(different.is_empty(), "{different:#?}");
}
