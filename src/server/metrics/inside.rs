//! The figures that are looked up when they are asked for.

use std::fmt;

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric},
    metrics::{MetricType, counter::ConstCounter, gauge::ConstGauge},
};

use super::super::zones::UnknownZones;
use crate::{
    accounts::Gate,
    platform::{
        config::DatabaseUrl,
        database::{Db, last_backup},
    },
    reminders::Tally,
};

/// Where the figures are looked up.
pub struct Inside {
    /// The database.
    pub db: Db,
    /// Where it is: the note of its last backup is beside it.
    pub database: DatabaseUrl,
    /// Where passwords wait.
    pub gate: Gate,
    /// Accounts whose zone is not known.
    pub unknown_zones: UnknownZones,
    /// What became of reminders.
    pub tally: Tally,
}

impl fmt::Debug for Inside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inside")
    }
}

impl Collector for Inside {
    fn encode(&self, mut encoder: DescriptorEncoder) -> fmt::Result {
        let counts = self.db.counts();
        let writes = "Writes that were brought to a commit; divided by the commits: how many share one";
        for (name, help, count) in
            [("writes", writes, counts.writes()), ("commits", "Commits of writes", counts.commits())]
        {
            let counter = ConstCounter::new(count);
            counter.encode(encoder.encode_descriptor(name, help, None, counter.metric_type())?)?;
        }
        for (name, help, outcomes) in [
            ("mails", "Mails by what became of them", &self.tally.mails()[..]),
            ("pushes", "Messages to push services by what became of them", &self.tally.pushes()[..]),
        ] {
            let mut sent = encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
            for (outcome, count) in outcomes {
                ConstCounter::new(*count).encode(sent.encode_family(&[("outcome", *outcome)])?)?;
            }
        }
        for (name, help, now) in self.gauges() {
            let gauge = ConstGauge::new(now);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        Ok(())
    }
}

impl Inside {
    fn gauges(&self) -> Vec<(&'static str, &'static str, i64)> {
        let condition = self.db.condition();
        let mut gauges = vec![
            (
                "database_reachable",
                "Whether the database gives a sign of life (1) or not (0)",
                condition.answered().into(),
            ),
            (
                "database_damaged",
                "Whether damage of the database was noticed since the start (1)",
                condition.is_damaged().into(),
            ),
            (
                "database_loses_by_failover",
                "Whether a failover of PostgreSQL would lose what was acknowledged: no commit waits for a standby (1)",
                condition.loses_by_failover().into(),
            ),
            (
                "database_connections_in_use",
                "Connections to the database that are at work",
                self.db.connections_in_use().into(),
            ),
            ("passwords_waiting", "Passwords that wait to be hashed", self.gate.passwords_waiting()),
            (
                "accounts_with_unknown_zone",
                "Accounts whose time zone the zone data does not know: they are reminded by UTC",
                self.unknown_zones.accounts(),
            ),
            (
                "reminders_late_seconds",
                "For how long the reminder that waits longest has been due",
                i64::try_from(self.tally.late().as_secs()).unwrap_or(i64::MAX),
            ),
        ];
        // PostgreSQL has backups of its own, of which nothing is known here.
        if let DatabaseUrl::Sqlite(file) = &self.database {
            let made = last_backup::made_at(file).map_or(0, jiff::Timestamp::as_second);
            gauges.push((
                "last_backup_timestamp_seconds",
                "When a backup was last made and found whole; 0 if never",
                made,
            ));
        }
        gauges
    }
}
