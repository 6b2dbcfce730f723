//! Whether the database is the one that the key was last used with, or an older state of it; and the marks by which the
//! next start tells.

use std::{ffi::OsStr, io};

use super::NotStarted;
use crate::{
    accounts::{self, erasing::Origin},
    platform::{
        config::{Config, DatabaseUrl},
        database::{
            Db, history,
            marks::{self, Marked},
        },
        ledger::{Extent, Ledger, Line},
        mark::{Mark, MarkFile, Noted},
        problem::Result,
    },
};

/// The marks of a database, in it and beside its key. Cheap to clone.
#[derive(Clone)]
pub struct Marks {
    file: MarkFile,
    /// What was beside the key at the start.
    seen: Option<Noted>,
    /// The lists beside the key.
    lists: [Ledger; 2],
}

impl Marks {
    /// Reads the mark beside the key, before the database is opened: that counts on meanwhile, where others use it too.
    ///
    /// # Errors
    /// When it cannot be read, or when there is a mark and no database.
    pub fn beside_key(config: &Config) -> std::result::Result<Self, NotStarted> {
        let file = MarkFile::at(config.mark_file());
        let seen = file.read().map_err(|error| NotStarted::Mark(file.path().to_owned(), error))?;
        let marks = Self { file, seen, lists: config.lists().map(Ledger::at) };
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
        let at =
            self.file.written_at().map_or_else(String::new, |at| at.strftime(" on %Y-%m-%d, %H:%M UTC").to_string());
        Err(NotStarted::Empty { database: config.database.url.place(), key_file: config.key_file.clone(), at })
    }

    /// Where a database comes from that was not empty.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn origin(&self, db: &Db) -> Result<Origin> {
        let Marked { mark, restored } = db.read(marks::read).await?;
        let is_older = match (&self.seen, &mark) {
            (Some(Noted { mark: seen, .. }), Some(mark)) => seen.database == mark.database && mark.count < seen.count,
            // From before there were marks.
            (Some(_), None) => true,
            (None, Some(_)) => {
                tracing::warn!(
                    "the database was used before, and there is no mark of it beside the key: where the lists of what was \
                     erased or ended are missing there too, put your copies back, or it may come back with an older database"
                );
                false
            }
            (None, None) => false,
        };
        Ok(if is_older || restored { Origin::Backup } else { Origin::LastRun })
    }

    /// Begins another history for every journal, and so says that all else that follows from an older database is done.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_another_history(&self, db: &Db) -> Result<()> {
        let seen = self.seen_mark();
        let begin = move |connection: &mut _| {
            history::begin_another(connection)?;
            marks::forget_restored(connection)?;
            Ok((marks::leave(connection, seen.as_ref())?, accounts::store::number(connection)?))
        };
        let (mark, accounts) = db.write(begin).await?;
        self.note(mark, accounts);
        Ok(())
    }

    /// Leaves a mark in both places. Where that fails the earlier ones are there, and an older database is noticed that
    /// is older than those.
    pub async fn leave(&self, db: &Db) {
        let seen = self.seen_mark();
        let leave = move |connection: &mut _| {
            Ok((marks::leave(connection, seen.as_ref())?, accounts::store::number(connection)?))
        };
        match db.write(leave).await {
            Ok((mark, accounts)) => self.note(mark, accounts),
            Err(problem) => tracing::warn!(cause = problem.cause(), "no mark was left in the database"),
        }
    }

    fn seen_mark(&self) -> Option<Mark> {
        self.seen.as_ref().map(|seen| seen.mark.clone())
    }

    /// The database comes first: that it counts more than the mark beside the key alarms nobody.
    fn note(&self, mark: Mark, accounts: u64) {
        let noted = || {
            let mut lists = self.file.read()?.map(|earlier| earlier.lists).unwrap_or_default();
            for list in &self.lists {
                let lines = list.lines()?;
                if lists.get(name(list)).is_none_or(|known| known.is_in(&lines)) {
                    lists.insert(name(list).to_owned(), Extent::of(&lines));
                } else {
                    tracing::error!("lines of {} were lost: put back your copy of it", list.path().display());
                }
            }
            self.file.write(&Noted { mark, accounts: Some(accounts), lists })
        };
        if let Err(error) = noted() {
            tracing::warn!(%error, "no mark was left beside the key: an older database may not be noticed");
        }
    }

    /// Looks whether a list is as far as the mark says, if it says anything of it.
    ///
    /// # Errors
    /// When lines were lost.
    pub fn demand_all(&self, list: &Ledger, lines: &[Line]) -> std::result::Result<(), NotStarted> {
        let known = self.seen.as_ref().and_then(|seen| seen.lists.get(name(list)));
        match known {
            Some(known) if !known.is_in(lines) => {
                Err(NotStarted::ListLost { list: list.path().to_owned(), known: known.lines, found: lines.len() })
            }
            _ => Ok(()),
        }
    }

    /// Notes that from now on a list has these lines, be it fewer than before.
    ///
    /// # Errors
    /// When the mark cannot be read or written.
    pub fn expect(&self, list: &Ledger, lines: &[Line]) -> io::Result<()> {
        let Some(mut noted) = self.file.read()? else { return Ok(()) };
        noted.lists.insert(name(list).to_owned(), Extent::of(lines));
        self.file.write(&noted)
    }
}

/// What the mark calls a list.
fn name(list: &Ledger) -> &str {
    list.path().extension().and_then(OsStr::to_str).unwrap_or_default()
}
