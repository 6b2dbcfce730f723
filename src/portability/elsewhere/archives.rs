//! Files in archives, each unpacked to a bounded length.

use std::io::Cursor;

use zip::ZipArchive;

use super::opened::base;
use crate::{domain::fault::Refusal, portability::archive};

/// The most bytes that are unpacked of one file.
const LARGEST: u64 = 64 * 1024 * 1024;
/// The most files of an archive that are read.
const MOST_FILES: usize = 1000;

/// The file of such a name in an archive; `None` when this is no archive.
pub fn entry(file: &[u8], named: impl Fn(&str) -> bool) -> Option<Result<Vec<u8>, Refusal>> {
    archive::is_one(file).then(|| {
        let mut found = entries(file, LARGEST, named)?;
        found.pop().map(|(_, content)| content).ok_or_else(|| Refusal::FileInArchive)
    })
}

/// All files of such names in an archive, each with its name in lower case, without its folders.
///
/// # Errors
/// When it is broken, or what is wanted of it would unpack to more than so many bytes.
pub fn entries(file: &[u8], most: u64, named: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    let broken = || Refusal::FileInArchive;
    let mut packed = ZipArchive::new(Cursor::new(file)).map_err(|_| broken())?;
    let (mut found, mut left) = (Vec::new(), most);
    for index in 0..packed.len() {
        let Some(Ok(name)) = packed.name_for_index(index) else { continue };
        let name = base(&name);
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
    std::path::Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}
