//! What the operator can do with accounts, keys, forms and options.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Place, Serve};
use crate::domain::questionnaire::Questionnaire;

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum Users {
    /// List them: the name, the day it was opened, the day it was last used.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Make a new recovery code for somebody who lost both password and code, and print it for them.
    ///
    /// They set a new password with it themselves; the audit trail tells them that this was done.
    #[command(after_help = "Example:\n  afterglow users reset ada")]
    Reset {
        /// The name of the account.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Erase an account and everything in it, for good.
    #[command(after_help = "Example:\n  afterglow users erase ada --yes")]
    Erase {
        /// The name of the account.
        name: String,
        /// Yes, erase it.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        place: Place,
    },
}

/// What can be done with options.
#[derive(Debug, Subcommand)]
pub enum Configuration {
    /// Say what a server would find: its database, key, certificate and address, and what may have been overlooked.
    Check(Serve),
}

/// What can be done with the server's keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make a new key, and wrap with it what the earlier one wrapped. End every server first.
    ///
    /// The journals themselves stay as they are: each is sealed under a key of its own, and those are wrapped. When
    /// it breaks off, run it again. Earlier keys stay in the file, for older backups and links with a passcode.
    Rotate {
        #[command(flatten)]
        place: Place,
    },
    /// Print the keys as a recovery kit, to be kept on paper.
    #[command(after_help = "Example:\n  afterglow keys kit | lp")]
    Kit {
        #[command(flatten)]
        place: Place,
    },
    /// Compare a kit, as typed from the paper, with the key file.
    Verify {
        /// The kit, or `-` to type it.
        #[arg(default_value = "-")]
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Make the key file anew from a kit.
    Recover {
        /// The kit, or `-` to type it.
        #[arg(default_value = "-")]
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
}

/// What can be done with forms of questionnaires.
#[derive(Debug, Subcommand)]
pub enum Questionnaires {
    /// Add a form, in place of an earlier one of the same questionnaire.
    ///
    /// It must say by a LOINC code which questionnaire it is, hold all of its questions, and what each option counts.
    #[command(after_help = "Example:\n  afterglow questionnaires add phq_9.json")]
    Add {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// List the forms that were added.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Remove a form. What was answered by it is kept.
    Remove {
        /// Which, as the list names it: `phq_9`.
        id: Questionnaire,
        #[command(flatten)]
        place: Place,
    },
}
