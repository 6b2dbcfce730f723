//! Moving in and out: import and export.

mod archive;
pub mod choices;
mod csv;
mod delimited;
pub mod elsewhere;
mod export;
pub mod format;
pub mod http;
mod identity;
pub mod import;
mod json;
mod line_fault;
pub mod matching;
mod packed;
pub mod shelf;
pub mod source;
pub mod writing;
