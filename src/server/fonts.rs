//! The fonts that reports are drawn with.

use super::NotStarted;
use crate::{
    platform::config::Config,
    reports::pdf::{Folder, Fonts},
};

/// Those of the program, and those of the folder that the operator named.
///
/// # Errors
/// When the folder cannot be read, or holds no font that a report can hold.
pub fn read(config: &Config) -> Result<(Fonts, usize), NotStarted> {
    let Some(path) = &config.fonts else { return Ok((Fonts::default(), 0)) };
    let folder = Folder::read(path).map_err(|error| NotStarted::Fonts(path.clone(), error))?;
    let number = folder.len();
    if number == 0 {
        return Err(NotStarted::NoFont(path.clone()));
    }
    Ok((Fonts::with(folder), number))
}
