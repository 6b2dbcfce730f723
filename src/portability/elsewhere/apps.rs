//! The apps that people come from: the one list of them.

use super::{Home, Told, bearable, daylio, emoods, gathering::Gathering, opened::Opened, pixels, table};
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
    /// Any other table with a header: the patient says what its columns are.
    Table,
}

named!(App {
    Daylio = "daylio",
    Bearable = "bearable",
    Emoods = "emoods",
    Pixels = "pixels",
    Table = "table",
});

impl App {
    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Daylio => "Daylio",
            Self::Bearable => "Bearable",
            Self::Emoods => "eMoods",
            Self::Pixels => "Pixels",
            Self::Table => "Table",
        }
    }

    /// Which of its files are read.
    pub const fn files(self) -> &'static str {
        match self {
            Self::Daylio => "its CSV, or its backup (.daylio)",
            Self::Bearable => "its CSV",
            Self::Emoods => "its backup (.emoods), or the entry.csv in it",
            Self::Pixels => "its backup in JSON",
            Self::Table => "CSV or TSV whose first row names its columns",
        }
    }

    /// Which generation of the app's files this is; `None` when it is none of them.
    pub fn generation(self, file: &Opened<'_>) -> Option<&'static str> {
        match self {
            Self::Daylio => daylio::generation(file),
            Self::Bearable => bearable::generation(file),
            Self::Emoods => emoods::generation(file),
            Self::Pixels => pixels::generation(file),
            Self::Table => None,
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Each bad row with its line, or what kind of file was expected.
    pub fn read(self, file: &[u8], told: &Told, home: &Home, gathering: &mut Gathering<'_>) -> Result<(), LineFaults> {
        match self {
            Self::Daylio => daylio::read(file, &told.moods, gathering),
            Self::Bearable => bearable::read(file, &told.treatments.0, gathering),
            Self::Emoods => emoods::read(file, gathering),
            Self::Pixels => pixels::read(file, gathering),
            Self::Table => table::read(file, &told.columns, home, gathering),
        }
    }
}
