//! Endings: how a device that has to compare within one history is told so, and is known from then on.
//!
//! `name.7.…` is the history `name`, as it is told to a device that knows the journal up to revision 7. What follows is
//! sealed with the account's key to that name and revision, so that only what was told once is known again.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::{accounts::Owner, platform::problem::Result};

/// A history's name with an ending that no device has had yet.
///
/// # Errors
/// When the system has no randomness to give.
pub fn fresh(owner: &Owner, name: &str, from: i64) -> Result<String> {
    let sealed = owner.key.seal(owner.place(name, &from.to_string()), b"")?;
    Ok(format!("{name}.{from}.{}", BASE64_URL_SAFE_NO_PAD.encode(sealed)))
}

/// The revision up to which a device compared that names the history so; `None` when this was never told to any.
pub fn told(owner: &Owner, name: &str, named: &str) -> Option<i64> {
    let (from, sealed) = named.strip_prefix(name)?.strip_prefix('.')?.split_once('.')?;
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
    // No kind of record is a number: nothing else is sealed to this place.
    owner.key.open(owner.place(name, from), &sealed).ok()?;
    from.parse().ok()
}
