//! Journals that were kept with other apps: what their files hold, as records of this one.
//!
//! Scores keep the range that they had there, as measures of one's own: nothing is stretched to fit. What has no
//! place here is counted and told before anything is written.

pub mod apple_health;
mod apps;
mod archives;
mod bearable;
pub mod dates;
mod daylio;
mod emoods;
mod exist;
mod fitbit;
mod gathering;
mod how_we_feel;
mod imoodjournal;
mod json;
mod loop_habits;
mod m_path;
mod moodistory;
mod moodtracker_link;
mod nomie;
mod numbers;
mod opened;
mod perfice;
mod pixels;
mod plain;
mod preview;
mod ranges;
mod refused;
mod samsung;
mod sheet;
mod sittings;
mod state_of_mind;
mod table;
mod track_and_graph;

use std::collections::BTreeMap;

use deserr::Deserr;
use jiff::tz::TimeZone;

pub use self::{
    apps::App,
    gathering::Brought,
    preview::{ChangedEntry, Forecast, Found, KindOutcome, MOST_CHANGED, Preview},
    table::{Columns, DayOrder, order_of_days},
};
use self::{gathering::Gathering, opened::Opened};
use super::{archive, choices::Choices, line_fault::LineFaults};
use crate::domain::{
    fault::{Faults, Refusal},
    measure::{MeasureId, OwnMeasure},
};

/// What the patient says of a file that it does not say itself.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Of Daylio: how good each mood is.
    pub moods: Moods,
    /// Of a table: what becomes of its columns.
    pub columns: Columns,
    /// The names of medicines that are kept as treatments rather than as events.
    pub treatments: Treatments,
    /// Of a table: the line that names its columns, from 1, where it is another than it looks.
    pub header: Option<u64>,
    /// What becomes of entries that are otherwise in the journal.
    pub changed: Choices,
    /// Whether a file is refused in which nothing is called like something that was told.
    pub all_of_use: bool,
}

impl Told {
    /// The names that something was told of which a file of this app must have; of a table it is looked for otherwise.
    fn names(&self, app: App) -> impl Iterator<Item = &str> {
        let columns = self.columns.names().filter(move |_| app != App::Table);
        self.moods.0.keys().map(String::as_str).chain(self.treatments.0.iter().map(String::as_str)).chain(columns)
    }
}

/// The names of medicines that are kept as treatments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserr)]
#[deserr(error = Faults, try_from(String) = Treatments::try_from -> Refusal)]
pub struct Treatments(pub Vec<String>);

impl TryFrom<String> for Treatments {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        serde_json::from_str(&text).map(Self).map_err(|_| Refusal::FileTreatmentsJson)
    }
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
            moods.into_iter().map(|(label, score)| (label.trim().to_owned(), score)).collect();
        if moods.values().all(|score| daylio::SCORES.contains(score)) {
            Ok(Self(moods))
        } else {
            Err(Refusal::FileMoodScores)
        }
    }

    /// Of a mood as it is written, else of one that differs in its case alone.
    fn score(&self, label: &str) -> Option<i32> {
        let label = label.trim();
        let alike = || self.0.iter().find(|(known, _)| known.to_lowercase() == label.to_lowercase());
        self.0.get(label).or_else(|| alike().map(|(_, score)| score)).copied()
    }
}

impl TryFrom<String> for Moods {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let moods: BTreeMap<String, i32> = serde_json::from_str(&text).map_err(|_| Refusal::FileMoodsJson)?;
        Self::new(moods)
    }
}

/// Whether this is a file of Afterglow's own, under whatever name: its export, that as an archive, or its table.
pub fn is_own(file: &[u8]) -> bool {
    let opened = Opened::of(file);
    opened.holds(|name| name == "afterglow.json")
        || opened.json().is_some_and(|json| json.starts_with("{\"format\":\"afterglow\""))
        || opened.header(&["kind", "measure", "value", "note"]).is_some()
}

/// Which app wrote a file, and which generation of it; `None` when that cannot be told.
fn recognise(file: &Opened<'_>) -> Option<(App, &'static str)> {
    App::ALL.iter().find_map(|app| app.generation(file).map(|generation| (*app, generation)))
}

/// Why a file is of no app.
fn unknown(file: &Opened<'_>) -> Refusal {
    match file {
        Opened::Archive(_) if file.holds(|name| ["workbook.xml", "content.xml"].contains(&name)) => {
            Refusal::TableWorkbook
        }
        // It begins as an archive does, and does not open.
        Opened::Bytes(bytes) if archive::is_one(bytes) => Refusal::FileInArchive,
        _ => Refusal::FileUnknownApp,
    }
}

/// Reads a file of another app; of the one that wrote it where none is told.
///
/// # Errors
/// Each bad row with its line, or what kind of file was expected.
pub fn read(app: Option<App>, file: &[u8], told: &Told, home: &Home) -> Result<Found, LineFaults> {
    let opened = Opened::of(file);
    let recognised = recognise(&opened);
    let app = match (app, recognised) {
        // A file of any app is a table, too, if somebody wants to read it so.
        (Some(App::Table), _) => App::Table,
        (Some(chosen), Some((found, generation))) if chosen != found => {
            return Err(refused::file(refused::other_app(chosen, found, generation)));
        }
        (Some(chosen), _) => chosen,
        (None, Some((found, _))) => found,
        (None, None) if matches!(opened, Opened::Table(_)) => App::Table,
        (None, None) => return Err(refused::file(unknown(&opened))),
    };
    let mut gathering = Gathering::new(app, &home.zone);
    app.read(file, told, home, &mut gathering)?;
    if let Some(name) = told.names(app).find(|name| told.all_of_use && !gathering.has_used(name)) {
        return Err(refused::file(Refusal::FileNothingCalled { name: name.to_owned() }));
    }
    let generation = recognised.filter(|(found, _)| *found == app).map(|(_, generation)| generation);
    let found = gathering.finish(generation)?;
    if app == App::Table || !found.is_empty() {
        return Ok(found);
    }
    // Some readers pass over what they do not know: of a file that is none of the app's that is all of it.
    let refusal = if generation.is_none() { refused::file_of(app) } else { Refusal::FileNoEntries };
    Err(refused::file(refusal))
}
