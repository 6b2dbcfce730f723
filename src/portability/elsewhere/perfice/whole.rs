//! perfice's export of everything: the entries of all forms, with what each question may be answered by, and its tags.
//!
//! An entry is the same as in the table of its form. Two generations: with a list of `entries`, and the earlier one with
//! `journal_entries`, in which tags stand among the others.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::{
    super::{
        App,
        gathering::{Gathering, Measure},
        json, numbers,
        opened::Opened,
        ranges::Ranges,
        table,
    },
    at, entry, text, words, yes_or_no,
};
use crate::{
    domain::{fault::Refusal, measure::Polarity},
    portability::line_fault::LineFaults,
};

/// Lists that such a file has, of which one is among the first.
const LISTS: [&str; 6] = [
    "\"trackables\":[",
    "\"formSnapshots\":[",
    "\"tagEntries\":[",
    "\"journal_entries\":[",
    "\"form_snapshots\":[",
    "\"measurements\":[",
];

#[derive(Deserialize)]
struct Everything {
    collections: Collections,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Collections {
    forms: Vec<Form>,
    #[serde(alias = "form_snapshots")]
    form_snapshots: Vec<Form>,
    entries: Vec<Entry>,
    tags: Vec<Tag>,
    tag_entries: Vec<TagEntry>,
    #[serde(rename = "journal_entries")]
    earlier_entries: Vec<EarlierEntry>,
}

/// A form, or what it was at a time.
#[derive(Deserialize)]
struct Form {
    id: String,
    #[serde(default)]
    name: String,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Question {
    id: String,
    name: String,
    #[serde(default, alias = "type")]
    data_type: String,
    #[serde(default)]
    data_settings: Value,
    #[serde(default)]
    display_settings: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    timestamp: i64,
    form_id: String,
    snapshot_id: String,
    answers: HashMap<String, Value>,
}

#[derive(Deserialize)]
struct Tag {
    id: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TagEntry {
    timestamp: i64,
    tag_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EarlierEntry {
    timestamp: i64,
    context: Context,
    #[serde(default)]
    form_data: Option<FormData>,
}

#[derive(Deserialize)]
struct Context {
    id: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FormData {
    form_id: String,
    snapshot_id: String,
    answers: HashMap<String, Value>,
}

/// Whether a file is one.
pub fn is_one(file: &Opened<'_>) -> bool {
    let is_one = |json: &str| json.contains("\"collections\":{") && LISTS.iter().any(|list| json.contains(list));
    file.json().is_some_and(is_one)
}

/// Reads a file.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    let Everything { mut collections } = json::parsed(App::Perfice, &json::text(file)?)?;
    collections.take_in_earlier();
    let Collections { forms, form_snapshots, entries, tags, tag_entries, .. } = collections;
    let forms = Forms::new(&forms, &form_snapshots);
    let mut ranges = Ranges::default();
    for entry in &entries {
        for question in forms.asked(entry) {
            if let Some(range) = question.range() {
                ranges.tell(&forms.name(entry, question), range);
            }
        }
    }
    for entry in &entries {
        for question in forms.asked(entry) {
            if let Some(figure) = entry.figure(question) {
                ranges.see(&forms.name(entry, question), figure);
            }
        }
    }
    gathering.each((1..).zip(&entries), |entry, gathering| take(entry, &forms, &ranges, gathering));
    let names: HashMap<&str, &str> = tags.iter().map(|tag| (tag.id.as_str(), tag.name.as_str())).collect();
    gathering.each((1..).zip(&tag_entries), |entry, gathering| {
        let Some(name) = names.get(entry.tag_id.as_str()).copied().filter(|name| !name.is_empty()) else {
            gathering.leave_out("tagEntries");
            return Ok(());
        };
        gathering.check_in(at(&entry.timestamp.to_string())?, &format!("tag|{}", name.to_lowercase()), [], &[name])
    });
    Ok(())
}

impl Collections {
    /// Puts the entries of the earlier generation where those of the later one are.
    fn take_in_earlier(&mut self) {
        for EarlierEntry { timestamp, context, form_data } in std::mem::take(&mut self.earlier_entries) {
            if context.kind == "TAG" {
                self.tag_entries.push(TagEntry { timestamp, tag_id: context.id });
            } else if let Some(FormData { form_id, snapshot_id, answers }) = form_data {
                self.entries.push(Entry { timestamp, form_id, snapshot_id, answers });
            }
        }
    }
}

impl Entry {
    fn answer(&self, question: &Question) -> String {
        self.answers.get(&question.id).map(text).unwrap_or_default()
    }

    /// The figure that is the answer of a question in figures.
    fn figure(&self, question: &Question) -> Option<f64> {
        numbers::decimal(&self.answer(question)).filter(|_| !question.is_of_time())
    }
}

impl Question {
    /// Whether its figures are minutes, or a moment.
    fn is_of_time(&self) -> bool {
        self.is_duration() || matches!(self.data_type.as_str(), "TIME_OF_DAY" | "DATE" | "DATE_TIME")
    }

    fn is_duration(&self) -> bool {
        self.data_type == "TIME_ELAPSED"
    }

    /// The lowest and the highest figure that can be answered, where the form tells both.
    fn range(&self) -> Option<(i32, i32)> {
        let whole = |value: &Value| numbers::whole(&text(value));
        let options = self.display_settings.get("options").and_then(Value::as_array);
        let offered: Option<Vec<i32>> = options.and_then(|options| options.iter().map(whole).collect());
        let of_options = offered.and_then(|of| Some((*of.iter().min()?, *of.iter().max()?)));
        let end = |name: &str| self.data_settings.get(name).and_then(whole);
        of_options.or_else(|| Some((end("min")?, end("max")?)))
    }
}

/// The forms of a file, as they are and as they were.
struct Forms<'a> {
    now: HashMap<&'a str, &'a Form>,
    then: HashMap<&'a str, &'a Form>,
}

impl<'a> Forms<'a> {
    fn new(now: &'a [Form], then: &'a [Form]) -> Self {
        let by_id = |forms: &'a [Form]| forms.iter().map(|form| (form.id.as_str(), form)).collect();
        Self { now: by_id(now), then: by_id(then) }
    }

