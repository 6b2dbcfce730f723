//! A running server whose files were removed or replaced: what it writes goes nowhere, so it acknowledges nothing.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use actix_web::rt::System;
use afterglow::platform::{
    config::DatabaseUrl,
    database::{Db, settings},
};
use ureq::http::Method;

use crate::support::{
    Answer, check_in, hour, id,
    process::{Process, run, text},
};

struct Served {
    folder: tempfile::TempDir,
    process: Process,
    token: String,
}

impl Served {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let process = Process::serve_quietly(&folder.path().join("data"), &[]);
        let token = process.patient("ada");
        let served = Self { folder, process, token };
        served.put(0).assert(201);
        served
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, n: usize) -> Answer {
        let path = format!("/check-ins/{}", id(n));
        self.process.request(Method::PUT, &path).bearer(&self.token).json(&check_in(&hour(0), 7)).send()
    }

    /// It writes nothing, says so, and still answers what it knows.
    fn acknowledges_nothing(&self, what: &str) {
        for n in [0, 1] {
            let answer = self.put(n);
            assert_eq!(answer.status, 503, "{what}: {}", answer.text());
            answer.refused(503, "storage_failed");
        }
        self.process.outside(Method::GET, "/health/ready").send().refused(503, "storage_failed");
        self.process.outside(Method::GET, "/health/live").send().assert(200);
        self.process.request(Method::GET, "/changes").bearer(&self.token).send().assert(200);
    }

    fn acknowledges(&self, n: usize) {
        self.process.outside(Method::GET, "/health/ready").send().assert(200);
        self.put(n).assert(201);
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn a_server_whose_files_were_removed_or_replaced_acknowledges_nothing_until_they_are_back() {
    let served = Served::start();
    let (data, away) = (served.path("data"), served.path("away"));
    let mark = fs::read(served.path("data.key.mark")).unwrap();
    for (round, replaced) in [false, true].into_iter().enumerate() {
        fs::rename(&data, &away).unwrap();
        if replaced {
            copy_folder(&away, &data);
        }
        served.acknowledges_nothing(if replaced { "replaced" } else { "moved away" });
        if replaced {
            fs::remove_dir_all(&data).unwrap();
        }
        fs::rename(&away, &data).unwrap();
        served.acknowledges(10 + round);
    }
    for ending in ["-wal", "-shm", ""] {
        let (file, aside) = (data.join(format!("afterglow.sqlite{ending}")), served.path("aside"));
        fs::rename(&file, &aside).unwrap();
        served.acknowledges_nothing(&format!("without {}", file.display()));
        fs::rename(&aside, &file).unwrap();
    }
    served.acknowledges(20);
    fs::remove_dir_all(&data).unwrap();
    served.acknowledges_nothing("removed");
    let Served { process, folder, .. } = served;
    process.terminate();
    let (_, said) = process.ends_within(Duration::from_secs(10)).expect("an end within ten seconds");
    assert!(said.contains("afterglow.sqlite is gone") && said.contains("nothing is acknowledged"), "{said}");
    assert_eq!(fs::read(folder.path().join("data.key.mark")).unwrap(), mark, "a mark of what went nowhere");
    assert!(!data.exists(), "it made files anew");
}

#[test]
fn a_write_during_which_the_files_went_is_not_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let (data, away) = (folder.path().join("data"), folder.path().join("away"));
    let db = Db::open(&DatabaseUrl::in_folder(&data).into()).unwrap();
    let note = |name: &'static str| {
        let (data, away) = (data.clone(), away.clone());
        db.write(move |connection| {
            settings::get_or_set(connection, name, "noted")?;
            if name == "last" {
                fs::rename(&data, &away).unwrap();
            }
            Ok(())
        })
    };
    System::new().block_on(async {
        note("first").await.unwrap();
        assert_eq!(note("last").await.unwrap_err().code(), "storage_failed");
    });
}

#[test]
fn nothing_is_put_in_the_place_of_a_running_servers_database_also_when_its_folder_is_gone() {
    let served = Served::start();
    let (data, backup) = (served.path("data"), served.path("backup"));
    let made = run(&data, &["backup", backup.to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    fs::remove_dir_all(&data).unwrap();
    let restore = ["restore", backup.to_str().unwrap()];
    for command in [&restore[..], &["serve", "--listen", "127.0.0.1:0", "--start-empty"]] {
        let refused = run(&data, command);
        assert_eq!(refused.status.code(), Some(2), "{command:?}: {}", text(&refused.stdout));
        let told = text(&refused.stderr);
        assert!(told.contains("another Afterglow is working") && told.contains("data.key"), "{told}");
    }
    assert!(!data.join("afterglow.sqlite").exists());
    served.process.kill();
    let Served { process, folder, .. } = served;
    drop(process);
    let restored = run(&data, &restore);
    assert_eq!(restored.status.code(), Some(0), "{}", text(&restored.stderr));
    Process::serve_quietly(&folder.path().join("data"), &[]);
}
