//! What the disk and SQLite allow: the rows of a check-in written by SQLite itself, with statements
//! prepared once, in groups that share a commit which reaches the disk. No requests, no sealing.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use afterglow::{
    domain::id::AccountId,
    platform::{
        config::key_file_beside,
        keys::KeyRing,
        sealing::{Place, Wrapper},
    },
};
use rusqlite::{Connection, params};
use uuid::Uuid;

/// The size of a usual check-in's sealed body, in bytes.
const BODY: usize = 230;

/// Check-ins in a second, in groups of a size, the patients taking turns.
pub fn rate(data: &Path, patients: usize, group: usize, time: Duration) -> f64 {
    let mut connection = Connection::open(data.join("afterglow.sqlite")).unwrap();
    connection.execute_batch("PRAGMA synchronous = FULL").unwrap();
    let accounts: Vec<String> = connection
        .prepare("SELECT account_id FROM accounts ORDER BY account_id LIMIT ?1")
        .unwrap()
        .query_map([patients], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let (started, mut written) = (Instant::now(), 0);
    let mut turns = accounts.iter().cycle();
    while started.elapsed() < time {
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
        for account in turns.by_ref().take(group) {
            write(&transaction, account);
        }
        transaction.commit().unwrap();
        written += group;
    }
    written as f64 / started.elapsed().as_secs_f64()
}

fn write(connection: &Connection, account: &str) {
    let revision: i64 = connection
        .prepare_cached("UPDATE journals SET revision = revision + 1 WHERE account_id = ?1 RETURNING revision")
        .unwrap()
        .query_row([account], |row| row.get(0))
        .unwrap();
    connection
        .prepare_cached(
            "INSERT INTO records (account_id, id, kind, revision, occurred_at, local_date, body) \
             VALUES (?1, ?2, 'check_in', ?3, ?4, '2026-03-10', ?5)",
        )
        .unwrap()
        .execute(params![account, Uuid::now_v7().to_string(), revision, revision, [7_u8; BODY]])
        .unwrap();
}

/// The least that reading a journal can cost: its rows read by SQLite itself and unsealed, nothing made
/// of them. The folder holds one account.
pub fn read_and_unseal(data: &Path) -> Duration {
    let key = KeyRing::load(&key_file_beside(data)).unwrap();
    let connection = Connection::open(data.join("afterglow.sqlite")).unwrap();
    let (account, wrapped): (String, Vec<u8>) = connection
        .query_row("SELECT account_id, data_key FROM accounts", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let account = AccountId::known(account);
    let key = Wrapper::new(&key).unwrap(&account, &wrapped).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT id, occurred_at, local_date, body FROM records WHERE account_id = ?1 AND kind = 'check_in' \
             AND body IS NOT NULL ORDER BY occurred_at, id",
        )
        .unwrap();
    let started = Instant::now();
    let mut rows = statement.query([account.as_str()]).unwrap();
    let mut read = 0;
    while let Some(row) = rows.next().unwrap() {
        let (id, _date): (String, String) = (row.get(0).unwrap(), row.get(2).unwrap());
        let place = Place { account: &account, id: &id, kind: "check_in" };
        read += key.open(place, row.get_ref(3).unwrap().as_blob().unwrap()).unwrap().len();
    }
    assert!(read > 0, "the journal is not empty");
    started.elapsed()
}
