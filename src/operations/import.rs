//! `afterglow import`.

use std::{fs, sync::Arc, time::Duration};

use actix_web::http::StatusCode;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Failure, cli::Import};
use crate::{
    accounts::{Owner, store},
    domain::{account::Username, fault::Faults},
    platform::{
        database::DbConnection,
        problem::{Problem, Result as ProblemResult},
        sealing::Wrapper,
    },
    portability::import,
    server,
};

/// Imports a file into an account's journal.
pub async fn run(options: &Import) -> Result<(), Failure> {
    let Import { file, user, place } = options;
    let bytes = fs::read(file).map_err(|error| Failure::Io(file.display().to_string(), error))?;
    let (db, key) = server::open(&place.clone().config()).await?;
    let (wrapper, name) = (Wrapper::new(&key), user.clone());
    let owner = db.read(move |connection| find(connection, &wrapper, &name)).await?;

    let reader = owner.clone();
    let spinner = bar(ProgressBar::new_spinner(), "{spinner} reading {msg}").with_message(file.display().to_string());
    spinner.enable_steady_tick(Duration::from_millis(100));
    let import = db.read(move |connection| import::read(connection, &reader, &bytes)).await;
    spinner.finish_and_clear();
    let import = Arc::new(import?);

    let length = u64::try_from(import.len()).unwrap_or(u64::MAX);
    let writing = bar(ProgressBar::new(length), "writing [{bar:40}] {pos}/{len} records, {eta} left");
    let progress = writing.clone();
    let done = db
        .write(move |connection| {
            import::write(connection, &owner, &import, &|done| {
                progress.set_position(u64::try_from(done).unwrap_or(u64::MAX));
            })
        })
        .await;
    writing.finish_and_clear();
    let done = done?;
    println!(
        "{} imported, {} there already, {} kept as they were in the journal.",
        done.imported, done.unchanged, done.kept
    );
    Ok(())
}

/// A bar that is drawn on a terminal alone.
pub fn bar(bar: ProgressBar, template: &str) -> ProgressBar {
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn find(connection: &mut DbConnection, wrapper: &Wrapper, user: &str) -> ProblemResult<Owner> {
    let name = Username::try_from(user.to_owned()).map_err(|refusal| Faults::one("/user", refusal.0))?;
    let missing = || {
        let detail = format!("There is no account named {}. Sign up in the app first.", name.as_str());
        Problem::new(StatusCode::NOT_FOUND, "no_account", detail)
    };
    let account = store::credentials(connection, &name)?.ok_or_else(missing)?.account();
    store::owner(connection, &account, wrapper)
}
