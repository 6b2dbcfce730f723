//! Why a server did not start, as its operator reads it.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use crate::platform::{database::Unreachable, files::whose, keys::KeyError, problem::Problem};

/// Why the server did not start, in a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum NotStarted {
    /// The database cannot be opened or migrated.
    #[error(transparent)]
    Database(#[from] Unreachable),
    /// The database does not answer.
    #[error("the database does not answer: {0}")]
    Query(Problem),
    /// There is no key to work with.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key is another one.
    #[error(
        "the key file {key_file} is not the one that {} was sealed with (it has the fingerprint {own}, the other \
         {wanted}); name the right one with --key-file", named(.database.as_deref())
    )]
    OtherKey {
        /// The file that was found.
        key_file: PathBuf,
        /// The fingerprint of the key in it.
        own: String,
        /// The backup, or this very database.
        database: Option<PathBuf>,
        /// The fingerprint of the key that is asked for.
        wanted: String,
    },
    /// A list beside the key cannot be read, so it is not known who or what must not come back.
    #[error("the list {0} cannot be read: {1}; without it what was erased or ended may come back")]
    List(PathBuf, std::io::Error),
    /// A line of a list beside the key cannot be read.
    #[error(
        "{}:{number} cannot be read. It is a line of the list of what must stay erased or ended: what it named may come \
         back with an older database. Put back your latest copy of the list; or, if there is none, remove the line and \
         say so once with --list-lost", list.display()
    )]
    Line {
        /// The list.
        list: PathBuf,
        /// The line's place in it, from 1.
        number: usize,
    },
    /// Lines of a list beside the key were lost.
    #[error(
        "{} is not as it was: it had {known} lines when the mark beside the key was left, and has {found} now, or other \
         ones. It is the list of what must stay erased or ended: what its lines named may come back with an older \
         database. Put back your latest copy of the list; or, if there is none, say so once with --list-lost",
        list.display()
    )]
    ListLost {
        /// The list.
        list: PathBuf,
        /// How many lines it had at the last mark.
        known: usize,
        /// How many it has.
        found: usize,
    },
    /// Beside the key nothing can be written.
    #[error(
        "{} cannot be written: {error}{}. Beside the key {} are the lists of what was erased or ended, and nothing can be \
         erased or ended where they cannot be written. Let the user that Afterglow runs as write there, or keep the key \
         elsewhere with --key-file", path.display(), whose(path), key_file.display()
    )]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// The key.
        key_file: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The mark beside the key cannot be read, so it is not known whether the database is an older one.
    #[error(
        "{0} cannot be read: {1}; it says how far the database had come, so that an older one is noticed. Restore it, \
         or remove it if you know that the database is the latest"
    )]
    Mark(PathBuf, std::io::Error),
    /// There is nothing where there was something.
    #[error(
        "{database} is empty, and the key {key_file} was last used{at} with a database that was not: perhaps a disk is \
         not mounted, or --data-dir or --database-url names another place. Put the database back, as with: afterglow \
         restore; or, to begin with an empty one, say so this once with --start-empty"
    )]
    Empty {
        /// The database.
        database: String,
        /// The key.
        key_file: PathBuf,
        /// When, as ` on …`.
        at: String,
    },
    /// A command was given in another folder than the one that is meant, most likely.
    #[error(
        "there is no journal in {0}, and this command makes none. Name the place of yours with --data-dir or \
         --database-url; a new one begins with: afterglow serve"
    )]
    NothingThere(String),
    /// The system gives no more threads.
    #[error("the system gives no threads: {0}")]
    Threads(std::io::Error),
    /// There is no speaking TLS with the files that were named.
    #[error(transparent)]
    Tls(#[from] super::tls::NotServed),
    /// Mails cannot be sent as the options say.
    #[error("{0}")]
    Mail(String),
    /// The fonts cannot be looked through.
    #[error("the folder of fonts {0} cannot be read: {1}; name another with --fonts, or none")]
    Fonts(PathBuf, std::io::Error),
    /// There is nothing in the folder of fonts.
    #[error("there is no font in {0} that a report can hold; name another folder with --fonts, or none")]
    NoFont(PathBuf),
    /// The address is taken or forbidden.
    #[error("cannot listen on {0}: {1}; choose another address with --listen")]
    Listen(SocketAddr, std::io::Error),
    /// The same of the operator's own address.
    #[error("cannot listen on {0} for metrics: {1}; choose another address with --metrics-listen")]
    Metrics(SocketAddr, std::io::Error),
}

fn named(database: Option<&Path>) -> String {
    database.map_or_else(|| "this database".to_owned(), |path| path.display().to_string())
}
