//! Commands in a folder that holds no journal.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::{
    process::{afterglow, text},
    questionnaires::phq_9,
};

const ESM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/esm_journal.csv");

/// Every file and folder below a folder.
fn everything_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { [vec![path.clone()], everything_in(&path)].concat() } else { vec![path] })
        .collect()
}

#[test]
fn in_the_wrong_folder_nothing_begins_but_by_serve_and_demo() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let form = elsewhere.path().join("phq_9.json");
    fs::write(&form, phq_9().to_string()).unwrap();
    let data = folder.path().join("data");
    for command in [
        &["users", "list"][..],
        &["users", "reset", "ada"],
        &["users", "erase", "ada", "--yes"],
        &["questionnaires", "add", form.to_str().unwrap()],
        &["questionnaires", "list"],
        &["questionnaires", "remove", "phq_9"],
        &["keys", "rotate"],
        &["keys", "kit"],
        &["check"],
        &["import", ESM, "--user", "ada"],
        &["backup", "copy"],
        &["migrate-to", "postgres://nobody@127.0.0.1:1/none"],
    ] {
        // With no folder, an empty one, and one with an empty file.
        for prepared in [None, Some(None), Some(Some("afterglow.sqlite"))] {
            if let Some(file) = prepared {
                fs::create_dir(&data).unwrap();
                if let Some(file) = file {
                    fs::write(data.join(file), "").unwrap();
                }
            }
            let before = everything_in(folder.path());
            let refused = afterglow(&data, command).current_dir(folder.path()).output().unwrap();
            let told = text(&refused.stderr);
            assert_eq!(refused.status.code(), Some(2), "{command:?} {prepared:?}: {}{told}", text(&refused.stdout));
            assert!(told.contains(folder.path().to_str().unwrap()), "{command:?} says where it looked: {told}");
            assert_eq!(everything_in(folder.path()), before, "{command:?} {prepared:?}");
            if data.exists() {
                fs::remove_dir_all(&data).unwrap();
            }
        }
    }
}
