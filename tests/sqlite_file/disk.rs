//! A disk that is full, may not be written to, or fails: said plainly, reads go on, and so do writes afterwards.

use std::{fs, io::Write, thread};

use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{Answer, App, PASSWORD, check_in, hour, id, process::Process, sql, strace::Strace};

/// The calls by which SQLite writes its files.
const WRITES: &str = "pwrite64,write,ftruncate,fallocate";
const SYNCS: &str = "fsync,fdatasync";
/// Enough at once that some share a commit.
const WRITERS: usize = 32;

struct Journal {
    process: Process,
    token: String,
    folder: tempfile::TempDir,
}

impl Journal {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let process = Process::serve_quietly(&folder.path().join("data"), &[]);
        let token = process.patient("ada");
        Self { process, token, folder }
    }

    fn put(&self, n: usize) -> Answer {
        let path = format!("/check-ins/{}", id(n));
        self.process.request(Method::PUT, &path).bearer(&self.token).json(&check_in(&hour(0), 7)).send()
    }

    fn put_all(&self, from: usize) -> Vec<Answer> {
        thread::scope(|scope| {
            let writers: Vec<_> = (from..from + WRITERS).map(|n| scope.spawn(move || self.put(n))).collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        })
    }

    /// What its patient can read.
    fn changes(&self) -> Vec<Value> {
        let changes = self.process.request(Method::GET, "/changes?limit=1000").bearer(&self.token).send().assert(200);
        changes.json()["changes"].as_array().unwrap().clone()
    }
}

#[test]
fn a_disk_that_takes_nothing_is_said_plainly_reads_go_on_and_writes_follow_once_it_does() {
    let journal = Journal::start();
    journal.put(1).assert(201);
    let faults = [
        ("ENOSPC", 507, "storage_full"),
        ("EROFS", 503, "storage_failed"),
        ("EIO", 503, "storage_failed"),
        ("EDQUOT", 503, "storage_failed"),
    ];
    for (round, (error, status, code)) in faults.into_iter().enumerate() {
        let before = journal.changes();
        let file = format!("--trace-path={}", journal.folder.path().join("data/afterglow.sqlite-wal").display());
        let inject = format!("--inject={WRITES}:error={error}");
        let broken =
            Strace::attach(&journal.process, &[&format!("--trace={WRITES}"), &file, &inject, "--output=/dev/null"]);
        for answer in journal.put_all(1000 * (round + 1)) {
            assert!(answer.header("retry-after").is_some());
            answer.refused(status, code);
        }
        assert_eq!(journal.changes(), before, "{error}");
        drop(broken);
        for answer in journal.put_all(1000 * (round + 1)) {
            answer.assert(201);
        }
        assert_eq!(journal.changes().len(), before.len() + WRITERS);
    }
}

#[test]
fn an_erasure_that_the_database_refuses_is_none_also_after_the_next_start() {
    let app = App::start();
    let ada = app.patient("ada");
    let erase = || ada.request(Method::DELETE, "/account").json(&json!({ "password": PASSWORD })).send();
    let refusal = "CREATE TRIGGER refusal BEFORE DELETE ON accounts BEGIN SELECT raise(ABORT, 'no room'); END";
    sql(&app, refusal);
    assert!(erase().status >= 500);
    sql(&app, "DROP TRIGGER refusal");
    let again = || {
        app.stop();
        app.start_again().unwrap();
    };
    again();
    ada.get("/account").assert(200);
    // Killed after the line was on disk and before the database did anything: the same.
    let id: String =
        fs::read_to_string(app.config.erasure_list()).unwrap().split_whitespace().nth(1).unwrap().to_owned();
    let line = format!("\n? {id} 2026-03-10T12:00:00Z\n");
    fs::OpenOptions::new().append(true).open(app.config.erasure_list()).unwrap().write_all(line.as_bytes()).unwrap();
    again();
    ada.get("/account").assert(200);
    erase().assert(204);
    again();
    ada.get("/account").assert(401);
}

#[test]
fn a_sync_that_fails_fails_every_write_of_its_group() {
    let journal = Journal::start();
    journal.put(1).assert(201);
    let before = journal.changes();
    let broken = Strace::inject(&journal.process, &format!("{SYNCS}:error=EIO"));
    for answer in journal.put_all(1000) {
        answer.refused(503, "storage_failed");
    }
    assert_eq!(journal.changes(), before);
    drop(broken);
    for answer in journal.put_all(1000) {
        answer.assert(201);
    }
    assert_eq!(journal.changes().len(), before.len() + WRITERS);
}

#[test]
fn each_group_of_writes_is_synced_before_it_is_answered() {
    let journal = Journal::start();
    let counted = journal.folder.path().join("counted");
    let options = [&format!("--trace={SYNCS}"), "--summary-only", "--output", counted.to_str().unwrap()];
    let strace = Strace::attach(&journal.process, &options);
    // One after the other: none can share its commit with another.
    (0..WRITERS).for_each(|n| _ = journal.put(n).assert(201));
    drop(strace);
    let summary = fs::read_to_string(counted).unwrap();
    // `% time  seconds  usecs/call  calls  errors  syscall`, where there were errors.
    let calls = summary.lines().filter(|line| line.trim_end().ends_with("sync"));
    let calls: usize = calls.map(|line| line.split_whitespace().nth(3).unwrap().parse::<usize>().unwrap()).sum();
    assert!(calls >= WRITERS, "{calls} syncs for {WRITERS} commits:\n{summary}");
}
