//! Relief and trends, against the definitions of relief: worked examples, each rule, laws, and real data.

mod aligned_curves;
mod approximately;
mod baselines;
mod cases;
mod dates;
mod glance;
mod headlines;
mod honesty;
pub mod journal;
mod late_starts;
mod laws;
mod many_treatments;
mod now;
mod onsets;
mod oracle;
mod planned;
mod random;
mod slides;
mod story;
mod trends;
mod worked_example;
