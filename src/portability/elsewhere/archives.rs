//! Files in archives, each unpacked to a bounded length.

use std::io::Cursor;

use zip::ZipArchive;

use super::opened::base;
use crate::{domain::fault::Refusal, portability::archive};

/// The most bytes that are unpacked of one file.
pub const LARGEST: u64 = 64 * 1024 * 1024;
/// The most files of an archive that are read.
const MOST_FILES: usize = 1000;

/// The file of such a name in an archive; `None` when this is no archive.
pub fn entry(file: &[u8], named: impl Fn(&str) -> bool) -> Option<Result<Vec<u8>, Refusal>> {
    archive::is_one(file).then(|| {
        let mut found = entries(file, LARGEST, named)?;
        found.pop().map(|(_, content)| content).ok_or(Refusal::FileInArchive)
    })
}

/// The file of this name that lies in the fewest folders.
///
/// # Errors
/// When the archive is broken, or the file would unpack to too much.
pub fn shallowest(file: &[u8], name: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let paths: Vec<String> = ZipArchive::new(Cursor::new(file))
        .map_err(|_| Refusal::FileInArchive)?
        .file_names()
        .flatten()
        .map(|path| path.to_lowercase())
        .collect();
    let of_name = paths.iter().filter(|path| base(path) == name);
    let Some(nearest) = of_name.min_by_key(|path| path.matches('/').count()) else { return Ok(None) };
    Ok(entries(file, LARGEST, |path| path == nearest.as_str())?.pop().map(|(_, content)| content))
}

/// All files of such paths in an archive, each with its path in lower case.
///
/// # Errors
/// When it is broken, or what is wanted of it would unpack to more than so many bytes.
pub fn entries(file: &[u8], most: u64, named: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    let broken = || Refusal::FileInArchive;
    let mut packed = ZipArchive::new(Cursor::new(file)).map_err(|_| broken())?;
    let (mut found, mut left) = (Vec::new(), most);
    for index in 0..packed.len() {
        let Some(Ok(name)) = packed.name_for_index(index) else { continue };
        let name = name.to_lowercase();
        if !named(&name) {
            continue;
        }
        let entry = packed.by_index(index).map_err(|_| broken())?;
        let content = archive::content(entry, left).ok_or_else(broken)?;
        left = left.saturating_sub(u64::try_from(content.len()).unwrap_or(u64::MAX));
        found.push((name, content));
        if found.len() > MOST_FILES {
            return Err(broken());
        }
    }
    Ok(found)
}

/// Whether a file is called like a table.
pub fn is_csv(name: &str) -> bool {
    is_a(name, "csv")
}

/// Whether a file's name ends so.
pub fn is_a(name: &str, kind: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case(kind))
}
