//! The journal: what a patient records, and its sync.

pub mod ahead;
mod cursor;
mod history;
pub mod http;
pub mod questionnaires;
mod readings;
mod sealed;
pub mod store;
mod stored;
mod sync;
pub mod writing;

pub use self::{
    readings::{answered, answered_of_each},
    stored::{Change, Damaged, Stored},
};
