//! Nine in the evening: everyone saves a check-in, and each is answered only when it is on disk.
//!
//! Three in turn, over like copies of one folder: Afterglow, Afterglow with one commit per request, and
//! SQLite itself with groups as large as there are connections.

use std::time::Duration;

use tempfile::TempDir;

use crate::{
    crowd::Crowd,
    load, raw,
    server::{self, Server},
    times::{middle, ms, quantile},
};

const PATIENTS: usize = 1000;
const CONNECTIONS: [usize; 4] = [1, 64, 256, 1000];
const ROUNDS: usize = 3;
const TIME: Duration = Duration::from_secs(2);
/// What a disk without a cache of its own that outlives a power cut takes to be sure.
const SLOW_SYNC: Duration = Duration::from_millis(4);

/// One of the servers that are compared.
struct Contender {
    server: Server,
    _folder: TempDir,
}

impl Contender {
    fn new(crowd: &Crowd, arguments: &[&str]) -> Self {
        let folder = copied(crowd);
        Self { server: Server::start(&folder.path().join("data"), arguments), _folder: folder }
    }

    fn on_a_slow_disk(crowd: &Crowd, arguments: &[&str]) -> Option<Self> {
        let folder = copied(crowd);
        let server = Server::on_a_slow_disk(&folder.path().join("data"), arguments, SLOW_SYNC)?;
        Some(Self { server, _folder: folder })
    }
}

fn copied(crowd: &Crowd) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    server::copy(&crowd.data(), &folder.path().join("data"));
    folder
}

pub fn run() {
    let crowd = Crowd::new(PATIENTS, 30, PATIENTS);
    let group = Contender::new(&crowd, &[]);
    let single = Contender::new(&crowd, &["--writes-per-commit", "1"]);
    let bare = copied(&crowd);

    println!(
        "{:>11} {:>10} {:>9} {:>9} {:>14} {:>6} {:>10} {:>9} {:>9}",
        "connections", "durable/s", "p50", "p99", "one by one/s", "gain", "SQLite/s", "of SQLite", "disk each"
    );
    for connections in CONNECTIONS {
        let (mut rates, mut singles, mut bares, mut times) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (before, mut answered) = (group.server.written_bytes(), 0);
        for _ in 0..ROUNDS {
            let load = load::run(group.server.address, crowd.writers(connections), TIME);
            rates.push(load.rate());
            answered += load.times.len();
            times.extend(load.times);
            singles.push(load::run(single.server.address, crowd.writers(connections), TIME).rate());
            bares.push(raw::rate(&bare.path().join("data"), PATIENTS, connections, TIME));
        }
        let disk = (group.server.written_bytes() - before) as f64 / answered as f64;
        let (rate, single, bare) = (middle(rates), middle(singles), middle(bares));
        println!(
            "{connections:>11} {rate:>10.0} {:>6.1} ms {:>6.1} ms {single:>14.0} {:>5.1}× {bare:>10.0} {:>8.0}% {:>6.1} kB",
            ms(quantile(&mut times, 0.5)),
            ms(quantile(&mut times, 0.99)),
            rate / single,
            100.0 * rate / bare,
            disk / 1e3
        );
    }
    println!("\nmemory with 1,000 connections so far: {} KiB at most", group.server.memory_kib("VmHWM"));
    slow_disk(&crowd);
}

/// What sharing a commit gains depends on what a commit costs.
fn slow_disk(crowd: &Crowd) {
    let group = Contender::on_a_slow_disk(crowd, &[]);
    let single = Contender::on_a_slow_disk(crowd, &["--writes-per-commit", "1"]);
    let (Some(group), Some(single)) = (group, single) else {
        return println!("\nwithout strace no slower disk can be played");
    };
    println!("\nas if each fsync took {} ms more", SLOW_SYNC.as_millis());
    for connections in CONNECTIONS {
        let (mut rates, mut singles) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            rates.push(load::run(group.server.address, crowd.writers(connections), TIME).rate());
            singles.push(load::run(single.server.address, crowd.writers(connections), TIME).rate());
        }
        let (rate, single) = (middle(rates), middle(singles));
        println!("{connections:>11} {rate:>10.0} {single:>34.0} {:>5.1}×", rate / single);
    }
}
