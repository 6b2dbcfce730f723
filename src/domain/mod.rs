//! What the journal is about, pure: no clock, no I/O, no actix, no diesel.

pub mod account;
pub mod check_in;
mod data_file;
pub mod day;
pub mod event;
pub mod fault;
pub mod id;
pub mod language;
pub mod lately;
pub mod measure;
pub(crate) mod name;
pub mod questionnaire;
pub mod record;
pub mod refusal;
pub mod relief;
pub mod reminder;
pub mod safety_plan;
pub mod share;
pub mod text;
pub mod treatment;
pub mod trend;
pub mod zone;
