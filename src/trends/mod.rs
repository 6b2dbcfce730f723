//! Trends: loads a journal and says what the definitions of relief say about it.

mod answer;
mod daily;
pub mod http;
mod load;
mod measure;
mod relief;
