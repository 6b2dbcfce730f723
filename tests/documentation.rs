//! That README, CONTRIBUTING and the documents name only what exists: files, headings, commands, options, variables,
//! routes and tests.

mod markdown;

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use self::markdown::{code, commands, headings, is_placeholder, links, spans};
use crate::{
    support::{
        contract::operations,
        process::{run, text},
    },
    trust::{listed, project},
};

/// The folders of the project that a path may begin with.
const FOLDERS: [&str; 10] =
    [".cargo", ".ci", ".github", "docs", "findings", "migrations", "packaging", "src", "tests", "web"];

/// Options of other programs that the documents name by themselves: of dpkg, and of Chromium.
const OF_OTHERS: [&str; 3] = ["--purge", "--kiosk-printing", "--errors"];

/// The documents: where each is below the project's folder, and what it says.
fn documents() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in ["", "docs"] {
        for entry in fs::read_dir(project().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(project()).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 15, "the documents were not found");
    found
}

/// What `wrong` says of each document, beside the document's name.
fn faults(wrong: impl Fn(&Path, &str) -> Vec<String>) -> Vec<String> {
    let each = |(path, text): (PathBuf, String)| {
        let found = wrong(&path, &text);
        found.into_iter().map(move |fault| format!("{}: {fault}", path.display())).collect::<Vec<_>>()
    };
    documents().into_iter().flat_map(each).collect()
}

/// Every file below a folder, but for what is installed or built there.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    if folder.is_file() {
        found.push(folder.to_owned());
        return;
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !["node_modules", "dist", "paraglide", "target"].iter().any(|name| path.ends_with(name)) {
            below(&path, found);
        }
    }
}

fn sources(folders: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders {
        below(&project().join(folder), &mut found);
    }
    found
}

fn link_faults(from: &Path, text: &str) -> Vec<String> {
    let leads_nowhere = |(path, heading): &(String, String)| {
        let target = match path.as_str() {
            "" => project().join(from),
            path => project().join(from.parent().unwrap()).join(path),
        };
        let known = || headings(&fs::read_to_string(&target).unwrap()).contains(heading);
        !target.exists() || !(heading.is_empty() || known())
    };
    links(text).into_iter().filter(leads_nowhere).map(|(path, heading)| format!("{path}#{heading}")).collect()
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    assert_eq!(faults(link_faults), Vec::<String>::new());
}

/// Whether a path leads to something: to any file of a folder where it has a star, and to a folder where the rest
/// stands for a name.
fn leads_somewhere(path: &str) -> bool {
    let full = project().join(path);
    if full.exists() {
        return true;
    }
    let (folder, name) = path.rsplit_once('/').unwrap();
    if let Some((_, ending)) = name.split_once('*') {
        let is_one = |file: fs::DirEntry| file.path().to_string_lossy().ends_with(ending);
        return fs::read_dir(project().join(folder)).is_ok_and(|mut files| files.any(|file| is_one(file.unwrap())));
    }
    let fixed: PathBuf = Path::new(path)
        .components()
        .take_while(|part| ["NAME", "DATE"].iter().all(|word| !part.as_os_str().to_string_lossy().contains(word)))
        .collect();
    fixed != Path::new(path) && project().join(fixed).is_dir()
}

fn path_faults(text: &str, names: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for code in code(text) {
        let words = code.split(|letter: char| letter.is_whitespace() || ['(', ')', ',', ':'].contains(&letter));
        for word in words.map(|word| word.trim_end_matches(['.', ';'])) {
            let first = word.split('/').next().unwrap();
            if word.contains('/') && FOLDERS.contains(&first) && !leads_somewhere(word) {
                wrong.push(word.to_owned());
            }
        }
        let of_code = Path::new(&code)
            .extension()
            .is_some_and(|ending| ["rs", "ts", "svelte", "js"].iter().any(|one| ending == *one));
        if of_code && !code.contains(['/', ' ']) && !names.contains(&code) {
            wrong.push(code);
        }
    }
    wrong
}

fn file_names() -> BTreeSet<String> {
    let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    sources(&["src", "tests", "web/src", "web/tests", "web/build"]).into_iter().map(name).collect()
}

