//! `afterglow migrate-to`.

use indicatif::ProgressBar;

use super::{Failure, cli::MigrateTo, import::bar, output::say};
use crate::{
    platform::{
        config::Database,
        database::transfer::{Moved, Progress, transfer},
    },
    server,
};

/// Moves everything to another database, and says how to go on.
pub fn run(options: MigrateTo) -> Result<(), Failure> {
    let MigrateTo { target, place } = options;
    let config = place.config();
    server::demand_existing(&config)?;
    let moving = bar(ProgressBar::no_length(), "moving and comparing [{bar:40}] {percent}%, {eta} left");
    let told = moving.clone();
    let moved = transfer(&config.database, &Database::from(target), &move |Progress { done, all }| {
        told.set_length(all);
        told.set_position(done);
    });
    moving.finish_and_clear();
    let Moved { rows, tables } = moved?;
    say!("{rows} rows of {tables} tables were moved, and each was compared.");
    say!("From now on start Afterglow with that --database-url and the same key file; keep the old file as a backup.");
    Ok(())
}
