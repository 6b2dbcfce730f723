//! Backups of the file, made under load, changed, restored.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};

use afterglow::platform::database::backup;
use serde_json::{Value, json};
use ureq::http::Method;

use crate::support::{
    App, PASSWORD, Patient, RECOVERED, check_in, each, hour, id,
    process::{afterglow, run, text},
    sql,
};

fn try_backup(app: &App, name: &str) -> (PathBuf, Output) {
    let folder = app.folder().join(name);
    let output = run(&app.data_folder(), &["backup", folder.to_str().unwrap()]);
    (folder, output)
}

fn made(app: &App, name: &str) -> PathBuf {
    let (folder, output) = try_backup(app, name);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    folder
}

/// Restores where the app's database was; what was there is moved away.
fn restore(app: &App, backup: &Path) -> Output {
    run(&app.data_folder(), &["restore", backup.to_str().unwrap()])
}

fn move_away(app: &App) {
    let away = app.folder().join("away");
    if away.exists() {
        fs::remove_dir_all(&away).unwrap();
    }
    fs::rename(app.data_folder(), away).unwrap();
}

fn export(patient: &Patient) -> Value {
    patient.read("/export")
}

fn ids(export: &Value) -> Vec<String> {
    each(&export["records"], "id").into_iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_backup_made_under_load_restores_to_one_moment_of_it() {
    let app = App::start();
    let (ada, busy) = (app.patient("ada"), app.patient("busy"));
    ada.put(&format!("/check-ins/{}", id(1)), &check_in(&hour(0), 7)).assert(201);
    let before = export(&ada);
    let (acknowledged, ended) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (folder, least) = thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0.. {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                busy.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(0), 3)).assert(201);
                acknowledged.store(n + 1, Ordering::SeqCst);
            }
        });
        while acknowledged.load(Ordering::SeqCst) < 20 {
            thread::yield_now();
        }
        let least = acknowledged.load(Ordering::SeqCst);
        let folder = made(&app, "backup");
        ended.store(true, Ordering::SeqCst);
        (folder, least)
    });
    let most = ids(&export(&busy));
    app.stop();
    move_away(&app);
    let restored = restore(&app, &folder);
    assert_eq!(restored.status.code(), Some(0), "{}", text(&restored.stderr));
    app.start_again().unwrap();

    let (ada, busy) = (app.another_device(&ada), app.another_device(&busy));
    assert_eq!(export(&ada), before);
    let kept = ids(&export(&busy));
    assert!(kept.len() >= least && kept.len() <= most.len(), "{} of {least} to {}", kept.len(), most.len());
    assert!((0..kept.len()).all(|n| kept.contains(&id(n))), "a write is missing that came before another");
    let check = run(&app.data_folder(), &["check"]);
    assert!(text(&check.stdout).contains("Everything is whole: 2 accounts"), "{}", text(&check.stderr));
}

#[test]
fn a_backup_says_which_key_it_needs_and_does_not_hold_it() {
    let app = App::start();
    app.patient("ada");
    let folder = made(&app, "backup");
    let description: Value = serde_json::from_slice(&fs::read(folder.join("backup.json")).unwrap()).unwrap();
    assert_eq!((description["accounts"].clone(), description["records"].clone()), (json!(1), json!(0)));
    assert_eq!(description["key_fingerprint"].as_str().unwrap().len(), 16);
    let key: Value = serde_json::from_slice(&fs::read(&app.config.key_file).unwrap()).unwrap();
    let secret = key["secret"].as_str().unwrap().as_bytes();
    for file in fs::read_dir(&folder).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }
    let (_, again) = try_backup(&app, "backup");
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("is there already"), "{}", text(&again.stderr));
}

