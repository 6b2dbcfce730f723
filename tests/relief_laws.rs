//! What must hold of every journal, and a second implementation that must agree.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is how a test fails")]

#[path = "relief/approximately.rs"]
mod approximately;
#[path = "relief/journal.rs"]
mod journal;
#[path = "relief/laws.rs"]
mod laws;
#[path = "relief/oracle.rs"]
mod oracle;
#[path = "relief/random.rs"]
mod random;
