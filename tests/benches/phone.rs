//! A phone comes back after thirty days offline: its outbox of 120 check-ins in one batch, and then all
//! of it read by another phone.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    crowd::{Crowd, check_in},
    load::{self, Next, request},
    server::Server,
    times::{median, ms},
};

const ROUNDS: usize = 15;
const OUTBOX: i64 = 120;

pub fn run() {
    let crowd = Crowd::new(ROUNDS, 0, ROUNDS);
    let server = Server::start(&crowd.data(), &[]);
    let (mut one, mut batch, mut read) = (Vec::new(), Vec::new(), Vec::new());
    for token in &crowd.tokens {
        one.push(single(&server, token));
        batch.push(post(&server, token));
        read.push(changes(&server, token));
    }
    let (one, batch, read) = (median(one), median(batch), median(read));
    println!("one check-in alone                {:>8.2} ms", ms(one));
    println!(
        "an outbox of {OUTBOX} in one batch    {:>8.2} ms, {:.1}× one alone, {:.3} ms each",
        ms(batch),
        ms(batch) / ms(one),
        ms(batch) / OUTBOX as f64
    );
    println!("the same read by another phone    {:>8.2} ms", ms(read));
}

fn single(server: &Server, token: &str) -> Duration {
    let (path, body) = (format!("/api/v1/check-ins/{}", Uuid::now_v7()), check_in(Timestamp::now()).to_string());
    let mut request = Some(request("PUT", &path, token, &body));
    let next: Next = Box::new(move || request.take().unwrap());
    median(load::run_until(server.address, vec![next], 1, Duration::from_secs(10)).times)
}

fn post(server: &Server, token: &str) -> Duration {
    let now = Timestamp::now();
    let write = |hours| {
        let body = check_in(now - SignedDuration::from_hours(6 * hours));
        json!({ "kind": "check_in", "id": Uuid::now_v7().to_string(), "body": body })
    };
    let batch = json!({ "changes": (1..=OUTBOX).map(write).collect::<Vec<Value>>() });
    let started = Instant::now();
    let mut answer =
        ureq::post(format!("{}/changes", server.api())).header("authorization", token).send_json(&batch).unwrap();
    let answer: Value = answer.body_mut().read_json().unwrap();
    let took = started.elapsed();
    assert_eq!(answer["results"].as_array().unwrap().len(), batch["changes"].as_array().unwrap().len());
    took
}

fn changes(server: &Server, token: &str) -> Duration {
    let started = Instant::now();
    let mut answer =
        ureq::get(format!("{}/changes?since=0", server.api())).header("authorization", token).call().unwrap();
    let answer: Value = answer.body_mut().read_json().unwrap();
    let took = started.elapsed();
    assert_eq!(answer["changes"].as_array().unwrap().len(), 1 + usize::try_from(OUTBOX).unwrap());
    took
}
