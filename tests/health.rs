//! Whether a server says that it cannot serve when it cannot, soon enough, and `afterglow health` with it.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use ureq::http::Method;

use crate::support::{
    postgres::{fresh, server},
    process::{Process, run, text},
};

#[test]
fn a_container_asks_by_the_command_whether_the_server_is_ready() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = Process::serve_quietly(&data, &[]);
    let ask = |address: &str| run(&data, &["health", "--listen", address]);
    let asked = ask(&process.address.to_string());
    assert_eq!((asked.status.code(), text(&asked.stdout).as_str()), (Some(0), "ready\n"));
    // A server that listens on every address is asked at this machine's own.
    assert_eq!(ask(&format!("0.0.0.0:{}", process.address.port())).status.code(), Some(0));
    let port = process.address.port();
    process.terminate();
    process.ends_within(Duration::from_secs(10)).expect("an end within ten seconds");
    let gone = ask(&format!("127.0.0.1:{port}"));
    // Container engines keep 2 for themselves.
    assert_eq!(gone.status.code(), Some(1));
    assert!(text(&gone.stderr).contains("is not ready"), "{}", text(&gone.stderr));
}

/// Passes on what clients and PostgreSQL say to each other, until it is told to say nothing any more.
fn network_to(server: &str) -> (String, Arc<AtomicBool>) {
    let (rest, name) = server.rsplit_once('/').unwrap();
    let (before, host) = rest.rsplit_once('@').unwrap();
    let (listener, host) = (TcpListener::bind("127.0.0.1:0").unwrap(), host.to_owned());
    let url = format!("{before}@{}/{name}", listener.local_addr().unwrap());
    let broken = Arc::new(AtomicBool::new(false));
    let is_broken = broken.clone();
    thread::spawn(move || {
        for client in listener.incoming() {
            let (client, server) = (client.unwrap(), TcpStream::connect(&host).unwrap());
            for (from, to) in [(&client, &server), (&server, &client)] {
                let (from, to, is_broken) = (from.try_clone().unwrap(), to.try_clone().unwrap(), is_broken.clone());
                thread::spawn(move || pass_on(from, to, &is_broken));
            }
        }
    });
    (url, broken)
}

fn pass_on(mut from: TcpStream, mut to: TcpStream, is_broken: &AtomicBool) {
    let mut buffer = [0; 4096];
    while let Ok(read) = from.read(&mut buffer) {
        if read == 0 || is_broken.load(Ordering::SeqCst) {
            // Whoever waits goes on waiting: a network that is gone says nothing of it.
            thread::sleep(Duration::from_mins(1));
            return;
        }
        if to.write_all(&buffer[..read]).is_err() {
            return;
        }
    }
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn postgres_that_says_nothing_any_more_is_told_within_a_second_however_many_ask() {
    let (url, broken) = network_to(&format!("{}/{}", server().unwrap(), fresh("template")));
    let folder = tempfile::tempdir().unwrap();
    let options = ["--database-url", &url, "--metrics-listen", "127.0.0.1:0"];
    let process = Process::serve_quietly(&folder.path().join("data"), &options);
    let ready = || process.outside(Method::GET, "/health/ready").send();
    ready().assert(200);
    assert!(process.metrics().text().contains("\nafterglow_database_reachable 1\n"));
    broken.store(true, Ordering::SeqCst);
    for _ in 0..5 {
        let asked = Instant::now();
        ready().refused(503, "unreachable");
        assert!(asked.elapsed() < Duration::from_millis(1500), "{:?}", asked.elapsed());
    }
    let told = process.metrics().text();
    assert!(told.contains("\nafterglow_database_reachable 0\n"), "{told}");
    // Each that asked would have taken one; the others are for requests.
    let in_use = told.lines().find_map(|line| line.strip_prefix("afterglow_database_connections_in_use "));
    assert!(in_use.unwrap().parse::<u32>().unwrap() < 5, "{in_use:?}");
    process.outside(Method::GET, "/health/live").send().assert(200);
}
