//! The report: what a share shows, on a sheet or two of paper that a clinician reads in two minutes.
//!
//! | file | holds |
//! | --- | --- |
//! | `report` | the order of the sections |
//! | `opening`, `standing`, `self_harm`, `summary`, `treatments`, `questionnaires`, `timeline`, `curves`, `safety_plan`, `closing` | a section each |
//! | `days` | which days are shown |
//! | `words`, `numbers` | the language |
//! | `typeface`, `text`, `table`, `columns`, `drawing` | how text, tables and charts are set |
//! | `printable`, `scripts`, `fonts`, `face`, `shaping`, `breaking` | from what a person wrote, in whatever script, to the lines of glyphs that show it |
//! | `paper`, `write` | pages and their structure, and the PDF made of them |

mod breaking;
mod closing;
mod columns;
mod curves;
mod days;
mod drawing;
mod face;
mod fonts;
mod numbers;
mod opening;
mod paper;
mod printable;
mod questionnaires;
mod report;
mod safety_plan;
mod scripts;
mod self_harm;
mod shaping;
mod standing;
mod summary;
mod table;
mod text;
mod timeline;
mod treatments;
mod typeface;
mod words;
mod write;

use jiff::{Timestamp, Zoned, civil::Date};

use super::view::View;
use crate::{
    domain::{language::Language, share::Include},
    platform::problem::Result,
};

pub use self::{
    fonts::{Folder, Fonts},
    words::filed,
};

/// What stands above the figures.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Whose journal it is; nobody's name.
    pub who: String,
    /// What it is written in: see [`nearest`].
    pub language: Language,
    /// Whom or what it was shared for, in the patient's words; empty for the patient's own report.
    pub label: String,
    /// The first local date shown; none where it is open.
    pub from: Option<Date>,
    /// The last local date shown; none where it is open.
    pub to: Option<Date>,
    /// What is shown beside scores, so that what was left out is not taken for absent.
    pub include: Include,
    /// When the report is made, where the patient lives.
    pub made_at: Zoned,
    /// When the link ends; none for the patient's own report.
    pub expires_at: Option<Zoned>,
}

/// The language of a report for somebody who wishes this one: English where there is no report in it.
pub fn nearest(wished: Language) -> Language {
    words::language::nearest(wished)
}

impl Heading {
    /// Whose journal a report in this language says it is: nobody's name is in it.
    pub fn somebody(language: Language) -> String {
        words::language::speaking(language, || words::OWN_JOURNAL.say().to_owned())
    }
}

/// The report as a PDF: always the same bytes for the same view and heading.
///
/// `fonts` draw what those of the program do not have.
///
/// A4 with margins that suit Letter, black and greys alone, text that can be searched, structure that can be read
/// aloud (PDF/UA-1), everything needed for filing inside (PDF/A-2a).
///
/// # Errors
/// An internal problem.
pub fn report(view: &View, heading: &Heading, fonts: &Fonts) -> Result<Vec<u8>> {
    report::report(view, heading, fonts)
}

/// Where things stand at `at`, in the report's own words and in the view's language: a line for the treatments, and one
/// for each measure of which something can be said. Empty where no measure is shown.
pub fn in_short(view: &View, at: Timestamp) -> Vec<String> {
    words::language::speaking(nearest(view.language), || standing::lines(view, at))
}
