//! How the cost of `/relief` and `/trends` grows with the years of a journal.
//!
//! For each number of years a server of its own is started with an empty SQLite file, and a journal of
//! three check-ins a day, eight measures and six treatments a year is imported. Then every request is
//! made in turn, so that whatever else the machine does falls on all alike. The medians are compared as
//! ratios; memory is the server's peak as the system counts it, from its start to before the import and
//! after the requests.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench that cannot go on may stop")]

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

const YEARS: [i64; 4] = [1, 3, 10, 30];
const ROUNDS: usize = 31;
const MEASURES: [&str; 8] =
    ["low_mood", "loss_of_interest", "hopelessness", "anxiety", "worry", "fatigue", "sleep_quality", "functioning"];
const REQUESTS: [(&str, &str); 3] = [
    ("/relief", "/relief?measure=low_mood"),
    ("/trends", "/trends?measure=low_mood"),
    ("/check-ins, 100", "/check-ins?limit=100"),
];

struct Server {
    process: Child,
    base: String,
    token: String,
    check_ins: i64,
    at_rest_kib: u64,
    _folder: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        // The bench started it, the bench ends it.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Server {
    fn with_years(years: i64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_afterglow"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let told = BufReader::new(process.stdout.take().unwrap()).lines();
        let address =
            told.map_while(Result::ok).find_map(|line| line.strip_prefix("Afterglow is at ").map(str::to_owned));
        let base = format!("{}/api/v1", address.unwrap());
        let at_rest_kib = status_kib(process.id(), "VmHWM");
        let credentials = json!({ "username": "bench", "password": "plum sunset over water" });
        let mut account = credentials.clone();
        account["time_zone"] = json!("Europe/Berlin");
        account["locale"] = json!("en");
        ureq::post(format!("{base}/accounts")).send_json(&account).unwrap();
        let mut session = ureq::post(format!("{base}/sessions")).send_json(&credentials).unwrap();
        let session: Value = session.body_mut().read_json().unwrap();
        let token = format!("Bearer {}", session["access_token"].as_str().unwrap());
        let mut server = Self { process, base, token, check_ins: 0, at_rest_kib, _folder: folder };
        for year in 0..years {
            server.import(&journal(year));
        }
        server.check_ins = years * 365 * 3;
        server
    }

    fn import(&self, csv: &str) {
        ureq::post(format!("{}/imports?format=afterglow", self.base))
            .header("authorization", &self.token)
            .header("content-type", "text/csv")
            .send(csv)
            .unwrap();
    }

    /// Time until the whole answer is there, and its tag.
    fn get(&self, path: &str, known: Option<&str>) -> (Duration, String) {
        let mut request = ureq::get(format!("{}{path}", self.base)).header("authorization", &self.token);
        if let Some(tag) = known {
            request = request.header("if-none-match", tag);
        }
        let started = Instant::now();
        let mut answer = request.call().unwrap();
        answer.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap();
        let tag = answer.headers().get("etag").unwrap().to_str().unwrap().to_owned();
        (started.elapsed(), tag)
    }
}

/// One year as CSV: a check-in at 8, 14 and 21 o'clock, a treatment every sixty days.
fn journal(year: i64) -> String {
    let first: jiff::civil::Date = "1990-01-01".parse().unwrap();
    let mut csv = "at,kind,measure,value,note\n".to_owned();
    for day in 0..365 {
        let number = year * 365 + day;
        let date = first + jiff::Span::new().days(number);
        if day % 60 == 20 {
            writeln!(csv, "{date}T10:00:00Z,treatment,iv,0.5 mg/kg,").unwrap();
        }
        let since = (day + 40) % 60;
        for (hour, shift) in [(8, 0), (14, 1), (21, 0)] {
            for (index, measure) in MEASURES.iter().enumerate() {
                let wobble = (number * 7 + hour * 3 + i64::try_from(index).unwrap()) % 3;
                let score = (2 + since / 5).min(8) - shift + wobble;
                writeln!(csv, "{date}T{hour:02}:00:00Z,check_in,{measure},{},", score.clamp(0, 10)).unwrap();
            }
        }
    }
    csv
}

fn status_kib(process: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let servers: Vec<Server> = YEARS.iter().map(|years| Server::with_years(*years)).collect();
    println!(
        "{:>5} {:>9}  {:<17} {:>9} {:>12} {:>9}",
        "years", "check-ins", "request", "median", "per check-in", "to 1 year"
    );
    for (name, path) in REQUESTS {
        let tags: Vec<String> = servers.iter().map(|server| server.get(path, None).1).collect();
        for known in [false, true] {
            let mut times = vec![Vec::new(); servers.len()];
            for _ in 0..ROUNDS {
                for ((server, tag), times) in servers.iter().zip(&tags).zip(&mut times) {
                    times.push(server.get(path, known.then_some(tag)).0);
                }
            }
            let medians: Vec<Duration> = times.into_iter().map(median).collect();
            for ((years, server), time) in YEARS.iter().zip(&servers).zip(&medians) {
                let name = if known { format!("{name}, 304") } else { name.to_owned() };
                let each = time.as_secs_f64() * 1e6 / f64::from(u32::try_from(server.check_ins).unwrap());
                let ratio = time.as_secs_f64() / medians[0].as_secs_f64();
                println!(
                    "{years:>5} {:>9}  {name:<17} {:>6.2} ms {each:>9.2} µs {ratio:>8.1}×",
                    server.check_ins,
                    time.as_secs_f64() * 1e3
                );
            }
        }
    }
    println!("\nmemory, the server's peak: at rest, and after import and requests");
    for (years, server) in YEARS.iter().zip(&servers) {
        let peak = status_kib(server.process.id(), "VmHWM");
        println!("{years:>5} years {:>6} KiB {peak:>8} KiB", server.at_rest_kib);
    }
}
