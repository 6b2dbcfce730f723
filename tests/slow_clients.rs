//! Clients that take their time: they are cut, whatever they ask for, and nobody else waits for them.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use ureq::http::Method;

use crate::support::{App, contract::operations, id, process::Process};

/// The longest that anyone may hold a connection with half a request.
const WITHIN: Duration = Duration::from_secs(30);
/// What a busy machine may add.
const LEEWAY: Duration = Duration::from_secs(3);
const IDLE: usize = 1000;

/// Sends `head`, then `bit` each second, until the server hangs up.
fn held(server: SocketAddr, head: &str, bit: &str) -> Duration {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    let began = Instant::now();
    let mut answer = [0; 4096];
    let mut gone = stream.write_all(head.as_bytes()).is_err();
    while !gone && began.elapsed() < 2 * WITHIN {
        gone = match stream.read(&mut answer) {
            Ok(0) => true,
            Ok(_) => false,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                stream.write_all(bit.as_bytes()).is_err()
            }
            Err(_) => true,
        };
    }
    began.elapsed()
}

#[test]
fn a_body_that_drips_is_cut_on_every_route_whoever_sends_it() {
    let app = App::start();
    let ada = app.patient("ada");
    let forms = [("content-length: 9000", "x"), ("transfer-encoding: chunked", "1\r\nx\r\n")];
    let authorizations = [String::new(), format!("authorization: Bearer {}\r\n", ada.access_token)];
    let mut asked = Vec::new();
    for operation in operations() {
        let path = operation.path.replace("{id}", &id(1));
        let media_type = if path == "/imports" { "text/csv" } else { "application/json" };
        let query = if path == "/imports" { "?format=afterglow" } else { "" };
        for (length, bit) in forms {
            for authorization in &authorizations {
                let head = format!(
                    "{} /api/v1{path}{query} HTTP/1.1\r\nhost: a\r\ncontent-type: {media_type}\r\n{authorization}{length}\r\n\r\n",
                    operation.method
                );
                asked.push((head, bit));
            }
        }
    }
    for page in ["GET /", "POST /", "PUT /health/live", "GET /api/v1/nothing"] {
        asked.extend(forms.map(|(length, bit)| (format!("{page} HTTP/1.1\r\nhost: a\r\n{length}\r\n\r\n"), bit)));
    }
    let server = app.address();
    thread::scope(|scope| {
        let clients: Vec<_> =
            asked.iter().map(|(head, bit)| (head, scope.spawn(move || held(server, head, bit)))).collect();
        for (head, client) in clients {
            let time = client.join().unwrap();
            assert!(time <= WITHIN + LEEWAY, "held for {time:?}: {head}");
        }
    });
}

#[test]
fn headers_that_drip_are_cut() {
    let app = App::start();
    let server = app.address();
    let began = [("", "G"), ("GET / HTTP/1.1\r\n", "a"), ("GET / HTTP/1.1\r\nhost: a\r\n", "x: y\r\n")];
    thread::scope(|scope| {
        for client in began.map(|(head, bit)| scope.spawn(move || held(server, head, bit))) {
            let time = client.join().unwrap();
            assert!(time <= WITHIN + LEEWAY, "held for {time:?}");
        }
    });
}

#[test]
fn a_thousand_idle_connections_keep_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), &[]);
    let token = process.patient("ada");
    let idle: Vec<TcpStream> = (0..IDLE).map(|_| TcpStream::connect(process.address).unwrap()).collect();
    for _ in 0..20 {
        let began = Instant::now();
        process.request(Method::GET, "/account").bearer(&token).send().assert(200);
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
    drop(idle);
}
