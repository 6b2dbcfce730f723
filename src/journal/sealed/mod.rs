//! What is stored of a record: its sealed body, and what it is found by.

pub mod store;
