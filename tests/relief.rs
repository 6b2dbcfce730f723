//! Relief and trends, against the definitions of relief: worked examples, each rule, and real data.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is how a test fails")]
#![allow(clippy::float_cmp, reason = "whole hours and points are exact")]

#[path = "relief/aligned_curves.rs"]
mod aligned_curves;
#[path = "relief/approximately.rs"]
mod approximately;
#[path = "relief/baselines.rs"]
mod baselines;
#[path = "relief/dates.rs"]
mod dates;
#[path = "relief/honesty.rs"]
mod honesty;
#[path = "relief/journal.rs"]
mod journal;
#[path = "relief/onsets.rs"]
mod onsets;
#[path = "relief/story.rs"]
mod story;
#[path = "relief/trends.rs"]
mod trends;
#[path = "relief/worked_example.rs"]
mod worked_example;
