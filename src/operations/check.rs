//! `afterglow check`: whether everything that is stored is whole, and opens.

use indicatif::ProgressBar;

use super::{Failure, cli::Check, import::bar, output::say};
use crate::{
    accounts::{
        self, Owner, Pages,
        audit::{self, Chain},
    },
    domain::{id::AccountId, zone::ZoneName},
    journal::{self, Damaged},
    platform::{
        config::{Config, DatabaseUrl},
        database::{
            Db, DbConnection, Unreachable,
            integrity::{self, Depth},
        },
        keys::KeyRing,
        problem::Result as ProblemResult,
        sealing::Wrapper,
    },
    reminders,
    server::{self, NotStarted},
    shares,
};

/// How many accounts are listed at once.
const PAGE: i64 = 500;

/// How many records of an account are read at once.
const RECORDS: usize = 1000;

/// Looks at the file, then opens everything in it, account by account.
pub async fn run(options: Check) -> Result<(), Failure> {
    let config = options.place.config();
    whole(&config)?;
    let server::Opened { db, ring, .. } = server::open_existing(&config).await?;
    let Opened { accounts, texts, wrong, unknown_zones } = open(&db, &ring).await?;
    for (account, zone) in &unknown_zones {
        say!("Note: {}: its time zone {} is not known on this machine", account.as_str(), zone.as_str());
    }
    for (account, why) in &wrong {
        say!("{}: {why}", account.as_str());
    }
    if !wrong.is_empty() {
        return Err(Failure::Damaged(wrong.len()));
    }
    say!("Everything is whole: {accounts} accounts, {texts} sealed texts, each opened.");
    Ok(())
}

/// What came of opening everything.
pub struct Opened {
    /// How many accounts there are.
    accounts: u64,
    /// How many sealed texts of theirs open.
    pub texts: u64,
    /// What does not, and whose it is.
    pub wrong: Vec<(AccountId, String)>,
    /// Whose time zone is not known on this machine: nothing is damaged, but reminders come by UTC.
    unknown_zones: Vec<(AccountId, ZoneName)>,
}

/// Opens everything that a database holds, account by account.
///
/// # Errors
/// When it does not answer.
pub async fn open(db: &Db, ring: &KeyRing) -> Result<Opened, Failure> {
    let (wrapper, chain) = (Wrapper::new(ring), Chain::new(ring));
    let number = db.read(accounts::store::number).await?;
    let looking = bar(ProgressBar::new(number), "opening [{bar:40}] {pos} of {len} accounts, {eta} left");
    let (mut accounts, mut texts, mut wrong, mut unknown_zones) = (0, 0, Vec::new(), Vec::new());
    let mut pages = Pages::of(db, PAGE);
    while let Some(page) = pages.next().await? {
        for account in page {
            let (wrapper, chain, of) = (wrapper.clone(), chain.clone(), account.clone());
            let mut found = Found::default();
            match db.read(move |connection| everything_of(connection, &of, &wrapper, &chain)).await {
                Ok(opened) => found = opened,
                Err(problem) => found.note("the account", Err(problem)),
            }
            texts += found.opened;
            unknown_zones.extend(found.unknown_zone.map(|zone| (account.clone(), zone)));
            wrong.extend(found.wrong.into_iter().map(|why| (account.clone(), why)));
            accounts += 1;
            looking.inc(1);
        }
    }
    looking.finish_and_clear();
    Ok(Opened { accounts, texts, wrong, unknown_zones })
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

/// What was opened of an account, and what was not as it should be.
#[derive(Default)]
struct Found {
    opened: u64,
    wrong: Vec<String>,
    unknown_zone: Option<ZoneName>,
}

impl Found {
    /// Counts what was opened, or says why `what` was not.
    fn note(&mut self, what: &str, opened: ProblemResult<u64>) {
        match opened {
            Ok(opened) => self.opened += opened,
            Err(problem) => {
                let why = problem.cause().map_or_else(|| problem.detail().to_owned(), ToString::to_string);
                self.wrong.push(format!("{what}: {why}"));
            }
        }
    }

    fn records(&mut self, connection: &mut DbConnection, owner: &Owner) -> ProblemResult<()> {
        let mut since = Some(0);
        while let Some(after) = since {
            let changes = journal::store::changes(connection, owner, after, RECORDS)?;
            self.opened += u64::try_from(changes.whole.iter().filter(|one| !one.deleted).count()).unwrap_or_default();
            self.wrong.extend(changes.damaged.iter().map(described));
            since = changes.more_after;
        }
        Ok(())
    }
}

/// Names a record that cannot be read, by nothing that is sealed.
fn described(damaged: &Damaged) -> String {
    let Damaged { kind, id, local_date, .. } = damaged;
    let day = local_date.as_ref().map_or_else(String::new, |date| format!(" of {date}"));
    format!("the {kind} {id}{day} cannot be read")
}

/// Opens everything of an account.
fn everything_of(
    connection: &mut DbConnection,
    account: &AccountId,
    wrapper: &Wrapper,
    chain: &Chain,
) -> ProblemResult<Found> {
    let owner: Owner = accounts::store::owner(connection, account, wrapper)?;
    let mut found = Found::default();
    let settings = accounts::store::settings(connection, &owner)?;
    if settings.time_zone.rules().is_none() {
        found.unknown_zone = Some(settings.time_zone.clone());
    }
    if settings.damaged {
        found.wrong.push("its settings cannot be read".to_owned());
    } else {
        found.opened += 1;
    }
    found.records(connection, &owner)?;
    let links = shares::store::list(connection, &owner)?;
    found.opened += u64::try_from(links.whole.len()).unwrap_or_default();
    found.wrong.extend(links.damaged.iter().map(|id| format!("the link {id} cannot be read")));
    found.note("where reminders go", reminders::open_all(connection, &owner));
    let (_, intact) = audit::store::trail(connection, chain, account)?;
    if !intact {
        found.wrong.push("its audit trail is not as it was written".to_owned());
    }
    Ok(found)
}
