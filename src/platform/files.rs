//! Paths beside other paths, and folders whose entries are on disk.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

/// The folder that a path is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The path of the same name with an ending more.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Waits until what was made or renamed in a path's folder is on disk.
///
/// # Errors
/// When the system cannot say so.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}
