//! `afterglow import`.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::Arc,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Failure, cli::Import, output::say, users};
use crate::{
    accounts::{Owner, store},
    domain::{account::Username, fault::Faults},
    platform::{
        database::DbConnection,
        problem::{Problem, Result as ProblemResult},
        sealing::Wrapper,
    },
    portability::{
        elsewhere::{Columns, Moods, Preview, Told, Treatments, apple_health},
        format::ImportFormat,
        import::{self, Import as Imports},
        writing,
    },
    server,
};

/// Imports a file into an account's journal.
pub async fn run(options: &Import) -> Result<(), Failure> {
    let Import { file, user, format, moods, columns, treatments, header, preview, place, .. } = options;
    let moods = Moods::new(moods.clone()).map_err(|refusal| Problem::from(Faults::one("/mood", refusal)))?;
    let columns = Columns::new(columns.clone()).map_err(|refusal| Problem::from(Faults::one("/column", refusal)))?;
    let treatments = Treatments(treatments.clone());
    let told = Told { moods, columns, treatments, header: *header, changed: options.choices(), all_of_use: true };
    let format = format.map_or(ImportFormat::Afterglow, |app| ImportFormat::Elsewhere(app.app()));
    let preview = *preview;
    let bytes = contents(file).map_err(|error| Failure::Io(file.display().to_string(), error))?;
    let server::Opened { db, ring: key, .. } = server::open_existing(&place.clone().config()).await?;
    let (wrapper, name) = (Wrapper::new(&key), user.clone());
    let owner = db.read(move |connection| find(connection, &wrapper, &name)).await?;

    let reader = owner.clone();
    let spinner = bar(ProgressBar::new_spinner(), "{spinner} reading {msg}").with_message(file.display().to_string());
    spinner.enable_steady_tick(Duration::from_millis(100));
    let read = move |connection: &mut DbConnection| match format {
        ImportFormat::Elsewhere(app) if preview => {
            import::preview_elsewhere(connection, &reader, (app, &bytes), &told).map(Box::new).map(Reading::Preview)
        }
        format => import::read(connection, &reader, (format, &bytes), &told).map(Box::new).map(Reading::Import),
    };
    let read = db.read(read).await;
    spinner.finish_and_clear();
    let import = match read? {
        Reading::Preview(preview) => {
            say!("{}", serde_json::to_string_pretty(&preview).map_err(Problem::from)?);
            return Ok(());
        }
        Reading::Import(import) => import,
    };
    let import: Arc<Imports> = Arc::from(import);

    let length = u64::try_from(import.len()).unwrap_or(u64::MAX);
    let writing = bar(ProgressBar::new(length), "writing [{bar:40}] {pos}/{len} records, {eta} left");
    let progress = writing.clone();
    let told = move |done| progress.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    let done = writing::write(&db, &owner, &import, &told).await;
    writing.finish_and_clear();
    let done = done?;
    let updated = if done.updated > 0 { format!(" {} brought up to date,", done.updated) } else { String::new() };
    say!(
        "{} imported,{updated} {} there already, {} kept as they were in the journal.",
        done.imported,
        done.unchanged,
        done.kept
    );
    for (what, counts) in [("Without a place here", import.left_out()), ("Rounded", import.rounded())] {
        let counts: Vec<String> = counts.iter().map(|(name, times)| format!("{name} ({times})")).collect();
        if !counts.is_empty() {
            say!("{what}: {}.", counts.join(", "));
        }
    }
    Ok(())
}

/// What is in a file; of Apple Health's, which may be some gigabytes, the sleep alone.
fn contents(file: &Path) -> io::Result<Vec<u8>> {
    let mut opened = BufReader::new(File::open(file)?);
    if apple_health::is_export(opened.fill_buf()?) {
        return apple_health::cut_down(opened);
    }
    let mut bytes = Vec::new();
    opened.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What was read of a file.
enum Reading {
    Import(Box<Imports>),
    Preview(Box<Preview>),
}

/// A bar that is drawn on a terminal alone.
pub fn bar(bar: ProgressBar, template: &str) -> ProgressBar {
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn find(connection: &mut DbConnection, wrapper: &Wrapper, user: &str) -> ProblemResult<Owner> {
    let name = Username::try_from(user.to_owned()).map_err(|refusal| Faults::one("/user", refusal))?;
    let account = users::find(connection, &name)?;
    store::owner(connection, &account, wrapper)
}
