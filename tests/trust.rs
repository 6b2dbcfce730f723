//! That each promise of TRUST.md has its tests, and that they are run.

use std::{collections::BTreeSet, env, fs, path::Path, process::Command};

/// How many promises there are.
const PROMISES: u32 = 64;

pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    fs::read_to_string(project().join("tests/TRUST.md")).unwrap()
}

/// The promises: their numbers, and what is in code style in their last column.
fn promises(page: &str) -> Vec<(u32, Vec<String>)> {
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
        let number = cells.first()?.parse().ok()?;
        Some((number, cells.last()?.split('`').skip(1).step_by(2).map(str::to_owned).collect()))
    });
    rows.collect()
}

/// The promises of which the page says how their tests were seen failing.
fn seen_failing(page: &str) -> Vec<u32> {
    let (_, seen) = page.split_once("## Seen failing").unwrap();
    seen.lines().filter_map(|line| line.split_once(". ")?.0.parse().ok()).collect()
}

/// The tests of this program that `options` lists.
pub fn listed(options: &[&str]) -> BTreeSet<String> {
    let listed = Command::new(env::current_exe().unwrap()).arg("--list").args(options).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    listed.lines().filter_map(|line| line.strip_suffix(": test").map(str::to_owned)).collect()
}

fn beside_the_code(name: &str) -> bool {
    let Some((room, test)) = name.split_once("::tests::") else { return false };
    let path = room.replace("::", "/");
    [format!("src/{path}.rs"), format!("src/{path}/mod.rs")]
        .iter()
        .any(|file| fs::read_to_string(project().join(file)).is_ok_and(|code| code.contains(&format!("fn {test}()"))))
}

/// Whether a test of the web app, in a browser or of a unit, has this sentence or begins with it.
fn in_the_web_app(sentence: &str) -> bool {
    let folders = ["web/tests/browser", "web/tests/unit"].map(|folder| fs::read_dir(project().join(folder)).unwrap());
    let texts = folders.into_iter().flatten().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts
        .filter(|text| text.contains("@playwright/test") || text.contains("from 'vitest'"))
        // Some are played once for each row of a table.
        .any(|text| {
            ["test('", "test(`", ")('", "(\n  '"].iter().any(|before| text.contains(&format!("{before}{sentence}")))
        })
}

/// Whether a command of the tests runs the ignored tests of a module.
fn is_asked_for(module: &str) -> bool {
    ["tests/run", "tests/faults", "tests/failover", "tests/tls"]
        .iter()
        .filter_map(|command| fs::read_to_string(project().join(command)).ok())
        .any(|command| command.contains(&format!("{module}::")))
}

#[test]
fn every_promise_has_tests_that_exist_and_are_run() {
    let (all, ignored) = (listed(&[]), listed(&["--ignored"]));
    assert!(all.len() > 300 && ignored.len() < all.len());
    let promises = promises(&page());
    let numbers: Vec<u32> = promises.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..=PROMISES).collect::<Vec<_>>());
    assert_eq!(seen_failing(&page()), numbers, "how each was seen failing");
    for (number, tests) in promises {
        assert!(!tests.is_empty(), "nothing proves promise {number}");
        for name in tests {
            let module = name.split("::").next().unwrap();
            if name.starts_with("tests/") || name == "deny.toml" {
                let file = name.split(' ').next().unwrap();
                assert!(project().join(file).exists(), "{number}: there is no {name}");
            } else if ignored.contains(&name) {
                assert!(is_asked_for(module), "{number}: nothing runs {name}");
            } else {
                let found = all.contains(&name) || beside_the_code(&name) || in_the_web_app(&name);
                assert!(found, "{number}: there is no test {name}");
            }
        }
    }
}

#[test]
fn a_test_that_is_not_there_would_be_missed() {
    assert!(!beside_the_code("platform::sealing::tests::pigs_fly"));
    assert!(!in_the_web_app("pigs fly"));
    assert!(!is_asked_for("pigs"));
    assert_eq!(promises("| 1 | a | `b` `c d` |\n| | x | y |"), [(1, vec!["b".to_owned(), "c d".to_owned()])]);
}
