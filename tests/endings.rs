//! A server that is told to end lets those finish whom it serves, and keeps nobody beyond ten seconds.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::support::{check_in, hour, id, process::Process};

/// A check-in of which the first half is sent.
struct Half {
    stream: TcpStream,
    rest: String,
}

impl Half {
    fn sent(process: &Process, token: &str, n: usize) -> Self {
        let body = check_in(&hour(0), 7).to_string();
        let (half, rest) = body.split_at(body.len() / 2);
        let mut stream = TcpStream::connect(process.address).unwrap();
        write!(
            stream,
            "PUT /api/v1/check-ins/{} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{half}",
            id(n),
            body.len()
        )
        .unwrap();
        Self { stream, rest: rest.to_owned() }
    }

    fn finished(mut self) -> String {
        self.stream.write_all(self.rest.as_bytes()).unwrap();
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

#[test]
fn requests_in_flight_are_finished_after_sigterm() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), &[]);
    let token = process.patient("ada");
    let half = Half::sent(&process, &token, 1);
    thread::sleep(Duration::from_millis(300));
    process.terminate();
    thread::sleep(Duration::from_secs(1));
    let answer = half.finished();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    let stored: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!(stored["id"], id(1));
    let (status, _) = process.ends_within(Duration::from_secs(10)).expect("it ends");
    assert!(status.success());
}

#[test]
fn whoever_never_finishes_keeps_the_server_ten_seconds_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), &[]);
    let token = process.patient("ada");
    let _never = Half::sent(&process, &token, 1);
    thread::sleep(Duration::from_millis(300));
    let told = Instant::now();
    process.terminate();
    let (status, _) = process.ends_within(Duration::from_secs(12)).expect("it ends");
    assert!(status.success() && told.elapsed() > Duration::from_secs(5), "{:?}", told.elapsed());
}
