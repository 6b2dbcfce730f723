//! Apple's State of Mind, as Health Auto Export writes it: JSON or CSV. Apple's own export does not hold it.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::Value;

use super::{
    App, dates,
    gathering::{Gathering, Measure},
    json::{self, Count},
    numbers,
    opened::Opened,
    refused,
    sheet::{Row, Sheet},
};
use crate::{
    domain::fault::Refusal,
    portability::{line_fault::LineFaults, source::Clock},
};

/// The classes of Apple's scale, from 1.
const CLASSES: [&str; 7] = [
    "very unpleasant",
    "unpleasant",
    "slightly unpleasant",
    "neutral",
    "slightly pleasant",
    "pleasant",
    "very pleasant",
];

/// A state as the JSON has it.
#[derive(Deserialize)]
struct State {
    start: String,
    kind: Option<String>,
    labels: Option<Vec<String>>,
    associations: Option<Vec<String>>,
    /// A number by its documentation, a word in files.
    valence: Option<Value>,
    #[serde(rename = "valenceClassification")]
    class: Option<Value>,
}

#[derive(Deserialize)]
struct Document {
    data: Data,
}

/// What was exported.
#[derive(Default)]
struct Data {
    states: Vec<State>,
    /// Of what else was exported, as `medications`, how much there is.
    others: BTreeMap<String, Count>,
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(members: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Data;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Data, A::Error> {
                let mut data = Data::default();
                while let Some(name) = members.next_key::<String>()? {
                    if name == "stateOfMind" {
                        data.states = members.next_value()?;
                    } else {
                        data.others.insert(name, members.next_value()?);
                    }
                }
                Ok(data)
            }
        }
        members.deserialize_map(Members)
    }
}

/// Which of its files this is.
pub fn generation(file: &Opened<'_>) -> Option<&'static str> {
    if file.json().is_some_and(|json| json.contains("\"stateOfMind\":[")) {
        return Some("JSON of Health Auto Export");
    }
    file.header(&["start", "end", "kind", "valence"]).map(|_| "CSV of Health Auto Export")
}

/// Reads a file. Entries of JSON are counted from 1, as lines are elsewhere.
pub fn read(file: &[u8], gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
    if matches!(Opened::of(file), Opened::Json(_)) {
        let document: Document = json::parsed(App::StateOfMind, &json::text(file)?)?;
        for (name, others) in &document.data.others {
            for _ in 0..others.0 {
                gathering.leave_out(name);
            }
        }
        gathering.each((1..).zip(&document.data.states), |state, gathering| take(state, gathering));
        return Ok(());
    }
    let sheet = Sheet::read(file, &["start", "kind", "valence"])?;
    gathering.each(sheet.lines(), |row, gathering| take(&of_row(row), gathering));
    Ok(())
}

fn of_row(row: Row<'_>) -> State {
    let list = |column| Some(row.get(column).split(',').map(|name| name.trim().to_owned()).collect());
    let valence = row.get("valence");
    State {
        start: row.get("start").to_owned(),
        kind: Some(row.get("kind").to_owned()),
        labels: list("labels"),
        associations: list("associations"),
        valence: numbers::decimal(valence).map_or_else(|| Some(valence.into()), |figure| Some(figure.into())),
        class: Some(row.get("valence classification").into()),
    }
}

fn take(state: &State, gathering: &mut Gathering<'_>) -> Result<(), Refusal> {
    let clock = clock(&state.start).ok_or_else(|| refused::day(&["2026-01-05 09:44:43 +0100"]))?;
    let kind = state.kind.as_deref().unwrap_or_default().to_lowercase().replace('_', " ");
    // A daily mood is of the whole day, an emotion of a moment: two measures.
    let name = if kind.contains("daily") { "Daily mood" } else { "Momentary emotion" };
    let class = [&state.class, &state.valence].into_iter().flatten().find_map(class);
    let figure = |value: &Value| value.as_f64().or_else(|| numbers::decimal(value.as_str()?));
    let class = class.or_else(|| state.valence.as_ref().and_then(figure).and_then(class_of));
    let score = class.map(|class| gathering.score(Measure::good(name, (1, 7)), class)).transpose()?;
    let words = |list: &Option<Vec<String>>| {
        let words: Vec<&str> = list.iter().flatten().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
        words.join(", ")
    };
    let (labels, associations) = (words(&state.labels), words(&state.associations));
    match (&score, is_told(state.valence.as_ref()) || is_told(state.class.as_ref())) {
        (None, true) => gathering.leave_out("valence"),
        (None, false) if labels.is_empty() && associations.is_empty() => gathering.leave_out("stateOfMind"),
        _ => {}
    }
    gathering.check_in(clock, &name.to_lowercase(), score, &[&labels, &associations])
}

fn is_told(value: Option<&Value>) -> bool {
    value.is_some_and(|value| !value.is_null() && value.as_str() != Some(""))
}

/// `very_pleasant`, `Very Pleasant`, or the number of the class.
fn class(value: &Value) -> Option<i32> {
    let word = value.as_str()?.trim().to_lowercase().replace(['_', '-'], " ");
    let place = CLASSES.iter().position(|class| *class == word)?;
    i32::try_from(place + 1).ok()
}

/// The class of a valence from -1 to 1: seven parts of the same width.
fn class_of(valence: f64) -> Option<i32> {
    if !(-1.0..=1.0).contains(&valence) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "from 0 to 7")]
    let part = ((valence + 1.0) * 3.5).floor() as i32;
    Some(part.min(6) + 1)
}

/// The instant, and where the clock was, if that is told.
fn clock(text: &str) -> Option<Clock> {
    let with_offset = dates::of_iphone(text).map(|(at, offset)| Clock::At(at, offset));
    with_offset.or_else(|| dates::iso(text.trim()).filter(|clock| !matches!(clock, Clock::Wall(..))))
}
