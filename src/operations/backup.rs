//! `afterglow backup` and `afterglow restore`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use indicatif::ProgressBar;
use jiff::Timestamp;

use super::{
    Failure,
    check::{self, Opened},
    cli::{Backup, Restore},
    import::bar,
    output::say,
};
use crate::{
    platform::{
        clock::Clock,
        config::{Config, DatabaseUrl},
        database::{
            self, Db,
            backup::{self, Description},
            last_backup,
        },
        keys::KeyRing,
        mark::MarkFile,
    },
    server::{self, NotStarted},
};

/// Copies the database into a new folder, while it is served, and says whether what is in it opens.
pub async fn make(options: Backup, clock: &Clock) -> Result<(), Failure> {
    let Backup { folder, keep, place } = options;
    let config = place.config();
    server::demand_existing(&config)?;
    let now = clock.now();
    let one = if keep.is_some() { folder.join(named_by(now)) } else { folder.clone() };
    let copying = bar(ProgressBar::no_length(), "copying [{bar:40}] {bytes} of about {total_bytes}");
    let made = backup::make(&config.database.url, &one, now, &watched(&copying));
    copying.finish_and_clear();
    let Description { accounts, records, bytes, key_fingerprint, .. } = made?;
    say!("{accounts} accounts with {records} records ({bytes} bytes) are in {}.", one.display());
    let (told, damaged) = look_into(&config, &one, &key_fingerprint).await?;
    say!("{told}");
    say!("The key is not: to read them you need the one with the fingerprint {key_fingerprint}.");
    if damaged > 0 {
        // What a timer calls shall not end well then, nor an earlier backup go for this one.
        return if keep.is_some() { Err(Failure::Damaged(damaged)) } else { Ok(()) };
    }
    if let DatabaseUrl::Sqlite(file) = &config.database.url {
        last_backup::note(file, now).map_err(|error| Failure::Io(file.display().to_string(), error))?;
    }
    if let Some(keep) = keep {
        let removed =
            keep_latest(&folder, keep.into()).map_err(|error| Failure::Io(folder.display().to_string(), error))?;
        for old in &removed {
            say!("{} was removed: {keep} are kept.", old.display());
        }
    }
    Ok(())
}

/// How the folder of one of several backups is named: the names sort as their times do.
const NAMED_BY: &str = "%Y-%m-%dT%H%M%SZ";

/// The folder of one of several backups.
fn named_by(now: Timestamp) -> String {
    now.strftime(NAMED_BY).to_string()
}

/// Removes the oldest backups in a folder until so many are left, and nothing but backups that were named by
/// [`named_by`].
fn keep_latest(folder: &Path, number: usize) -> io::Result<Vec<PathBuf>> {
    let mut backups = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_named_so = jiff::fmt::strtime::parse(NAMED_BY, name).is_ok();
        if is_named_so && backup::is_one(&path) {
            backups.push(path);
        }
    }
    backups.sort();
    backups.truncate(backups.len().saturating_sub(number));
    backups.iter().try_for_each(fs::remove_dir_all)?;
    Ok(backups)
}

/// Opens everything in a backup, where the key is at hand; says what came of it, and how much did not open.
async fn look_into(config: &Config, folder: &Path, key_fingerprint: &str) -> Result<(String, usize), Failure> {
    let not_looked =
        |why: String| Ok((format!("The file was found whole. Whether its texts open was not looked at: {why}."), 0));
    let ring = KeyRing::load(&config.key_file).ok().filter(|ring| ring.knows(key_fingerprint));
    let Some(ring) = ring else { return not_looked(format!("the key {} is not at hand", config.key_file.display())) };
    let copy = DatabaseUrl::Sqlite(folder.join(backup::DATABASE)).into();
    let db = Db::look(&copy).map_err(NotStarted::from)?;
    if !db.read(|connection| Ok(database::is_current(connection))).await? {
        return not_looked("it is of an earlier Afterglow".to_owned());
    }
    let Opened { texts, wrong, .. } = check::open(&db, &ring).await?;
    if wrong.is_empty() {
        return Ok((format!("The file was found whole, and each of {texts} sealed texts opens."), 0));
    }
    let told = format!(
        "The file was found whole, but {} of what is in it cannot be read, and is in the backup as it is stored: \
         afterglow check names each. An earlier backup may have it whole: keep it.",
        wrong.len()
    );
    Ok((told, wrong.len()))
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
    let place = (&config.database.url, config.key_file.as_path());
    let restored = backup::put_back(&folder, place, &watched(&copying));
    copying.finish_and_clear();
    restored?;
    // As many as there were, before the restored database leaves its own mark.
    let before = MarkFile::at(config.mark_file()).read().ok().flatten();
    let db = server::open(&config).await?.db;
    let accounts = db.read(crate::accounts::store::number).await?;
    let erased = description.accounts.saturating_sub(accounts);
    say!("The backup of {} was restored: {accounts} accounts.", description.made_at);
    say!("Everyone has to sign in again; then their phones put back what they know and the backup does not.");
    say!(
        "What was ended since stays ended, by the list beside the key. Whoever changed their password since is let in \
         by their newest recovery code, or by one that you make: afterglow users reset NAME"
    );
    match erased {
        0 => {}
        1 => say!("1 more was in it; it has been erased since, and was erased again."),
        _ => say!("{erased} more were in it; they have been erased since, and were erased again."),
    }
    if before.is_none() {
        let [erased, ended] = config.lists().map(|list| list.display().to_string());
        say!(
            "There is no mark beside the key. If {erased} and {ended} are missing too, what was erased or ended since is \
             back: put your copies there and start the server, which erases and ends it again."
        );
    }
    let known = before.and_then(|noted| noted.accounts).unwrap_or_default();
    say!("{}", opened_since(known.saturating_sub(accounts)));
    Ok(())
}

/// What has become of accounts that were opened after the backup was made: of how many that is known.
fn opened_since(known: u64) -> String {
    let who = match known {
        0 => "Whoever opened an account after it was made is not in it, and".to_owned(),
        1 => "At least 1 account was opened after it was made and is not in it: its owner".to_owned(),
        _ => format!("At least {known} accounts were opened after it was made and are not in it: their owners"),
    };
    format!(
        "{who} cannot sign in any more. They can sign up again, under the same name if they like, on the device that \
         they used: the app asks there whether the entries on it come along. They must not delete the app or its data \
         before."
    )
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
