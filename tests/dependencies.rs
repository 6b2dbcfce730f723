//! What is linked and shipped: its licences are ones that this project can pass on, and nothing known to be unsafe.
//!
//! Advisories themselves are no part of the registry: `cargo deny check` reads them, by `deny.toml`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    process::Command,
};

use serde_json::Value;

const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    // Of data: the certificates of public authorities.
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "OFL-1.1",
    "PostgreSQL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Refused by name: h2 0.3 has RUSTSEC-2026-0258, and rsa leaks by its timing (RUSTSEC-2023-0071).
const REFUSED: [&str; 2] = ["h2", "rsa"];

/// Packages of npm that name no licence in the lock file, and what their own files say.
const UNNAMED: [(&str, &str); 2] = [("@inlang/plugin-message-format", "MIT"), ("sqlite-wasm-kysely", "MIT")];

/// Whether an SPDX expression (or the older form, with slashes) leaves a choice that is allowed.
fn is_allowed(licence: &str) -> bool {
    let licence = licence.replace(['(', ')'], "").replace('/', " OR ").replace(" WITH LLVM-exception", "");
    licence.split(" AND ").all(|part| part.split(" OR ").any(|choice| ALLOWED.contains(&choice.trim())))
}

fn told(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// What cargo knows of this machine's program, without asking anybody.
fn metadata() -> Value {
    let compiler = String::from_utf8(told("rustc", &["-vV"])).unwrap();
    metadata_of(compiler.lines().find_map(|line| line.strip_prefix("host: ")).unwrap())
}

fn metadata_of(platform: &str) -> Value {
    let arguments = ["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", platform];
    serde_json::from_slice(&told(env!("CARGO"), &arguments)).unwrap()
}

/// The packages that end up in the program, or in its build.
fn linked(metadata: &Value) -> Vec<&Value> {
    needed(metadata, |needed| kinds(needed).any(|kind| kind != "dev"))
}

/// For what a package is needed: null is for the program itself.
fn kinds(needed: &Value) -> impl Iterator<Item = &Value> {
    needed["dep_kinds"].as_array().unwrap().iter().map(|kind| &kind["kind"])
}

/// This package, and those that it needs in such a way, and that they need.
fn needed(metadata: &Value, so: impl Fn(&Value) -> bool) -> Vec<&Value> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let nodes: BTreeMap<&str, &Value> = nodes.iter().map(|node| (node["id"].as_str().unwrap(), node)).collect();
    let mut waiting = vec![metadata["resolve"]["root"].as_str().unwrap()];
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        let needed = nodes[id]["deps"].as_array().unwrap().iter().filter(|one| so(one));
        if found.insert(id) {
            waiting.extend(needed.map(|one| one["pkg"].as_str().unwrap()));
        }
    }
    let packages = metadata["packages"].as_array().unwrap();
    packages.iter().filter(|package| found.contains(package["id"].as_str().unwrap())).collect()
}

#[test]
fn every_linked_crate_has_a_licence_that_can_be_passed_on() {
    let metadata = metadata();
    let linked = linked(&metadata);
    assert!(linked.len() > 100, "{}", linked.len());
    for package in linked {
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(is_allowed(licence), "{} {}: {licence}", package["name"], package["version"]);
    }
}

#[test]
fn no_crate_is_linked_that_is_known_to_be_unsafe() {
    let metadata = metadata();
    let linked = linked(&metadata);
    for package in &linked {
        assert!(!REFUSED.contains(&package["name"].as_str().unwrap()), "{}", package["name"]);
    }
    let diesel = linked.iter().find(|package| package["name"] == "diesel").unwrap()["version"].as_str().unwrap();
    let version: Vec<u32> = diesel.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(version >= vec![2, 3, 10], "{diesel}");
}

/// The lines of the list of licences, each a name, a version and a licence, of what has a version of its own.
fn listed(licences: &str) -> BTreeSet<String> {
    let list = licences.lines().skip_while(|line| !line.starts_with("  ")).map_while(|line| line.strip_prefix("  "));
    let is_package = |line: &&str| {
        let named = line.split_once(": ").and_then(|(name, _)| name.rsplit_once(' '));
        named.is_some_and(|(_, version)| version.starts_with(|first: char| first.is_ascii_digit()))
    };
    list.filter(is_package).map(str::to_owned).collect()
}

#[test]
fn whatever_is_inside_program_and_app_is_in_the_list_of_licences_that_is_shipped() {
    let line = |name: &str, package: &Value| {
        format!("{name} {}: {}", package["version"].as_str().unwrap(), package["license"].as_str().unwrap())
    };
    // The platform of `packaging/licences`, so that the list is the same on each machine.
    let metadata = metadata_of("x86_64-unknown-linux-gnu");
    let packages: BTreeMap<&str, &Value> =
        metadata["packages"].as_array().unwrap().iter().map(|one| (one["id"].as_str().unwrap(), one)).collect();
    let is_macro = |needed: &Value| {
        let targets = packages[needed["pkg"].as_str().unwrap()]["targets"].as_array().unwrap();
        targets.iter().any(|target| target["kind"].as_array().unwrap().iter().any(|kind| kind == "proc-macro"))
    };
    let inside = needed(&metadata, |needed| !is_macro(needed) && kinds(needed).any(Value::is_null));
    let inside = inside.into_iter().filter(|package| package["name"] != env!("CARGO_PKG_NAME"));
    let mut inside: BTreeSet<String> = inside.map(|package| line(package["name"].as_str().unwrap(), package)).collect();
    assert!(inside.len() > 100, "{}", inside.len());

    let lock: Value = serde_json::from_str(include_str!("../web/package-lock.json")).unwrap();
    let bundled: Vec<String> = serde_json::from_str(include_str!("../web/build/bundled.json")).unwrap();
    inside.extend(bundled.iter().map(|name| line(name, &lock["packages"][format!("node_modules/{name}")])));

    let listed = listed(include_str!("../packaging/licences.txt"));
    let differing: Vec<_> = inside.symmetric_difference(&listed).collect();
    assert!(differing.is_empty(), "run packaging/licences: {differing:#?}");
}

#[test]
fn every_package_of_the_web_app_has_a_licence_that_can_be_passed_on() {
    let lock = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/web/package-lock.json")).unwrap();
    let lock: Value = serde_json::from_slice(&lock).unwrap();
    let shipped = lock["packages"].as_object().unwrap().iter().filter(|(_, package)| package["dev"] != true);
    for (path, package) in shipped {
        let name = path.rsplit("node_modules/").next().unwrap();
        let unnamed = UNNAMED.iter().find(|(unnamed, _)| *unnamed == name).map(|(_, licence)| *licence);
        let licence = package["license"].as_str().or(unnamed).unwrap_or("none");
        assert!(is_allowed(licence), "{name}: {licence}");
    }
}

#[test]
fn a_licence_that_leaves_no_choice_would_be_seen() {
    for refused in ["GPL-3.0", "MIT AND GPL-3.0", "AGPL-3.0 OR GPL-2.0", "none", "LGPL-2.1-or-later", ""] {
        assert!(!is_allowed(refused), "{refused}");
    }
    for fine in ["MIT/Apache-2.0", "(MIT OR GPL-2.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception OR MIT"] {
        assert!(is_allowed(fine), "{fine}");
    }
}
