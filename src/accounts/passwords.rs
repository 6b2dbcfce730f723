//! Hashing passwords: Argon2id (RFC 9106), off the async threads, never more at once than cores.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::{
    domain::account::Secret,
    platform::problem::{Problem, Result},
};

/// Memory in KiB, passes and lanes: the least that OWASP's password storage guidance accepts.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many may wait for each core before the rest are asked to come back.
const QUEUE_PER_CORE: usize = 128;

/// Hashes and verifies. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher {
    /// One permit for each core.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { running: Arc::new(Semaphore::new(cores)), waiting: Arc::new(Semaphore::new(cores * QUEUE_PER_CORE)) }
    }

    /// The hash of a new password, as a PHC string.
    ///
    /// # Errors
    /// 503 when too many wait already.
    pub async fn hash(&self, password: Secret) -> Result<String> {
        self.run(move || {
            let hash = argon2()?
                .hash_password(password.expose().as_bytes())
                .map_err(|error| Problem::internal(error.to_string()))?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a password is the one behind `stored`. Without a stored hash the same work is done, and
    /// the answer is no, so that time does not tell whether a name exists.
    ///
    /// # Errors
    /// 503 when too many wait already.
    pub async fn verify(&self, password: Secret, stored: Option<String>) -> Result<bool> {
        self.run(move || {
            let argon2 = argon2()?;
            let Some(stored) = stored else {
                _ = argon2.hash_password(password.expose().as_bytes());
                return Ok(false);
            };
            let hash = PasswordHash::new(&stored).map_err(|error| Problem::internal(error.to_string()))?;
            Ok(argon2.verify_password(password.expose().as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let _place = self.waiting.try_acquire().map_err(|_| Problem::busy(2))?;
        let permit = self.running.clone().acquire_owned().await.map_err(Problem::internal)?;
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .map_err(Problem::internal)?
    }
}

/// Whether a stored hash was made with less effort than hashes are made with now.
pub fn is_outgrown(stored: &str) -> bool {
    let Ok(hash) = PasswordHash::new(stored) else { return true };
    let effort = |name, now| hash.params.get_decimal(name).is_none_or(|then| then < now);
    effort("m", MEMORY_KIB) || effort("t", PASSES) || effort("p", LANES)
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| Problem::internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        text.to_owned().try_into().unwrap()
    }

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_alone() {
        let hasher = Hasher::new();
        let stored = hasher.hash(secret("plum sunset over water")).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(hasher.verify(secret("plum sunset over water"), Some(stored.clone())).await.unwrap());
        assert!(!hasher.verify(secret("plum sunset over Water"), Some(stored)).await.unwrap());
        assert!(!hasher.verify(secret("plum sunset over water"), None).await.unwrap());
    }

    #[test]
    fn a_hash_made_with_less_effort_is_outgrown() {
        let tail = "c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
        assert!(!is_outgrown(&format!("$argon2id$v=19$m=19456,t=2,p=1${tail}")));
        assert!(is_outgrown(&format!("$argon2id$v=19$m=4096,t=2,p=1${tail}")));
        assert!(is_outgrown("not a hash"));
    }
}
