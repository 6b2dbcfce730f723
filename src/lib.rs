//! Afterglow: a journal for people treated with ketamine, and what it says about their relief.
//!
//! Imports run one way, downward:
//! `operations → server → portability → reminders → shares → reports → trends → journal → accounts → platform → domain`.

pub mod accounts;
pub mod domain;
pub mod journal;
pub mod operations;
pub mod platform;
pub mod portability;
pub mod reminders;
pub mod reports;
pub mod server;
pub mod shares;
pub mod trends;
