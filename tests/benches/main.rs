//! Measures Afterglow from outside, as ratios of one run: everything that is compared is done in turn
//! in the same minutes, so that whatever else the machine does falls on all alike.
//!
//! The servers are processes of their own on loopback, each bounded in count and time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a bench that cannot go on may stop, and its figures are rounded"
)]

mod crowd;
mod growth;
mod load;
mod peer;
mod phone;
mod raw;
mod server;
mod sign_ins;
mod standing;
mod storm;
mod times;
mod years;

/// The parts, in the order in which they run.
const PARTS: [(&str, fn()); 6] = [
    ("storm", storm::run),
    ("years", years::run),
    ("phone", phone::run),
    ("sign-ins", sign_ins::run),
    ("standing", standing::run),
    ("growth", growth::run),
];

fn main() {
    // Cargo itself adds `--bench`.
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let known = |name: &String| name == "--peer" || PARTS.iter().any(|(part, _)| part == name);
    if let Some(unknown) = asked.iter().find(|name| !known(name)) {
        let parts: Vec<&str> = PARTS.iter().map(|(part, _)| *part).collect();
        eprintln!("tests/bench: expected --peer or parts of {}, not {unknown}", parts.join(", "));
        std::process::exit(2);
    }
    if asked.iter().any(|name| name == "--peer") {
        return peer::run();
    }
    for (part, run) in PARTS {
        if asked.is_empty() || asked.iter().any(|name| name == part) {
            println!("\n== {part}");
            run();
        }
    }
}
