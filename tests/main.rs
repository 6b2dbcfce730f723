//! Every test of the whole in one program (linking is slow): a file for each feature.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a panic is how a test fails")]
#![allow(clippy::float_cmp, reason = "whole hours and points are exact")]

mod accounts;
mod architecture;
mod attempts;
mod audit;
mod bad_input;
mod clock_jumps;
mod command_line;
mod compression;
mod damaged_records;
mod dependencies;
mod documents;
mod endings;
mod exports;
mod failover;
mod fhir;
mod histories;
mod hostile;
mod https;
mod identities;
mod imports;
mod journal;
mod keys;
mod kills;
mod link_previews;
mod lists;
mod logs;
mod measures;
mod metrics;
mod moving_in;
mod offsets;
mod pdf;
mod postgres;
mod postgres_tls;
mod questionnaire_forms;
mod questionnaires;
mod relief;
mod reminders;
mod safety_plans;
mod sessions;
mod shared_report;
mod shares;
mod slow_clients;
mod sqlite_file;
mod standby;
mod statements;
mod storage;
mod support;
mod sync;
mod tables;
mod tokens;
mod trends;
mod trust;
mod two_devices;
