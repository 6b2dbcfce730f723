//! Files in archives, each unpacked to a bounded length.

use std::io::Cursor;

use zip::ZipArchive;

use super::{opened::base, refused};
use crate::{
    domain::fault::Refusal,
    portability::{archive, line_fault::LineFaults},
};

/// The most bytes that are unpacked of an archive.
pub const LARGEST: u64 = 64 * 1024 * 1024;
/// The most bytes of a table in it: as many as one may have that comes alone.
pub const LARGEST_TABLE: u64 = 16 * 1024 * 1024;
/// The most files of an archive that are read.
const MOST_FILES: usize = 1000;

/// The file of such a name in an archive; `None` when this is no archive.
pub fn entry(file: &[u8], most: u64, named: impl Fn(&str) -> bool) -> Option<Result<Vec<u8>, LineFaults>> {
    archive::is_one(file).then(|| {
        let mut found = None;
        each(file, most, named, |_, content| {
            found = Some(content);
            Ok(())
        })?;
        found.ok_or_else(broken)
    })
}

/// The table of this name that lies in the fewest folders.
///
/// # Errors
/// When the archive is broken, or the table would unpack to too much.
pub fn shallowest(file: &[u8], name: &str) -> Result<Option<Vec<u8>>, LineFaults> {
    let paths: Vec<String> = ZipArchive::new(Cursor::new(file))
        .map_err(|_| broken())?
        .file_names()
        .flatten()
        .map(|path| path.to_lowercase())
        .collect();
    let of_name = paths.iter().filter(|path| base(path) == name);
    let Some(nearest) = of_name.min_by_key(|path| path.matches('/').count()) else { return Ok(None) };
    entry(file, LARGEST_TABLE, |path| path == nearest.as_str()).transpose()
}

/// Takes the files of such paths in an archive one after the other, each with its path in lower case; answers how many
/// there were.
///
/// # Errors
/// When it is broken, one of them would unpack to more than `most` bytes, or all together to more than is unpacked; or
/// what is wrong with one.
pub fn each(
    file: &[u8],
    most: u64,
    named: impl Fn(&str) -> bool,
    mut take: impl FnMut(&str, Vec<u8>) -> Result<(), LineFaults>,
) -> Result<usize, LineFaults> {
    let mut packed = ZipArchive::new(Cursor::new(file)).map_err(|_| broken())?;
    let (mut found, mut left) = (0, LARGEST);
    for index in 0..packed.len() {
        let Some(Ok(name)) = packed.name_for_index(index) else { continue };
        let name = name.to_lowercase();
        if !named(&name) {
            continue;
        }
        if found == MOST_FILES {
            return Err(broken());
        }
        let entry = packed.by_index(index).map_err(|_| broken())?;
        let content = archive::content(entry, left.min(most)).ok_or_else(broken)?;
        left = left.saturating_sub(u64::try_from(content.len()).unwrap_or(u64::MAX));
        take(&name, content)?;
        found += 1;
    }
    Ok(found)
}

fn broken() -> LineFaults {
    refused::file(Refusal::FileInArchive)
}

/// Whether a file is called like a table.
pub fn is_csv(name: &str) -> bool {
    is_a(name, "csv")
}

/// Whether a file's name ends so.
pub fn is_a(name: &str, kind: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case(kind))
}
