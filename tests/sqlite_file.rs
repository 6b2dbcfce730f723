//! What holds of the embedded database alone: it is a file. These tests do not run on PostgreSQL.

mod backups;
mod broken_off;
mod checkpoints;
mod copies;
mod damage;
mod disk;
mod earlier;
mod gone;
mod kept_backups;
mod key_folder;
mod many_accounts;
mod memory;
mod migrating;
mod plans;
mod wrong_folder;

use std::fs;

use crate::support::process::{Process, afterglow, text};

#[test]
fn the_key_is_beside_the_data_folder_and_in_no_file_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let _process = Process::serve(&data);
    let key: serde_json::Value = serde_json::from_slice(&fs::read(folder.path().join("data.key")).unwrap()).unwrap();
    let secret = key["secret"].as_str().unwrap().as_bytes();
    let files: Vec<_> = fs::read_dir(&data).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(!files.is_empty());
    assert!(!files.iter().any(|bytes| bytes.windows(secret.len()).any(|window| window == secret)));
}

#[test]
fn options_may_be_given_as_variables_and_before_any_command() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("elsewhere").join("journal.db");
    let key = folder.path().join("keys").join("server.key");
    let run = |arguments: &[&str]| {
        let mut command = afterglow(&folder.path().join("unused"), arguments);
        let url = format!("sqlite://{}", database.display());
        command.env("AFTERGLOW_DATABASE_URL", url).env("AFTERGLOW_KEY_FILE", &key);
        command.current_dir(folder.path()).output().unwrap()
    };
    assert!(run(&["demo"]).status.success());
    fs::write(folder.path().join("missing.csv"), "").unwrap();
    let refused = run(&["import", "missing.csv", "--user", "nobody"]);
    assert!(text(&refused.stderr).contains("no account named nobody"), "{}", text(&refused.stderr));
    assert!(database.exists() && key.exists() && !folder.path().join("unused").exists());
}
