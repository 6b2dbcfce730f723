//! Tickets: leave to fetch one file of a SMART Health Link without the passcode that its manifest asked for.
//!
//! Nothing is stored of a ticket. It holds when its manifest was made, so that the same files can be made again, and a
//! seal of the file: where the journal has changed since, the seal is broken, and the viewer asks for a new manifest,
//! as the specification has it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::{store::Share, visitor::Reception};
use crate::platform::problem::{Problem, Result};

/// For how long a located file can be fetched after its manifest (the specification allows an hour).
const LIFETIME: SignedDuration = SignedDuration::from_mins(30);

/// Leave to fetch a file.
pub struct Ticket {
    /// When its manifest was made.
    pub made: Timestamp,
    /// Its place among the files of the manifest, from 0.
    pub file: usize,
    /// The seal of the file: see [`seal`].
    pub seal: String,
    signature: String,
}

impl Ticket {
    /// What a viewer brought, if it is shaped like a ticket.
    pub fn read(brought: &str) -> Option<Self> {
        let parts: Vec<&str> = brought.split('.').collect();
        let [made, file, seal, signature] = parts.as_slice() else { return None };
        Some(Self {
            made: Timestamp::from_second(made.parse().ok()?).ok()?,
            file: file.parse().ok()?,
            seal: (*seal).to_owned(),
            signature: (*signature).to_owned(),
        })
    }

    /// Whether it was made here for this share, and its time has not passed at `now`.
    ///
    /// # Errors
    /// An internal problem.
    pub fn is_good(&self, reception: &Reception, share: &Share, now: Timestamp) -> Result<bool> {
        let expected = signature(reception, share, (self.made, self.file, &self.seal))?;
        let signed = subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), self.signature.as_bytes());
        Ok(bool::from(signed) && now.duration_since(self.made) < LIFETIME)
    }
}

/// Where the files of a manifest are.
pub struct Located {
    /// The address that a ticket completes.
    pub base: String,
    /// When the manifest was made: a whole second.
    pub made: Timestamp,
}

impl Located {
    /// The address of the `n`th file.
    ///
    /// # Errors
    /// An internal problem.
    pub fn address(&self, reception: &Reception, share: &Share, (n, file): (usize, &[u8])) -> Result<String> {
        let seal = seal(reception, share, file)?;
        let signature = signature(reception, share, (self.made, n, &seal))?;
        Ok(format!("{}/{}.{n}.{seal}.{signature}", self.base, self.made.as_second()))
    }
}

/// A mark that another file does not have, and that tells nothing of this one to those who do not know the server's key.
///
/// # Errors
/// An internal problem.
pub fn seal(reception: &Reception, share: &Share, file: &[u8]) -> Result<String> {
    let digest = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(file));
    let mac = reception.passcodes.mac("file seal", &format!("{}|{digest}", share.id))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(mac))
}

/// What a ticket can say of the time.
///
/// # Errors
/// Never: an instant without its fraction is one.
pub fn whole_second(now: Timestamp) -> Result<Timestamp> {
    Timestamp::from_second(now.as_second()).map_err(Problem::internal)
}

fn signature(reception: &Reception, share: &Share, (made, file, seal): (Timestamp, usize, &str)) -> Result<String> {
    let told = format!("{}|{}|{file}|{seal}", share.id, made.as_second());
    Ok(BASE64_URL_SAFE_NO_PAD.encode(reception.passcodes.mac("file ticket", &told)?))
}
