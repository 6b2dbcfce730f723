//! `afterglow keys`: the server's keys, changed, printed and put back.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use indicatif::ProgressBar;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::{Failure, cli::Keys, import::bar, output::say};
use crate::{
    accounts::{
        self, Pages,
        audit::{self, Action, Chain},
    },
    platform::{
        clock::Clock,
        config::{Config, DatabaseUrl},
        database::{Alone, Db, DbConnection, settings},
        keys::{KeyRing, kit},
        problem::Result as ProblemResult,
        sealing::Wrapper,
    },
    server::{self, FINGERPRINT, NotStarted},
};

/// How many accounts get their key wrapped anew in one transaction.
const BATCH: i64 = 200;

/// Rotates, prints, compares or puts back.
pub async fn run(command: Keys, clock: Clock) -> Result<(), Failure> {
    match command {
        Keys::Rotate { place } => rotate(&place.config(), clock.now()).await,
        Keys::Kit { place } => print(&place.config()),
        Keys::Verify { file, place } => verify(&file, &place.config()),
        Keys::Recover { file, place } => recover(&file, &place.config()).await,
    }
}

/// Makes a new key, unless an earlier rotation did and broke off, wraps every account's key with it, and then says
/// in the database that this is done. Each step can be the last: the next rotation, or server, goes on from there.
async fn rotate(config: &Config, now: Timestamp) -> Result<(), Failure> {
    server::demand_existing(config)?;
    let _alone = Alone::with(&config.database.url, &config.key_file).map_err(NotStarted::from)?;
    let server::Opened { db, mut ring, .. } = server::open(config).await?;
    let known = db.read(|connection| settings::get(connection, FINGERPRINT)).await?;
    if known.is_some_and(|known| known == ring.current().fingerprint()) {
        ring = ring.rotated(&config.key_file).map_err(NotStarted::from)?;
        say!("A new key is in {}.", config.key_file.display());
    } else {
        say!("An earlier rotation broke off: it is brought to its end.");
    }
    let renewed = renew_all(&db, &ring, now).await?;
    let fingerprint = ring.current().fingerprint();
    db.write(move |connection| settings::set(connection, FINGERPRINT, &fingerprint)).await?;
    say!("The keys of {renewed} accounts were wrapped anew, with the key {}.", ring.current().fingerprint());
    say!("Make a new recovery kit (afterglow keys kit). The earlier keys stay in the file: older backups need them.");
    Ok(())
}

async fn renew_all(db: &Db, ring: &KeyRing, now: Timestamp) -> Result<u64, Failure> {
    let number = db.read(accounts::store::number).await?;
    let wrapping = bar(ProgressBar::new(number), "wrapping [{bar:40}] {pos} of {len} accounts, {eta} left");
    let (wrapper, chain) = (Wrapper::new(ring), Chain::new(ring));
    let (mut renewed, mut pages) = (0, Pages::of(db, BATCH));
    while let Some(page) = pages.next().await? {
        wrapping.inc(u64::try_from(page.len()).unwrap_or_default());
        let (wrapper, chain) = (wrapper.clone(), chain.clone());
        let renew = move |connection: &mut DbConnection| -> ProblemResult<u64> {
            let mut renewed = 0;
            for account in &page {
                if accounts::store::renew_key(connection, account, &wrapper)? {
                    audit::store::append(connection, &chain, account, (Action::KeyRenewed, ""), now)?;
                    renewed += 1;
                }
            }
            Ok(renewed)
        };
        renewed += db.write(renew).await?;
    }
    wrapping.finish_and_clear();
    Ok(renewed)
}

fn print(config: &Config) -> Result<(), Failure> {
    let ring = KeyRing::load(&config.key_file).map_err(NotStarted::from)?;
    let text = kit::written(&ring).map_err(|error| Failure::Kit(error.to_string()))?;
    say!("This is the recovery kit of Afterglow. Whoever has it and the database, or a backup, can read the journals.");
    say!("Print it, keep it where the database is not, and then compare it with: afterglow keys verify");
    for key in ring.keys() {
        say!("  key {} has the fingerprint {}", key.version, key.fingerprint());
    }
    print!("\n{}", text.as_str());
    Ok(())
}

fn verify(file: &Path, config: &Config) -> Result<(), Failure> {
    let kept = read(file)?;
    let ring = KeyRing::load(&config.key_file).map_err(NotStarted::from)?;
    let missing: Vec<_> = ring.keys().filter(|key| !kept.knows(&key.fingerprint())).map(|key| key.version).collect();
    if missing.is_empty() {
        say!("This kit holds every key of {}.", config.key_file.display());
        return Ok(());
    }
    let numbers = missing.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    Err(Failure::Kit(format!("this kit lacks key {numbers} of {}; make a new one", config.key_file.display())))
}

async fn recover(file: &Path, config: &Config) -> Result<(), Failure> {
    let ring = read(file)?;
    if let Some(wanted) = fingerprint_of_database(config).await
        && !ring.knows(&wanted)
    {
        let numbers = ring.keys().map(|key| key.version.to_string()).collect::<Vec<_>>().join(", ");
        return Err(Failure::Kit(format!(
            "this kit holds key {numbers}, and the database was sealed with another, of the fingerprint {wanted}: it is \
             an earlier kit, or of another server. Nothing was made; look for the kit that was printed after the last \
             rotation"
        )));
    }
    ring.create(&config.key_file).map_err(NotStarted::from)?;
    say!(
        "{} is made from the kit; its key has the fingerprint {}.",
        config.key_file.display(),
        ring.current().fingerprint()
    );
    Ok(())
}

/// Of the key that the database is sealed with; none where there is no database at hand.
async fn fingerprint_of_database(config: &Config) -> Option<String> {
    if matches!(&config.database.url, DatabaseUrl::Sqlite(file) if !file.exists()) {
        return None;
    }
    let db = Db::look(&config.database).ok()?;
    db.read(|connection| settings::get(connection, FINGERPRINT)).await.ok()?
}

/// A kit from a file, or with `-` as typed.
fn read(file: &Path) -> Result<KeyRing, Failure> {
    let mut text = Zeroizing::new(String::new());
    let read = if file == Path::new("-") {
        io::stdin().read_to_string(&mut text)
    } else {
        fs::File::open(file).and_then(|mut open| open.read_to_string(&mut text))
    };
    read.map_err(|error| Failure::Io(PathBuf::from(file).display().to_string(), error))?;
    kit::read(&text).map_err(|error| Failure::Kit(error.to_string()))
}
