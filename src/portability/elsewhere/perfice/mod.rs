//! perfice: a table of each form, a column for each question, or the same as JSON; or everything in one file.

mod whole;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::{
    App,
    gathering::{Gathering, Measure},
    json, numbers,
    opened::Opened,
    ranges::Ranges,
    refused, sheet,
    sheet::Sheet,
    table,
};
use crate::{
    domain::{
        fault::Refusal,
        measure::{MeasureId, Polarity},
        record::Kind,
    },
    portability::{line_fault::LineFaults, source::Clock},
};

#[derive(Deserialize)]
struct Form {
    questions: Vec<Value>,
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    /// Milliseconds since 1970.
    timestamp: i64,
    answers: Value,
}

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    if whole::is_one(file) {
        return Some("JSON of everything");
    }
    if file.json().is_some_and(|json| json.contains("\"questions\":[") && json.contains("\"entries\":[")) {
        return Some("JSON of a form");
    }
    let Opened::Table(rows) = file else { return None };
    let (header, first) = rows.first().zip(rows.get(1))?;
    let stamped = header.first().is_some_and(|name| name == "timestamp") && header.len() > 1;
    let milliseconds = first.first().is_some_and(|cell| cell.len() == 13 && cell.bytes().all(|c| c.is_ascii_digit()));
    (stamped && milliseconds).then_some("CSV of a form")
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let opened = Opened::of(file);
    if whole::is_one(&opened) {
        return whole::read(file, gathering);
    }
    let (names, rows) = if matches!(opened, Opened::Json(_)) { of_json(file)? } else { of_table(file)? };
    let mut ranges = Ranges::default();
    for (_, _, answers) in &rows {
        for (name, answer) in names.iter().zip(answers) {
            if let Some(figure) = numbers::decimal(answer) {
                ranges.see(name, figure);
            }
        }
    }
    let rows = rows.iter().map(|(line, stamp, answers)| (*line, (stamp, answers)));
    gathering.each(rows, |(stamp, answers), gathering| take(stamp, &names, answers, &ranges, gathering));
    Ok(())
}

type Rows = (Vec<String>, Vec<(u64, String, Vec<String>)>);

fn of_table(file: &[u8]) -> Result<Rows, LineFaults> {
    let sheet = Sheet::read(file, &["timestamp"])?;
    let names: Vec<String> = sheet.titles().iter().skip(1).cloned().collect();
    let answers = |row: sheet::Row<'_>| (1..=names.len()).map(|place| row.cell(place).to_owned()).collect();
    let rows = sheet.rows().map(|row| (row.line, row.get("timestamp").to_owned(), answers(row))).collect();
    Ok((names, rows))
}

fn of_json(file: &[u8]) -> Result<Rows, LineFaults> {
    let form: Form = json::parsed(App::Perfice, &json::text(file)?)?;
    let known = |question: &Value, member: &str| question.get(member).and_then(Value::as_str).map(str::to_owned);
    let name = |question: &Value| {
        let names = ["name", "text", "title", "id"].iter().find_map(|member| known(question, member));
        question.as_str().map(str::to_owned).or(names).unwrap_or_default()
    };
    // Answers stand in the order of the questions, or by their ids.
    let answer = |entry: &Entry, place: usize, question: &Value| {
        let by_id = known(question, "id").and_then(|id| entry.answers.get(id));
        entry.answers.get(place).or(by_id).map(text).unwrap_or_default()
    };
    let row = |(nth, entry): (u64, &Entry)| {
        let answers = form.questions.iter().enumerate().map(|(place, question)| answer(entry, place, question));
        (nth, entry.timestamp.to_string(), answers.collect())
    };
    Ok((form.questions.iter().map(name).collect(), (1..).zip(&form.entries).map(row).collect()))
}

/// An answer as the table of its form has it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(several) => several.iter().map(text).collect::<Vec<_>>().join("|||"),
        Value::Object(members) => members.get("value").map(text).unwrap_or_default(),
        other => other.to_string(),
    }
}

/// Takes an entry of a form. It is known by its time alone: the questions of a form, and their names, may change.
fn entry(
    stamp: &str,
    scores: Vec<(MeasureId, i32)>,
    texts: &[String],
    gathering: &mut Gathering<'_>,
) -> Result<(), Refusal> {
    let at = at(stamp)?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    gathering.known_check_in(gathering.key(Kind::CheckIn, at, "").alone(), at, scores, &texts)
}

/// The words of an answer, of which there may be several.
fn words(answer: &str) -> String {
    answer.split("|||").map(str::trim).collect::<Vec<_>>().join(", ")
}

/// The score of a question that is answered by yes or no; `None` for any other answer.
fn yes_or_no(
    name: &str,
    answer: &str,
    polarity: Polarity,
    gathering: &mut Gathering<'_>,
) -> Result<Option<(MeasureId, i32)>, Refusal> {
    let score = match answer {
        "true" => 1,
        "false" => 0,
        _ => return Ok(None),
    };
    let measure = Measure { name, range: (0, 1), polarity, version: "yes or no" };
    gathering.score(measure, score).map(Some)
}

/// The moment of a stamp in milliseconds since 1970.
fn at(stamp: &str) -> Result<Clock, Refusal> {
    let at = stamp.parse().ok().and_then(|at| Timestamp::from_millisecond(at).ok());
    at.map(Clock::Instant).ok_or_else(|| refused::day(&["1767640500000"]))
}

fn take(
    stamp: &str,
    names: &[String],
    answers: &[String],
    ranges: &Ranges,
    gathering: &mut Gathering<'_>,
) -> Result<(), Refusal> {
    let (mut scores, mut texts) = (Vec::new(), Vec::new());
    for (name, answer) in names.iter().zip(answers).filter(|(_, answer)| !answer.is_empty()) {
        let polarity = table::polarity(name).unwrap_or(Polarity::HigherIsBetter);
        if let Some(score) = yes_or_no(name, answer, polarity, gathering)? {
            scores.push(score);
        } else if let Some(figure) = numbers::decimal(answer) {
            scores.extend(ranges.score(name, figure, gathering)?);
        } else {
            texts.push(words(answer));
        }
    }
    entry(stamp, scores, &texts, gathering)
}
