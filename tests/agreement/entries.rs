//! Scores, notes, thoughts of self-harm and totals of questionnaires.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};
use serde_json::{Value, json};

use super::{Read, rounded};

/// The scores of each day.
type Days = BTreeMap<String, Vec<i64>>;

/// Scores of check-ins with a measure, by their day, in order of time: by its code, for the words may be those of an
/// earlier version. A reading of a session is no such score.
fn scores_of(read: &Read, series: &Value) -> Days {
    let code = |one: &Value| one["code"]["coding"][0]["code"] == series["id"];
    let of_it = |one: &&Value| code(one) || one["code"]["text"] == series["question"];
    let mut of_it: Vec<&Value> =
        read.of_type("Observation").filter(of_it).filter(|one| one.get("partOf").is_none()).collect();
    of_it.sort_by_key(|one| super::instant(&one["effectiveDateTime"]));
    let mut days = Days::new();
    for one in of_it {
        let day = one["effectiveDateTime"].as_str().unwrap()[..10].to_owned();
        days.entry(day).or_default().push(one["valueQuantity"]["value"].as_i64().unwrap());
    }
    days
}

fn mean(scores: &[i64]) -> f64 {
    let sum: i64 = scores.iter().sum();
    f64::from(i32::try_from(sum).unwrap()) / f64::from(u32::try_from(scores.len()).unwrap())
}

/// Of each measure each day's lowest and highest score, their mean and their number.
pub(super) fn scores(read: &Read) {
    for series in read.list("series") {
        let given = scores_of(read, series);
        let shown = series["days"].as_array().unwrap();
        assert!(shown.len() > 25, "{}", series["id"]);
        let day = |day: &Value| (day["date"].as_str().unwrap().to_owned(), day.clone());
        let shown: BTreeMap<String, Value> = shown.iter().map(day).collect();
        assert_eq!(given.keys().collect::<Vec<_>>(), shown.keys().collect::<Vec<_>>(), "{}", series["id"]);
        for (day, scores) in &given {
            let (id, shown) = (&series["id"], &shown[day]);
            let (min, max) = (scores.iter().min().unwrap(), scores.iter().max().unwrap());
            assert_eq!(
                (&shown["min"], &shown["max"], &shown["check_ins"]),
                (&json!(min), &json!(max), &json!(scores.len())),
                "{id}, {day}"
            );
            assert!((shown["mean"].as_f64().unwrap() - mean(scores)).abs() < 1e-9, "{id}, {day}: {shown}");
        }
        read.says(series["question"].as_str().unwrap());
    }
}

/// Each note of a check-in and of a treatment, in the words and the script that it was written in; those in `without`
/// have no font. Answers how many of them the report has room for.
pub(super) fn notes(read: &Read, without: Option<&str>) -> usize {
    let notes: Vec<&str> = read.list("notes").iter().map(|note| note["note"].as_str().unwrap()).collect();
    let in_fhir = read.of_type("Observation").filter(|one| one["code"]["text"] == "Note");
    assert_eq!(notes, in_fhir.map(|one| one["valueString"].as_str().unwrap()).collect::<Vec<_>>());
    let experiences: Vec<&str> = read.list("treatments").iter().filter_map(|one| one["experience"].as_str()).collect();
    let remarks = read.of_type("MedicationStatement").flat_map(|one| one["note"].as_array().into_iter().flatten());
    let remarks: Vec<&str> = remarks.filter_map(|remark| remark["text"].as_str()).collect();
    for experience in &experiences {
        assert!(remarks.iter().any(|remark| remark.ends_with(experience)), "{experience}: {remarks:?}");
    }
    let all = notes.len() + experiences.len();
    assert!(all > 9, "{all}");
    // The report has room for so many, the latest; where all are there it says so.
    let (_, written) = read.report.split_once("In the patient’s words ").unwrap();
    let shown: usize = match written.strip_prefix("The latest ") {
        Some(rest) => rest.split(' ').next().unwrap().parse().unwrap(),
        None => all,
    };
    let which = if shown == all { format!("All {all}, ") } else { format!("The latest {shown} of {all}, ") };
    assert!(written.starts_with(&which), "{which}: {written}");
    let on_paper = |note: &&str| written.contains(*note) || read.told.iter().any(|line| line == *note);
    let found = notes.iter().chain(&experiences).filter(|note| on_paper(note)).count();
    let named = without.map_or(0, |script| written.matches(&format!("[{script}]")).count());
    assert_eq!((found + named, named), (shown, usize::from(without.is_some())), "{written}\n{:?}", read.told);
    if let Some(script) = without {
        read.says(&format!("no font for it: {script}."));
    }
    shown
}

