//! Reminders by mail, for phones without push: an address that its owner confirmed, and a way to stop in every mail.

mod address;
pub mod http;
pub mod letter;
mod page;
pub mod sender;
pub mod store;
