//! The server's keys: the first made at the first start, kept outside the data directory, never in a backup.

mod file;
pub mod kit;

use std::{
    io,
    path::{Path, PathBuf},
};

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// 32 secret bytes.
pub type KeyBytes = Zeroizing<[u8; 32]>;

/// A key of the server, from which others are derived.
#[derive(Clone)]
pub struct ServerKey {
    /// Which of the server's keys it is, from 1 on: what is wrapped with it begins with this byte.
    pub version: u8,
    secret: KeyBytes,
}

impl ServerKey {
    /// A key of these bytes.
    pub fn new(version: u8, secret: [u8; 32]) -> Self {
        Self { version, secret: Zeroizing::new(secret) }
    }

    fn random(version: u8) -> io::Result<Self> {
        Ok(Self { version, secret: random()? })
    }

    /// A key for one purpose alone (HKDF-SHA256, RFC 5869).
    pub fn derive(&self, purpose: &str) -> KeyBytes {
        let mut derived = Zeroizing::new([0; 32]);
        let expanded =
            Hkdf::<Sha256>::new(None, self.secret.as_slice()).expand(purpose.as_bytes(), derived.as_mut_slice());
        // 32 bytes are far below the limit of 8,160 at which expanding fails.
        debug_assert!(expanded.is_ok());
        derived
    }

    /// Names the key without giving it away: the first eight bytes of a digest, in hexadecimal.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.derive("afterglow fingerprint").as_slice());
        let first = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{first:016x}")
    }
}

/// The key in use, and those before it: what they wrapped or signed still opens.
#[derive(Clone)]
pub struct KeyRing {
    current: ServerKey,
    earlier: Vec<ServerKey>,
}

/// Why there is no key to work with.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file is not there, and making a new one would lock an existing database for ever.
    #[error(
        "the key file {0} is missing, but there is a database that was sealed with it; put the key file back \
         (from your recovery kit, with: afterglow keys recover) or name it with --key-file. A new key could not \
         open what is stored"
    )]
    Missing(PathBuf),
    /// A file that must not be overwritten is there.
    #[error("there is a key file {0} already; nothing was changed")]
    Present(PathBuf),
    /// The file cannot be read or made.
    #[error("the key file {0} cannot be used: {1}")]
    Io(PathBuf, io::Error),
    /// The file is not a key file.
    #[error("{0} is not a key file of Afterglow: expected JSON with a `secret` of 32 bytes in base64url")]
    Malformed(PathBuf),
    /// Others than its owner may read the file.
    #[error("the key file {0} can be read by others; make it yours alone with: chmod 600 {0}")]
    Exposed(PathBuf),
    /// A key's version is one byte.
    #[error("this key file has been rotated 254 times, and cannot be once more")]
    UsedUp,
}

impl KeyRing {
    /// Of one key.
    pub fn of(current: ServerKey) -> Self {
        Self { current, earlier: Vec::new() }
    }

    /// Reads the key file.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        file::read(path)?.ok_or_else(|| KeyError::Missing(path.into()))
    }

    /// Reads the key file, or makes it (mode 0600, synced to disk) when `may_create`.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn load_or_create(path: &Path, may_create: bool) -> Result<Self, KeyError> {
        if let Some(ring) = file::read(path)? {
            return Ok(ring);
        }
        if !may_create {
            return Err(KeyError::Missing(path.into()));
        }
        let ring = Self::of(ServerKey::random(1).map_err(|error| KeyError::Io(path.into(), error))?);
        ring.create(path)?;
        Ok(ring)
    }

    /// Writes a key file where there is none.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn create(&self, path: &Path) -> Result<(), KeyError> {
        file::create(path, self)
    }

    /// Puts a fresh key in front, in the file first: it is there, in full and on disk, before anything is
    /// wrapped with it.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn rotated(&self, path: &Path) -> Result<Self, KeyError> {
        let version = self.current.version.checked_add(1).ok_or(KeyError::UsedUp)?;
        let current = ServerKey::random(version).map_err(|error| KeyError::Io(path.into(), error))?;
        let ring = Self { current, earlier: self.keys().cloned().collect() };
        file::replace(path, &ring)?;
        Ok(ring)
    }

    /// The key in use.
    pub fn current(&self) -> &ServerKey {
        &self.current
    }

    /// All of them, the one in use first.
    pub fn keys(&self) -> impl Iterator<Item = &ServerKey> {
        std::iter::once(&self.current).chain(&self.earlier)
    }

    /// Whether one of them has this fingerprint.
    pub fn knows(&self, fingerprint: &str) -> bool {
        self.keys().any(|key| key.fingerprint() == fingerprint)
    }
}

/// 32 bytes from the system's generator.
///
/// # Errors
/// When the system has no randomness to give.
pub fn random() -> io::Result<KeyBytes> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(io::Error::other)?;
    Ok(bytes)
}
