//! From SQLite to PostgreSQL, as `afterglow migrate-to` does it.

use std::process::Output;

use afterglow::platform::{config::DatabaseUrl, database::Db};
use serde_json::{Value, json};
use ureq::http::Method;

use super::database;
use crate::support::{
    App, check_in, event, hour, id, measure,
    postgres::{clear_away, connect, execute, fresh, server},
    process::{afterglow, text},
    treatment,
};

const ESM: &[u8] = include_bytes!("../data/esm_journal.csv");

/// The app on a file, whatever the other tests run on.
fn on_a_file() -> App {
    App::start_with(|config| {
        config.database = DatabaseUrl::in_folder(&config.key_file.with_file_name("data")).into();
    })
}

/// Moves what a data folder holds to a database.
fn move_to(app: &App, target: &str) -> Output {
    let mut command = afterglow(&app.data_folder(), &["migrate-to", target]);
    command.env_remove("AFTERGLOW_DATABASE_URL").output().unwrap()
}

#[track_caller]
fn refused(app: &App, target: &str, why: &str) {
    let output = move_to(app, target);
    let told = text(&output.stderr);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""), "{told}");
    assert!(told.contains(why), "{told}");
}

fn url(name: &str) -> String {
    format!("{}/{name}", server().unwrap())
}

/// How many rows each table holds, by its name.
fn rows(name: &str) -> Vec<(String, i64)> {
    use diesel::{
        QueryableByName, RunQueryDsl, sql_query,
        sql_types::{BigInt, Text},
    };
    #[derive(QueryableByName)]
    struct Table {
        #[diesel(sql_type = Text)]
        name: String,
        #[diesel(sql_type = BigInt)]
        rows: i64,
    }
    let counted = "SELECT tablename::text AS name, (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM '
        || tablename, false, true, '')))[1]::text::bigint AS rows FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> '__diesel_schema_migrations' ORDER BY tablename";
    let tables: Vec<Table> = sql_query(counted).load(&mut connect(name)).unwrap();
    tables.into_iter().map(|table| (table.name, table.rows)).collect()
}

/// Someone with something in every table.
fn fill(app: &App) {
    let ada = app.patient("ada");
    ada.import_csv(ESM).assert(200);
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
    ada.delete(&format!("/check-ins/{}", id(1))).assert(204);
    ada.put(&format!("/treatments/{}", id(2)), &treatment(&hour(1))).assert(201);
    ada.put(&format!("/events/{}", id(3)), &event(&hour(1), "Umzug — 🌊 \"\\ \n\t")).assert(201);
    ada.put("/measures/calm", &measure("How calm?")).assert(201);
    let link = ada.post("/shares", &json!({ "label": "Dr Ito", "measures": ["low_mood"] })).assert(201).json();
    let secret = format!("Share {}", link["token"].as_str().unwrap());
    app.request(Method::GET, "/shared").header("authorization", secret).send().assert(200);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn everything_moves_and_nobody_notices() {
    let mut app = on_a_file();
    fill(&app);
    let (bob, eve) = (app.patient("bob"), app.patient("eve"));
    let path = format!("/check-ins/{}", id(1));
    bob.put(&path, &check_in(&hour(0), 3)).assert(201);
    let (token, cookie) = (bob.access_token.clone(), bob.cookie.clone());
    let before: (Value, Value) = (bob.everything(), eve.everything());
    let (eves, export) = (eve.access_token.clone(), bob.read("/export"));
    app.stop();

    let target = fresh("template1");
    let moved = move_to(&app, &url(&target));
    assert_eq!(moved.status.code(), Some(0), "{}", text(&moved.stderr));
    let (there, told) = (rows(&target), text(&moved.stdout));
    let all: i64 = there.iter().map(|(_, rows)| rows).sum();
    assert!(told.starts_with(&format!("{all} rows of {} tables were moved", there.len())), "{told}");
    let of = |table: &str| there.iter().find(|(name, _)| name == table).unwrap().1;
    assert_eq!((of("accounts"), of("journals"), of("records"), of("share_visits")), (3, 3, 1488, 1), "{there:?}");

    app.config.database = database(&target);
    app.start_again().unwrap();
    for (token, expected) in [(&token, &before.0), (&eves, &before.1)] {
        let read = |path: &str| app.request(Method::GET, path).bearer(token).send().assert(200).json();
        assert_eq!(json!([read("/account"), read("/changes?limit=1000"), read("/sessions")]), *expected);
    }
    assert_eq!(app.request(Method::GET, "/export").bearer(&token).send().assert(200).json(), export);
    app.request(Method::PUT, &path).bearer(&token).json(&check_in(&hour(0), 4)).send().assert(200);
    crate::support::refresh_with(&app, &cookie).assert(200);
    app.stop();
    clear_away(&target);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn what_would_mix_or_lose_something_is_refused_plainly() {
    let app = on_a_file();
    app.patient("ada");
    let target = fresh("template1");
    refused(&app, &url(&target), "is in use; end the server");
    app.stop();
    assert_eq!(move_to(&app, &url(&target)).status.code(), Some(0));
    let kept = rows(&target);
    refused(&app, &url(&target), "there is something in the target already");
    assert_eq!(rows(&target), kept);

    refused(&app, "sqlite:///tmp/other.sqlite", "expected to move from a SQLite file");
    refused(&app, &url("nowhere"), "does not exist");
    let nothing = tempfile::tempdir().unwrap();
    let mut command = afterglow(nothing.path(), &["migrate-to", &url(&target)]);
    let output = command.env_remove("AFTERGLOW_DATABASE_URL").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("there is no journal in"), "{}", text(&output.stderr));
    assert_eq!(std::fs::read_dir(nothing.path()).unwrap().count(), 0);
    clear_away(&target);
}

#[test]
#[ignore = "needs PostgreSQL: tests/with_postgres"]
fn a_move_that_goes_wrong_on_its_last_rows_keeps_nothing() {
    let app = on_a_file();
    fill(&app);
    app.stop();
    let breaks = [
        ("NEW.device = 'another'; RETURN NEW;", "what arrived in the table share_visits is not what was sent"),
        ("RETURN NULL;", "what arrived in the table share_visits is not what was sent"),
        ("RAISE 'no room';", "nothing was moved: no room"),
    ];
    for (breaks, why) in breaks {
        let target = fresh("template1");
        drop(Db::open(&database(&target)).unwrap());
        execute(
            &target,
            &format!(
                "CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {breaks} END $$;
                 CREATE TRIGGER breaks BEFORE INSERT ON share_visits FOR EACH ROW EXECUTE FUNCTION breaks()"
            ),
        );
        refused(&app, &url(&target), why);
        assert!(rows(&target).iter().all(|(_, rows)| *rows == 0), "{:?}", rows(&target));
        clear_away(&target);
    }
    // The file is as good as before.
    app.start_again().unwrap();
    app.sign_in("ada", crate::support::PASSWORD).assert(201);
}
