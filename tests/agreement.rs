//! One account with much in it, read three times: what its page is made from, its report and its FHIR say the same
//! figures, one by one.

use std::{collections::BTreeMap, sync::LazyLock};

use afterglow::domain::measure::BUILT_IN;
use jiff::{SignedDuration, Timestamp};
use lopdf::Document;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{App, Patient, id, measure, report, response, smart_health_link::entries};

/// A walk and rain, in twelve scripts.
const NOTES: [&str; 12] = [
    "A walk in the rain",
    "Περίπατος στη βροχή",
    "Прогулка под дождём",
    "הליכה בגשם",
    "نزهة تحت المطر",
    "बारिश में सैर",
    "เดินเล่นกลางสายฝน",
    "雨中散步",
    "雨の中の散歩",
    "빗속의 산책",
    "Զբոսանք անձրևի տակ",
    "სეირნობა წვიმაში",
];
const DAYS: usize = 30;
/// The day of the first of three treatments, a week apart.
const FIRST: usize = 8;
const OWN: [&str; 2] = ["How calm are you?", "How well did you eat?"];

/// A third of the measures are eased by each treatment, and the others go up and down.
fn score(day: usize, measure: usize) -> usize {
    match day.checked_sub(FIRST) {
        _ if !measure.is_multiple_of(3) => (day * 7 + measure * 3) % 11,
        None => 8 + day % 2,
        Some(after) => [2, 1, 2, 3, 3, 5, 7][after % 7],
    }
}

fn at(day: usize, time: &str) -> String {
    format!("2026-03-{:02}T{time}:00+01:00", day + 1)
}

/// A treatment each week, with a dose, side effects and readings of its own; the third with the pair alone.
fn session(nth: usize) -> Value {
    let pressure = |systolic: usize, diastolic: usize| json!({ "systolic": systolic, "diastolic": diastolic });
    let mut session = json!({
        "at": at(FIRST + nth * 7, "10:00"), "medicine": "ketamine", "route": "iv", "duration_minutes": 40, "setting": "clinic",
        "dose": { "amount": ([0.5, 0.75, 0.6][nth]), "unit": "mg/kg" },
        "side_effects": [{ "effect": "nausea", "severity": nth + 1 }],
    });
    if nth == 2 {
        session["blood_pressure"] = json!({ "before": pressure(119, 77), "peak": pressure(147, 89) });
    } else {
        session["readings"] = json!([
            { "minutes": -5, "blood_pressure": pressure(116 + nth, 74) },
            { "minutes": 40, "blood_pressure": pressure(153 + nth, 93), "pulse": 95 + nth, "dissociation": 6 + nth }
        ]);
    }
    session
}

fn fill(ada: &Patient) -> Vec<String> {
    let mut measures: Vec<String> = BUILT_IN.iter().map(|one| one.id.to_owned()).collect();
    for (n, question) in OWN.iter().enumerate() {
        ada.put(&format!("/measures/{}", id(900 + n)), &measure(question)).assert(201);
        measures.push(id(900 + n));
    }
    for day in 0..DAYS {
        let scores: BTreeMap<&str, usize> = measures
            .iter()
            .enumerate()
            .map(|(n, one)| (one.as_str(), score(day, n).min(if n < BUILT_IN.len() { 10 } else { 4 })))
            .collect();
        let body = json!({ "at": at(day, "20:00"), "scores": scores, "note": NOTES.get(day) });
        ada.put(&format!("/check-ins/{}", id(day)), &body).assert(201);
    }
    for nth in 0..3 {
        ada.put(&format!("/treatments/{}", id(100 + nth)), &session(nth)).assert(201);
    }
    for (n, (day, total)) in [(1, 19), (13, 12), (28, 7)].into_iter().enumerate() {
        ada.put(&format!("/questionnaire-responses/{}", id(200 + n)), &response(&at(day, "19:00"), total)).assert(201);
    }
    measures
}

/// What a link with everything ticked gives: what its page is made from, the text of its report, and its FHIR.
struct Read {
    view: Value,
    report: String,
    fhir: Vec<Value>,
}

