//! Builds the web app and writes the table of its files for `include_bytes!` (feature `web`).
//!
//! The build happens on a copy of `web/` in `OUT_DIR`, so that the working tree stays as it is and
//! `cargo build` needs nothing but Node and npm. `AFTERGLOW_WEB_DIST` names a ready build instead.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// What the build reads of `web/`. Anything else there (tests, `node_modules`) cannot change it,
/// so cargo watches these paths and no others.
const SOURCES: &[&str] = &[
    "build",
    "index.html",
    "measures",
    "messages",
    "package-lock.json",
    "package.json",
    "project.inlang/settings.json",
    "public",
    "s.html",
    "said",
    "src",
    "svelte.config.js",
    "vite.config.ts",
];

const WITHOUT_NPM: &str = "The web app is built with npm, and npm could not be started. Ways out:
  - install Node 20.19 or newer, which brings npm;
  - set AFTERGLOW_WEB_DIST to the `dist` folder of a build made elsewhere (`npm run build` in web/);
  - build the API alone: cargo build --no-default-features";

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=AFTERGLOW_WEB_DIST");
    if let Err(cause) = run() {
        for line in cause.to_string().lines() {
            println!("cargo::error={line}");
        }
        std::process::exit(1);
    }
}

fn run() -> Outcome<()> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let table = if env::var_os("CARGO_FEATURE_WEB").is_none() {
        table_of("", Path::new(""))?
    } else {
        let dist = match env::var_os("AFTERGLOW_WEB_DIST") {
            Some(ready) => ready_build(&PathBuf::from(ready))?,
            None => fresh_build(&out.join("web"))?,
        };
        table_of(&listing(&dist)?, &dist)?
    };
    fs::write(out.join("web_assets.rs"), table)?;
    Ok(())
}

fn ready_build(dist: &Path) -> Outcome<PathBuf> {
    println!("cargo::rerun-if-changed={}", dist.display());
    let found = fs::canonicalize(dist);
    Ok(found.map_err(|cause| format!("AFTERGLOW_WEB_DIST={}: {cause}", dist.display()))?)
}

/// Copies `web/` to `work`, installs what the lockfile says and builds there.
fn fresh_build(work: &Path) -> Outcome<PathBuf> {
    let web = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("web");
    fs::create_dir_all(work)?;
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", web.join(source).display());
        replace(&web.join(source), &work.join(source))?;
    }
    install(work)?;
    npm(work, &["run", "build"])?;
    Ok(work.join("dist"))
}

/// Runs `npm ci` unless the lockfile is the one of the last successful run.
fn install(work: &Path) -> Outcome<()> {
    let lockfile = fs::read(work.join("package-lock.json"))?;
    let installed = work.join("installed-lock.json");
    if fs::read(&installed).is_ok_and(|before| before == lockfile) {
        return Ok(());
    }
    npm(work, &["ci", "--omit=dev", "--no-audit", "--no-fund"])?;
    Ok(fs::write(installed, lockfile)?)
}

fn npm(work: &Path, arguments: &[&str]) -> Outcome<()> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(program).args(arguments).current_dir(work).output();
    let output = run.map_err(|cause| format!("{WITHOUT_NPM}\n({cause})"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    Err(format!("`npm {}` failed ({}):\n{said}", arguments.join(" "), output.status).into())
}

/// Puts a copy of `from` in place of whatever was at `to`, so that a deleted source is gone.
fn replace(from: &Path, to: &Path) -> io::Result<()> {
    if to.is_dir() {
        fs::remove_dir_all(to)?;
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    copy(from, to)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

/// `assets.tsv`, which web/build/embeddable.js writes into every build.
fn listing(dist: &Path) -> Outcome<String> {
    let file = dist.join("assets.tsv");
    let read = fs::read_to_string(&file);
    Ok(read.map_err(|cause| format!("{}: {cause}", file.display()))?)
}

/// The Rust source of the table: one `Asset` for each row of `listing`.
fn table_of(listing: &str, dist: &Path) -> Outcome<String> {
    let mut table = String::from("pub static ASSETS: &[Asset] = &[\n");
    for row in listing.lines() {
        let [path, content_type, etag, immutable, brotli] = row.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("assets.tsv: cannot read the row {row:?}").into());
        };
        let file = format!("{}{path}", dist.display());
        let compressed = if brotli == "true" {
            format!("Some(include_bytes!({:?}))", format!("{file}.br"))
        } else {
            String::from("None")
        };
        writeln!(
            table,
            "    Asset {{ path: {path:?}, content_type: {content_type:?}, etag: {:?}, \
             immutable: {immutable}, plain: include_bytes!({file:?}), brotli: {compressed} }},",
            format!("\"{etag}\""),
        )?;
    }
    table.push_str("];\n");
    Ok(table)
}
