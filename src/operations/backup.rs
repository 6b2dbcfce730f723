//! `afterglow backup` and `afterglow restore`.

use std::path::Path;

use indicatif::ProgressBar;

use super::{
    Failure,
    cli::{Backup, Restore},
    import::bar,
};
use crate::{
    platform::{
        clock::Clock,
        config::Config,
        database::backup::{self, Description},
        keys::KeyRing,
    },
    server::{self, NotStarted},
};

/// Copies the database into a new folder, while it is served.
pub fn make(options: Backup, clock: &Clock) -> Result<(), Failure> {
    let Backup { folder, place } = options;
    let config = place.config();
    let copying = bar(ProgressBar::no_length(), "copying [{bar:40}] {bytes} of about {total_bytes}");
    let made = backup::make(&config.database.url, &folder, clock.now(), &watched(&copying));
    copying.finish_and_clear();
    let Description { accounts, records, bytes, key_fingerprint, .. } = made?;
    println!(
        "{accounts} accounts with {records} records ({bytes} bytes) are in {}, and were found whole.",
        folder.display()
    );
    println!("The key is not: to read them you need the one with the fingerprint {key_fingerprint}.");
    Ok(())
}

/// Puts a backup where there is no database, and erases again whoever was erased since it was made.
pub async fn restore(options: Restore) -> Result<(), Failure> {
    let Restore { folder, place } = options;
    let config = place.config();
    let looking = bar(ProgressBar::new_spinner(), "{spinner} comparing {msg} with its description");
    looking.set_message(folder.display().to_string());
    let description = backup::verified(&folder);
    looking.finish_and_clear();
    let description = description?;
    demand_key(&config, &folder, &description)?;
    let copying = bar(ProgressBar::no_length(), "restoring [{bar:40}] {bytes} of {total_bytes}, {eta} left");
    let restored = backup::put_back(&folder, &config.database.url, &watched(&copying));
    copying.finish_and_clear();
    restored?;
    let db = server::open(&config).await?.db;
    let accounts = db.read(crate::accounts::store::number).await?;
    let erased = description.accounts.saturating_sub(accounts);
    println!("The backup of {} was restored: {accounts} accounts.", description.made_at);
    println!("Everyone has to sign in again; then their phones put back what they know and the backup does not.");
    println!(
        "What was ended since stays ended, by the list beside the key. Whoever changed their password since is let in \
         by their newest recovery code, or by one that you make: afterglow users reset NAME"
    );
    if erased > 0 {
        println!("{erased} more were in it; they have been erased since, and were erased again.");
    }
    Ok(())
}

/// Before anything is copied: a backup without its key is of no use.
fn demand_key(config: &Config, folder: &Path, description: &Description) -> Result<(), Failure> {
    let ring = KeyRing::load(&config.key_file).map_err(NotStarted::from)?;
    let wanted = &description.key_fingerprint;
    if ring.knows(wanted) {
        return Ok(());
    }
    let own = ring.current().fingerprint();
    let backup = folder.join("afterglow.sqlite");
    Err(NotStarted::OtherKey { key_file: config.key_file.clone(), own, database: Some(backup), wanted: wanted.clone() }
        .into())
}

fn watched(bar: &ProgressBar) -> impl Fn(u64, u64) + use<> {
    let bar = bar.clone();
    move |done, all| {
        bar.set_length(all.max(done));
        bar.set_position(done);
    }
}
