//! The program in a process of its own, and what the system counts of it.

use std::{
    fs,
    io::{self, BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A server that is killed when dropped.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
    /// From its start until it listened.
    pub start_up: Duration,
}

impl Drop for Server {
    fn drop(&mut self) {
        // The bench started it, the bench ends it.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Server {
    /// Serves a data folder, on a port that the system chooses.
    pub fn start(data: &Path, arguments: &[&str]) -> Self {
        Self::run(Command::new(env!("CARGO_BIN_EXE_afterglow")), data, arguments)
    }

    /// Serves as if the disk took so long to say that it has what it was given. `None` without strace.
    pub fn on_a_slow_disk(data: &Path, arguments: &[&str], sync: Duration) -> Option<Self> {
        Command::new("strace").arg("--version").stdout(Stdio::null()).status().ok()?;
        let delay = format!("inject=fsync,fdatasync:delay_enter={}", sync.as_micros());
        let mut strace = Command::new("strace");
        // Detached, so that the process that is started, counted and killed is the server itself.
        strace.args(["--daemonize", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--output=/dev/null"]);
        strace.args(["--trace=fsync,fdatasync", "-e", &delay, env!("CARGO_BIN_EXE_afterglow")]);
        Some(Self::run(strace, data, arguments))
    }

    fn run(mut program: Command, data: &Path, arguments: &[&str]) -> Self {
        let started = Instant::now();
        let mut process = program
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let address = log.by_ref().lines().map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("Afterglow is at http://")?;
            rest.split('"').next().map(|address| address.parse().unwrap())
        });
        let start_up = started.elapsed();
        // What it says from now on goes nowhere.
        thread::spawn(move || _ = io::copy(&mut log, &mut io::sink()));
        Self { process, address: address.expect("it said where it is"), start_up }
    }

    /// The address of the API.
    pub fn api(&self) -> String {
        format!("http://{}/api/v1", self.address)
    }

    /// Kibibytes of memory now (`VmRSS`) or at most so far (`VmHWM`).
    pub fn memory_kib(&self, name: &str) -> u64 {
        count(&format!("/proc/{}/status", self.process.id()), name)
    }

    /// Bytes it has sent to the disk so far.
    pub fn written_bytes(&self) -> u64 {
        count(&format!("/proc/{}/io", self.process.id()), "write_bytes")
    }
}

fn count(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(file).unwrap();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The bytes that a data folder takes.
pub fn size(data: &Path) -> u64 {
    fs::read_dir(data).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

/// A copy of a data folder and the key beside it.
pub fn copy(data: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(data).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
    fs::copy(data.with_extension("key"), to.with_extension("key")).unwrap();
}
