//! The journal: what a patient records, and its sync.

mod cursor;
pub mod http;
pub mod store;
mod stored;
mod sync;
pub mod writing;

pub use stored::{Change, Stored};
