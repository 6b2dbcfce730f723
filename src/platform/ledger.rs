//! A list beside the key of what must stay as it is, whatever database is opened: lines of ids and instants.
//!
//! A line is on disk, as unsure, before the database is changed; once it was or was not, the line's first letter is
//! changed in place, which takes no space on a full disk. So the line and the change stand or fall together.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Seek, Write},
    os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    files::{beside, give_to_owner_of_folder, sync_folder_of},
    problem::{Problem, Result},
};

/// What is known of a change, as the first letter of its line. Lines of earlier versions have none: theirs are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The database was about to change; nobody was told that it did.
    Unsure,
    /// It changed.
    Done,
    /// It did not change, and the person was told so.
    Fallen,
}

impl State {
    const ALL: [Self; 3] = [Self::Unsure, Self::Done, Self::Fallen];

    fn letter(self) -> char {
        match self {
            Self::Unsure => '?',
            Self::Done => '!',
            Self::Fallen => '-',
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// What is known of it.
    pub state: State,
    /// Where its first letter is, in bytes.
    at: u64,
    /// Held while the line may be settled, so that nobody moves it meanwhile.
    file: Arc<File>,
}

impl Line {
    /// Notes what became of it.
    ///
    /// # Errors
    /// When the file cannot be written. The line stays unsure, and the next start looks.
    pub fn settle(&self, state: State) -> io::Result<()> {
        self.file.write_all_at(state.letter().to_string().as_bytes(), self.at)?;
        self.file.sync_all()
    }
}

/// The list. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ledger(PathBuf);

impl Ledger {
    /// In this file, which is made with the first line.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Writes a line down that is about to come true, off the async threads.
    ///
    /// # Errors
    /// When the file cannot be written: then nothing may be changed.
    pub async fn begin(&self, text: String) -> Result<Line> {
        let path = self.0.clone();
        tokio::task::spawn_blocking(move || append(&path, text)).await.map_err(Problem::internal)?.map_err(told)
    }

    /// Every line, in the order in which they were written down.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn lines(&self) -> io::Result<Vec<Line>> {
        let file = open(&self.0, OpenOptions::new().read(true).write(true))
            .or_else(|_| open(&self.0, OpenOptions::new().read(true)));
        match file {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            file => read(&Arc::new(file?)),
        }
    }

    /// Keeps of the settled lines those that `wanted` names, in one step. Nothing is done while somebody else writes.
    ///
    /// # Errors
    /// When the file cannot be written anew: then it is as it was.
    pub fn shorten(&self, wanted: impl FnOnce(Vec<Line>) -> Vec<Line>) -> io::Result<()> {
        let file = match OpenOptions::new().read(true).write(true).open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            file => Arc::new(file?),
        };
        if file.try_lock().is_err() {
            return Ok(());
        }
        let all = read(&file)?;
        let (before, kept) = (all.len(), wanted(all));
        // A short list is not worth the while.
        if kept.len() * 2 > before {
            return Ok(());
        }
        let written = |line: &Line| format!("\n{} {}\n", line.state.letter(), line.text);
        let text = kept.iter().map(written).collect::<Vec<_>>().concat();
        let unfinished = beside(&self.0, ".unfinished");
        let mut anew = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        anew.write_all(text.as_bytes())?;
        anew.sync_all()?;
        give_to_owner_of_folder(&unfinished)?;
        fs::rename(&unfinished, &self.0)?;
        sync_folder_of(&self.0)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

fn told(error: io::Error) -> Problem {
    let problem = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Problem::storage_full(),
        _ => Problem::storage_failed(),
    };
    problem.in_place_of(Problem::internal(error))
}

/// Opens the file and keeps others from putting a shorter one in its place.
fn open(path: &Path, options: &OpenOptions) -> io::Result<File> {
    loop {
        let file = options.open(path)?;
        file.lock_shared()?;
        // It may have been replaced while this waited.
        if fs::metadata(path).is_ok_and(|present| file.metadata().is_ok_and(|own| own.ino() == present.ino())) {
            return Ok(file);
        }
    }
}

fn read(file: &Arc<File>) -> io::Result<Vec<Line>> {
    let mut reader = BufReader::new(&**file);
    let (mut lines, mut at, mut line) = (Vec::new(), 0, Vec::new());
    loop {
        let length = reader.read_until(b'\n', &mut line)?;
        if length == 0 {
            return Ok(lines);
        }
        lines.extend(parsed(&String::from_utf8_lossy(&line), at, file));
        at += u64::try_from(length).unwrap_or_default();
        line.clear();
    }
}

fn parsed(line: &str, at: u64, file: &Arc<File>) -> Option<Line> {
    let line = line.trim();
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let state = State::ALL.into_iter().find(|state| first == state.letter().to_string());
    let text = if state.is_some() { rest } else { line };
    let line = Line { text: text.to_owned(), state: state.unwrap_or(State::Done), at, file: Arc::clone(file) };
    (!text.is_empty()).then_some(line)
}

fn append(path: &Path, text: String) -> io::Result<Line> {
    let is_new = !path.exists();
    let mut end_of_file = open(path, OpenOptions::new().append(true).create(true).mode(0o600))?;
    // A file that is opened to append writes nowhere else.
    let file = Arc::new(open(path, OpenOptions::new().write(true))?);
    // One write, with a line's end before it too: nothing that was torn off before mixes with it.
    let line = format!("\n{} {text}\n", State::Unsure.letter());
    end_of_file.write_all(line.as_bytes())?;
    // Others may append too; after the write the position is the end of one's own line.
    let end = end_of_file.stream_position()?;
    end_of_file.sync_all()?;
    if is_new {
        give_to_owner_of_folder(path)?;
        sync_folder_of(path)?;
    }
    // The letter comes after the line's end that precedes it.
    let at = end.saturating_sub(u64::try_from(line.len()).unwrap_or_default()) + 1;
    Ok(Line { text, state: State::Unsure, at, file })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(ledger: &Ledger) -> Vec<(String, State)> {
        ledger.lines().unwrap().into_iter().map(|line| (line.text, line.state)).collect()
    }

    #[tokio::test]
    async fn a_line_is_settled_in_its_place_and_earlier_ones_count_as_done() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::at(folder.path().join("ledger"));
        fs::write(ledger.path(), "\nold 2026-01-01T00:00:00Z\ntorn").unwrap();
        let (ada, bea) = (ledger.begin("ada".to_owned()).await.unwrap(), ledger.begin("bea".to_owned()).await.unwrap());
        bea.settle(State::Done).unwrap();
        ada.settle(State::Fallen).unwrap();
        ledger.begin("cem".to_owned()).await.unwrap();
        let expected = [
            ("old 2026-01-01T00:00:00Z", State::Done),
            ("torn", State::Done),
            ("ada", State::Fallen),
            ("bea", State::Done),
            ("cem", State::Unsure),
        ];
        assert_eq!(seen(&ledger), expected.map(|(text, state)| (text.to_owned(), state)));
    }

    #[tokio::test]
    async fn a_list_is_made_shorter_only_while_no_line_of_it_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::at(folder.path().join("ledger"));
        let one = ledger.begin("one".to_owned()).await.unwrap();
        let last = |lines: Vec<Line>| lines.into_iter().filter(|line| line.text == "two").collect();
        ledger.begin("two".to_owned()).await.unwrap().settle(State::Done).unwrap();
        ledger.shorten(last).unwrap();
        assert_eq!(seen(&ledger).len(), 2, "a line is open");
        one.settle(State::Done).unwrap();
        drop(one);
        ledger.shorten(last).unwrap();
        assert_eq!(seen(&ledger), [("two".to_owned(), State::Done)]);
        ledger.begin("three".to_owned()).await.unwrap().settle(State::Fallen).unwrap();
        assert_eq!(seen(&ledger)[1], ("three".to_owned(), State::Fallen));
    }
}
