//! More accounts than are listed at once.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    process::Stdio,
};

use crate::support::{
    App,
    process::{afterglow, run, text},
    sql,
};

#[test]
fn accounts_are_listed_by_pages_each_once_and_as_long_as_somebody_reads() {
    let app = App::start();
    app.patient("ada");
    let columns = "password_hash, recovery_hash, data_key, profile, time_zone, locale";
    let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)";
    sql(
        &app,
        &format!(
            "INSERT INTO accounts (account_id, username, created_at, {columns}) {numbers} \
             SELECT printf('%032x', i), printf('user%d', i), created_at, {columns} FROM accounts, n WHERE username = 'ada'"
        ),
    );
    // One of them on two devices.
    for (later, name) in [(0, "user1000"), (1, "user1000"), (0, "user1001")] {
        sql(
            &app,
            &format!(
                "INSERT INTO sessions (account_id, id, token_hash, rotated_at, authenticated_at, device, created_at, expires_at) \
                 SELECT a.account_id, '{later}', token_hash, rotated_at + {later} * 86400000, authenticated_at, device, \
                 s.created_at, expires_at FROM accounts a, sessions s \
                 WHERE a.username = '{name}' AND s.account_id = (SELECT account_id FROM accounts WHERE username = 'ada')"
            ),
        );
    }
    let listed = text(&run(&app.data_folder(), &["users", "list"]).stdout);
    let names: BTreeSet<&str> = listed.lines().filter_map(|line| line.split_once(", ")).map(|(name, _)| name).collect();
    assert_eq!((names.len(), listed.lines().count()), (2501, 2502));
    assert!(listed.ends_with("2501 accounts.\n"), "{}", listed.len());
    for line in
        ["user1000, opened 2026-03-10, last used 2026-03-11", "user1001, opened 2026-03-10, last used 2026-03-10"]
    {
        assert!(listed.contains(&format!("\n{line}\n")), "{line}");
    }
    assert_eq!(listed.matches("last used").count(), 3);
    // As `| head -1` does.
    let mut head = afterglow(&app.data_folder(), &["users", "list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, head.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("user"), "{first}");
    let ended = head.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), text(&ended.stderr).as_str()), (Some(0), ""));
}
