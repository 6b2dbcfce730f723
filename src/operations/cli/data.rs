//! Options of what brings data in, copies it, or looks into it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Place;
use crate::{platform::config::DatabaseUrl, portability::elsewhere::App};

/// Options of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The file.
    pub file: PathBuf,
    /// The name of the account.
    #[arg(long, value_name = "NAME")]
    pub user: String,
    /// The app that the file comes from, if it is not Afterglow's own.
    #[arg(long, value_name = "APP")]
    pub format: Option<Elsewhere>,
    /// How good a mood of Daylio is, from 1 to 5, if it is not one that the app came with; once for each.
    #[arg(long = "mood", value_name = "NAME=SCORE", value_parser = mood, requires = "format")]
    pub moods: Vec<(String, i32)>,
    /// What a column of a table is: `date` (`date:day_first` or `date:month_first` where both may be meant), `time`,
    /// `note`, `tags`, `measure:ID`, a new measure as `new:0..10 higher_is_better` (or `higher_is_worse`), or `ignore`;
    /// once for each. With `--preview` and without this, each column is described, and what it could be.
    #[arg(long = "column", value_name = "NAME=ROLE", value_parser = column, requires = "format")]
    pub columns: Vec<(String, String)>,
    /// Say what would become of another app's file, and write nothing.
    #[arg(long, requires = "format")]
    pub preview: bool,
    #[command(flatten)]
    pub place: Place,
}

/// An app whose files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Elsewhere {
    /// CSV.
    Daylio,
    /// CSV.
    Bearable,
    /// CSV, or the `.emoods` archive.
    Emoods,
    /// JSON.
    Pixels,
    /// Any other CSV whose first row names its columns: `--column` says what they are.
    Table,
}

impl Elsewhere {
    /// As the import knows it.
    pub fn app(self) -> App {
        match self {
            Self::Daylio => App::Daylio,
            Self::Bearable => App::Bearable,
            Self::Emoods => App::Emoods,
            Self::Pixels => App::Pixels,
            Self::Table => App::Table,
        }
    }
}

fn mood(text: &str) -> Result<(String, i32), String> {
    let (name, score) = text.rsplit_once('=').ok_or("expected NAME=SCORE, as meh=3")?;
    let score = score.parse().map_err(|_| "expected a score from 1 to 5")?;
    Ok((name.to_owned(), score))
}

fn column(text: &str) -> Result<(String, String), String> {
    let (name, role) = text.rsplit_once('=').ok_or("expected NAME=ROLE, as Mood=measure:wellbeing")?;
    Ok((name.to_owned(), role.to_owned()))
}

/// Options of `backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub place: Place,
}

/// Options of `restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup's folder.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub place: Place,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub place: Place,
}

/// Options of `migrate-to`.
#[derive(Debug, Args)]
pub struct MigrateTo {
    /// The empty database: `postgres://USER@HOST/NAME`.
    #[arg(value_name = "URL")]
    pub target: DatabaseUrl,
    #[command(flatten)]
    pub place: Place,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// The name of the account to make.
    #[arg(long, value_name = "NAME", default_value = "demo")]
    pub user: String,
    /// The same number makes the same patient.
    #[arg(long, value_name = "NUMBER", default_value_t = 7)]
    pub seed: u64,
    #[command(flatten)]
    pub place: Place,
}
