//! The house keeps its shape: imports run one way, and each room holds only what belongs there.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The rooms, from the top of the house to its ground. A room imports those below it alone.
const ROOMS: [&str; 10] = [
    "operations",
    "server",
    "portability",
    "reminders",
    "shares",
    "reports",
    "trends",
    "journal",
    "accounts",
    "platform",
];
const GROUND: &str = "domain";

/// A source file: the room it is in, its path below `src`, its lines of code.
struct Source {
    room: String,
    path: PathBuf,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 50, "the sources were not found");
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let path = path.strip_prefix(root).unwrap().to_owned();
            let first = path.components().next().unwrap().as_os_str().to_str().unwrap();
            found.push(Source { room: first.trim_end_matches(".rs").to_owned(), path, text });
        }
    }
}

/// A file without its comments.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every `crate::room` that a file names, be it in a list of imports or in passing.
fn named_rooms(text: &str) -> Vec<String> {
    let code = code(text);
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            rooms.extend(heads_of_list(list));
        } else {
            rooms.push(head(rest));
        }
    }
    rooms
}

fn head(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first names of the items at the top level of a braced list of imports.
fn heads_of_list(list: &str) -> Vec<String> {
    let (mut depth, mut heads, mut item) = (0, Vec::new(), String::new());
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(head(std::mem::take(&mut item).trim())),
            _ if depth == 0 => item.push(c),
            _ => {}
        }
    }
    heads.push(head(item.trim()));
    heads.retain(|head| !head.is_empty());
    heads
}

fn height(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room).or_else(|| (room == GROUND).then_some(ROOMS.len()))
}

#[test]
fn imports_run_downward() {
    let mut breaks = Vec::new();
    for source in sources() {
        let Some(own) = height(&source.room) else { continue };
        for named in named_rooms(&source.text) {
            if height(&named).is_some_and(|other| other < own) {
                breaks.push(format!("{} imports {named}, which is above it", source.path.display()));
            }
        }
    }
    assert!(breaks.is_empty(), "{breaks:#?}");
}

#[test]
fn every_room_has_its_place_in_the_order() {
    let unknown: Vec<_> = sources()
        .into_iter()
        .filter(|source| height(&source.room).is_none() && !["main", "lib"].contains(&source.room.as_str()))
        .map(|source| source.path)
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn sql_is_written_in_stores_and_the_platform_alone() {
    let names_diesel = |source: &Source| source.text.contains("diesel::");
    let strays: Vec<_> = sources()
        .into_iter()
        .filter(names_diesel)
        .filter(|source| source.room != "platform" && source.path.file_name().unwrap() != "store.rs")
        .map(|source| source.path)
        .collect();
    assert!(strays.is_empty(), "{strays:?}");
}

#[test]
fn the_domain_is_pure() {
    let forbidden = ["actix", "diesel", "tokio", "std::fs", "std::net", "Timestamp::now", "SystemTime", "Instant::now"];
    let strays: Vec<_> = sources()
        .into_iter()
        .filter(|source| source.room == GROUND)
        .filter(|source| forbidden.iter().any(|name| code(&source.text).contains(name)))
        .map(|source| source.path)
        .collect();
    assert!(strays.is_empty(), "{strays:?}");
}

#[test]
fn the_time_is_told_by_the_clock_that_was_passed_in() {
    let strays: Vec<_> = sources()
        .into_iter()
        .filter(|source| source.path != Path::new("platform/clock.rs") && source.text.contains("Timestamp::now"))
        .map(|source| source.path)
        .collect();
    assert!(strays.is_empty(), "{strays:?}");
}

#[test]
fn every_file_says_what_belongs_in_it_and_stays_readable() {
    let mut wrong = BTreeMap::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if !source.text.starts_with("//!") {
            wrong.insert(source.path, "has no opening line".to_owned());
        } else if lines > 480 {
            wrong.insert(source.path, format!("has {lines} lines"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_break_would_be_seen() {
    assert_eq!(named_rooms("use crate::{\n    journal::{store, writing},\n    server,\n};"), ["journal", "server"]);
    assert_eq!(named_rooms("let x = crate::shares::pdf();"), ["shares"]);
    assert!(height("server") < height("journal") && height("journal") < height(GROUND));
}