/// The latest score, the worst of two weeks, and the means of their halves.
pub(super) fn thoughts_of_self_harm(read: &Read) {
    let series = read.list("series").iter().find(|series| series["id"] == "self_harm_thoughts").unwrap();
    let given = scores_of(read, series);
    let shown = &read.view["self_harm"];
    let (last_day, last) = given.last_key_value().unwrap();
    let last = last.last().unwrap();
    assert_eq!(
        (&shown["latest"]["score"], &shown["latest"]["at"].as_str().unwrap()[..10]),
        (&json!(last), last_day.as_str())
    );
    let until: Date = shown["until"].as_str().unwrap().parse().unwrap();
    let day = |back: i64| (until - Span::new().days(back)).to_string();
    let worst = given.range(day(13)..=day(0)).flat_map(|(_, scores)| scores).max().unwrap();
    assert_eq!(shown["worst"]["score"], *worst);
    read.says(&format!("Latest: {last}, on"));
    let (_, said) = read.report.split_once("Worst of the 14 days up to ").unwrap();
    assert!(said.split_once(": ").unwrap().1.starts_with(&format!("{worst}, on ")), "{said}");
    let mean_of = |from: i64, to: i64, name: &str| {
        let means: Vec<f64> = given.range(day(from)..=day(to)).map(|(_, scores)| mean(scores)).collect();
        let mean = means.iter().sum::<f64>() / f64::from(u32::try_from(means.len()).unwrap());
        assert!((shown[name]["mean"].as_f64().unwrap() - mean).abs() < 1e-9, "{name}: {shown}");
        rounded(mean, 1)
    };
    let (last, before) = (mean_of(6, 0, "last_seven"), mean_of(13, 7, "seven_before"));
    read.says(&format!("The last seven of them: {last} on average; the seven before: {before}."));
}

/// Every total of every questionnaire.
pub(super) fn totals(read: &Read) {
    let mut all = 0;
    for questionnaire in read.list("questionnaires") {
        let name = questionnaire["name"].as_str().unwrap();
        let total = |one: &Value| one["total"].as_f64().unwrap();
        let responses = questionnaire["responses"].as_array().unwrap();
        let shown: Vec<(&Value, f64)> = responses.iter().map(|one| (&one["at"], total(one))).collect();
        let of_it =
            |one: &&Value| one.get("derivedFrom").is_some() && one["code"]["text"].as_str().unwrap().starts_with(name);
        let points = |one: &Value| one["valueQuantity"]["value"].as_f64().unwrap();
        let totals = read.of_type("Observation").filter(of_it);
        assert_eq!(shown, totals.map(|one| (&one["effectiveDateTime"], points(one))).collect::<Vec<_>>());
        let (_, said) = read.report.split_once(&format!("{name} (")).unwrap();
        let latest = format!("{} totals, latest {} (", shown.len(), shown.last().unwrap().1);
        assert!(said.chars().take(300).collect::<String>().contains(&latest), "{latest}: {said}");
        all += shown.len();
    }
    assert_eq!(read.of_type("QuestionnaireResponse").count(), all);
}
