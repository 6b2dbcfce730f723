//! How the cost of `/relief` and `/trends` grows with the years of a journal, and how near it comes to
//! what reading and unsealing alone must cost.
//!
//! For each number of years a server of its own is started with an empty folder, and a journal of three
//! check-ins a day, eight measures and six treatments a year is imported. Every request is then made in
//! turn, and the medians are compared; memory is the server's peak, import included.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    crowd::credentials,
    raw,
    server::Server,
    times::{median, ms},
};

const YEARS: [i64; 4] = [1, 3, 10, 30];
const ROUNDS: usize = 31;
const MEASURES: [&str; 8] =
    ["low_mood", "loss_of_interest", "hopelessness", "anxiety", "worry", "fatigue", "sleep_quality", "functioning"];
const REQUESTS: [(&str, &str); 4] = [
    ("/relief", "/relief?measure=low_mood"),
    ("/relief, 8 measures", EIGHT),
    ("/trends", "/trends?measure=low_mood"),
    ("/check-ins, 100", "/check-ins?limit=100"),
];
/// All of them in one request.
const EIGHT: &str = "/relief?measure=low_mood&measure=loss_of_interest&measure=hopelessness&measure=anxiety&\
                     measure=worry&measure=fatigue&measure=sleep_quality&measure=functioning";

struct Journal {
    server: Server,
    token: String,
    years: i64,
    at_rest_kib: u64,
    folder: TempDir,
}

impl Journal {
    fn of(years: i64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(&folder.path().join("data"), &[]);
        let at_rest_kib = server.memory_kib("VmHWM");
        let mut account = credentials("ada");
        account["time_zone"] = json!("Europe/Berlin");
        account["locale"] = json!("en");
        ureq::post(format!("{}/accounts", server.api())).send_json(&account).unwrap();
        let mut session = ureq::post(format!("{}/sessions", server.api())).send_json(credentials("ada")).unwrap();
        let session: Value = session.body_mut().read_json().unwrap();
        let token = format!("Bearer {}", session["access_token"].as_str().unwrap());
        let journal = Self { server, token, years, at_rest_kib, folder };
        for year in 0..years {
            journal.import(&year_as_csv(year));
        }
        journal
    }

    fn check_ins(&self) -> f64 {
        (self.years * 365 * 3) as f64
    }

    fn import(&self, csv: &str) {
        ureq::post(format!("{}/imports?format=afterglow", self.server.api()))
            .header("authorization", &self.token)
            .header("content-type", "text/csv")
            .send(csv)
            .unwrap();
    }

    /// Time until the whole answer is there, and its tag.
    fn get(&self, path: &str, known: Option<&str>) -> (Duration, String) {
        let mut request = ureq::get(format!("{}{path}", self.server.api())).header("authorization", &self.token);
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

pub fn run() {
    let journals: Vec<Journal> = YEARS.iter().map(|years| Journal::of(*years)).collect();
    let bare = bare(&journals);
    println!(
        "{:>5} {:>9}  {:<20} {:>9} {:>12} {:>9} {:>10}",
        "years", "check-ins", "request", "median", "per check-in", "to 1 year", "to reading"
    );
    table("reading, unsealing", &journals, &bare, &bare);
    for (name, path) in REQUESTS {
        let tags: Vec<String> = journals.iter().map(|journal| journal.get(path, None).1).collect();
        for known in [false, true] {
            let mut times = vec![Vec::new(); journals.len()];
            for _ in 0..ROUNDS {
                for ((journal, tag), times) in journals.iter().zip(&tags).zip(&mut times) {
                    times.push(journal.get(path, known.then_some(tag)).0);
                }
            }
            let name = if known { format!("{name}, 304") } else { name.to_owned() };
            table(&name, &journals, &times.into_iter().map(median).collect::<Vec<_>>(), &bare);
        }
    }
    println!("\nmemory, the server's peak: at rest, and after import and requests");
    for Journal { years, at_rest_kib, server, .. } in &journals {
        println!("{years:>5} years {at_rest_kib:>6} KiB {:>8} KiB", server.memory_kib("VmHWM"));
    }
}

/// The least that reading each journal can cost.
fn bare(journals: &[Journal]) -> Vec<Duration> {
    let least = |journal: &Journal| {
        median((0..ROUNDS).map(|_| raw::read_and_unseal(&journal.folder.path().join("data"))).collect())
    };
    journals.iter().map(least).collect()
}

fn table(name: &str, journals: &[Journal], medians: &[Duration], bare: &[Duration]) {
    for ((journal, time), bare) in journals.iter().zip(medians).zip(bare) {
        println!(
            "{:>5} {:>9}  {name:<20} {:>6.2} ms {:>9.2} µs {:>8.1}× {:>9.2}×",
            journal.years,
            journal.check_ins(),
            ms(*time),
            ms(*time) * 1e3 / journal.check_ins(),
            ms(*time) / ms(medians[0]),
            ms(*time) / ms(*bare)
        );
    }
}

/// One year as CSV: a check-in at 8, 14 and 21 o'clock, a treatment every sixty days.
fn year_as_csv(year: i64) -> String {
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
