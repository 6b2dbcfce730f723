//! The calendar feed, for phones that take no pushes.

pub mod http;
mod store;