fn read() -> Read {
    let app = App::start();
    app.time_passes(SignedDuration::from_hours(21 * 24));
    let ada = app.patient("ada");
    let measures = fill(&ada);
    assert_eq!(measures.len(), 27);
    let include =
        json!({ "notes": true, "doses": true, "side_effects": true, "self_harm": true, "questionnaires": true });
    let link = ada.post("/shares", &json!({ "label": "Dr Ito", "measures": measures, "include": include }));
    let secret = format!("Share {}", link.assert(201).json()["token"].as_str().unwrap());
    let read = |path| app.request(Method::GET, path).header("authorization", secret.clone()).send().assert(200);
    let report = Document::load_mem(&read("/shared/report.pdf").body).unwrap();
    let fhir = read("/shared/fhir").json();
    Read {
        view: read("/shared").json(),
        report: report::in_one_line(&report::pages(&report)),
        fhir: entries(&fhir).iter().map(|entry| entry["resource"].clone()).collect(),
    }
}

impl Read {
    fn list(&self, name: &str) -> &[Value] {
        self.view[name].as_array().unwrap_or_else(|| panic!("{name}: {}", self.view))
    }

    fn of_type<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.fhir.iter().filter(move |resource| resource["resourceType"] == kind)
    }

    /// Scores of check-ins with a measure, by their day: by its code, for the words may be those of an earlier version.
    /// A reading of a session is no such score.
    fn scores(&self, series: &Value) -> BTreeMap<String, i64> {
        let code = |one: &Value| one["code"]["coding"][0]["code"] == series["id"];
        let of_it = |one: &&Value| code(one) || one["code"]["text"] == series["question"];
        let of_it = self.of_type("Observation").filter(of_it).filter(|one| one.get("partOf").is_none());
        let day = |one: &Value| one["effectiveDateTime"].as_str().unwrap()[..10].to_owned();
        of_it.map(|one| (day(one), one["valueQuantity"]["value"].as_i64().unwrap())).collect()
    }

    /// Whether the report says it.
    fn says(&self, said: &str) {
        assert!(self.report.contains(said), "{said}\n{}", self.report);
    }
}

fn instant(at: &Value) -> Timestamp {
    at.as_str().unwrap().parse().unwrap()
}

/// To one decimal, a half away from zero; and never less than nothing by nothing.
fn rounded(figure: f64) -> String {
    format!("{:.1}", (figure * 10.0).round() / 10.0 + 0.0)
}

/// `153/93`.
fn pressure(of: &Value) -> String {
    format!("{}/{}", of["systolic"], of["diastolic"])
}

/// The two parts of a panel.
fn panel(one: &Value) -> Option<(i64, i64)> {
    let part = |n: usize| one["component"][n]["valueQuantity"]["value"].as_i64();
    Some((part(0)?, part(1)?))
}

static READ: LazyLock<Read> = LazyLock::new(read);

#[test]
fn page_report_and_fhir_of_a_rich_account_say_the_same_scores_and_notes() {
    scores_and_notes(&READ);
}

#[test]
fn page_report_and_fhir_of_a_rich_account_say_the_same_of_relief() {
    where_things_stand(&READ);
    relief(&READ);
}

#[test]
fn page_report_and_fhir_of_a_rich_account_say_the_same_of_thoughts_of_self_harm() {
    thoughts_of_self_harm(&READ);
}

#[test]
fn page_report_and_fhir_of_a_rich_account_say_the_same_of_treatments_and_totals() {
    treatments(&READ);
    totals(&READ);
}

/// Each day's score of each measure, hence the last and the worst of all.
fn scores_and_notes(read: &Read) {
    assert_eq!(read.list("series").len(), 27);
    for series in read.list("series") {
        let days = series["days"].as_array().unwrap();
        let shown: BTreeMap<String, i64> =
            days.iter().map(|day| (day["date"].as_str().unwrap().to_owned(), day["max"].as_i64().unwrap())).collect();
        assert_eq!(shown.len(), DAYS);
        assert_eq!(read.scores(series), shown, "{}", series["id"]);
        read.says(series["question"].as_str().unwrap());
    }
    let notes: Vec<&Value> = read.list("notes").iter().map(|note| &note["note"]).collect();
    let in_fhir = read.of_type("Observation").filter(|one| one["code"]["text"] == "Note");
    assert_eq!(notes, in_fhir.map(|one| &one["valueString"]).collect::<Vec<_>>());
    assert_eq!(notes, NOTES);
}

