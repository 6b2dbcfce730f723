//! Load on loopback: many connections kept open, each sending its next request when its last was
//! answered. Everything runs on one thread, to leave the machine to the server.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    runtime,
    task::JoinSet,
};

/// Makes a connection's next request, head and body.
pub type Next = Box<dyn FnMut() -> Vec<u8> + Send>;

/// What came of it.
pub struct Load {
    /// Of each answered request.
    pub times: Vec<Duration>,
    /// All in all.
    pub took: Duration,
}

impl Load {
    /// Answers in a second.
    pub fn rate(&self) -> f64 {
        self.times.len() as f64 / self.took.as_secs_f64()
    }
}

/// A request with a JSON body.
pub fn request(method: &str, path: &str, token: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: bench\r\nauthorization: {token}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Sends for a while, each connection one request after the other. Every answer must be a success or 304.
pub fn run(address: SocketAddr, connections: Vec<Next>, time: Duration) -> Load {
    run_until(address, connections, usize::MAX, time)
}

/// Sends at most `each` requests on every connection.
pub fn run_until(address: SocketAddr, connections: Vec<Next>, each: usize, time: Duration) -> Load {
    runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async move {
        let mut open = Vec::with_capacity(connections.len());
        for next in connections {
            let stream = TcpStream::connect(address).await.unwrap();
            stream.set_nodelay(true).unwrap();
            open.push((stream, next));
        }
        let (started, mut running) = (Instant::now(), JoinSet::new());
        for (stream, next) in open {
            running.spawn(connection(stream, next, each, started + time));
        }
        let mut times = Vec::new();
        while let Some(answered) = running.join_next().await {
            times.append(&mut answered.unwrap());
        }
        Load { times, took: started.elapsed() }
    })
}

async fn connection(mut stream: TcpStream, mut next: Next, each: usize, end: Instant) -> Vec<Duration> {
    let (mut times, mut buffer) = (Vec::new(), Vec::with_capacity(16 * 1024));
    while times.len() < each && Instant::now() < end {
        let request = next();
        let started = Instant::now();
        stream.write_all(&request).await.unwrap();
        answer(&mut stream, &mut buffer).await;
        times.push(started.elapsed());
    }
    times
}

/// Reads one whole answer.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) {
    buffer.clear();
    loop {
        assert!(stream.read_buf(buffer).await.unwrap() > 0, "the server closed a connection");
        let Some(head) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&buffer[..head]).unwrap();
        let status = &text[9..12];
        assert!(status.starts_with('2') || status == "304", "{}", String::from_utf8_lossy(buffer));
        let length = field(text, "content-length").map_or(0, |length| length.parse().unwrap());
        let whole = match field(text, "transfer-encoding") {
            Some(_) => buffer.ends_with(b"\r\n0\r\n\r\n"),
            None => buffer.len() >= head + 4 + if status == "304" { 0 } else { length },
        };
        if whole {
            return;
        }
    }
}

fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    fields.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}
