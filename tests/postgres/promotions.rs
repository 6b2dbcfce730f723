//! A standby that was promoted: another timeline, and what it had not received yet is gone.

use std::{
    thread,
    time::{Duration, Instant},
};

use afterglow::platform::config::DatabaseUrl;
use serde_json::json;

use crate::support::{
    App, PASSWORD, RECOVERED, check_in, hour, id,
    postgres::{end_connections, execute, name},
};

/// Makes a database tell of another timeline, as after a promotion, and of an earlier state of its rows.
fn promoted(database: &str, lost: &str) {
    let timeline = "CREATE FUNCTION public.pg_walfile_name(pg_lsn) RETURNS text LANGUAGE sql \
                    AS $$ SELECT '000000990000000000000001' $$";
    execute(database, timeline);
    execute("postgres", &format!("ALTER DATABASE {database} SET search_path = public, pg_catalog"));
    execute(database, lost);
    end_connections(database);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn a_promoted_standby_is_noticed_by_each_new_connection_and_what_it_lacks_is_asked_for_and_ended_again() {
    let app = App::start();
    let DatabaseUrl::Postgres(url) = &app.config.database.url else { panic!("not on PostgreSQL") };
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let write = |n: usize| ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(0), 1)).assert(201);
    write(1);
    execute(name(url), "CREATE TABLE public.received AS SELECT account_id, password_hash FROM accounts");
    write(2);
    let known = ada.read("/changes");
    let change = json!({ "current_password": PASSWORD, "new_password": RECOVERED });
    bob.put("/account/password", &change).assert(200);
    // Ended connections alone are no promotion.
    end_connections(name(url));
    assert_eq!(ada.read("/changes")["history"], known["history"]);
    promoted(
        name(url),
        "DELETE FROM records WHERE revision = 2; UPDATE journals SET revision = 1 WHERE revision = 2;
         UPDATE accounts SET password_hash = received.password_hash, password_set_at = 0, sessions_ended_at = 0
         FROM received WHERE received.account_id = accounts.account_id",
    );
    let told = |name: &str| known[name].as_str().unwrap().to_owned();
    let path = format!("/changes?since=2&history={}&tip={}", told("history"), told("tip"));
    let answers: Vec<_> = (0..6).map(|_| ada.read(&path)).collect();
    for answer in &answers {
        assert_ne!(answer["history"], known["history"]);
        assert_eq!((&answer["history"], &answer["history_from"]), (&answers[0]["history"], &json!(1)));
    }
    // Nobody is signed out by it.
    ada.get("/account").assert(200);
    let began = Instant::now();
    while app.sign_in("bob", PASSWORD).status != 401 {
        assert!(began.elapsed() < Duration::from_secs(20), "an old password is good again");
        thread::sleep(Duration::from_millis(200));
    }
    app.stop();
    app.start_again().unwrap();
    assert_eq!(ada.read(&path)["history"], answers[0]["history"], "it is one promotion");
}
