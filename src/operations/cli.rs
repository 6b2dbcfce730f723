//! The command line.

mod data;
mod operator;
mod place;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

pub use self::{
    data::{Backup, Check, Demo, Import, MigrateTo, Restore},
    operator::{Configuration, Keys, Questionnaires, Users},
    place::{Health, Place, Serve},
};

/// A journal for people treated with ketamine: how fast relief came, and how long it lasted.
///
/// Without a command it serves: the app and its API, on <http://127.0.0.1:8080>, with everything it
/// keeps in ./data and the key that seals it in ./data.key. Keep a copy of that key: without it the
/// journals cannot be read.
#[derive(Debug, Parser)]
#[command(name = "afterglow", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub serve: Serve,
}

/// What can be asked of Afterglow.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the app and its API (what happens without a command).
    Serve(Serve),
    /// Ask a server on this machine whether it can serve: exit code 0 if so, else 1 and a sentence.
    ///
    /// For the health check of a container; with the same options, or variables, as the server's.
    #[command(after_help = "Example:\n  afterglow health --listen 127.0.0.1:8080")]
    Health(Health),
    /// Put a file into someone's journal: Afterglow's own, or another app's. All of it, or nothing.
    ///
    /// The same file again changes nothing. The account must exist: sign up in the app first.
    #[command(after_help = "Examples:\n  afterglow import journal.csv --user ada\n  \
        afterglow import daylio_export.csv --user ada --format daylio --mood 'so so=3' --preview\n  \
        afterglow import diary.csv --user ada --format table --preview\n  \
        afterglow import diary.csv --user ada --format table --column Date=date:day_first \\\n    \
        --column 'Mood=new:1..5 higher_is_better' --column Pain=measure:pain --column Diary=note")]
    Import(Import),
    /// Make an account with a believable patient in it, to look around in.
    ///
    /// Six infusions in nineteen days, then maintenance; relief within hours that fades over two to
    /// three weeks; good days, bad days and missed ones.
    Demo(Demo),
    /// Copy the embedded database into a new folder, while the server works on it.
    ///
    /// The copy is what was stored at one moment; it is looked through, and the folder is there once it was found
    /// whole. Where the key is at hand everything in it is opened, and it is said how much does not open. It does not
    /// hold the key: keep that, or its recovery kit, elsewhere. With --keep it is one of several: for a timer.
    #[command(after_help = "Examples:\n  afterglow backup /backups/$(date +%F)\n  afterglow backup /backups --keep 14")]
    Backup(Backup),
    /// Put a backup where there is no database (any more). All of it, or nothing.
    ///
    /// It is compared with its description first. Who has erased their account since it was made is erased again, by
    /// the lists beside the key file, and what was ended since stays ended: links, passwords, recovery codes. Such an
    /// account is opened by its newest recovery code, or by one of `users reset`, never by the password of before.
    /// Everyone has to sign in again; then their phones put back what they know and the backup does not. Whoever opened
    /// an account since has none any more, and can sign up again on the device that they used. End the server first.
    #[command(after_help = "Example:\n  afterglow restore /backups/2026-11-20")]
    Restore(Restore),
    /// Look through everything that is stored: that it is whole, and that every sealed text opens.
    ///
    /// It may be run while the server works.
    Check(Check),
    /// Whose accounts there are; let somebody back in, or erase an account. Nobody's journal is shown.
    #[command(subcommand)]
    Users(Users),
    /// Look whether a server would start with these options, without starting it.
    #[command(subcommand)]
    Config(Configuration),
    /// Print what a shell needs to complete these commands.
    #[command(after_help = "Example:\n  afterglow completions bash > /etc/bash_completion.d/afterglow")]
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// Print the manual page.
    #[command(after_help = "Example:\n  afterglow man > /usr/share/man/man1/afterglow.1")]
    Man,
    /// The server's keys: change them, print them on paper, put them back.
    #[command(subcommand)]
    Keys(Keys),
    /// Move everything from the embedded database to an empty one of PostgreSQL. All of it, or nothing.
    ///
    /// End the server first. Every row is compared before anything is kept; the file stays as it is, and the key
    /// file remains the one that opens what is stored.
    #[command(after_help = "Example:\n  afterglow migrate-to postgres://afterglow@db.example/afterglow")]
    MigrateTo(MigrateTo),
    /// Say which questionnaires everyone on this server can answer question by question.
    ///
    /// Without one its total alone can be entered. A form is a FHIR R4 `Questionnaire` in JSON; Afterglow brings
    /// none, because their wording belongs to others.
    #[command(subcommand)]
    Questionnaires(Questionnaires),
}
