//! A server that is killed at any moment: what it answered is there, and nothing that nobody sent.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use indicatif::ProgressBar;
use ureq::http::Method;

use crate::support::{check_in, hour, id, process::Process};

const PATIENTS: usize = 8;
/// For how long there is writing before the kill.
const LOAD: (u64, u64) = (20, 400);

/// What one patient's phone knows of its journal.
struct Phone {
    token: String,
    attempted: BTreeSet<String>,
    acknowledged: BTreeMap<String, i64>,
    next: usize,
}

impl Phone {
    /// Writes one check-in after the other until the server is gone.
    fn write(&mut self, process: &Process, ended: &AtomicBool) {
        while !ended.load(Ordering::Relaxed) {
            let id = id(self.next);
            self.attempted.insert(id.clone());
            self.next += 1;
            let score = score_of(self.next);
            let put = process.request(Method::PUT, &format!("/check-ins/{id}")).bearer(&self.token);
            // Cut off in the middle: it may be stored, or not.
            let Ok(answer) = put.json(&check_in(&hour(0), score)).try_send() else { continue };
            answer.assert(201);
            self.acknowledged.insert(id, score.into());
        }
    }

    /// What the server has stored, by id.
    fn stored(&self, process: &Process) -> BTreeMap<String, i64> {
        let (mut since, mut found) = (0, BTreeMap::new());
        loop {
            let path = format!("/changes?since={since}&limit=1000");
            let page = process.request(Method::GET, &path).bearer(&self.token).send().assert(200).json();
            for change in page["changes"].as_array().unwrap() {
                let score = change["body"]["scores"]["low_mood"].as_i64().unwrap();
                found.insert(change["id"].as_str().unwrap().to_owned(), score);
            }
            since = page["revision"].as_i64().unwrap();
            if page["more"] == false {
                return found;
            }
        }
    }

    fn compare(&self, process: &Process) {
        let stored = self.stored(process);
        for (id, score) in &self.acknowledged {
            assert_eq!(stored.get(id), Some(score), "{id} was answered, and is not stored");
        }
        let unsent: Vec<_> = stored.keys().filter(|id| !self.attempted.contains(*id)).collect();
        assert!(unsent.is_empty(), "stored, and never sent: {unsent:?}");
    }
}

fn score_of(n: usize) -> i32 {
    i32::try_from(n % 11).unwrap()
}

fn kill_and_compare(data: &Path, times: u64) {
    let mut process = Process::serve_quietly(data, &[]);
    let phone = |n| Phone {
        token: process.patient(&format!("patient{n}")),
        attempted: BTreeSet::new(),
        acknowledged: BTreeMap::new(),
        next: 0,
    };
    let mut phones: Vec<Phone> = (0..PATIENTS).map(phone).collect();
    let progress = ProgressBar::new(times);
    for _ in 0..times {
        let ended = AtomicBool::new(false);
        thread::scope(|scope| {
            for phone in &mut phones {
                scope.spawn(|| phone.write(&process, &ended));
            }
            thread::sleep(Duration::from_millis(rand::random_range(LOAD.0..LOAD.1)));
            process.kill();
            ended.store(true, Ordering::Relaxed);
        });
        // A killed process may take a moment to be gone: until then it is the one that has the database.
        drop(process);
        process = Process::serve_quietly(data, &[]);
        for phone in &phones {
            phone.compare(&process);
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    let acknowledged: usize = phones.iter().map(|phone| phone.acknowledged.len()).sum();
    let attempted: usize = phones.iter().map(|phone| phone.attempted.len()).sum();
    assert!(acknowledged > PATIENTS, "hardly anything was written");
    println!("{times} kills: {attempted} writes attempted, {acknowledged} answered, none of these lost");
}

#[test]
fn what_was_answered_outlives_three_kills_under_load() {
    let folder = tempfile::tempdir().unwrap();
    kill_and_compare(&folder.path().join("data"), 3);
}

#[test]
#[ignore = "takes minutes: tests/faults"]
fn what_was_answered_outlives_fifty_kills_under_load() {
    let folder = tempfile::tempdir().unwrap();
    let began = Instant::now();
    kill_and_compare(&folder.path().join("data"), 50);
    println!("in {:.0} s", began.elapsed().as_secs_f64());
}
