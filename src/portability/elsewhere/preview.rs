//! What a file of another app becomes here, told before it is written.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, gathering::Brought, refused, table::Column};
use crate::{
    domain::{
        check_in::CheckIn,
        day::When,
        id::RecordId,
        measure::{MeasureId, Polarity},
        record::{Kind, Record},
        refusal::{Refusal, RefusalSchema},
    },
    platform::problem::Result,
    portability::line_fault::LineFaults,
};

/// How many check-ins are shown as they will be.
const SHOWN: usize = 3;
/// How many changed entries are shown beside the journal's own.
pub const MOST_CHANGED: usize = 100;

/// What a file of another app becomes here.
#[derive(Debug)]
pub struct Found {
    /// The app that wrote it.
    pub app: App,
    /// Which generation of its files this is, where that was recognised.
    pub generation: Option<&'static str>,
    /// The measures and records.
    pub brought: Brought,
    /// What has no place here, and how often it is in the file.
    pub dropped: BTreeMap<String, usize>,
    /// Whose scores were rounded, and how many.
    pub rounded: BTreeMap<String, usize>,
    /// The names of moods in the file, and how good each is taken to be.
    pub moods: BTreeMap<String, Option<i32>>,
    /// The columns of a table that no app wrote.
    pub columns: Vec<Column>,
    /// The line of a table that names them.
    pub header: Option<u64>,
    /// What must be said before anything can be imported.
    pub open: Vec<Refusal>,
    /// Medicines that may be treatments, and how often they were taken.
    pub offered: BTreeMap<String, usize>,
}

/// What an import would do, told before it does it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preview {
    /// Instead of the file, for fifteen minutes; absent on the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The app whose file it is, as `format` names it.
    format: &'static str,
    /// The app's name.
    app: &'static str,
    /// Which of its files, and of which time; absent for a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    generation: Option<&'static str>,
    /// How many check-ins the file holds. How many entries of the other kinds, `outcomes` tells.
    check_ins: usize,
    /// The first and the last day of all its entries.
    #[schema(required = true, value_type = Option<String>, format = Date)]
    from: Option<String>,
    #[schema(required = true, value_type = Option<String>, format = Date)]
    to: Option<String>,
    /// What would become of them, kind by kind; empty while something must still be said.
    outcomes: Vec<KindOutcome>,
    /// Entries that are otherwise in the journal: changed there since they were brought in, or here. At most 100.
    changed: Vec<ChangedEntry>,
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
    /// Medicines that may be kept as treatments, if `treatments` names them.
    medicines: Vec<Counted>,
    /// The columns of a table, which `columns` says the meaning of.
    columns: Vec<Column>,
    /// The line of a table that is taken for the one that names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<u64>,
    /// What must still be said before the file can be imported, in English.
    open: Vec<String>,
    /// The same by codes.
    #[schema(value_type = Vec<RefusalSchema>)]
    open_faults: Vec<Refusal>,
}

/// What would become of the records of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct KindOutcome {
    /// Which kind.
    pub kind: Kind,
    /// New in the journal.
    pub imported: usize,
    /// There, with further readings to be added, or to be replaced by the file's version.
    pub updated: usize,
    /// There already, just so.
    pub unchanged: usize,
    /// There already, but otherwise: the journal's own version stays.
    pub kept: usize,
}

/// An entry that is otherwise in the journal.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangedEntry {
    /// Of the journal's record.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// As the journal has it.
    pub mine: Record,
    /// As the file has it.
    pub theirs: Record,
}

/// What would become of all records of a file.
#[derive(Debug, Default)]
pub struct Forecast {
    /// Kind by kind.
    pub outcomes: Vec<KindOutcome>,
    /// What is otherwise in the journal.
    pub changed: Vec<ChangedEntry>,
}

/// A measure of a file.
#[derive(Debug, Serialize, ToSchema)]
struct PreviewedMeasure {
    #[schema(value_type = String)]
    id: MeasureId,
    question: String,
    min: i32,
    max: i32,
    /// Which end is the bad one: as the app tells, else as the measure's name does, else the higher is the better.
    polarity: Polarity,
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
    ///
    /// # Errors
    /// An internal problem.
    pub fn preview(self, forecast: Forecast) -> Result<Preview> {
        let open = self.unsaid();
        let Brought { measures, records, .. } = self.brought;
        let (mut days, mut check_ins, mut first): (Option<(Date, Date)>, usize, Vec<CheckIn>) = (None, 0, Vec::new());
        for (_, packed) in &records {
            let record = packed.record()?;
            if let Some(day) = record.when().map(When::date) {
                days = Some(days.map_or((day, day), |(from, to)| (from.min(day), to.max(day))));
            }
            if let Record::CheckIn(check_in) = record {
                check_ins += 1;
                if first.len() < SHOWN {
                    first.push(check_in);
                }
            }
        }
        let measure = |(id, record)| match record {
            Record::Measure(measure) => Some(PreviewedMeasure {
                id,
                question: measure.question.as_str().to_owned(),
                min: measure.min,
                max: measure.max,
                polarity: measure.polarity,
            }),
            _ => None,
        };
        Ok(Preview {
            file: None,
            format: self.app.name(),
            app: self.app.title(),
            generation: self.generation,
            check_ins,
            from: days.map(|(from, _)| from.to_string()),
            to: days.map(|(_, to)| to.to_string()),
            outcomes: forecast.outcomes,
            changed: forecast.changed,
            first,
            measures: measures.into_iter().filter_map(measure).collect(),
            dropped: counted(self.dropped),
            rounded: counted(self.rounded),
            moods: self.moods.into_iter().map(|(label, score)| Mood { label, score }).collect(),
            medicines: counted(self.offered),
            columns: self.columns,
            header: self.header,
            open: open.iter().map(Refusal::to_string).collect(),
            open_faults: open,
        })
    }

    /// Whether there is nothing in it, not even what has no place here: in a file that is none of the app's, anything
    /// may look like that.
    pub fn is_empty(&self) -> bool {
        let dropped = !self.dropped.is_empty() && self.generation.is_some();
        self.brought.records.is_empty() && !dropped && self.moods.is_empty()
    }

    /// Whether nothing must be said any more.
    pub fn is_decided(&self) -> bool {
        self.open.is_empty() && self.moods.values().all(Option::is_some)
    }

    fn unsaid(&self) -> Vec<Refusal> {
        let unscored = self.moods.iter().filter(|(_, score)| score.is_none());
        self.open.iter().cloned().chain(unscored.map(|(label, _)| refused::mood(label))).collect()
    }

    /// Everything in it, once all was said that it does not say itself.
    ///
    /// # Errors
    /// What was not.
    pub fn decided(self) -> std::result::Result<Brought, LineFaults> {
        let open = self.unsaid();
        if open.is_empty() {
            return Ok(self.brought);
        }
        let mut faults = LineFaults::default();
        for refusal in open {
            faults.add(0, refusal);
        }
        Err(faults)
    }
}

fn counted(things: BTreeMap<String, usize>) -> Vec<Counted> {
    things.into_iter().map(|(what, times)| Counted { what, times }).collect()
}
