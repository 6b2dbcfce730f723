//! Options of what brings data in, copies it, or looks into it.

use std::{iter, path::PathBuf, sync::LazyLock};

use clap::{Args, ValueEnum, builder::PossibleValue, value_parser};

use super::Place;
use crate::{
    domain::id::RecordId,
    platform::config::DatabaseUrl,
    portability::{
        choices::{Choice, Choices},
        elsewhere::App,
    },
};

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
    /// `note`, `tags`, `measure:ID`, a new measure as `new:0..10 higher_is_better` (or `higher_is_worse`), `ignore`, or
    /// what else docs/imports.md names; once for each. With `--preview` and without this, each column is described, and what it could be.
    #[arg(long = "column", value_name = "NAME=ROLE", value_parser = column, requires = "format")]
    pub columns: Vec<(String, String)>,
    /// A medicine in it that is kept as a treatment rather than as an event, as `Ketamine`; once for each.
    #[arg(long = "treatment", value_name = "MEDICINE", requires = "format")]
    pub treatments: Vec<String>,
    /// The line of a table that names its columns, from 1, where it is another than it looks.
    #[arg(long, value_name = "LINE", requires = "format", value_parser = value_parser!(u64).range(1..))]
    pub header: Option<u64>,
    /// What becomes of entries that are otherwise in the journal.
    #[arg(long, value_name = "WHICH", requires = "format", default_value = "mine")]
    pub changed: Changed,
    /// What becomes of a single one of them, by the id that `--preview` tells; once for each.
    #[arg(long = "entry", value_name = "ID=WHICH", value_parser = entry, requires = "format")]
    pub entries: Vec<(RecordId, Changed)>,
    /// Say what would become of another app's file, and write nothing.
    #[arg(long, requires = "format")]
    pub preview: bool,
    #[command(flatten)]
    pub place: Place,
}

/// An app whose files are read, or the one that wrote the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elsewhere(Option<App>);

/// Every app, and before them whichever wrote the file.
static APPS: LazyLock<Vec<Elsewhere>> =
    LazyLock::new(|| iter::once(None).chain(App::ALL.iter().copied().map(Some)).map(Elsewhere).collect());

impl Elsewhere {
    /// As the import knows it.
    pub fn app(self) -> Option<App> {
        self.0
    }
}

impl ValueEnum for Elsewhere {
    fn value_variants<'a>() -> &'a [Self] {
        &APPS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self.0 {
            None => PossibleValue::new("auto").help("The app that wrote it, which its content tells"),
            Some(app) => PossibleValue::new(app.name()).help(format!("{}: {}", app.title(), app.files())),
        })
    }
}

/// What becomes of entries that are otherwise in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Changed {
    /// The journal's version stays.
    Mine,
    /// The file's version takes its place.
    Theirs,
    /// The file's version comes beside it.
    Both,
}

impl Changed {
    /// As the import knows it.
    pub fn choice(self) -> Choice {
        match self {
            Self::Mine => Choice::Mine,
            Self::Theirs => Choice::Theirs,
            Self::Both => Choice::Both,
        }
    }
}

impl Import {
    /// What becomes of entries that are otherwise in the journal.
    pub fn choices(&self) -> Choices {
        let all = Choices::every(self.changed.choice());
        self.entries.iter().fold(all, |choices, (id, which)| choices.but(which.choice(), [id.clone()]))
    }
}

fn entry(text: &str) -> Result<(RecordId, Changed), String> {
    let expected = "expected ID=WHICH, an id of `--preview` and mine, theirs or both";
    let (id, which) = text.split_once('=').ok_or(expected)?;
    let id: RecordId = id.parse().ok().filter(RecordId::is_uuid).ok_or(expected)?;
    Ok((id, Changed::from_str(which, false).map_err(|_| expected)?))
}

fn mood(text: &str) -> Result<(String, i32), String> {
    let (name, score) = text.rsplit_once('=').ok_or("expected NAME=SCORE, as meh=3")?;
    let score = score.parse().map_err(|_| "expected a score from 1 to 5")?;
    Ok((name.to_owned(), score))
}

fn column(text: &str) -> Result<(String, String), String> {
    // What is behind a role has signs of its own, as in `Mood=measure:wellbeing|low=2`.
    let role_of_all = text.find('|').and_then(|bar| text.get(..bar)).unwrap_or(text);
    let at = role_of_all.rfind('=').or_else(|| text.rfind('='));
    let parts = at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
    let (name, role) = parts.ok_or("expected NAME=ROLE, as Mood=measure:wellbeing")?;
    Ok((name.to_owned(), role.to_owned()))
}

/// Options of `backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The folder to make; with `--keep` the one in which backups are kept, each in a folder named by its time.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Make one more backup in DIR, and once it was found whole remove the oldest there, so that so many are left.
    #[arg(long, value_name = "NUMBER", env = "AFTERGLOW_BACKUP_KEEP",
        value_parser = clap::value_parser!(u16).range(1..))]
    pub keep: Option<u16>,
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

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn a_column_is_told_with_the_scores_of_its_words() {
        let told = |text| column(text).ok();
        let pair = |name: &str, role: &str| Some((name.to_owned(), role.to_owned()));
        assert_eq!(told("Mood=measure:wellbeing"), pair("Mood", "measure:wellbeing"));
        assert_eq!(told("a=b=note"), pair("a=b", "note"));
        assert_eq!(told("q1=measure:pain|low=2|high=8"), pair("q1", "measure:pain|low=2|high=8"));
        assert_eq!(told("a|b=note"), pair("a|b", "note"));
        assert_eq!(told("Mood"), None);
    }
}
