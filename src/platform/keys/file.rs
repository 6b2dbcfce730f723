//! The key file: JSON, its owner's alone, written as a whole or not at all.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{KeyBytes, KeyError, KeyRing, ServerKey};
use crate::platform::files::{beside, folder_of, give_to_owner_of_folder, make_folder, sync_folder_of};

/// A key in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    version: u8,
    secret: Zeroizing<String>,
}

/// The key in use, and those before it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    #[serde(default = "first")]
    version: u8,
    secret: Zeroizing<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Entry>,
}

/// The version of a key that was never rotated.
fn first() -> u8 {
    1
}

impl Entry {
    fn of(key: &ServerKey) -> Self {
        Self { version: key.version, secret: Zeroizing::new(BASE64_URL_SAFE_NO_PAD.encode(key.secret.as_slice())) }
    }

    fn key(&self) -> Option<ServerKey> {
        let bytes = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(self.secret.as_bytes()).ok()?);
        let secret: [u8; 32] = bytes.as_slice().try_into().ok()?;
        Some(ServerKey { version: self.version, secret: KeyBytes::new(secret) })
    }
}

/// The keys in a file; `None` when there is no file.
pub fn read(path: &Path) -> Result<Option<KeyRing>, KeyError> {
    let text = match fs::read(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(KeyError::Io(path.into(), error)),
    };
    let mode = fs::metadata(path).map_err(|error| KeyError::Io(path.into(), error))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(KeyError::Exposed(path.into()));
    }
    parse(&text).map(Some).ok_or_else(|| KeyError::Malformed(path.into()))
}

fn parse(text: &[u8]) -> Option<KeyRing> {
    let KeyFile { version, secret, earlier } = serde_json::from_slice(text).ok()?;
    let current = Entry { version, secret }.key()?;
    let earlier = earlier.iter().map(Entry::key).collect::<Option<Vec<_>>>()?;
    Some(KeyRing { current, earlier })
}

fn written(ring: &KeyRing) -> io::Result<Zeroizing<String>> {
    let Entry { version, secret } = Entry::of(&ring.current);
    let earlier = ring.earlier.iter().map(Entry::of).collect();
    Ok(Zeroizing::new(serde_json::to_string(&KeyFile { version, secret, earlier })?))
}

/// Writes a file where there is none.
pub fn create(path: &Path, ring: &KeyRing) -> Result<(), KeyError> {
    make_folder(folder_of(path)).map_err(|error| KeyError::Io(path.into(), error))?;
    write(path, ring).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => KeyError::Present(path.into()),
        _ => KeyError::Io(path.into(), error),
    })
}

/// Puts a file in the place of another, in one step.
pub fn replace(path: &Path, ring: &KeyRing) -> Result<(), KeyError> {
    let beside = &beside(path, ".new");
    let in_one_step = || {
        // What an interrupted try left.
        fs::remove_file(beside).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })?;
        write(beside, ring)?;
        fs::rename(beside, path)?;
        sync_folder_of(path)
    };
    in_one_step().map_err(|error| KeyError::Io(path.into(), error))
}

fn write(path: &Path, ring: &KeyRing) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(written(ring)?.as_bytes())?;
    file.sync_all()?;
    give_to_owner_of_folder(path)?;
    sync_folder_of(path)
}
