//! Paths beside other paths, and folders whose entries are on disk.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
};

use rustix::fs::Access;

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

/// Gives what root made in somebody's folder to them: a service runs as a user of its own, its operator as root, and
/// the one must read what the other made.
///
/// # Errors
/// When the system does not let it be given.
pub fn give_to_owner_of_folder(path: &Path) -> io::Result<()> {
    let (made, folder) = (fs::metadata(path)?, fs::metadata(folder_of(path))?);
    if made.uid() == 0 && folder.uid() != 0 {
        chown(path, Some(folder.uid()), Some(folder.gid()))?;
    }
    Ok(())
}

/// Makes a folder where there is none, and those that it is in.
///
/// # Errors
/// When the system does not.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    give_to_owner_of_folder(folder)
}

/// Tries whether a file could be made here, or the one that is here written, and changes nothing.
///
/// # Errors
/// With the path that cannot be written: the file's own, or that of its folder, or of the one in which that would be
/// made.
pub fn demand_writable(path: &Path) -> Result<(), (PathBuf, io::Error)> {
    let allowed = |path: &Path, access| {
        rustix::fs::access(path, access).map_err(|error| (path.to_owned(), io::Error::from(error)))
    };
    let folder = folder_of(path).ancestors().find(|folder| folder.exists() || folder.as_os_str().is_empty());
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    allowed(folder, Access::WRITE_OK | Access::EXEC_OK)?;
    if path.exists() { allowed(path, Access::READ_OK | Access::WRITE_OK) } else { Ok(()) }
}

/// What to do about a path that cannot be written because it is another user's, as a folder of a container's host is
/// root's at first; nothing where it is not.
pub fn whose(path: &Path) -> String {
    let own = rustix::process::geteuid().as_raw();
    match fs::metadata(path) {
        Ok(made) if made.uid() != own => {
            let (owner, path) = (made.uid(), path.display());
            format!(". It belongs to the user {owner}, and Afterglow runs as {own}: chown {own} {path}")
        }
        _ => String::new(),
    }
}

/// Waits until what was made or renamed in a path's folder is on disk.
///
/// # Errors
/// When the system cannot say so.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}
