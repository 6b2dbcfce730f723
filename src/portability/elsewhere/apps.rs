//! The apps that people come from: the one list of them.

use super::{
    Home, Told, apple_health, bearable, daylio, emoods, exist, fitbit, gathering::Gathering, how_we_feel, imoodjournal,
    loop_habits, m_path, moodistory, moodtracker_link, nomie, opened::Opened, perfice, pixels, samsung, state_of_mind,
    table, track_and_graph,
};
use crate::{domain::name::named, portability::line_fault::LineFaults};

/// An app whose files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum App {
    /// Daylio.
    Daylio,
    /// Bearable.
    Bearable,
    /// eMoods.
    Emoods,
    /// Pixels.
    Pixels,
    /// How We Feel.
    HowWeFeel,
    /// State of Mind.
    StateOfMind,
    /// iMoodJournal.
    Imoodjournal,
    /// Exist.
    Exist,
    /// perfice.
    Perfice,
    /// Track & Graph.
    TrackAndGraph,
    /// Loop Habit Tracker.
    Loop,
    /// Nomie.
    Nomie,
    /// m-Path.
    MPath,
    /// Moodistory.
    Moodistory,
    /// moodtracker.link.
    MoodtrackerLink,
    /// Samsung Health.
    Samsung,
    /// Fitbit.
    Fitbit,
    /// Apple Health.
    AppleHealth,
    /// Any other table with a header: the patient says what its columns are.
    Table,
}

named!(App {
    Daylio = "daylio",
    Bearable = "bearable",
    Emoods = "emoods",
    Pixels = "pixels",
    HowWeFeel = "how_we_feel",
    StateOfMind = "state_of_mind",
    Imoodjournal = "imoodjournal",
    Exist = "exist",
    Perfice = "perfice",
    TrackAndGraph = "track_and_graph",
    Loop = "loop_habits",
    Nomie = "nomie",
    MPath = "m_path",
    Moodistory = "moodistory",
    MoodtrackerLink = "moodtracker_link",
    Samsung = "samsung",
    Fitbit = "fitbit",
    AppleHealth = "apple_health",
    Table = "table",
});

/// What is known of an app's files.
struct Known {
    title: &'static str,
    files: &'static str,
    generation: fn(&Opened<'_>) -> Option<&'static str>,
    read: Read,
}

type Read = fn(&[u8], &Told, &Home, &mut Gathering<'_>) -> Result<(), LineFaults>;

impl App {
    const fn known(self) -> Known {
        /// A reader that needs nothing but the file.
        macro_rules! known {
            ($title:literal, $files:literal, $app:ident) => {
                known!($title, $files, $app, |file, _, _, gathering| $app::read(file, gathering))
            };
            ($title:literal, $files:literal, $app:ident, $read:expr) => {
                Known { title: $title, files: $files, generation: $app::generation, read: $read }
            };
        }
        match self {
            Self::Daylio => {
                known!("Daylio", "its CSV, or its backup (.daylio)", daylio, |file, told, _, gathering| daylio::read(
                    file,
                    &told.moods,
                    gathering
                ))
            }
            Self::Bearable => known!("Bearable", "its CSV", bearable, |file, told, _, gathering| bearable::read(
                file,
                &told.treatments.0,
                gathering
            )),
            Self::Emoods => known!("eMoods", "its backup (.emoods), or the entry.csv in it", emoods),
            Self::Pixels => known!("Pixels", "its backup in JSON", pixels),
            Self::HowWeFeel => known!("How We Feel", "its CSV", how_we_feel),
            Self::StateOfMind => known!("State of Mind", "JSON or CSV of Health Auto Export", state_of_mind),
            Self::Imoodjournal => known!("iMoodJournal", "its CSV", imoodjournal),
            Self::Exist => known!("Exist", "JSON of its mood", exist),
            Self::Perfice => known!("perfice", "CSV or JSON of a form, or JSON of everything", perfice),
            Self::TrackAndGraph => known!("Track & Graph", "its CSV", track_and_graph),
            Self::Loop => known!("Loop Habit Tracker", "its archive of CSV, or the Checkmarks.csv in it", loop_habits),
            Self::Nomie => known!("Nomie", "JSON of Nomie 5 or 6, or the CSV of all entries", nomie),
            Self::MPath => known!("m-Path", "its CSV", m_path),
            Self::Moodistory => known!("Moodistory", "its CSV", moodistory),
            Self::MoodtrackerLink => known!("moodtracker.link", "its CSV", moodtracker_link),
            Self::Samsung => known!("Samsung Health", "its archive, or the table of sleep in it", samsung),
            Self::Fitbit => known!("Fitbit", "Google Takeout, or sleep_score.csv or sleep-….json in it", fitbit),
            Self::AppleHealth => known!(
                "Apple Health",
                "export.xml, of which the sleep is read; State of Mind and medications are not in it",
                apple_health
            ),
            Self::Table => {
                known!("Table", "CSV or TSV whose first row names its columns", table, |file, told, home, gathering| {
                    table::read(file, (&told.columns, told.header), home, gathering)
                })
            }
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        self.known().title
    }

    /// Which of its files are read.
    pub const fn files(self) -> &'static str {
        self.known().files
    }

    /// Which generation of the app's files this is; `None` when it is none of them.
    pub fn generation(self, file: &Opened<'_>) -> Option<&'static str> {
        (self.known().generation)(file)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Each bad row with its line, or what kind of file was expected.
    pub fn read(self, file: &[u8], told: &Told, home: &Home, gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
        (self.known().read)(file, told, home, gathering)
    }
}
