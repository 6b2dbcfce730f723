//! `afterglow users`: whose accounts there are, and what the operator can do for them without seeing into them.

use std::fmt::Write;

use actix_web::http::StatusCode;
use jiff::Timestamp;

use super::{
    Failure,
    cli::Users,
    output::{print, say},
};
use crate::{
    accounts::{
        self, RecoveryCode,
        audit::{self, Action, Chain},
        ended::{Act, Ended},
        store::Listed,
    },
    domain::{account::Username, fault::Faults, id::AccountId},
    platform::{
        clock::Clock,
        database::{Db, DbConnection},
        ledger::Ledger,
        problem::{Code, Problem, Result as ProblemResult},
    },
    server,
};

/// How many accounts are listed at once.
const PAGE: i64 = 1000;

/// Lists, lets back in, or erases.
pub async fn run(command: Users, clock: Clock) -> Result<(), Failure> {
    match command {
        Users::List { place } => list(&server::open_existing(&place.config()).await?.db).await,
        Users::Reset { name, place } => {
            let config = place.config();
            let server::Opened { db, ring, .. } = server::open_existing(&config).await?;
            reset((&db, &Ledger::at(config.ended_list())), &Chain::new(&ring), &name, clock.now()).await
        }
        Users::Erase { name, yes, place } => {
            let config = place.config();
            let db = server::open_existing(&config).await?.db;
            erase(&db, &Ledger::at(config.erasure_list()), &name, yes, clock.now()).await
        }
    }
}

/// Prints a page at a time, as long as somebody reads: a million accounts are not held in memory, and `head` ends it.
async fn list(db: &Db) -> Result<(), Failure> {
    let (mut number, mut last) = (0, None);
    loop {
        let page = db.read(move |connection| accounts::store::listed(connection, last.as_ref(), PAGE)).await?;
        let mut lines = String::new();
        for Listed { name, opened, used, .. } in &page {
            let used = used.map_or_else(|| "signed out".to_owned(), |used| format!("last used {}", day(used)));
            _ = writeln!(lines, "{name}, opened {}, {used}", day(*opened));
        }
        number += page.len();
        last = page.into_iter().next_back().map(|listed| listed.account);
        if last.is_none() {
            return print(format!("{number} accounts.\n").as_bytes()).map(drop);
        }
        if !print(lines.as_bytes())? {
            return Ok(());
        }
    }
}

fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// A new recovery code: the operator hands it over, and never learns the password that is set with it.
async fn reset((db, list): (&Db, &Ledger), chain: &Chain, name: &str, now: Timestamp) -> Result<(), Failure> {
    let name = username(name)?;
    let (code, chain, shown) = (RecoveryCode::new()?, chain.clone(), name.as_str().to_owned());
    let digest = code.digest();
    let account = db.read(move |connection| find(connection, &name)).await?;
    let act = Act::Recovery(digest.clone());
    let renew = move |connection: &mut DbConnection, ended: &Ended| {
        accounts::store::set_recovery(connection, &ended.account, &digest)?;
        ended.note(connection)?;
        audit::store::append(connection, &chain, &ended.account, (Action::RecoveryRenewed, ""), now)
    };
    accounts::ended::end((db, list), (account, act, now), renew).await?;
    say!("The recovery code of {shown} is now");
    say!("  {}", code.shown());
    say!(
        "It works once, with the name, where the app says “Forgot your password?”. The earlier one does not any more."
    );
    Ok(())
}

async fn erase(db: &Db, list: &Ledger, name: &str, yes: bool, now: Timestamp) -> Result<(), Failure> {
    let name = username(name)?;
    let (sought, shown) = (name.clone(), name.as_str().to_owned());
    let account = db.read(move |connection| find(connection, &sought)).await?;
    if !yes {
        let detail = format!("This erases everything of {shown}, for good, also from backups. Say so with --yes.");
        return Err(Problem::new(StatusCode::CONFLICT, Code::NotConfirmed, detail).into());
    }
    accounts::erasing::erase(db, list, &account, now).await?;
    say!("{shown} is erased.");
    Ok(())
}

fn username(name: &str) -> Result<Username, Problem> {
    Username::try_from(name.to_owned()).map_err(|refusal| Faults::one("/name", refusal).into())
}

/// The account of a name.
pub fn find(connection: &mut DbConnection, name: &Username) -> ProblemResult<AccountId> {
    let missing = || {
        let detail = format!("There is no account named {}. Sign up in the app first.", name.as_str());
        Problem::new(StatusCode::NOT_FOUND, Code::NoAccount, detail)
    };
    Ok(accounts::store::credentials(connection, name)?.ok_or_else(missing)?.account())
}
