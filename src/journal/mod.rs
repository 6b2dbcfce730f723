//! The journal: what a patient records, and its sync.

mod cursor;
mod history;
pub mod http;
pub mod questionnaires;
mod readings;
pub mod store;
mod stored;
mod sync;
pub mod writing;

pub use self::{
    readings::{answered, answered_of_each},
    stored::{Change, Damaged, Stored},
};
