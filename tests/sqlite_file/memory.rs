//! What a file costs in memory: so much for each of its records, and never a multiple of the file for what it is made
//! of.

use std::{fmt::Write as _, fs};

use ureq::http::Method;

use crate::support::{Answer, hour, process::Process};

/// As long as a file may be, nearly.
const LARGEST: usize = 16 * 1024 * 1024 - 1024;

/// Sends a file, and tells by how many megabytes the server's memory grew at its peak.
fn imported(file: String) -> (Answer, u64) {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve_quietly(&folder.path().join("data"), &[]);
    let token = process.patient("ada");
    let status = |name: &str| {
        let status = fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    };
    // The peak is counted from here on.
    fs::write(format!("/proc/{}/clear_refs", process.id()), "5").unwrap();
    let before = status("VmRSS");
    let import = process.request(Method::POST, "/imports?format=afterglow").bearer(&token);
    let answer = import.body("application/octet-stream", file).send();
    (answer, status("VmHWM").saturating_sub(before))
}

#[test]
fn values_without_a_place_in_an_export_are_not_kept() {
    let (head, tail) = (r#"{"format":"afterglow","version":1,"records":[],"damaged":[0"#, "]}");
    let values = ",0".repeat((LARGEST - head.len() - tail.len()) / 2);
    let (answer, grown) = imported(format!("{head}{values}{tail}"));
    answer.assert(200);
    assert!(grown < 120, "{grown} MB");
}

#[test]
fn a_row_without_an_end_is_refused_while_it_is_read() {
    let (answer, grown) = imported(format!("at,kind,measure,value,note\n{}", ",".repeat(LARGEST - 100)));
    let problem = answer.refused(422, "invalid_import").json();
    assert_eq!(problem["errors"][0]["code"], "too_many");
    assert!(grown < 120, "{grown} MB");
}

#[test]
fn a_record_of_a_file_costs_half_a_kilobyte() {
    let mut file = "at,kind,measure,value,note\n".to_owned();
    for n in 0..100_000 {
        writeln!(file, "{},check_in,low_mood,{},", hour(n), n % 11).unwrap();
    }
    // Nothing is written.
    file.push_str("2026-01-05,check_in,low_mood,11,\n");
    let (answer, grown) = imported(file);
    answer.refused(422, "invalid_import");
    assert!(grown < 70, "{grown} MB");
}
