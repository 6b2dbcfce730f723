//! System calls that fail, or are counted, while a server runs.

use std::{
    fs,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::process::Process;

/// How long attaching may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Watches every thread of a server, until it is let go of.
pub struct Strace(Child);

impl Strace {
    /// Makes system calls of a server fail: `inject("pwrite64:error=ENOSPC")`.
    pub fn inject(process: &Process, fault: &str) -> Self {
        let calls = fault.split(':').next().unwrap();
        Self::attach(process, &[&format!("--trace={calls}"), &format!("--inject={fault}"), "--output=/dev/null"])
    }

    /// With these options.
    pub fn attach(process: &Process, options: &[&str]) -> Self {
        let mut strace = Command::new("strace");
        strace.args(["--follow-forks", "--quiet=all", "--attach", &process.id().to_string()]).args(options);
        let child = strace.stdin(Stdio::null()).stderr(Stdio::null()).spawn().expect("Debian's strace: tests/run");
        let (attached, began) = (Self(child), Instant::now());
        while !is_traced(process) {
            assert!(began.elapsed() < PATIENCE, "strace could not attach: may this user trace processes?");
            thread::sleep(Duration::from_millis(20));
        }
        attached
    }
}

impl Drop for Strace {
    fn drop(&mut self) {
        // Told politely it lets go; killed it would leave the server stopped.
        _ = Command::new("kill").args(["-INT", &self.0.id().to_string()]).status();
        _ = self.0.wait();
    }
}

fn is_traced(process: &Process) -> bool {
    let threads = fs::read_dir(format!("/proc/{}/task", process.id())).unwrap();
    threads.filter_map(|thread| fs::read_to_string(thread.unwrap().path().join("status")).ok()).all(|status| {
        let tracer = status.lines().find_map(|line| line.strip_prefix("TracerPid:"));
        tracer.is_some_and(|tracer| tracer.trim() != "0")
    })
}
