//! Reminders: who is due, asked of all accounts at once, and Web Push to where they want it.

mod calendar;
mod claims;
pub mod http;
mod mail;
mod post;
mod push;
mod rounds;
mod store;
mod tally;
mod turn;

pub use self::{mail::sender::Mailer, post::Post, rounds::go_on, tally::Tally};
use crate::{
    accounts::Owner,
    platform::{database::DbConnection, problem::Result},
};

/// Opens everything that says where an account's reminders go, and says how much that is.
///
/// # Errors
/// When something does not open.
pub fn open_all(connection: &mut DbConnection, owner: &Owner) -> Result<u64> {
    Ok(push::store::open_all(connection, owner)? + mail::store::open_all(connection, owner)?)
}