#[test]
fn who_erased_their_account_since_does_not_come_back() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let folder = made(&app, "backup");
    ada.request(Method::DELETE, "/account").json(&json!({ "password": PASSWORD })).send().assert(204);
    app.stop();
    // By the command, and by hand.
    move_away(&app);
    let restored = restore(&app, &folder);
    assert!(text(&restored.stdout).contains("1 accounts."), "{}", text(&restored.stdout));
    assert!(text(&restored.stdout).contains("1 more was in it"), "{}", text(&restored.stdout));
    move_away(&app);
    fs::create_dir(app.data_folder()).unwrap();
    fs::copy(folder.join("afterglow.sqlite"), app.data_folder().join("afterglow.sqlite")).unwrap();
    app.start_again().unwrap();
    app.sign_in("ada", PASSWORD).refused(401, "wrong_credentials");
    bob.get("/account").refused(401, "session_ended");
    app.another_device(&bob).get("/account").assert(200);
    assert_eq!(crate::support::rows(&app, "accounts"), 1);
}

#[test]
fn a_restore_says_how_many_accounts_were_opened_since_and_what_they_can_do() {
    let app = App::start();
    let (ada, _bob) = (app.patient("ada"), app.patient("bob"));
    let folder = made(&app, "backup");
    ada.request(Method::DELETE, "/account").json(&json!({ "password": PASSWORD })).send().assert(204);
    for name in ["cem", "dan"] {
        app.patient(name);
    }
    app.stop();
    move_away(&app);
    let restored = restore(&app, &folder);
    let told = text(&restored.stdout);
    // Three are left, of whom one is in the backup.
    assert!(told.contains("At least 2 accounts were opened after it was made"), "{told}");
    assert!(told.contains("sign up again"), "{told}");
    assert!(told.contains("1 more was in it"), "{told}");
    app.start_again().unwrap();
    app.sign_in("dan", PASSWORD).refused(401, "wrong_credentials");
    app.sign_up("dan", PASSWORD).assert(201);
}

#[test]
fn a_backup_says_how_much_of_it_cannot_be_read_and_is_made_all_the_same() {
    let app = App::start();
    let ada = app.patient("ada");
    (1..=3).for_each(|n| _ = ada.put(&format!("/check-ins/{}", id(n)), &check_in(&hour(0), 7)).assert(201));
    let told = text(&try_backup(&app, "whole").1.stdout);
    assert!(told.contains("each of 4 sealed texts opens"), "{told}");
    sql(&app, &format!("UPDATE records SET body = substr(body, 1, 20) WHERE id <> '{}'", id(1)));
    sql(&app, "UPDATE accounts SET profile = substr(profile, 1, 20)");
    let (folder, output) = try_backup(&app, "damaged");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("3 of what is in it cannot be read") && told.contains("afterglow check"), "{told}");
    assert!(!told.contains("each of"), "{told}");
    // Without the key it is not tried, and that is said.
    fs::rename(&app.config.key_file, app.folder().join("elsewhere")).unwrap();
    let (unopened, output) = try_backup(&app, "unopened");
    assert!(text(&output.stdout).contains("was not looked at"), "{}", text(&output.stdout));
    fs::rename(app.folder().join("elsewhere"), &app.config.key_file).unwrap();
    app.stop();
    for folder in [unopened, folder] {
        move_away(&app);
        assert_eq!(restore(&app, &folder).status.code(), Some(0));
    }
    app.start_again().unwrap();
    assert_eq!(app.another_device(&ada).read("/changes")["damaged"].as_array().unwrap().len(), 2);
}

#[test]
fn lists_that_are_put_back_after_a_restore_erase_and_end_again() {
    let app = App::start();
    let (ada, bob) = (app.patient("ada"), app.patient("bob"));
    let folder = made(&app, "backup");
    ada.request(Method::DELETE, "/account").json(&json!({ "password": PASSWORD })).send().assert(204);
    let change = json!({ "current_password": PASSWORD, "new_password": RECOVERED });
    bob.put("/account/password", &change).assert(200);
    app.stop();
    move_away(&app);
    let lists = app.config.lists().map(|list| (fs::read(&list).unwrap(), list));
    for (_, list) in &lists {
        fs::remove_file(list).unwrap();
    }
    fs::remove_file(app.config.mark_file()).unwrap();
    let told = text(&restore(&app, &folder).stdout);
    assert!(lists.iter().all(|(_, list)| told.contains(list.to_str().unwrap())), "{told}");
    app.start_again().unwrap();
    for name in ["ada", "bob"] {
        app.sign_in(name, PASSWORD).assert(201);
    }
    app.stop();
    for (lines, list) in &lists {
        fs::write(list, lines).unwrap();
    }
    app.start_again().unwrap();
    for name in ["ada", "bob"] {
        app.sign_in(name, PASSWORD).refused(401, "wrong_credentials");
    }
}

