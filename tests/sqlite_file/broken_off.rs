//! Imports that are broken off by the server's end: nothing of them stays.

use std::{fmt::Write as _, thread};

use ureq::http::Method;

use crate::support::{check_in, hour, id, process::Process, rows_in};

#[test]
fn of_an_import_that_a_kill_broke_off_nothing_stays() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = Process::serve_quietly(&data, &[]);
    let token = process.patient("ada");
    let mut file = "at,kind,measure,value,note\n".to_owned();
    for n in 0..20_000 {
        writeln!(file, "{},check_in,low_mood,{},", hour(n), n % 11).unwrap();
    }
    let count = |of: &str| rows_in(&data.join("afterglow.sqlite"), of);
    thread::scope(|scope| {
        let import = process.request(Method::POST, "/imports?format=afterglow").bearer(&token);
        scope.spawn(move || import.body("text/csv", file).try_send().is_err());
        while count("records") < 100 {
            thread::yield_now();
        }
        process.kill();
    });
    drop(process);
    assert!(count("records") >= 100, "the kill came too late, or too early");
    assert_eq!(count("journals WHERE import_revision IS NOT NULL"), 1);

    let process = Process::serve_quietly(&data, &[]);
    assert_eq!(count("records"), 0);
    let put = process.request(Method::PUT, &format!("/check-ins/{}", id(1))).bearer(&token);
    put.json(&check_in(&hour(0), 3)).send().assert(201);
    let changes = process.request(Method::GET, "/changes?since=0").bearer(&token).send().assert(200).json();
    assert_eq!((changes["revision"].as_i64(), changes["changes"].as_array().unwrap().len()), (Some(1), 1));
}
