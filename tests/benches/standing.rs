//! What the server costs while nobody asks anything: memory, time to start, and the disk.

use std::time::Duration;

use crate::{
    crowd::Crowd,
    load,
    server::{self, Server},
    times::{median, ms},
};

const ACCOUNTS: usize = 1000;
const CHECK_INS: usize = 90;
const STARTS: usize = 9;

pub fn run() {
    let empty = tempfile::tempdir().unwrap();
    let first = Server::start(&empty.path().join("data"), &[]);
    println!("on a new folder: up in {:.0} ms, {} KiB", ms(first.start_up), first.memory_kib("VmRSS"));

    let crowd = Crowd::new(ACCOUNTS, CHECK_INS, ACCOUNTS);
    let starts = (0..STARTS).map(|_| Server::start(&crowd.data(), &[]).start_up).collect();
    let size = server::size(&crowd.data());
    let server = Server::start(&crowd.data(), &[]);
    println!(
        "with {ACCOUNTS} accounts of {CHECK_INS} check-ins: up in {:.0} ms, {} KiB",
        ms(median(starts)),
        server.memory_kib("VmRSS")
    );
    println!("on disk: {:.0} bytes for each check-in, accounts included", size as f64 / (ACCOUNTS * CHECK_INS) as f64);

    let load = load::run(server.address, crowd.readers(ACCOUNTS), Duration::from_secs(3));
    println!(
        "{} connections that read: {:.0} answers in a second, {} KiB at most",
        crowd.tokens.len(),
        load.rate(),
        server.memory_kib("VmHWM")
    );
}