/// How long ago the last treatment was, and what was given.
fn where_things_stand(read: &Read) {
    let now: Timestamp = "2026-03-31T12:00:00Z".parse().unwrap();
    let last: Timestamp = read.list("treatments").last().unwrap()["at"].as_str().unwrap().parse().unwrap();
    let since = format!("{} days since the last treatment.", now.duration_since(last).as_hours() / 24);
    read.says(&since);
    let [given] = read.list("given") else { panic!("{}", read.view) };
    let doses = &given["doses"];
    read.says(&format!(
        "{} × ketamine, Infusion (IV), {}–{} mg/kg",
        given["treatments"], doses["lowest"], doses["highest"]
    ));
    let amount = |one: &Value| one["dosage"][0]["doseAndRate"][0]["doseQuantity"]["value"].as_f64().unwrap();
    let mut amounts: Vec<f64> = read.of_type("MedicationStatement").map(amount).collect();
    amounts.sort_by(f64::total_cmp);
    assert_eq!(
        (doses["lowest"].as_f64(), doses["highest"].as_f64()),
        (amounts.first().copied(), amounts.last().copied())
    );
}

/// Of each measure: how soon relief came, how long it lasted, by how much the days after are better and how sure that is.
fn relief(read: &Read) {
    let (_, table) = read.report.split_once("At a glance").unwrap();
    let mut stated = 0;
    for series in read.list("series") {
        let row = table.split_once(series["question"].as_str().unwrap()).unwrap().1;
        let row: String = row.chars().take(330).collect();
        let row_says = |said: &str| assert!(row.contains(said), "{said}: {row}");
        let (relief, glance) = (&series["relief"], &series["glance"]);
        let sure = &relief["courses"][0]["certainty"];
        assert!(sure["points"].is_f64(), "{}: {sure}", series["id"]);
        let figure = |name: &str| sure[name].as_f64().unwrap();
        let to = if figure("lower") < 0.0 { " to " } else { "–" };
        let signed = |name: &str| rounded(figure(name)).replace('-', "−");
        row_says(&format!("{} ({}{to}{})", signed("points"), signed("lower"), signed("upper")));
        row_says(match glance["courses"][0]["level"].as_str().unwrap() {
            "clear" => "clear",
            "likely" => "likely",
            "unclear" => "unclear",
            _ => "clearly worse",
        });
        if let Some(before) = glance["courses"][0]["baseline_score"].as_f64() {
            row_says(&format!("{} ±", rounded(before)));
        }
        let summary = &relief["summary"];
        if summary["stated"] == true {
            stated += 1;
            let surely = summary["rapid_surely"].as_u64().unwrap();
            let possibly = summary["rapid_possibly"].as_u64().unwrap();
            let rapid = if surely == possibly { surely.to_string() } else { format!("{surely}–{possibly}") };
            row_says(&format!("{rapid} of {}", summary["judged"]));
            let onsets = &summary["onset_hours"];
            if let Some(median) = onsets["median"].as_f64() {
                row_says(&format!("{median:.0} h"));
            }
            let curve = &relief["relief_curve"];
            row_says(&format!("end seen in {} of {}", curve["lost"], curve["treatments"]));
        }
    }
    assert!(stated > 1, "{stated}");
    for (name, after) in [("written_before", "before"), ("written_after", "after")] {
        let span = |figure: &str| {
            let all = read.list("series").iter().filter_map(|series| series["glance"][name][figure].as_u64());
            let (low, high) = (all.clone().min().unwrap(), all.max().unwrap());
            if low == high { low.to_string() } else { format!("{low}–{high}") }
        };
        read.says(&format!("{} of {} {after}", span("days"), span("window_days")));
    }
}

