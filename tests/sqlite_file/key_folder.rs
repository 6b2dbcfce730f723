//! A key's folder that cannot be written: nothing could be erased or ended, so it is said before anybody relies on it.

use std::{
    fs::{self, Permissions},
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::Output,
};

use crate::support::process::{afterglow, text};

/// Whoever may write where root may, and nowhere else, is nobody.
const NOBODY: u32 = 65534;

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Runs a command as somebody who may not write everywhere.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = afterglow(&folder.join("data"), arguments);
    if is_root() {
        // A copy, since the folder that it was built in may be closed to others.
        let program = folder.join("afterglow");
        if !program.exists() {
            fs::copy(env!("CARGO_BIN_EXE_afterglow"), &program).unwrap();
            mode(&program, 0o755);
        }
        let environment: Vec<_> =
            command.get_envs().map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned))).collect();
        command = std::process::Command::new(program);
        for (name, value) in environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.args(arguments).uid(NOBODY).gid(NOBODY).stdin(std::process::Stdio::null());
    }
    command.env("AFTERGLOW_KEY_FILE", folder.join("keys/data.key")).output().unwrap()
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A folder of theirs.
fn own_folder(path: &Path) {
    fs::create_dir_all(path).unwrap();
    mode(path, 0o755);
    if is_root() {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
}

#[test]
fn a_folder_of_the_key_or_a_list_that_cannot_be_written_is_said_by_a_start_and_by_the_check_of_options() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    own_folder(folder.path());
    own_folder(&keys);
    let check = ["config", "check", "--listen", "127.0.0.1:0"];
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let refused = |named: &str| {
        for command in [&check[..], &serve] {
            let told = run(folder.path(), command);
            assert_eq!(told.status.code(), Some(2), "{command:?}: {}", text(&told.stdout));
            let told = text(&told.stderr);
            assert!(told.contains(named) && told.contains("cannot be written"), "{told}");
            assert!(told.contains("nothing can be erased or ended"), "{told}");
        }
    };
    let fine = || {
        let told = run(folder.path(), &check);
        assert_eq!(told.status.code(), Some(0), "{}", text(&told.stderr));
    };
    fine();
    // Before the first start, and after it.
    for name in ["ada", "bob"] {
        // Where the database is, too.
        let data = folder.path().join("data");
        if !data.exists() {
            own_folder(&data);
        }
        mode(&data, 0o555);
        for command in [&check[..], &serve] {
            let told = run(folder.path(), command);
            assert_eq!(told.status.code(), Some(2), "{command:?}: {}", text(&told.stdout));
            assert!(text(&told.stderr).contains(data.to_str().unwrap()), "{}", text(&told.stderr));
        }
        mode(&data, 0o755);
        if is_root() {
            // As a folder of a container's host is at first.
            chown(&data, Some(0), Some(0)).unwrap();
            let told = text(&run(folder.path(), &serve).stderr);
            let what =
                format!("belongs to the user 0, and Afterglow runs as {NOBODY}: chown {NOBODY} {}", data.display());
            assert!(told.contains(&what), "{told}");
            chown(&data, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        fine();
        mode(&keys, 0o555);
        refused("keys");
        mode(&keys, 0o755);
        fine();
        assert_eq!(run(folder.path(), &["demo", "--user", name]).status.code(), Some(0));
    }
    for ending in ["erased", "ended"] {
        let list = keys.join(format!("data.key.{ending}"));
        fs::write(&list, "").unwrap();
        mode(&list, 0o444);
        refused(list.to_str().unwrap());
        fs::remove_file(&list).unwrap();
    }
    fine();
    // Nothing is left of the trial.
    let left: Vec<_> = fs::read_dir(&keys).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.len() <= 3, "{left:?}");
}
