//! What a file of another app becomes here, told before it is written.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::table::Column;
use crate::{
    domain::{
        check_in::CheckIn,
        measure::MeasureId,
        record::Record,
        refusal::{Refusal, RefusalSchema},
    },
    portability::{
        csv::File,
        line_fault::{LineFault, LineFaults},
    },
};

/// How many check-ins are shown as they will be.
const SHOWN: usize = 3;

/// What a file of another app becomes here.
#[derive(Debug, Default)]
pub struct Found {
    /// The measures and records.
    pub file: File,
    /// What has no place here, and how often it is in the file.
    pub dropped: BTreeMap<String, usize>,
    /// Whose scores were rounded, and how many.
    pub rounded: BTreeMap<String, usize>,
    /// The names of moods in the file, and how good each is taken to be.
    pub moods: BTreeMap<String, Option<i32>>,
    /// The columns of a table that no app wrote.
    pub columns: Vec<Column>,
    /// What must be said before anything can be imported.
    pub open: Vec<Refusal>,
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
    /// The first check-ins of the file, as they would be.
    first: Vec<CheckIn>,
    /// The measures that are made for its scores.
    measures: Vec<PreviewedMeasure>,
    /// What has no place here.
    dropped: Vec<Counted>,
    /// What is kept to the nearest whole number.
    rounded: Vec<Counted>,
    /// The moods in the file. Those without a score must be given one (`moods`) before the file can be imported.
    moods: Vec<Mood>,
    /// The columns of a table, which `columns` says the meaning of.
    columns: Vec<Column>,
    /// What must still be said before the file can be imported, in English.
    open: Vec<String>,
    /// The same by codes.
    #[schema(value_type = Vec<RefusalSchema>)]
    open_faults: Vec<Refusal>,
}

/// A measure of a file.
#[derive(Debug, Serialize, ToSchema)]
struct PreviewedMeasure {
    #[schema(value_type = String)]
    id: MeasureId,
    question: String,
    min: i32,
    max: i32,
}

/// Something of a file that does not come here as it is.
#[derive(Debug, Serialize, ToSchema)]
struct Counted {
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
    pub fn preview(self) -> Preview {
        let open = self.unsaid();
        let days: Vec<_> = self.file.records.iter().filter_map(|record| Some(record.when()?.date())).collect();
        let measure = |(id, record)| match record {
            Record::Measure(measure) => Some(PreviewedMeasure {
                id,
                question: measure.question.as_str().to_owned(),
                min: measure.min,
                max: measure.max,
            }),
            _ => None,
        };
        let check_in = |record: &Record| match record {
            Record::CheckIn(check_in) => Some(check_in.clone()),
            _ => None,
        };
        Preview {
            check_ins: self.file.records.len(),
            from: days.iter().min().map(ToString::to_string),
            to: days.iter().max().map(ToString::to_string),
            first: self.file.records.iter().filter_map(check_in).take(SHOWN).collect(),
            measures: self.file.measures.into_iter().filter_map(measure).collect(),
            dropped: counted(self.dropped),
            rounded: counted(self.rounded),
            moods: self.moods.into_iter().map(|(label, score)| Mood { label, score }).collect(),
            columns: self.columns,
            open: open.iter().map(Refusal::to_string).collect(),
            open_faults: open,
        }
    }

    fn unsaid(&self) -> Vec<Refusal> {
        let unscored = self.moods.iter().filter(|(_, score)| score.is_none());
        let mood = |(label, _): (&String, _)| Refusal::FileMood { mood: label.clone() };
        self.open.iter().cloned().chain(unscored.map(mood)).collect()
    }

    /// Everything in it, once all was said that it does not say itself.
    ///
    /// # Errors
    /// What was not.
    pub fn decided(self) -> Result<File, LineFaults> {
        let open = self.unsaid();
        if open.is_empty() {
            return Ok(self.file);
        }
        Err(LineFaults(open.into_iter().map(|refusal| LineFault::new(0, refusal)).collect()))
    }
}

fn counted(things: BTreeMap<String, usize>) -> Vec<Counted> {
    things.into_iter().map(|(what, times)| Counted { what, times }).collect()
}
