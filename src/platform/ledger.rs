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

use serde::{Deserialize, Serialize};

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
    /// Its place among the file's lines, from 1; 0 of one that was only just written down.
    pub number: usize,
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

/// How far a list has come, by which it is noticed that a part of it was lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// How many lines it has.
    pub lines: usize,
    /// What the last one says; none where there is none.
    pub last: Option<String>,
}

impl Extent {
    /// Of these lines, as far as they are settled: one that was torn off while it was written down may go.
    pub fn of(lines: &[Line]) -> Self {
        let settled = || lines.iter().filter(|line| line.state != State::Unsure);
        Self { lines: settled().count(), last: settled().next_back().map(|line| line.text.clone()) }
    }

    /// Whether these lines are those of then, and perhaps more.
    pub fn is_in(&self, lines: &[Line]) -> bool {
        lines.len() >= self.lines && self.last.as_ref().is_none_or(|last| lines.iter().any(|line| line.text == *last))
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

    /// Keeps of the settled lines those that `wanted` names, in one step, after `before` has noted that there will be
    /// those alone. Nothing is done while somebody else writes.
    ///
    /// # Errors
    /// When `before` fails or the file cannot be written anew: then it is as it was.
    pub fn shorten(
        &self,
        wanted: impl FnOnce(Vec<Line>) -> Vec<Line>,
        before: impl FnOnce(&[Line]) -> io::Result<()>,
    ) -> io::Result<()> {
        let file = match OpenOptions::new().read(true).write(true).open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            file => Arc::new(file?),
        };
        if file.try_lock().is_err() {
            return Ok(());
        }
        let all = read(&file)?;
        let (number, kept) = (all.len(), wanted(all));
        // A short list is not worth the while.
        if kept.len() * 2 > number {
            return Ok(());
        }
        before(&kept)?;
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
    for number in 1.. {
        let length = reader.read_until(b'\n', &mut line)?;
        if length == 0 {
            break;
        }
        lines.extend(parsed(&String::from_utf8_lossy(&line), (number, at), file));
        at += u64::try_from(length).unwrap_or_default();
        line.clear();
    }
    Ok(lines)
}

/// A line, unless it is blank: also of zeros, as a crash may leave them where a line was being written.
fn parsed(line: &str, (number, at): (usize, u64), file: &Arc<File>) -> Option<Line> {
    let line = line.trim_matches(|letter: char| letter.is_whitespace() || letter == '\0');
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let state = State::ALL.into_iter().find(|state| first == state.letter().to_string());
    let text = if state.is_some() { rest } else { line }.to_owned();
    let state = state.unwrap_or(State::Done);
    (!line.is_empty()).then(|| Line { text, state, number, at, file: Arc::clone(file) })
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
    Ok(Line { text, state: State::Unsure, number: 0, at, file })
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
        let unheard = |_: &[Line]| panic!("nothing is made shorter");
        ledger.shorten(last, unheard).unwrap();
        assert_eq!(seen(&ledger).len(), 2, "a line is open");
        one.settle(State::Done).unwrap();
        drop(one);
        ledger.shorten(last, |_| Err(io::Error::other("no mark can be left"))).unwrap_err();
        assert_eq!(seen(&ledger).len(), 2, "it was not noted before");
        let note = |kept: &[Line]| {
            assert_eq!(Extent::of(kept).last.as_deref(), Some("two"));
            Ok(())
        };
        ledger.shorten(last, note).unwrap();
        assert_eq!(seen(&ledger), [("two".to_owned(), State::Done)]);
        ledger.begin("three".to_owned()).await.unwrap().settle(State::Fallen).unwrap();
        assert_eq!(seen(&ledger)[1], ("three".to_owned(), State::Fallen));
    }

    #[tokio::test]
    async fn a_list_that_lost_a_line_is_told_from_one_that_has_more() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::at(folder.path().join("ledger"));
        for text in ["one", "two", "two"] {
            ledger.begin(text.to_owned()).await.unwrap();
        }
        assert_eq!(Extent::of(&ledger.lines().unwrap()), Extent::default(), "nothing is settled");
        ledger.lines().unwrap().iter().for_each(|line| line.settle(State::Done).unwrap());
        let (whole, lines) = (fs::read_to_string(ledger.path()).unwrap(), ledger.lines().unwrap());
        let extent = Extent::of(&lines);
        assert!(extent.is_in(&lines) && Extent::default().is_in(&[]) && !extent.is_in(&[]));
        ledger.begin("three".to_owned()).await.unwrap();
        assert!(extent.is_in(&ledger.lines().unwrap()), "one more");
        for other in [whole.replacen("\n! two\n", "", 1), whole.replace("two", "one")] {
            fs::write(ledger.path(), other).unwrap();
            assert!(!extent.is_in(&ledger.lines().unwrap()));
        }
    }
}
