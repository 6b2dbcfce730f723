//! The server's key: made once, kept outside the data directory, never in a backup.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// 32 secret bytes.
pub type KeyBytes = Zeroizing<[u8; 32]>;

/// The server's key, from which every other key is derived or by which it is wrapped.
#[derive(Clone)]
pub struct ServerKey {
    secret: KeyBytes,
}

/// Why there is no key to work with.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file is not there, and making a new one would lock an existing database for ever.
    #[error(
        "the key file {0} is missing, but there is a database that was sealed with it; put the key file back \
         (from your recovery copy) or name it with --key-file. A new key could not open what is stored"
    )]
    Missing(PathBuf),
    /// The file cannot be read or made.
    #[error("the key file {0} cannot be used: {1}")]
    Io(PathBuf, io::Error),
    /// The file is not a key file.
    #[error("{0} is not a key file of Afterglow: expected JSON with a `secret` of 32 bytes in base64url")]
    Malformed(PathBuf),
    /// Others than its owner may read the file.
    #[error("the key file {0} can be read by others; make it yours alone with: chmod 600 {0}")]
    Exposed(PathBuf),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    secret: Zeroizing<String>,
}

impl ServerKey {
    /// A key of these bytes.
    pub fn new(secret: [u8; 32]) -> Self {
        Self { secret: Zeroizing::new(secret) }
    }

    /// Reads the key file, or makes it (mode 0600, synced to disk) when `may_create`.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn load_or_create(path: &Path, may_create: bool) -> Result<Self, KeyError> {
        match fs::read_to_string(path) {
            Ok(text) => Self::read(path, &Zeroizing::new(text)),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(KeyError::Io(path.into(), error)),
            Err(_) if !may_create => Err(KeyError::Missing(path.into())),
            Err(_) => Self::create(path).map_err(|error| KeyError::Io(path.into(), error)),
        }
    }

    fn read(path: &Path, text: &str) -> Result<Self, KeyError> {
        let mode = fs::metadata(path).map_err(|error| KeyError::Io(path.into(), error))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeyError::Exposed(path.into()));
        }
        let malformed = || KeyError::Malformed(path.into());
        let file: KeyFile = serde_json::from_str(text).map_err(|_| malformed())?;
        let bytes = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(file.secret.as_bytes()).map_err(|_| malformed())?);
        Ok(Self::new(bytes.as_slice().try_into().map_err(|_| malformed())?))
    }

    fn create(path: &Path) -> io::Result<Self> {
        let key = Self { secret: random()? };
        let secret = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.encode(key.secret.as_slice()));
        let text = Zeroizing::new(serde_json::to_string(&KeyFile { secret })?);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::File::open(folder)?.sync_all()?;
        Ok(key)
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

/// 32 bytes from the system's generator.
///
/// # Errors
/// When the system has no randomness to give.
pub fn random() -> io::Result<KeyBytes> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(io::Error::other)?;
    Ok(bytes)
}
