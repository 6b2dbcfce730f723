//! A migration that is killed anywhere recovers at the next start.

use std::{
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, Stdio},
};

use ureq::http::Method;

use crate::support::process::{Process, afterglow};

/// How many writes lie between one kill and the next: trying all of them would take a minute.
const STEP: usize = 7;

/// The number of the signal.
const KILL: i32 = 9;

/// Starts on a data folder and is killed at its `n`th write to a file; whether it came so far.
fn killed_at(data: &Path, n: usize) -> bool {
    // A command that begins a database and migrates it as a server does, and then ends by itself.
    let mut strace = Command::new("strace");
    strace.args(["--follow-forks", "--quiet=all", "--output=/dev/null", "--trace=pwrite64"]);
    strace.arg(format!("--inject=pwrite64:signal=KILL:when={n}"));
    let demo = afterglow(data, &["demo"]);
    strace.arg(demo.get_program()).args(demo.get_args()).env("AFTERGLOW_DATA_DIR", data);
    let status = strace.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.expect("Debian's strace: tests/run");
    let killed = status.signal() == Some(KILL);
    assert!(killed || status.success(), "{status}");
    killed
}

fn schema(data: &Path) -> Vec<String> {
    let file = rusqlite::Connection::open(data.join("afterglow.sqlite")).unwrap();
    let mut statement = file.prepare("SELECT name || coalesce(sql, '') FROM sqlite_master ORDER BY name").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_migration_that_is_killed_at_any_of_its_writes_is_done_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    drop(Process::serve_quietly(&whole, &[]));
    let mut killed = 0;
    while killed_at(&folder.path().join(format!("data{killed}")), 1 + killed * STEP) {
        let data = folder.path().join(format!("data{killed}"));
        let process = Process::serve_quietly(&data, &[]);
        let token = process.patient("ada");
        process.request(Method::GET, "/account").bearer(&token).send().assert(200);
        drop(process);
        assert_eq!(schema(&data), schema(&whole));
        killed += 1;
    }
    assert!(killed > 5, "it wrote so little that nothing was seen: {killed}");
}
