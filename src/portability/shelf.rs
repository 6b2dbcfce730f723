//! Files that were looked at and may be brought in next: each is sent once, however often something else is said of it.
//!
//! They are kept in this server's memory alone, sealed with their owner's key, for some minutes: nothing of them is in
//! the database, on the disk or in a backup. Whoever asks for one that is gone, or asks another server of the same
//! service, sends it again.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

use crate::{
    accounts::Owner,
    domain::id::AccountId,
    platform::problem::{Problem, Result},
};

/// How long a file is kept.
pub const KEPT_FOR: Duration = Duration::from_mins(15);
/// How many bytes all of them may have together. Where there is no more room, the oldest go first.
const ROOM: usize = 64 * 1024 * 1024;
/// What they are sealed as.
const KIND: &str = "file";

/// The files of all accounts, at most one of each. Cheap to clone.
#[derive(Clone, Default)]
pub struct Shelf(Arc<Mutex<HashMap<AccountId, Kept>>>);

struct Kept {
    name: String,
    sealed: Arc<[u8]>,
    until: Timestamp,
}

impl Shelf {
    /// Keeps a file in the place of the owner's earlier one, and tells the name that it is asked for by.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn keep(&self, owner: &Owner, file: &[u8], now: Timestamp) -> Result<String> {
        let name = format!("{:032x}", rand::random::<u128>());
        let sealed: Arc<[u8]> = owner.key.seal(owner.place(&name, KIND), file)?.into();
        let mut files = self.files(now);
        files.remove(&owner.account);
        while files.values().map(|kept| kept.sealed.len()).sum::<usize>() + sealed.len() > ROOM {
            let oldest = files.iter().min_by_key(|(_, kept)| kept.until).map(|(account, _)| account.clone());
            let Some(oldest) = oldest else { break };
            files.remove(&oldest);
        }
        files.insert(owner.account.clone(), Kept { name: name.clone(), sealed, until: now + KEPT_FOR });
        Ok(name)
    }

    /// The owner's file of that name.
    ///
    /// # Errors
    /// 404 when there is none, or none any more.
    pub fn file(&self, owner: &Owner, name: &str, now: Timestamp) -> Result<Vec<u8>> {
        let sealed =
            self.files(now).get(&owner.account).filter(|kept| kept.name == name).map(|kept| kept.sealed.clone());
        owner.key.open(owner.place(name, KIND), &sealed.ok_or_else(Problem::not_found)?)
    }

    /// Takes the owner's file away.
    pub fn forget(&self, owner: &Owner, now: Timestamp) {
        self.files(now).remove(&owner.account);
    }

    /// Takes away what was kept long enough.
    pub fn clear(&self, now: Timestamp) {
        drop(self.files(now));
    }

    /// Those that are still kept.
    fn files(&self, now: Timestamp) -> MutexGuard<'_, HashMap<AccountId, Kept>> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|_, kept| kept.until > now);
        files
    }
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, tz::TimeZone};
    use uuid::Uuid;

    use super::*;
    use crate::platform::{
        keys::{KeyRing, ServerKey},
        sealing::Wrapper,
    };

    fn owner() -> Owner {
        let account = AccountId::new(Uuid::new_v4());
        let ring = KeyRing::of(ServerKey::new(1, [7; 32]));
        let (key, _) = Wrapper::new(&ring).create(&account).unwrap();
        Owner {
            account,
            key,
            zone: TimeZone::UTC,
            reached: 0,
            history: String::new(),
            ahead: 0,
            bytes: 0,
            most_bytes: 0,
        }
    }

    #[test]
    fn a_file_is_its_owners_alone_for_some_minutes_and_sealed() {
        let (shelf, now) = (Shelf::default(), Timestamp::UNIX_EPOCH);
        let (ada, bob) = (owner(), owner());
        let name = shelf.keep(&ada, b"low mood", now).unwrap();
        assert_eq!(shelf.file(&ada, &name, now).unwrap(), b"low mood");
        assert!(shelf.file(&bob, &name, now).is_err());
        assert!(shelf.file(&ada, "another", now).is_err());
        let held = shelf.0.lock().unwrap().values().map(|kept| kept.sealed.clone()).collect::<Vec<_>>();
        assert!(!held[0].windows(8).any(|part| part == b"low mood"));
        let another = shelf.keep(&ada, b"pain", now).unwrap();
        assert!(shelf.file(&ada, &name, now).is_err());
        assert_eq!(shelf.file(&ada, &another, now + 14.minutes()).unwrap(), b"pain");
        shelf.clear(now + 15.minutes());
        assert!(shelf.0.lock().unwrap().is_empty());
        let last = shelf.keep(&ada, b"pain", now).unwrap();
        shelf.forget(&ada, now);
        assert!(shelf.file(&ada, &last, now).is_err());
    }

    #[test]
    fn the_oldest_make_room() {
        let (shelf, now) = (Shelf::default(), Timestamp::UNIX_EPOCH);
        let owners: Vec<Owner> = (0..5).map(|_| owner()).collect();
        let large = vec![0; 15 * 1024 * 1024];
        let keep = |(n, owner): (usize, &Owner)| {
            let at = now + Duration::from_secs(u64::try_from(n).unwrap());
            shelf.keep(owner, &large, at).unwrap()
        };
        let names: Vec<String> = owners.iter().enumerate().map(keep).collect();
        let there: Vec<bool> =
            owners.iter().zip(&names).map(|(owner, name)| shelf.file(owner, name, now).is_ok()).collect();
        assert_eq!(there, [false, true, true, true, true]);
    }
}
