//! Trends: loads a journal and says what the definitions of relief say about it.

pub mod http;
mod load;
