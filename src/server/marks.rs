//! Whether the database is the one that the key was last used with, or an older state of it; and the marks by which the
//! next start tells.

use super::NotStarted;
use crate::{
    accounts::erasing::Origin,
    platform::{
        config::{Config, DatabaseUrl},
        database::{
            Db, history,
            marks::{self, Marked},
        },
        mark::{Mark, MarkFile},
        problem::Result,
    },
};

/// The marks of a database, in it and beside its key. Cheap to clone.
#[derive(Clone)]
pub struct Marks {
    file: MarkFile,
    /// What was beside the key at the start.
    seen: Option<Mark>,
}

impl Marks {
    /// Reads the mark beside the key, before the database is opened: that counts on meanwhile, where others use it too.
    ///
    /// # Errors
    /// When it cannot be read, or when there is a mark and no database.
    pub fn beside_key(config: &Config) -> std::result::Result<Self, NotStarted> {
        let file = MarkFile::at(config.mark_file());
        let seen = file.read().map_err(|error| NotStarted::Mark(file.path().to_owned(), error))?;
        let marks = Self { file, seen };
        let is_there = |file: &std::path::Path| std::fs::metadata(file).is_ok_and(|file| file.len() > 0);
        match &config.database.url {
            DatabaseUrl::Sqlite(file) if !is_there(file) => marks.refuse_empty(config)?,
            DatabaseUrl::Sqlite(_) | DatabaseUrl::Postgres(_) => {}
        }
        Ok(marks)
    }

    /// Refuses a database that is empty although the key was used with one that was not.
    ///
    /// # Errors
    /// When it was.
    pub fn refuse_empty(&self, config: &Config) -> std::result::Result<(), NotStarted> {
        if self.seen.is_none() || config.start_empty {
            return Ok(());
        }
        let database = match &config.database.url {
            DatabaseUrl::Sqlite(file) => file.display().to_string(),
            // The URL may hold a password.
            DatabaseUrl::Postgres(_) => "the database of PostgreSQL".to_owned(),
        };
        let at =
            self.file.written_at().map_or_else(String::new, |at| at.strftime(" on %Y-%m-%d, %H:%M UTC").to_string());
        Err(NotStarted::Empty { database, key_file: config.key_file.clone(), at })
    }

    /// Where a database comes from that was not empty.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn origin(&self, db: &Db) -> Result<Origin> {
        let Marked { mark, restored } = db.read(marks::read).await?;
        let is_older = match (&self.seen, &mark) {
            (Some(seen), Some(mark)) => seen.database == mark.database && mark.count < seen.count,
            // From before there were marks.
            (Some(_), None) => true,
            (None, _) => false,
        };
        Ok(if is_older || restored { Origin::Backup } else { Origin::LastRun })
    }

    /// Begins another history for every journal, and so says that all else that follows from an older database is done.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_another_history(&self, db: &Db) -> Result<()> {
        let seen = self.seen.clone();
        let begin = move |connection: &mut _| {
            history::begin_another(connection)?;
            marks::forget_restored(connection)?;
            marks::leave(connection, seen.as_ref())
        };
        let mark = db.write(begin).await?;
        self.note(&mark);
        Ok(())
    }

    /// Leaves a mark in both places. Where that fails the earlier ones are there, and an older database is noticed that
    /// is older than those.
    pub async fn leave(&self, db: &Db) {
        let seen = self.seen.clone();
        match db.write(move |connection| marks::leave(connection, seen.as_ref())).await {
            Ok(mark) => self.note(&mark),
            Err(problem) => tracing::warn!(cause = problem.cause(), "no mark was left in the database"),
        }
    }

    /// The database comes first: that it counts more than the mark beside the key alarms nobody.
    fn note(&self, mark: &Mark) {
        if let Err(error) = self.file.write(mark) {
            tracing::warn!(%error, "no mark was left beside the key: an older database may not be noticed");
        }
    }
}