#[test]
fn every_file_that_is_named_exists() {
    let names = file_names();
    assert_eq!(faults(|_, text| path_faults(text, &names)), Vec::<String>::new());
}

/// What commands are compared with.
struct Known {
    tests: BTreeSet<String>,
    scripts: String,
    features: String,
    web_tests: Vec<String>,
}

impl Known {
    fn read() -> Self {
        let read = |path: &str| fs::read_to_string(project().join(path)).unwrap();
        let web_tests = sources(&["web/tests"]).into_iter().map(|path| path.to_string_lossy().into_owned()).collect();
        Self { tests: listed(&[]), scripts: read("web/package.json"), features: read("Cargo.toml"), web_tests }
    }

    /// What of a command does not exist.
    fn missing(&self, command: &[String]) -> Vec<String> {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["afterglow", rest @ ..] | ["cargo", "run", "--", rest @ ..] => refused(rest),
            ["cargo", "test", rest @ ..] if rest.contains(&"afterglow") => {
                let parts = rest.iter().skip_while(|word| **word != "--").skip(1).copied();
                missing(parts, |part| self.tests.iter().any(|test| test.contains(part)))
            }
            ["cargo", .., "--features", feature] => {
                missing([*feature], |feature| self.features.contains(&format!("\n{feature} = [")))
            }
            ["npm", "run", script, ..] => {
                missing([*script], |script| self.scripts.contains(&format!("\"{script}\": \"")))
            }
            ["npx", "vitest", "run", parts @ ..] => missing(parts.iter().copied(), |part| self.has("web/tests/", part)),
            ["npx", "playwright", "test", parts @ ..] => {
                missing(parts.iter().copied(), |part| self.has("web/tests/browser/", part))
            }
            [program, parts @ ..] if program.starts_with("tests/") && project().join(program).is_file() => {
                let file = project().join(program);
                let script = fs::read_to_string(&file).unwrap();
                let is_command = fs::metadata(&file).unwrap().permissions().mode() & 0o100 != 0;
                let unknown = missing(parts.iter().copied(), |part| script.contains(part));
                if is_command || parts.is_empty() { unknown } else { vec![(*program).to_owned()] }
            }
            _ => Vec::new(),
        }
    }

    fn has(&self, folder: &str, part: &str) -> bool {
        self.web_tests.iter().any(|path| path.split_once(folder).is_some_and(|(_, path)| path.contains(part)))
    }
}

/// The words that are not known; options, and words that stand for others, aside.
fn missing<'a>(words: impl IntoIterator<Item = &'a str>, known: impl Fn(&str) -> bool) -> Vec<String> {
    let named =
        words.into_iter().filter(|word| !word.starts_with("--") && !word.contains("PART") && !is_placeholder(word));
    named.filter(|word| !known(word)).map(str::to_owned).collect()
}

/// What the program says against these arguments; it is asked for its help with them, so that it does nothing.
fn refused(arguments: &[&str]) -> Vec<String> {
    // A command that is named in general is any.
    let given = arguments.iter().filter(|word| **word != "COMMAND");
    let mut arguments: Vec<&str> = given.map(|word| if is_placeholder(word) { "x" } else { *word }).collect();
    arguments.push("--help");
    let folder = tempfile::tempdir().unwrap();
    let answer = run(folder.path(), &arguments);
    let told = text(&answer.stderr);
    if answer.status.success() || told.contains("invalid value 'x'") { Vec::new() } else { vec![told] }
}

fn command_faults(text: &str, known: &Known) -> Vec<String> {
    code(text).iter().flat_map(|line| commands(line)).flat_map(|command| known.missing(&command)).collect()
}

#[test]
fn every_command_is_one_that_there_is() {
    let known = Known::read();
    assert_eq!(faults(|_, text| command_faults(text, &known)), Vec::<String>::new());
}

fn option_faults(text: &str, options: &BTreeSet<String>) -> Vec<String> {
    let spans = spans(text).into_iter().filter(|span| span.starts_with("--"));
    let named: Vec<String> = spans.filter_map(|span| span.split([' ', '=']).next().map(str::to_owned)).collect();
    named.into_iter().filter(|option| !options.contains(option) && !OF_OTHERS.contains(&option.as_str())).collect()
}