    /// The questions that an entry answers.
    fn asked(&self, entry: &Entry) -> &'a [Question] {
        let then = self.then.get(entry.snapshot_id.as_str());
        then.or_else(|| self.now.get(entry.form_id.as_str())).map_or(&[], |form| &form.questions)
    }

    fn form(&self, entry: &Entry) -> &'a str {
        self.now.get(entry.form_id.as_str()).map_or("", |form| form.name.as_str())
    }

    /// What a question is called: by its own name, and by its form's where another form has one of that name.
    fn name(&self, entry: &Entry, question: &Question) -> String {
        let own = question.name.trim();
        let is_alike = |other: &Question| other.name.trim().eq_ignore_ascii_case(own);
        let mut others = self.now.iter().filter(|(id, _)| **id != entry.form_id);
        let form = self.form(entry);
        if !form.is_empty() && others.any(|(_, other)| other.questions.iter().any(is_alike)) {
            return format!("{form}: {own}");
        }
        own.to_owned()
    }
}

fn take(made: &Entry, forms: &Forms<'_>, ranges: &Ranges, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let (mut scores, mut texts) = (Vec::new(), Vec::new());
    let asked = forms.asked(made);
    // Of a question, or of a form, that was deleted.
    for _ in made.answers.keys().filter(|id| !asked.iter().any(|question| question.id == **id)) {
        gathering.leave_out("answers");
    }
    for question in asked {
        let (name, answer) = (forms.name(made, question), made.answer(question));
        // What is only called “Rating” is known by its form.
        let polarity = table::polarity(&question.name).or_else(|| table::polarity(forms.form(made)));
        let polarity = polarity.unwrap_or(Polarity::HigherIsBetter);
        match numbers::decimal(&answer) {
            _ if answer.is_empty() => {}
            Some(minutes) if question.is_duration() && (0.0..=24.0 * 60.0).contains(&minutes) => {
                let measure = Measure::hours(&name).version("hours");
                scores.push(gathering.rounded_score(measure, minutes / 60.0)?);
            }
            Some(_) if question.is_of_time() => gathering.leave_out(&name),
            Some(figure) => scores.extend(ranges.score_of(&name, (&name, polarity), figure, gathering)?),
            None => match yes_or_no(&name, &answer, polarity, gathering)? {
                Some(score) => scores.push(score),
                None => texts.push(words(&answer)),
            },
        }
    }
    entry(&made.timestamp.to_string(), scores, &texts, gathering)
}
