//! Looks after time zones: plans reminders anew when the zone data has changed, and notices accounts whose zone is no
//! longer known.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use crate::{
    accounts::{self, Pages},
    platform::{
        clock::Clock,
        database::{Db, settings},
        problem::Result,
        zone_data::ZoneData,
    },
};

/// The setting that names the zone data by which reminders were planned.
const PLANNED_BY: &str = "zone_data";
/// How often the zone data is looked at: it changes a few times a year, while the server runs.
const EVERY: Duration = Duration::from_hours(1);
/// How many accounts are planned anew in one transaction.
const PAGE: i64 = 500;

/// How many accounts have a zone that is not known. Cheap to clone.
#[derive(Clone, Default)]
pub struct UnknownZones(Arc<AtomicI64>);

impl UnknownZones {
    /// As of the last look, at most an hour ago.
    pub fn accounts(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Looks again and again, for ever.
pub async fn watch(db: Db, clock: Clock, unknown: UnknownZones) {
    loop {
        if let Err(problem) = look(&db, &clock, &unknown).await {
            tracing::warn!(code = problem.code(), cause = problem.cause(), "could not look at the time zones");
        }
        actix_web::rt::time::sleep(EVERY).await;
    }
}

async fn look(db: &Db, clock: &Clock, unknown: &UnknownZones) -> Result<()> {
    let mut accounts = 0;
    for (zone, number) in db.read(accounts::store::zones).await? {
        if zone.rules().is_none() {
            tracing::error!(zone = zone.as_str(), accounts = number, "a time zone of accounts is not known any more");
            accounts += number;
        }
    }
    unknown.0.store(accounts, Ordering::Relaxed);
    plan_anew(db, clock, ZoneData::look().version().to_owned()).await
}

/// Plans every reminder anew that was planned by other zone data. Killed in between, the next look begins again.
async fn plan_anew(db: &Db, clock: &Clock, version: String) -> Result<()> {
    let before = db.read(|connection| settings::get(connection, PLANNED_BY)).await?;
    if before.as_ref() == Some(&version) {
        return Ok(());
    }
    // Whoever has none planned yet has none planned by other data: nothing is noted at the very first start.
    if before.is_some() {
        let now = clock.now();
        let mut pages = Pages::of(db, PAGE);
        while let Some(page) = pages.next().await? {
            let replan = move |connection: &mut _| {
                page.iter().try_for_each(|account| accounts::store::plan_anew_after(connection, account, now))
            };
            db.write(replan).await?;
        }
        tracing::info!(from = before, to = version, "the zone data has changed: reminders are planned anew");
    }
    db.write(move |connection| settings::put(connection, PLANNED_BY, &version)).await
}
