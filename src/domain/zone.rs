//! Time zones by name: the rules of the machine's zone data, and of a bundled copy for the names that it lacks.
//!
//! Browsers call many zones by an older name (`Asia/Calcutta`, `Europe/Kiev`). Debian 13 ships those in a package of
//! its own (tzdata-legacy), and a small container may have no zone data at all. The bundled copy knows every name.

use std::{
    env,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};

use super::fault::{Faults, Refusal};

/// The environment variable that names a folder of zone data, as for the C library. Where it is set, no other folder
/// is read.
const FOLDER: &str = "TZDIR";
/// Where zone data is on most machines, in the order in which it is looked for.
const USUAL_FOLDERS: [&str; 3] = ["/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"];

/// The zone data of this machine with its folder; `None` where there is none.
static OF_MACHINE: LazyLock<Option<(PathBuf, TimeZoneDatabase)>> = LazyLock::new(|| match env::var_os(FOLDER) {
    Some(folder) => data_in(folder.into()),
    None => USUAL_FOLDERS.into_iter().find_map(|folder| data_in(folder.into())),
});

/// The zone data inside this program.
static BUNDLED: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

fn data_in(folder: PathBuf) -> Option<(PathBuf, TimeZoneDatabase)> {
    let data = TimeZoneDatabase::from_dir(&folder).ok().filter(|data| !data.is_definitively_empty())?;
    Some((folder, data))
}

/// The folder of the machine's own zone data, which is read first; `None` where there is none.
pub fn folder_of_machine() -> Option<&'static Path> {
    OF_MACHINE.as_ref().map(|(folder, _)| folder.as_path())
}

/// An IANA time zone name, as `Europe/Berlin`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, deserr::Deserr, utoipa::ToSchema)]
#[deserr(error = Faults, try_from(String) = ZoneName::try_from -> Refusal)]
#[serde(transparent)]
#[schema(value_type = String, example = "Europe/Berlin")]
pub struct ZoneName(String);

impl ZoneName {
    /// The name as it was given: `Asia/Calcutta` stays `Asia/Calcutta`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name that was checked when it was stored.
    pub fn known(name: String) -> Self {
        Self(name)
    }

    /// Its rules; `None` when neither the machine nor the bundled copy knows the name any more.
    pub fn rules(&self) -> Option<TimeZone> {
        let of_machine = OF_MACHINE.as_ref().and_then(|(_, data)| data.get(&self.0).ok());
        of_machine.or_else(|| BUNDLED.get(&self.0).ok())
    }

    /// Its rules; those of UTC stand in for a name that is not known any more. The patient is told so with their
    /// account, and the operator by log and metric.
    pub fn rules_or_utc(&self) -> TimeZone {
        self.rules().unwrap_or(TimeZone::UTC)
    }
}

impl TryFrom<String> for ZoneName {
    type Error = Refusal;

    fn try_from(name: String) -> Result<Self, Refusal> {
        let named = Self(name);
        if named.rules().is_some() { Ok(named) } else { Err(Refusal::TimeZone) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_copy_knows_the_names_that_browsers_use() {
        for name in [
            "Asia/Calcutta",
            "Europe/Kiev",
            "America/Indianapolis",
            "America/Buenos_Aires",
            "Asia/Katmandu",
            "Asia/Saigon",
        ] {
            assert!(BUNDLED.get(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_name_that_nobody_knows_has_no_rules() {
        assert!(ZoneName::try_from("Europe/Atlantis".to_owned()).is_err());
        assert!(ZoneName::known("Europe/Atlantis".to_owned()).rules().is_none());
        assert_eq!(ZoneName::try_from("Asia/Calcutta".to_owned()).unwrap().as_str(), "Asia/Calcutta");
    }
}
