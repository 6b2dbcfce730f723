//! Hashing passwords: Argon2id (RFC 9106), off the async threads, never more at once than cores.
//!
//! Each core has a thread of its own for it, so that the memory of a hash is taken again and again from
//! the same place: spread over whichever thread was free, it was kept by each of them.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use tokio::sync::oneshot;

use crate::{
    domain::{
        account::{Secret, check_new_password},
        fault::Faults,
    },
    platform::{
        keys::random,
        problem::{Problem, Result},
    },
};

/// Memory in KiB, passes and lanes: the least that OWASP's password storage guidance accepts.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many may wait for each core before the rest are asked to come back.
const QUEUE_PER_CORE: usize = 128;

/// A password that somebody sets.
pub struct NewPassword {
    /// What was typed.
    pub password: Secret,
    /// Whose it will be: the name makes it easier to guess.
    pub username: String,
    /// Where it stands in the body, as a JSON pointer.
    pub place: &'static str,
}

/// Hashes one password, and tells who waits for it.
type Job = Box<dyn FnOnce() + Send>;

/// Hashes and verifies. Cheap to clone; its threads end with the last clone.
#[derive(Clone)]
pub struct Hasher {
    jobs: SyncSender<Job>,
    waiting: Arc<AtomicI64>,
}

impl Hasher {
    /// With one thread for each core.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start() -> std::io::Result<Self> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let (sender, jobs) = sync_channel(cores * QUEUE_PER_CORE);
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..cores {
            let jobs = jobs.clone();
            thread::Builder::new().name("hasher".to_owned()).spawn(move || {
                // Whoever is signed in already goes first.
                _ = rustix::process::nice(10);
                while let Some(job) = next(&jobs) {
                    // A panic fails the one who asked, by dropping their channel, and nobody after them.
                    _ = catch_unwind(AssertUnwindSafe(job));
                }
            })?;
        }
        Ok(Self { jobs: sender, waiting: Arc::default() })
    }

    /// How many passwords wait for a thread.
    pub fn waiting(&self) -> i64 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// The hash of a password that somebody sets, as a PHC string.
    ///
    /// To look whether it can be guessed takes up to a second for some texts: here nobody else waits for it.
    ///
    /// # Errors
    /// 422 with what would make it better; 503 when too many wait already.
    pub async fn hash_new(&self, NewPassword { password, username, place }: NewPassword) -> Result<String> {
        self.run(move || {
            check_new_password(&password, &username).map_err(|refusal| Faults::one(place, refusal))?;
            hash_of(&password)
        })
        .await
    }

    /// The hash of a password that was taken before, as a PHC string.
    ///
    /// # Errors
    /// 503 when too many wait already.
    pub async fn hash(&self, password: Secret) -> Result<String> {
        self.run(move || hash_of(&password)).await
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
        let (tell, told) = oneshot::channel();
        // Whoever asked may have gone: then the hash was for nothing.
        let waiting = Arc::clone(&self.waiting);
        let job: Job = Box::new(move || {
            waiting.fetch_sub(1, Ordering::Relaxed);
            _ = tell.send(work());
        });
        self.waiting.fetch_add(1, Ordering::Relaxed);
        self.jobs.try_send(job).map_err(|_| {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            Problem::busy(2)
        })?;
        told.await.map_err(|_| Problem::internal("a hash was begun and not finished"))?
    }
}

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    // A lock is poisoned when its holder panics, and receiving does not.
    jobs.lock().ok()?.recv().ok()
}

/// A hash of which nobody knows the password: random bytes in the place of both salt and hash.
///
/// # Errors
/// When the system has no randomness to give.
pub fn unknown() -> Result<String> {
    let text = || random().map(|bytes| BASE64_STANDARD_NO_PAD.encode(bytes.as_slice())).map_err(Problem::internal);
    let (salt, hash) = (text()?, text()?);
    Ok(format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${salt}${hash}"))
}

/// Whether a stored hash was made with less effort than hashes are made with now.
pub fn is_outgrown(stored: &str) -> bool {
    let Ok(hash) = PasswordHash::new(stored) else { return true };
    let effort = |name, now| hash.params.get_decimal(name).is_none_or(|then| then < now);
    effort("m", MEMORY_KIB) || effort("t", PASSES) || effort("p", LANES)
}

fn hash_of(password: &Secret) -> Result<String> {
    let hash =
        argon2()?.hash_password(password.expose().as_bytes()).map_err(|error| Problem::internal(error.to_string()))?;
    Ok(hash.to_string())
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
        let hasher = Hasher::start().unwrap();
        let stored = hasher.hash(secret("plum sunset over water")).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(hasher.verify(secret("plum sunset over water"), Some(stored.clone())).await.unwrap());
        assert!(!hasher.verify(secret("plum sunset over Water"), Some(stored)).await.unwrap());
        assert!(!hasher.verify(secret("plum sunset over water"), None).await.unwrap());
        let unknown = unknown().unwrap();
        assert!(!hasher.verify(secret("plum sunset over water"), Some(unknown.clone())).await.unwrap());
        assert!(!is_outgrown(&unknown));
    }

    #[tokio::test]
    async fn more_than_the_queue_holds_are_asked_to_come_back() {
        let hasher = Hasher::start().unwrap();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let asked = cores * (QUEUE_PER_CORE + 1) + 20;
        let sign_ins = (0..asked).map(|_| hasher.verify(secret("plum sunset over water"), None));
        let answers = futures_util::future::join_all(sign_ins).await;
        let refused: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
        assert!((1..=asked - cores * QUEUE_PER_CORE).contains(&refused.len()), "{} of {asked}", refused.len());
        assert!(refused.iter().all(|problem| problem.code() == "busy"));
    }

    #[test]
    fn a_hash_made_with_less_effort_is_outgrown() {
        let tail = "c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";
        assert!(!is_outgrown(&format!("$argon2id$v=19$m=19456,t=2,p=1${tail}")));
        assert!(is_outgrown(&format!("$argon2id$v=19$m=4096,t=2,p=1${tail}")));
        assert!(is_outgrown("not a hash"));
    }
}
