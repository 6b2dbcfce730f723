//! Input and output that knows no feature: configuration, database, HTTP errors, clock, keys, logs.

pub mod address;
pub mod body;
pub mod clock;
pub mod conditional;
pub mod config;
pub mod created;
pub mod database;
pub mod files;
pub mod keys;
pub mod ledger;
pub mod link_secret;
pub mod mail;
pub mod mark;
pub mod outbound;
pub mod own_origin;
pub mod problem;
pub mod sealing;
pub mod telemetry;
pub mod zone_data;
