//! Bad input: every field of every body of every writing route, tried wrong, is pointed at, and nothing is written.
//!
//! The routes and fields come from the API's own document: one that is not in the table fails a test.

mod bodies;
pub mod cases;
mod limits;
mod malformed;
mod nul;
mod queries;
mod shape;
mod wrong;