/// Every option of every command, as a shell completes them.
fn options() -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let completions = text(&run(folder.path(), &["completions", "bash"]).stdout);
    completions.split([' ', '"', '\n', ')', '|']).filter(|word| word.starts_with("--")).map(str::to_owned).collect()
}

#[test]
fn every_option_is_one_of_the_programs() {
    let options = options();
    assert_eq!(faults(|_, text| option_faults(text, &options)), Vec::<String>::new());
}

fn variables(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !(letter.is_ascii_uppercase() || letter == '_'));
    words.filter(|word| word.starts_with("AFTERGLOW_")).map(str::to_owned).collect()
}

#[test]
fn every_variable_is_read_somewhere() {
    let mut read = BTreeSet::new();
    for path in sources(&["src", "tests", "build.rs", "web/tests", "web/vite.config.ts"]) {
        if !path.ends_with("tests/documentation.rs") {
            read.extend(variables(&String::from_utf8_lossy(&fs::read(path).unwrap())));
        }
    }
    let unread = |_: &Path, text: &str| variables(text).difference(&read).cloned().collect();
    assert_eq!(faults(unread), Vec::<String>::new());
}

fn route_faults(text: &str) -> Vec<String> {
    let known: Vec<String> = operations().into_iter().map(|operation| operation.name).collect();
    let is_known = |span: &String| {
        let name = span.split('?').next().unwrap().replace("/api/v1", "");
        known.contains(&name)
    };
    spans(text).into_iter().filter(|span| span.contains(" /api/v1/") && !is_known(span)).collect()
}

#[test]
fn every_route_is_in_the_document_of_the_api() {
    assert_eq!(faults(|_, text| route_faults(text)), Vec::<String>::new());
}

#[test]
fn readme_is_short_and_every_other_document_says_whom_it_is_for() {
    let mut wrong = Vec::new();
    for (path, text) in documents() {
        if path == Path::new("README.md") {
            let words = text.split_whitespace().count();
            assert!(words <= 800, "README has {words} words");
        } else if !text.lines().nth(2).is_some_and(|line| line.starts_with("For ")) {
            wrong.push(path);
        }
    }
    assert_eq!(wrong, Vec::<PathBuf>::new());
}

#[test]
fn what_is_invented_would_be_seen() {
    let readme = Path::new("README.md");
    assert_eq!(link_faults(readme, "[a](docs/pigs.md) [b](docs/operating.md#pigs) [c](#licence)").len(), 2);
    let names = file_names();
    let paths = "`src/pigs.rs` `pigs.rs` `tests/PIGS.md` `web/pigs/*.json` `web/messages/*.pigs` `src/pigs/NAME.rs`";
    assert_eq!(path_faults(paths, &names).len(), 6, "{:?}", path_faults(paths, &names));
    assert!(path_faults("`src/domain/NAME.rs` `web/messages/*.json` `mod.rs` `tests/run fast`", &names).is_empty());
    let known = Known::read();
    for invented in [
        "afterglow fly",
        "cargo run -- demo --pigs",
        "sudo AFTERGLOW_DATA_DIR=x afterglow import a.csv --user ada --format pigs",
        "cargo test --test afterglow -- pigs_fly",
        "cargo build --features pigs",
        "cd web && npm run pigs",
        "npx vitest run unit/pigs",
        "npx playwright test pigs",
        "tests/run pigs",
    ] {
        let block = format!("```sh\n{invented} # as pigs do\n```\n");
        assert_eq!(command_faults(&block, &known).len(), 1, "{invented}");
        assert_eq!(command_faults(&format!("so `{invented}`."), &known).len(), 1, "{invented}");
    }
    assert!(command_faults("`afterglow users reset NAME` `afterglow COMMAND --help`", &known).is_empty());
    assert_eq!(option_faults("`--pigs` `--listen ADDR`", &options()), ["--pigs"]);
    assert_eq!(route_faults("`GET /api/v1/pigs` `GET /api/v1/export?format=csv`"), ["GET /api/v1/pigs"]);
}
