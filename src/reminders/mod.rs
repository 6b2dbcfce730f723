//! Reminders: who is due, asked of all accounts at once, and Web Push to where they want it.

mod calendar;
mod claims;
pub mod http;
mod post;
mod push;
mod rounds;
mod store;
mod turn;

pub use self::{post::Post, push::store::open_all, rounds::go_on};
