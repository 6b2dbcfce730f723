//! Two hundred sign-ins at once: bounded in memory, and no disturbance to those who read meanwhile.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    crowd::{Crowd, credentials, name},
    load::{self, Next, request},
    server::Server,
    times::{ms, quantile},
};

const SIGN_INS: usize = 200;
const READERS: usize = 4;

pub fn run() {
    let crowd = Crowd::new(SIGN_INS, 30, READERS);
    let server = Server::start(&crowd.data(), &[]);
    let mut idle = read(&server, &crowd, Duration::from_secs(3));
    let before = server.memory_kib("VmRSS");

    let (left, started) = (AtomicUsize::new(SIGN_INS), Instant::now());
    let mut busy = thread::scope(|scope| {
        for number in 0..SIGN_INS {
            let (server, left) = (&server, &left);
            scope.spawn(move || {
                ureq::post(format!("{}/sessions", server.api())).send_json(credentials(&name(number))).unwrap();
                left.fetch_sub(1, Ordering::SeqCst);
            });
        }
        let mut times = Vec::new();
        while left.load(Ordering::SeqCst) > 0 {
            times.append(&mut read(&server, &crowd, Duration::from_millis(200)));
        }
        times
    });
    let rate = SIGN_INS as f64 / started.elapsed().as_secs_f64();
    let (idle, busy) = (quantile(&mut idle, 0.99), quantile(&mut busy, 0.99));
    println!("{SIGN_INS} sign-ins at once: all of them, {rate:.1} in a second");
    println!("reads: p99 {:.1} ms alone, {:.1} ms meanwhile: {:.1}×", ms(idle), ms(busy), ms(busy) / ms(idle));
    println!("memory: {before} KiB before, {} KiB at most", server.memory_kib("VmHWM"));
}

/// The times of reading a month of check-ins, by a few who wait a little between.
fn read(server: &Server, crowd: &Crowd, time: Duration) -> Vec<Duration> {
    let reader = |token: &String| -> Next {
        let token = token.clone();
        Box::new(move || {
            thread::sleep(Duration::from_millis(2));
            request("GET", "/api/v1/check-ins?limit=30", &token, "")
        })
    };
    load::run(server.address, crowd.tokens.iter().map(reader).collect(), time).times
}
