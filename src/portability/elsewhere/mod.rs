//! Journals that were kept with other apps: what their files hold, as records of this one.
//!
//! Scores keep the range that they had there, as measures of one's own: nothing is stretched to fit. What has no
//! place here is counted and told before anything is written.

mod bearable;
mod dates;
mod daylio;
mod emoods;
mod gathering;
mod pixels;
mod sheet;

use std::collections::BTreeMap;

use deserr::Deserr;
use jiff::tz::TimeZone;
use serde::Serialize;
use utoipa::ToSchema;

use self::gathering::Gathering;
use super::{
    csv::File,
    line_fault::{LineFault, LineFaults},
};
use crate::domain::{
    fault::{Faults, Refusal},
    record::Record,
};

/// An app that people come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum App {
    /// Its CSV, with `full_date` or, as until 2018, with `year`.
    Daylio,
    /// Its CSV: a row for each thing that was noted.
    Bearable,
    /// Its CSV, or the `.emoods` archive of such files.
    Emoods,
    /// Its JSON.
    Pixels,
}

/// How good each mood of Daylio is, from 1 to 5: people name them as they like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserr)]
#[deserr(error = Faults, try_from(String) = Moods::try_from -> Refusal)]
pub struct Moods(BTreeMap<String, i32>);

impl Moods {
    /// Of these names and scores.
    ///
    /// # Errors
    /// When a score is not one of five.
    pub fn new(moods: impl IntoIterator<Item = (String, i32)>) -> Result<Self, Refusal> {
        let moods: BTreeMap<String, i32> =
            moods.into_iter().map(|(label, score)| (label.trim().to_lowercase(), score)).collect();
        if moods.values().all(|score| daylio::SCORES.contains(score)) {
            Ok(Self(moods))
        } else {
            Err(Refusal::expected("a score from 1 (the worst) to 5 (the best) for each mood"))
        }
    }

    fn score(&self, label: &str) -> Option<i32> {
        self.0.get(&label.trim().to_lowercase()).copied()
    }
}

impl TryFrom<String> for Moods {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let moods: BTreeMap<String, i32> =
            serde_json::from_str(&text).map_err(|_| Refusal::expected("a JSON object, as {\"rad\": 5, \"meh\": 3}"))?;
        Self::new(moods)
    }
}

/// What a file of another app becomes here.
#[derive(Debug)]
pub struct Found {
    /// The measures and records.
    pub file: File,
    /// What has no place here, and how often it is in the file.
    dropped: BTreeMap<String, usize>,
    /// The names of moods in the file, and how good each is taken to be.
    moods: BTreeMap<String, Option<i32>>,
}

/// What an import would do, told before it does it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preview {
    /// How many check-ins there would be.
    check_ins: usize,
    /// The first and the last day of them.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<String>,
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<String>,
    /// The measures under which scores are kept.
    measures: Vec<PreviewedMeasure>,
    /// What has no place here.
    dropped: Vec<Dropped>,
    /// The moods in the file. Those without a score must be given one (`moods`) before the file can be imported.
    moods: Vec<Mood>,
}

/// A measure of a file.
#[derive(Debug, Serialize, ToSchema)]
struct PreviewedMeasure {
    question: String,
    min: i32,
    max: i32,
}

/// What is left out of a file.
#[derive(Debug, Serialize, ToSchema)]
struct Dropped {
    /// As the file names it.
    what: String,
    /// How often it is there.
    times: usize,
}

/// A mood as somebody named it.
#[derive(Debug, Serialize, ToSchema)]
struct Mood {
    label: String,
    /// From 1, the worst, to 5, the best; absent while nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<i32>,
}

impl Found {
    /// What would become of it.
    pub fn preview(&self) -> Preview {
        let days: Vec<_> = self.file.records.iter().filter_map(|record| Some(record.when()?.date())).collect();
        let measure = |(_, record): &(_, Record)| match record {
            Record::Measure(measure) => Some(PreviewedMeasure {
                question: measure.question.as_str().to_owned(),
                min: measure.min,
                max: measure.max,
            }),
            _ => None,
        };
        let dropped = self.dropped.iter().map(|(what, times)| Dropped { what: what.clone(), times: *times });
        let moods = self.moods.iter().map(|(label, score)| Mood { label: label.clone(), score: *score });
        Preview {
            check_ins: self.file.records.len(),
            from: days.iter().min().map(ToString::to_string),
            to: days.iter().max().map(ToString::to_string),
            measures: self.file.measures.iter().filter_map(measure).collect(),
            dropped: dropped.collect(),
            moods: moods.collect(),
        }
    }

    /// Everything in it, once every mood has a score.
    ///
    /// # Errors
    /// The moods that have none.
    pub fn decided(self) -> Result<File, LineFaults> {
        let open: Vec<_> = self.moods.iter().filter(|(_, score)| score.is_none()).map(|(label, _)| label).collect();
        if open.is_empty() {
            return Ok(self.file);
        }
        let fault = |label| LineFault {
            line: 0,
            detail: format!("expected a score from 1 (the worst) to 5 (the best) for the mood “{label}”, in `moods`"),
        };
        Err(LineFaults(open.into_iter().map(fault).collect()))
    }
}

/// Reads a file of another app; times are those of `zone`.
///
/// # Errors
/// Each bad row with its line, or what kind of file was expected.
pub fn read(app: App, file: &[u8], moods: &Moods, zone: &TimeZone) -> Result<Found, LineFaults> {
    let mut gathering = Gathering::new(zone);
    match app {
        App::Daylio => daylio::read(file, moods, &mut gathering)?,
        App::Bearable => bearable::read(file, &mut gathering)?,
        App::Emoods => emoods::read(file, &mut gathering)?,
        App::Pixels => pixels::read(file, &mut gathering)?,
    }
    gathering.finish()
}
