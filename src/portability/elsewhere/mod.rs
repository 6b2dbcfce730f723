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
mod preview;
mod sheet;
mod table;

use std::collections::BTreeMap;

use deserr::Deserr;
use jiff::tz::TimeZone;

use self::gathering::Gathering;
pub use self::{
    preview::{Found, Preview},
    table::Columns,
};
use super::line_fault::LineFaults;
use crate::domain::{
    fault::{Faults, Refusal},
    measure::{MeasureId, OwnMeasure},
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
    /// Any other table with a header: the patient says what its columns are.
    Table,
}

/// What the patient says of a file that it does not say itself.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Of Daylio: how good each mood is.
    pub moods: Moods,
    /// Of a table: what becomes of its columns.
    pub columns: Columns,
}

/// What a file is read into: where its times are, and what can be scored there.
#[derive(Debug, Clone)]
pub struct Home {
    /// Where the patient lives.
    pub zone: TimeZone,
    /// Their own measures.
    pub measures: Vec<(MeasureId, OwnMeasure)>,
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
            Err(Refusal::FileMoodScores)
        }
    }

    fn score(&self, label: &str) -> Option<i32> {
        self.0.get(&label.trim().to_lowercase()).copied()
    }
}

impl TryFrom<String> for Moods {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let moods: BTreeMap<String, i32> = serde_json::from_str(&text).map_err(|_| Refusal::FileMoodsJson)?;
        Self::new(moods)
    }
}

/// Reads a file of another app.
///
/// # Errors
/// Each bad row with its line, or what kind of file was expected.
pub fn read(app: App, file: &[u8], told: &Told, home: &Home) -> Result<Found, LineFaults> {
    let mut gathering = Gathering::new(&home.zone);
    match app {
        App::Daylio => daylio::read(file, &told.moods, &mut gathering)?,
        App::Bearable => bearable::read(file, &mut gathering)?,
        App::Emoods => emoods::read(file, &mut gathering)?,
        App::Pixels => pixels::read(file, &mut gathering)?,
        App::Table => table::read(file, &told.columns, home, &mut gathering)?,
    }
    gathering.finish()
}
