//! What the operator runs.

mod backup;
mod check;
mod cli;
mod config;
mod demo;
mod health;
mod import;
mod keys;
mod migrate_to;
mod output;
mod questionnaires;
mod serve;
mod users;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use self::{
    cli::{Cli, Command, Configuration},
    output::print,
};
use crate::{
    platform::{
        clock::Clock,
        database::{backup::NotCopied, transfer::NotMoved},
        problem::Problem,
    },
    server::NotStarted,
};

/// Why a command did not do what it was asked, in a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The server's parts did not come up.
    #[error(transparent)]
    NotStarted(#[from] NotStarted),
    /// The database was not copied, or not put back.
    #[error(transparent)]
    NotCopied(#[from] NotCopied),
    /// What is stored is not as it was written.
    #[error(
        "{0} of what is stored cannot be read. A device that still has such an entry sends it again; else restore the latest backup in which it is whole"
    )]
    Damaged(usize),
    /// A recovery kit is not what it should be.
    #[error("{0}")]
    Kit(String),
    /// The database was not moved.
    #[error(transparent)]
    NotMoved(#[from] NotMoved),
    /// Something was refused, or broke.
    #[error("{}", explained(.0))]
    Problem(#[from] Problem),
    /// The server that was asked cannot serve.
    #[error("{0} is not ready: {1}")]
    Unhealthy(String, String),
    /// The system let the command down.
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
}

fn explained(problem: &Problem) -> String {
    let mut text = problem.detail().to_owned();
    if let Some(faults) = problem.faults() {
        text = format!("{text}\n{faults}");
    }
    if let Some(cause) = problem.cause() {
        text = format!("{text}\n{cause}");
    }
    let lines = problem.extension("errors").and_then(serde_json::Value::as_array);
    for fault in lines.into_iter().flatten() {
        let told = |member: &str| fault.get(member).and_then(serde_json::Value::as_str);
        let column = told("column").map_or_else(String::new, |column| format!(" in “{column}”"));
        let detail = format!("{}{column}", told("detail").unwrap_or_default());
        let line = fault.get("line").and_then(serde_json::Value::as_u64).filter(|line| *line > 0);
        text = line.map_or_else(|| format!("{text}\n  {detail}"), |line| format!("{text}\n  line {line}: {detail}"));
    }
    text
}

/// Reads the command line and does what it says: exit code 0 when done, 2 when it could not be; 1 of a server that is
/// not ready, which is what container engines expect.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match actix_web::rt::System::new().block_on(obey(cli)).and_then(|()| output::said()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("afterglow: {failure}");
            ExitCode::from(if matches!(failure, Failure::Unhealthy(..)) { 1 } else { 2 })
        }
    }
}

async fn obey(cli: Cli) -> Result<(), Failure> {
    let clock = Clock::system();
    match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(options) => serve::run(options, clock).await,
        Command::Health(options) => health::ask(&options),
        Command::Import(options) => import::run(&options).await,
        Command::Demo(options) => demo::run(options, clock).await,
        Command::Backup(options) => backup::make(options, &clock).await,
        Command::Restore(options) => backup::restore(options).await,
        Command::Check(options) => check::run(options).await,
        Command::Users(command) => users::run(command, clock).await,
        Command::Config(Configuration::Check(options)) => config::check(options).await,
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "afterglow", &mut text);
            print(&text).map(drop)
        }
        Command::Man => {
            let mut text = Vec::new();
            let rendered = clap_mangen::Man::new(Cli::command()).render(&mut text);
            rendered.map_err(|error| Failure::Io("the manual".to_owned(), error))?;
            print(&text).map(drop)
        }
        Command::Keys(command) => keys::run(command, clock).await,
        Command::MigrateTo(options) => migrate_to::run(options),
        Command::Questionnaires(command) => questionnaires::run(command, clock).await,
    }
}