#[test]
fn a_restore_begins_another_history_also_where_the_key_alone_was_left_and_the_command_was_killed() {
    let app = App::start();
    let ada = app.patient("ada");
    let history = |patient: &Patient| patient.read("/changes")["history"].clone();
    let first = history(&ada);
    let folder = made(&app, "backup");
    app.stop();
    for killed in [false, true] {
        move_away(&app);
        fs::remove_file(app.config.mark_file()).unwrap();
        if killed {
            // What the command does before it opens the database.
            backup::put_back(&folder, (&app.config.database.url, &app.config.key_file), &|_, _| ()).unwrap();
        } else {
            let restored = restore(&app, &folder);
            assert!(text(&restored.stdout).contains("Everyone has to sign in again"), "{}", text(&restored.stderr));
            assert!(text(&restored.stdout).contains("There is no mark beside the key"), "{}", text(&restored.stdout));
        }
        app.start_again().unwrap();
        ada.get("/changes").refused(401, "session_ended");
        let ada = app.another_device(&ada);
        let second = history(&ada);
        assert_ne!(second, first);
        app.stop();
        app.start_again().unwrap();
        assert_eq!(history(&ada), second);
        app.stop();
    }
    app.start_again().unwrap();
}

#[test]
fn a_backup_that_was_changed_or_cannot_be_opened_is_refused_and_nothing_is_written() {
    let app = App::start();
    app.patient("ada");
    let folder = made(&app, "backup");
    app.stop();
    let refused = |what: &str| {
        let output = restore(&app, &folder);
        assert_eq!(output.status.code(), Some(2), "{what}");
        let told = text(&output.stderr);
        assert!(told.contains(what), "{what}: {told}");
    };
    refused("is there already; move it away first");
    move_away(&app);
    let database = folder.join("afterglow.sqlite");
    let whole = fs::read(&database).unwrap();
    let mut changed = whole.clone();
    changed[5000] ^= 1;
    for other in [changed, whole[..whole.len() - 4096].to_vec(), Vec::new()] {
        fs::write(&database, other).unwrap();
        refused("is not as it was made");
    }
    fs::write(&database, whole).unwrap();

    let key = fs::read(&app.config.key_file).unwrap();
    fs::remove_file(&app.config.key_file).unwrap();
    refused("keys recover");
    let other = App::start();
    fs::copy(&other.config.key_file, &app.config.key_file).unwrap();
    refused("is not the one that");
    fs::write(&app.config.key_file, key).unwrap();

    let description = fs::read_to_string(folder.join("backup.json")).unwrap();
    fs::write(folder.join("backup.json"), description.replace("made_at", "baked_at")).unwrap();
    refused("is not a backup of Afterglow");
    assert!(!app.data_folder().join("afterglow.sqlite").exists());
    fs::write(folder.join("backup.json"), description).unwrap();
    assert_eq!(restore(&app, &folder).status.code(), Some(0));
    app.start_again().unwrap();
    app.sign_in("ada", PASSWORD).assert(201);
}

#[test]
fn a_command_ends_its_work_though_nobody_reads_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(run(&data, &["demo"]).status.success());
    let backup = |name: &str, output: Stdio| {
        let to = folder.path().join(name);
        let mut command = afterglow(&data, &["backup", to.to_str().unwrap()]);
        command.stdout(output).stderr(Stdio::piped()).spawn().unwrap()
    };

    let mut unread = backup("unread", Stdio::piped());
    drop(unread.stdout.take());
    let told = unread.wait_with_output().unwrap();
    assert!(told.status.success(), "{}", text(&told.stderr));
    assert!(folder.path().join("unread").join("afterglow.sqlite").exists());

    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let told = backup("full", full.into()).wait_with_output().unwrap();
    assert_eq!(told.status.code(), Some(2));
    assert!(text(&told.stderr).starts_with("afterglow: standard output: "), "{}", text(&told.stderr));
    assert!(folder.path().join("full").join("afterglow.sqlite").exists());
}
