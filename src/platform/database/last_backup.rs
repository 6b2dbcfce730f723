//! When a backup was last made and found whole: a note beside the database, so that the server can tell how old it is.

use std::{fs, io, path::Path};

use jiff::Timestamp;

use crate::platform::files::{beside, give_to_owner_of_folder};

const NOTE: &str = ".backed-up";

/// Notes that a backup of this file was made, and is whole.
///
/// # Errors
/// When the system does not write it.
pub fn note(file: &Path, made_at: Timestamp) -> io::Result<()> {
    let (note, unfinished) = (beside(file, NOTE), beside(file, ".backed-up.unfinished"));
    fs::write(&unfinished, format!("{made_at}\n"))?;
    give_to_owner_of_folder(&unfinished)?;
    fs::rename(unfinished, note)
}

/// When that was; `None` where it never was, or where the note cannot be read.
pub fn made_at(file: &Path) -> Option<Timestamp> {
    fs::read_to_string(beside(file, NOTE)).ok()?.trim().parse().ok()
}
