//! A migration that is killed anywhere recovers at the next start.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use ureq::http::Method;

use crate::support::process::{Process, afterglow};

/// How many writes lie between one kill and the next: trying all of them would take a minute.
const STEP: usize = 7;

/// Starts on a data folder and is killed at its `n`th write to a file; whether it came so far.
fn killed_at(data: &Path, n: usize) -> bool {
    // A command that opens and migrates as a server does, and then ends by itself.
    let mut strace = Command::new("strace");
    strace.args(["--follow-forks", "--quiet=all", "--output=/dev/null", "--trace=pwrite64"]);
    strace.arg(format!("--inject=pwrite64:signal=KILL:when={n}"));
    let list = afterglow(data, &["questionnaires", "list"]);
    strace.arg(list.get_program()).args(list.get_args()).env("AFTERGLOW_DATA_DIR", data);
    let status = strace.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    !status.expect("Debian's strace: tests/run").success()
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