fn thoughts_of_self_harm(read: &Read) {
    let series = read.list("series").iter().find(|series| series["id"] == "self_harm_thoughts").unwrap();
    let given = read.scores(series);
    let shown = &read.view["self_harm"];
    let (last_day, last) = given.last_key_value().unwrap();
    assert_eq!(
        (&shown["latest"]["score"], &shown["latest"]["at"].as_str().unwrap()[..10]),
        (&json!(last), last_day.as_str())
    );
    let until = shown["until"].as_str().unwrap();
    let from = (until.parse::<jiff::civil::Date>().unwrap() - jiff::Span::new().days(13)).to_string();
    let worst = given.range(from..=until.to_owned()).map(|(_, score)| score).max().unwrap();
    assert_eq!(shown["worst"]["score"], *worst);
    read.says(&format!("Latest: {last}, on"));
    let (_, said) = read.report.split_once("Worst of the 14 days up to ").unwrap();
    assert!(said.split_once(": ").unwrap().1.starts_with(&format!("{worst}, on ")), "{said}");
    trend(read, &given);
}

/// The mean of the last seven days, and of the seven before: from the scores themselves, as the page has them, in words.
fn trend(read: &Read, given: &BTreeMap<String, i64>) {
    let shown = &read.view["self_harm"];
    let until: jiff::civil::Date = shown["until"].as_str().unwrap().parse().unwrap();
    let day = |back: i64| (until - jiff::Span::new().days(back)).to_string();
    let mean = |from: i64, to: i64, name: &str| {
        let scores: Vec<f64> =
            given.range(day(from)..=day(to)).map(|(_, score)| i32::try_from(*score).unwrap().into()).collect();
        let mean = scores.iter().sum::<f64>() / f64::from(u32::try_from(scores.len()).unwrap());
        assert!((shown[name]["mean"].as_f64().unwrap() - mean).abs() < 1e-9, "{name}: {shown}");
        rounded(mean)
    };
    let (last, before) = (mean(6, 0, "last_seven"), mean(13, 7, "seven_before"));
    read.says(&format!("The last seven of them: {last} on average; the seven before: {before}."));
}

fn treatments(read: &Read) {
    let statements: Vec<&Value> = read.of_type("MedicationStatement").collect();
    assert_eq!((read.list("treatments").len(), statements.len()), (3, 3));
    for (treatment, statement) in read.list("treatments").iter().zip(statements) {
        assert_eq!(instant(&statement["effectivePeriod"]["start"]), instant(&treatment["at"]));
        let (dose, given) = (&treatment["dose"], &statement["dosage"][0]["doseAndRate"][0]["doseQuantity"]);
        assert_eq!((&dose["amount"], &dose["unit"]), (&given["value"], &given["unit"]));
        read.says(&format!("{} mg/kg", dose["amount"]));
        let around = &treatment["blood_pressure"];
        read.says(&format!("{}, {}", pressure(&around["before"]), pressure(&around["peak"])));
        for reading in treatment["readings"].as_array().into_iter().flatten() {
            let minutes = reading["minutes"].as_i64().unwrap();
            let start: Timestamp = treatment["at"].as_str().unwrap().parse().unwrap();
            let instant = start + SignedDuration::from_mins(minutes);
            let at_it =
                |one: &&Value| one["effectiveDateTime"].as_str().and_then(|at| at.parse().ok()) == Some(instant);
            let values: Vec<&Value> = read.of_type("Observation").filter(at_it).collect();
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
    let highest = read.of_type("Observation").filter_map(panel).max().unwrap();
    let shown = &read.view["highest_blood_pressure"];
    assert_eq!((shown["systolic"].as_i64(), shown["diastolic"].as_i64()), (Some(highest.0), Some(highest.1)));
    assert_eq!(highest, (154, 93), "of a reading, higher than every pair");
    read.says(&format!("{}/{}", highest.0, highest.1));
    for degree in ["mild", "moderate", "severe"] {
        read.says(&format!("Nausea ({degree})"));
    }
}

fn totals(read: &Read) {
    let [shown] = read.list("questionnaires") else { panic!("{}", read.view) };
    let shown: Vec<(&Value, f64)> =
        shown["responses"].as_array().unwrap().iter().map(|one| (&one["at"], one["total"].as_f64().unwrap())).collect();
    let totals = read.of_type("Observation").filter(|one| one.get("derivedFrom").is_some());
    let totals: Vec<(&Value, f64)> =
        totals.map(|one| (&one["effectiveDateTime"], one["valueQuantity"]["value"].as_f64().unwrap())).collect();
    assert_eq!(shown, totals);
    assert_eq!(totals.len(), 3);
    read.says(&format!("3 totals, latest {} (mild)", totals[2].1));
}
