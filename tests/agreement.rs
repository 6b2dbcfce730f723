//! Two journals with much in them, each read three times: what its page is made from, its report and its FHIR say the
//! same figures, one by one.

mod entries;
mod relief;
mod rich;
mod treatments;

use std::sync::LazyLock;

use jiff::Timestamp;
use lopdf::Document;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Request, demo::Demo, report, smart_health_link::entries as entries_of};

/// What a link with everything ticked gives: what its page is made from, the text of its report, and its FHIR.
struct Read {
    view: Value,
    /// The words of the report, and the lines whose words stand in another order on paper.
    report: String,
    told: Vec<String>,
    fhir: Vec<Value>,
    now: Timestamp,
}

impl Read {
    /// Of a link that shows these measures and all else.
    fn of(app: &App, measures: &Value, asked: impl Fn(Method, &str) -> Request) -> Self {
        let include =
            json!({ "notes": true, "doses": true, "side_effects": true, "self_harm": true, "questionnaires": true });
        let terms = json!({ "label": "Dr Ito", "measures": measures, "include": include });
        let link = asked(Method::POST, "/shares").json(&terms).send().assert(201).json();
        let secret = format!("Share {}", link["token"].as_str().unwrap());
        let read = |path| app.request(Method::GET, path).header("authorization", secret.clone()).send().assert(200);
        let report = Document::load_mem(&read("/shared/report.pdf").body).unwrap();
        let fhir = read("/shared/fhir").json();
        Self {
            view: read("/shared").json(),
            report: report::in_one_line(&report::pages(&report)),
            told: report::told(&report),
            fhir: entries_of(&fhir).iter().map(|entry| entry["resource"].clone()).collect(),
            now: app.clock.now(),
        }
    }

    fn list(&self, name: &str) -> &[Value] {
        self.view[name].as_array().unwrap_or_else(|| panic!("{name}: {}", self.view))
    }

    fn of_type<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.fhir.iter().filter(move |resource| resource["resourceType"] == kind)
    }

    /// Whether the report says it.
    fn says(&self, said: &str) {
        assert!(self.report.contains(said), "{said}\n{}", self.report);
    }
}

fn instant(at: &Value) -> Timestamp {
    at.as_str().unwrap_or_else(|| panic!("no instant: {at}")).parse().unwrap()
}

/// To so many decimals, a half away from zero; and never less than nothing by nothing.
fn rounded(figure: f64, decimals: usize) -> String {
    let scale = if decimals == 0 { 1.0 } else { 10.0 };
    let figure = ((figure.abs() * scale + 1e-9).round() / scale).copysign(figure) + 0.0;
    format!("{figure:.decimals$}").replace('-', "−")
}

static RICH: LazyLock<[Read; 2]> = LazyLock::new(rich::read);
static DEMO: LazyLock<Read> = LazyLock::new(|| {
    let demo = Demo::start();
    Read::of(&demo.app, &demo.measures(), |method, path| demo.asked(method, path))
});

#[test]
fn page_report_and_fhir_say_the_same_scores() {
    assert_eq!((RICH[0].list("series").len(), DEMO.list("series").len()), (27, 7));
    entries::scores(&RICH[0]);
    entries::scores(&DEMO);
}

#[test]
fn page_report_and_fhir_say_the_same_notes_in_every_script() {
    for read in &*RICH {
        let notes: Vec<&Value> = read.list("notes").iter().map(|note| &note["note"]).collect();
        assert_eq!(notes, rich::NOTES);
    }
    let [some, all] = RICH.each_ref().map(|read| entries::notes(read, Some("Armenian")));
    assert!(some > 0 && all == rich::NOTES.len(), "{some} {all}");
    entries::notes(&DEMO, None);
}

#[test]
fn page_report_and_fhir_say_the_same_of_relief() {
    for read in [&RICH[0], &*DEMO] {
        treatments::given(read);
        relief::at_a_glance(read);
        relief::of_each_treatment(read);
    }
}

#[test]
fn page_report_and_fhir_say_the_same_of_thoughts_of_self_harm() {
    entries::thoughts_of_self_harm(&RICH[0]);
    entries::thoughts_of_self_harm(&DEMO);
}

#[test]
fn page_report_and_fhir_say_the_same_of_treatments_and_totals() {
    assert_eq!((RICH[0].list("treatments").len(), DEMO.list("treatments").len()), (3, 10));
    assert_eq!((RICH[0].list("questionnaires").len(), DEMO.list("questionnaires").len()), (1, 2));
    for read in [&RICH[0], &*DEMO] {
        treatments::treatments(read);
        treatments::highest_blood_pressure(read);
        entries::totals(read);
    }
    let highest = &RICH[0].view["highest_blood_pressure"];
    assert_eq!((&highest["systolic"], &highest["diastolic"]), (&json!(154), &json!(93)), "of a reading, not of a pair");
}
