//! `afterglow demo`.

mod patient;

use std::sync::Arc;

use actix_web::http::StatusCode;
use indicatif::ProgressBar;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{Failure, cli::Demo, import::bar, output::say};
use crate::{
    accounts::{Hasher, Owner, RecoveryCode, audit::Chain, store},
    domain::{
        account::{Secret, Username},
        fault::{Faults, Refusal},
        id::AccountId,
        language::Locale,
        zone::ZoneName,
    },
    platform::{
        clock::Clock,
        database::Db,
        keys::KeyRing,
        problem::{Code, Problem, Result as ProblemResult},
        sealing::Wrapper,
    },
    portability::writing,
    server::{self, NotStarted},
};

/// Makes an account and a patient's half year in it, and prints how to sign in.
pub async fn run(options: Demo, clock: Clock) -> Result<(), Failure> {
    let Demo { user, seed, place } = options;
    let server::Opened { db, ring: key, .. } = server::open(&place.config()).await?;
    // The recovery code's alphabet, used once more: easy to type from a terminal.
    let password = RecoveryCode::new()?.shown().to_lowercase();
    let owner = sign_up(&db, &key, &user, &password, &clock).await?;

    let import = Arc::new(patient::half_year(clock.now(), &owner.zone, seed)?);
    let length = u64::try_from(import.len()).unwrap_or(u64::MAX);
    let writing = bar(ProgressBar::new(length), "writing [{bar:40}] {pos}/{len} records");
    let progress = writing.clone();
    let told = move |done| progress.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    let done = writing::write(&db, &owner, &import, &told).await;
    writing.finish_and_clear();

    say!("{} records of half a year are in a new account. Start Afterglow and sign in as", done?.imported);
    say!("  name      {user}");
    say!("  password  {password}");
    Ok(())
}

async fn sign_up(db: &Db, ring: &KeyRing, user: &str, password: &str, clock: &Clock) -> Result<Owner, Failure> {
    let refused = |refusal: Refusal| Problem::from(Faults::one("/user", refusal));
    let username = Username::try_from(user.to_owned()).map_err(refused)?;
    let hasher = Hasher::start().map_err(NotStarted::Threads)?;
    let password_hash = hasher.hash(Secret::try_from(password.to_owned()).map_err(refused)?).await?;
    let system = TimeZone::system();
    let zone = ZoneName::try_from(system.iana_name().unwrap_or("UTC").to_owned()).map_err(refused)?;
    let new = store::SigningUp {
        username,
        password_hash,
        recovery_hash: RecoveryCode::new()?.digest(),
        time_zone: zone.clone(),
        locale: Locale::try_from("en".to_owned()).map_err(refused)?,
        now: clock.now(),
    };
    let account = AccountId::new(Uuid::now_v7());
    let (key, chain) = (Wrapper::new(ring).create(&account)?, Chain::new(ring));
    let owner = Owner {
        account: account.clone(),
        key: key.0.clone(),
        zone: zone.rules_or_utc(),
        reached: 0,
        history: String::new(),
        ahead: 0,
        bytes: 0,
        most_bytes: i64::MAX,
    };
    let made = db.write(move |connection| store::create(connection, &account, &new, &key, &chain)).await?;
    taken(made, user)?;
    Ok(owner)
}

fn taken(made: bool, user: &str) -> ProblemResult<()> {
    if made {
        return Ok(());
    }
    let detail = format!("There is an account named {user} already. Choose another name with --user.");
    Err(Problem::new(StatusCode::CONFLICT, Code::UsernameTaken, detail))
}
