//! Whether one patient's requests cost more the more patients there are.

use std::time::Duration;

use crate::{
    crowd::Crowd,
    load::{self, Next, request},
    server::{self, Server},
    times::{middle, ms, quantile},
};

const ACCOUNTS: [usize; 3] = [1_000, 10_000, 100_000];
const CHECK_INS: usize = 10;
/// Who asks: spread evenly over the accounts.
const ASKING: usize = 64;
const ROUNDS: usize = 5;

pub fn run() {
    let crowds: Vec<Crowd> = ACCOUNTS
        .iter()
        .map(|accounts| {
            eprintln!("making {accounts} accounts");
            Crowd::new(*accounts, CHECK_INS, ASKING)
        })
        .collect();
    let servers: Vec<Server> = crowds.iter().map(|crowd| Server::start(&crowd.data(), &[])).collect();
    println!(
        "{:>9} {:>8} {:>9} {:>12} {:>10} {:>12} {:>10}",
        "accounts", "on disk", "start-up", "/relief p50", "to fewest", "a write p50", "to fewest"
    );
    let mut reads = vec![Vec::new(); crowds.len()];
    let mut writes = vec![Vec::new(); crowds.len()];
    for _ in 0..ROUNDS {
        for (index, (crowd, server)) in crowds.iter().zip(&servers).enumerate() {
            // Two at a time, so that no request waits for another.
            let everyone: Vec<Next> = crowd.tokens.chunks(ASKING / 2).map(reader).collect();
            let mut load = load::run(server.address, everyone, Duration::from_secs(1));
            reads[index].push(ms(quantile(&mut load.times, 0.5)));
            let mut load = load::run(server.address, crowd.writers(1), Duration::from_secs(1));
            writes[index].push(ms(quantile(&mut load.times, 0.5)));
        }
    }
    let (reads, writes): (Vec<f64>, Vec<f64>) =
        reads.into_iter().map(middle).zip(writes.into_iter().map(middle)).unzip();
    for (index, (crowd, server)) in crowds.iter().zip(&servers).enumerate() {
        println!(
            "{:>9} {:>5.0} MB {:>6.0} ms {:>9.3} ms {:>9.2}× {:>9.2} ms {:>9.2}×",
            ACCOUNTS[index],
            server::size(&crowd.data()) as f64 / 1e6,
            ms(server.start_up),
            reads[index],
            reads[index] / reads[0],
            writes[index],
            writes[index] / writes[0]
        );
    }
}

/// Asks for one patient's relief after the other's.
fn reader(tokens: &[String]) -> Next {
    let (tokens, mut turn) = (tokens.to_vec(), 0);
    Box::new(move || {
        turn = (turn + 1) % tokens.len();
        request("GET", "/api/v1/relief?measure=low_mood", &tokens[turn], "")
    })
}
