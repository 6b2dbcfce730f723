//! `afterglow check`: whether everything that is stored is whole, and opens.

use indicatif::ProgressBar;

use super::{Failure, cli::Check, import::bar};
use crate::{
    accounts::{
        self, Owner, Pages,
        audit::{self, Chain},
    },
    domain::id::AccountId,
    journal,
    platform::{
        config::{Config, DatabaseUrl},
        database::{
            DbConnection, Unreachable,
            integrity::{self, Depth},
        },
        problem::Result as ProblemResult,
        sealing::Wrapper,
    },
    reminders,
    server::{self, NotStarted},
    shares,
};

/// How many accounts are listed at once.
const PAGE: i64 = 500;

/// Looks at the file, then opens everything in it, account by account.
pub async fn run(options: Check) -> Result<(), Failure> {
    let config = options.place.config();
    whole(&config)?;
    let (db, ring) = server::open(&config).await?;
    let (wrapper, chain) = (Wrapper::new(&ring), Chain::new(&ring));
    let number = db.read(accounts::store::number).await?;
    let looking = bar(ProgressBar::new(number), "opening [{bar:40}] {pos} of {len} accounts, {eta} left");
    let (mut seen, mut sealed, mut wrong, mut pages) = (0_u64, 0, Vec::new(), Pages::of(&db, PAGE));
    while let Some(page) = pages.next().await? {
        for account in page {
            let (wrapper, chain, of) = (wrapper.clone(), chain.clone(), account.clone());
            match db.read(move |connection| everything_of(connection, &of, &wrapper, &chain)).await {
                Ok((opened, true)) => sealed += opened,
                Ok((_, false)) => wrong.push((account, "its audit trail is not as it was written".to_owned())),
                Err(problem) => {
                    let why = problem.cause().map_or_else(|| problem.detail().to_owned(), ToString::to_string);
                    wrong.push((account, why));
                }
            }
            seen += 1;
            looking.inc(1);
        }
    }
    looking.finish_and_clear();
    for (account, why) in &wrong {
        println!("{}: {why}", account.as_str());
    }
    if !wrong.is_empty() {
        return Err(Failure::Damaged(wrong.len()));
    }
    println!("Everything is whole: {seen} accounts, {sealed} sealed texts, each opened.");
    Ok(())
}

fn whole(config: &Config) -> Result<(), Failure> {
    let DatabaseUrl::Sqlite(file) = &config.database.url else { return Ok(()) };
    let looking = bar(ProgressBar::new_spinner(), "{spinner} looking through {msg}");
    looking.set_message(file.display().to_string());
    looking.enable_steady_tick(std::time::Duration::from_millis(100));
    let looked = integrity::open(file).and_then(|mut connection| integrity::check(&mut connection, file, Depth::Full));
    looking.finish_and_clear();
    looked.map_err(|damage: Unreachable| NotStarted::from(damage).into())
}

fn records_of(connection: &mut DbConnection, owner: &Owner) -> ProblemResult<u64> {
    let (mut opened, mut since) = (0, 0);
    loop {
        let changes = journal::store::changes(connection, owner, since, PAGE)?;
        let Some(last) = changes.last() else { return Ok(opened) };
        since = last.revision;
        opened += u64::try_from(changes.iter().filter(|change| !change.deleted).count()).unwrap_or_default();
    }
}

/// Opens everything of an account: how many sealed texts, and whether the audit trail holds.
fn everything_of(
    connection: &mut DbConnection,
    account: &AccountId,
    wrapper: &Wrapper,
    chain: &Chain,
) -> ProblemResult<(u64, bool)> {
    let owner: Owner = accounts::store::owner(connection, account, wrapper)?;
    accounts::store::settings(connection, &owner)?;
    let records = records_of(connection, &owner)?;
    let links = shares::open_all(connection, &owner)?;
    let subscriptions = reminders::open_all(connection, &owner)?;
    let (_, intact) = audit::store::trail(connection, chain, account)?;
    Ok((1 + records + links + subscriptions, intact))
}
