//! Whether a failover of PostgreSQL would lose what was acknowledged: it would where a standby that may be promoted is
//! not waited for. Patroni's default is such.

use diesel::{
    QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Bool},
};

use super::{DbConnection, Unreachable, postgres_url::PostgresUrl};
use crate::platform::{config::DatabaseUrl, problem::Result};

/// Every role may ask this: of other roles' connections to standbys it sees that they are, and no more.
const ASK: &str = "SELECT (SELECT count(*) FROM pg_stat_replication) AS standbys, \
     current_setting('synchronous_standby_names') <> '' \
     AND current_setting('synchronous_commit') NOT IN ('off', 'local') AS synchronous, pg_is_in_recovery() AS is_standby";

/// What a server of PostgreSQL says of its standbys.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Replication {
    /// How many follow it now.
    #[diesel(sql_type = BigInt)]
    pub standbys: i64,
    /// Whether a commit waits for any of them.
    #[diesel(sql_type = Bool)]
    pub synchronous: bool,
    /// Whether it is one itself.
    #[diesel(sql_type = Bool)]
    is_standby: bool,
}

/// Asks a server; `None` of SQLite, which has none.
///
/// # Errors
/// An internal problem.
pub fn of(connection: &mut DbConnection) -> Result<Option<Replication>> {
    match connection {
        DbConnection::Sqlite(_) => Ok(None),
        DbConnection::Postgres(postgres) => Ok(Some(sql_query(ASK).get_result(postgres)?)),
    }
}

impl Replication {
    /// What the operator should be told of a database with this URL; `None` where a failover loses nothing, or where
    /// there is nothing to fail over to.
    pub fn warning(&self, url: &DatabaseUrl) -> Option<String> {
        let DatabaseUrl::Postgres(url) = url else { return None };
        let hosts = PostgresUrl::new(url).hosts();
        if self.synchronous || hosts < 2 && self.standbys == 0 {
            return None;
        }
        Some(format!(
            "a failover of PostgreSQL would lose what was acknowledged in its last seconds: --database-url names {hosts} \
             host(s), {} standby(s) follow the primary, and no commit waits for one. Set synchronous_standby_names, or \
             with Patroni synchronous_mode: true",
            self.standbys
        ))
    }
}

/// Refuses a standby where a server that takes writes is expected. Other databases that speak as PostgreSQL does know
/// nothing of standbys, and pass.
///
/// # Errors
/// In a sentence for the operator.
pub fn refuse_standby(connection: &mut DbConnection) -> std::result::Result<(), Unreachable> {
    match of(connection) {
        Ok(Some(Replication { is_standby: true, .. })) => Err(Unreachable::new(
            "the server of PostgreSQL that answers is a standby, which takes no writes and may be late. Name the primary \
             in --database-url, or every host of the cluster; a pool in between must send all of Afterglow's statements to \
             the primary (docs/operating.md)",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_lose_something_is_warned_and_nobody_else() {
        let (alone, several) = ("postgres://db/afterglow", "postgres://db1,db2,db3:5433/afterglow");
        for (url, standbys, synchronous, warned) in [
            (alone, 0, false, false),
            (alone, 1, false, true),
            (alone, 1, true, false),
            (several, 0, false, true),
            (several, 2, false, true),
            (several, 2, true, false),
        ] {
            let url = DatabaseUrl::Postgres(url.to_owned());
            let warning = Replication { standbys, synchronous, is_standby: false }.warning(&url);
            assert_eq!(warning.is_some(), warned, "{url:?}, {standbys} standbys, synchronous: {synchronous}");
            if let Some(warning) = warning {
                assert!(warning.contains(&format!("{standbys} standby(s)")), "{warning}");
            }
        }
        let file = DatabaseUrl::Sqlite("afterglow.sqlite".into());
        assert_eq!(Replication { standbys: 1, synchronous: false, is_standby: false }.warning(&file), None);
    }
}
