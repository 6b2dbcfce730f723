//! What is said of relief, of each measure and after each treatment.

use serde_json::Value;

use super::{Read, rounded, treatments::pressures};

fn level(of: &Value) -> &'static str {
    match of.as_str() {
        Some("clear") => "clear",
        Some("likely") => "likely",
        Some("unclear") => "unclear",
        Some("clearly_worse") => "clearly worse",
        _ => panic!("no level: {of}"),
    }
}

/// `4.1 (3.0–5.1)`.
fn points(certainty: &Value) -> String {
    let figure = |name: &str| certainty[name].as_f64().unwrap();
    let to = if figure("lower") < 0.0 { " to " } else { "–" };
    let signed = |name: &str| rounded(figure(name), 1);
    format!("{} ({}{to}{})", signed("points"), signed("lower"), signed("upper"))
}

/// Of each measure: how soon relief came, how long it lasted, by how much the days after are better and how sure that is.
pub(super) fn at_a_glance(read: &Read) {
    let (_, table) = read.report.split_once("At a glance").unwrap();
    let (mut stated, mut sure) = (0, 0);
    for series in read.list("series") {
        let row = table.split_once(series["question"].as_str().unwrap()).unwrap().1;
        let row: String = row.chars().take(330).collect();
        let row_says = |said: &str| assert!(row.contains(said), "{said}: {row}");
        let (relief, glance) = (&series["relief"], &series["glance"]);
        let certainty = &relief["courses"][0]["certainty"];
        if certainty["points"].is_f64() {
            sure += 1;
            row_says(&format!("{} {}", points(certainty), level(&glance["courses"][0]["level"])));
        }
        if let Some(before) = glance["courses"][0]["baseline_score"].as_f64() {
            row_says(&format!("{} ±", rounded(before, 1)));
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
                row_says(&hours(median));
            }
            let curve = &relief["relief_curve"];
            row_says(&format!("end seen in {} of {}", curve["lost"], curve["treatments"]));
        }
    }
    assert!(stated > 1 && sure > 5, "{stated} {sure}");
    for (name, after) in [("written_before", "before"), ("written_after", "after")] {
        let span = |figure: &str| {
            let all = read.list("series").iter().filter_map(|series| series["glance"][name][figure].as_u64());
            let (low, high) = (all.clone().min().unwrap(), all.max().unwrap());
            if low == high { low.to_string() } else { format!("{low}–{high}") }
        };
        read.says(&format!("{} of {} {after}", span("days"), span("window_days")));
    }
}

/// The response to each treatment, in its row: dose, onset, relief, how sure, and blood pressure beside them.
pub(super) fn of_each_treatment(read: &Read) {
    let main = read.list("series").iter().find(|one| one["id"] == read.view["main"]).unwrap();
    let mut seen = 0;
    for treatment in read.list("treatments") {
        let of_it = |one: &&Value| one["id"] == treatment["id"];
        let outcome = main["relief"]["treatments"].as_array().unwrap().iter().find(of_it).unwrap();
        let course = usize::try_from(outcome["course"].as_u64().unwrap()).unwrap();
        let said = &main["glance"]["courses"][course]["level"];
        let own = &main["relief"]["courses"][course];
        let sure = format!("{} {} {}", level(said), points(&own["certainty"]), pressures(treatment));
        read.says(&sure);
        let (onset, relief) = (&outcome["onset"], &outcome["relief"]);
        if own["stated"] == true && onset["hours"].is_number() {
            seen += 1;
            let dose = format!("{} {}", treatment["dose"]["amount"], treatment["dose"]["unit"].as_str().unwrap());
            read.says(&format!("{dose} {} {} {sure}", first_seen(onset), lasted(relief)));
        }
    }
    assert!(seen > 2, "{seen}");
}

/// `5–10 h`.
fn first_seen(onset: &Value) -> String {
    let (after, by) = (hours(onset["after_hours"].as_f64().unwrap()), hours(onset["hours"].as_f64().unwrap()));
    let (amount, unit) = after.split_once(' ').unwrap();
    let time = match by.strip_suffix(unit) {
        _ if onset["after_hours"] == 0.0 || after == by => format!("within {by}"),
        Some(_) => format!("{amount}–{by}"),
        None => format!("{after}–{by}"),
    };
    if onset["confirmed"] == true { time } else { format!("{time}, unconfirmed") }
}

fn lasted(relief: &Value) -> String {
    let amount = relief["days"].as_f64().unwrap();
    let at_least = format!("≥ {}", days(amount));
    match relief["ended"].as_str().unwrap() {
        "lost" if amount <= 0.0 => "gone by the next day".to_owned(),
        "lost" => days(amount),
        _ if amount <= 0.0 => "only just seen".to_owned(),
        "next_treatment" => at_least,
        "silence" => format!("{at_least}, then no entries"),
        "still_going" => format!("{at_least} so far"),
        _ => format!("{at_least}, no entries since"),
    }
}

fn hours(hours: f64) -> String {
    let minutes = (hours * 12.0).round().max(1.0) * 5.0;
    match hours {
        _ if minutes < 60.0 => format!("{minutes:.0} min"),
        hours if hours.round() < 48.0 => format!("{:.0} h", hours.round()),
        hours => days(hours / 24.0),
    }
}

fn days(days: f64) -> String {
    let amount = rounded(days, usize::from(days < 3.0));
    let amount = amount.trim_end_matches(".0");
    format!("{amount} day{}", if amount == "1" { "" } else { "s" })
}
