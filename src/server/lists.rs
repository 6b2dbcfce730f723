//! The lists beside the key, of what must stay erased or ended: whether they are all there, and can be written.

use super::{NotStarted, marks::Marks};
use crate::{
    accounts::{ended, erasing},
    platform::{
        config::{Config, DatabaseUrl},
        database::Unreachable,
        files,
        ledger::{Ledger, Line, State},
    },
};

/// The lists beside the key, as they are read at the start.
pub struct Lists {
    /// Who was erased.
    pub erased: Vec<Line>,
    /// What was ended otherwise, and where that is written.
    pub ended: (Ledger, Vec<Line>),
}

impl Lists {
    /// Reads them, and refuses lists of which something was lost; unless the operator says that they know.
    ///
    /// # Errors
    /// See [`NotStarted`].
    pub fn read(config: &Config, marks: &Marks) -> Result<Self, NotStarted> {
        let whole = |list: &Ledger, reads| {
            let lines = lines(list, reads)?;
            match marks.demand_all(list, &lines) {
                Err(lost) if config.list_lost => {
                    tracing::warn!(%lost, "it is gone on all the same, as was said");
                    let accepted = marks.expect(list, &lines);
                    accepted.map_err(|error| NotStarted::Mark(config.mark_file(), error))?;
                }
                demanded => demanded?,
            }
            Ok::<_, NotStarted>(lines.into_iter().filter(reads).collect::<Vec<_>>())
        };
        let [erased, ended] = config.lists().map(Ledger::at);
        Ok(Self { erased: whole(&erased, erasing::reads)?, ended: (ended.clone(), whole(&ended, ended::reads)?) })
    }

    /// The lines of which it is known what became of them.
    ///
    /// # Errors
    /// See [`NotStarted`].
    pub fn settled(config: &Config) -> Result<Self, NotStarted> {
        let settled = |list: &Ledger, reads| {
            let mut lines = lines(list, reads)?;
            lines.retain(|line| line.state == State::Done);
            Ok::<_, NotStarted>(lines)
        };
        let [erased, ended] = config.lists().map(Ledger::at);
        Ok(Self { erased: settled(&erased, erasing::reads)?, ended: (ended.clone(), settled(&ended, ended::reads)?) })
    }
}

/// The lines of a list beside the key. Of those that do not read there are none but what was torn off while it was
/// being written down, before anything was changed.
fn lines(list: &Ledger, reads: fn(&Line) -> bool) -> Result<Vec<Line>, NotStarted> {
    let lines = list.lines().map_err(|error| NotStarted::List(list.path().to_owned(), error))?;
    match lines.iter().find(|line| line.state != State::Unsure && !reads(line)) {
        Some(line) => Err(NotStarted::Line { list: list.path().to_owned(), number: line.number }),
        None => Ok(lines),
    }
}

/// Looks whether starting would refuse the lists beside the key.
///
/// # Errors
/// See [`NotStarted`].
pub fn check_lists(config: &Config) -> Result<(), NotStarted> {
    demand_writable(config)?;
    match Lists::read(&Config { list_lost: false, ..config.clone() }, &Marks::beside_key(config)?) {
        Err(NotStarted::ListLost { .. }) if config.list_lost => Ok(()),
        read => read.map(drop),
    }
}

/// Refuses a place where the embedded database cannot be written, or where nothing can be erased or ended, since the
/// lists beside the key cannot be.
///
/// # Errors
/// See [`NotStarted`].
pub fn demand_writable(config: &Config) -> Result<(), NotStarted> {
    if let DatabaseUrl::Sqlite(file) = &config.database.url {
        files::demand_writable(file).map_err(|(path, error)| {
            Unreachable::new(format_args!("{} cannot be written: {error}{}", path.display(), files::whose(&path)))
        })?;
    }
    let mut each = config.lists().into_iter().chain([config.mark_file()]);
    each.try_for_each(|path| files::demand_writable(&path)).map_err(|(path, error)| NotStarted::Unwritable {
        path,
        key_file: config.key_file.clone(),
        error,
    })
}
