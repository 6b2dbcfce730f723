//! The names of problems. The app has a sentence for each in each of its languages.

use crate::domain::refusal::Known;

/// Gives each problem its name, and the names of what comes with it.
macro_rules! codes {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal $([$($param:literal),+])?;)+) => {
        /// The stable name of a problem, for programs and for the app, which says it in its own words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($(#[$doc])+ $variant),+
        }

        impl Code {
            /// Every code that there is.
            pub const ALL: &'static [Known] = &[$(Known { code: $name, params: &[$($($param),+)?] }),+];

            /// Those of the command line, which are never sent.
            pub const OF_THE_COMMAND_LINE: [Self; 4] =
                [Self::NoAccount, Self::NotConfirmed, Self::NoQuestionnaire, Self::InvalidQuestionnaire];

            /// As it is sent.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }
    };
}

codes! {
    /// Nothing is there, or nothing of this patient's.
    NotFound = "not_found";
    /// The path has other methods.
    MethodNotAllowed = "method_not_allowed";
    /// What the writer goes by is no longer what is stored.
    ChangedElsewhere = "changed_elsewhere";
    /// Too much is going on.
    Busy = "busy";
    /// The database does not answer.
    Unreachable = "unreachable";
    /// The database went away while it saved.
    OutcomeUnknown = "outcome_unknown";
    /// The disk has no room left.
    StorageFull = "storage_full";
    /// The disk failed.
    StorageFailed = "storage_failed";
    /// Something broke inside.
    Internal = "internal";
    /// So many things of the body are not as expected: `errors` says what, of the first hundred.
    InvalidBody = "invalid_body" ["faults"];
    /// The body is not JSON: it breaks off at this line and column.
    InvalidJson = "invalid_json" ["line", "column"];
    /// The body has another content type than was `expected`.
    UnsupportedMediaType = "unsupported_media_type" ["expected"];
    /// The body broke off.
    IncompleteBody = "incomplete_body";
    /// The body is larger than so many KiB.
    TooLarge = "too_large" ["kib"];
    /// The body took too long.
    TooSlow = "too_slow";
    /// Another account has this name.
    UsernameTaken = "username_taken";
    /// The name does not go with the password or recovery code.
    WrongCredentials = "wrong_credentials";
    /// This is not the account's password.
    WrongPassword = "wrong_password";
    /// No access token came, or not a good one.
    Unauthenticated = "unauthenticated";
    /// The session is over.
    SessionEnded = "session_ended";
    /// The account is not there.
    AccountUnknown = "account_unknown";
    /// The password must be given once more (RFC 9470).
    InsufficientUserAuthentication = "insufficient_user_authentication";
    /// A page of somebody else's asked.
    ForeignOrigin = "foreign_origin";
    /// There were too many tries; the next may be in so many seconds.
    TooManyAttempts = "too_many_attempts" ["seconds"];
    /// One was sent just now; the next may be in so many seconds.
    TooManyTries = "too_many_tries" ["seconds"];
    /// The server went back to an earlier state of the journal.
    OtherHistory = "other_history";
    /// What is stored cannot be read.
    DamagedRecord = "damaged_record";
    /// There are scores of the measure.
    MeasureInUse = "measure_in_use";
    /// The account holds as much as the server allows.
    AccountFull = "account_full";
    /// There are so many links that are live.
    TooManyLinks = "too_many_links" ["most"];
    /// The id is of a record of another kind.
    IdInUse = "id_in_use";
    /// So many rows of a file are not as expected (0: the file as a whole); `errors` has so many of them.
    InvalidImport = "invalid_import" ["rows", "named"];
    /// The server has no mail server.
    NoMailServer = "no_mail_server";
    /// The mail server did not take a mail to this address.
    MailFailed = "mail_failed";
    /// The push service could not be reached, or did not take the message.
    PushFailed = "push_failed";
    /// The device does not receive reminders.
    NotSubscribed = "not_subscribed";
    /// The link shows nothing, or not any more.
    LinkNotActive = "link_not_active";
    /// The link asks for a passcode; so many tries are left.
    PasscodeRequired = "passcode_required" ["remaining"];
    /// This is not the link's passcode; so many tries are left.
    WrongPasscode = "wrong_passcode" ["remaining"];
    /// On the command line: no account has this name.
    NoAccount = "no_account";
    /// On the command line: nothing is erased without `--yes`.
    NotConfirmed = "not_confirmed";
    /// On the command line: there is no such questionnaire.
    NoQuestionnaire = "no_questionnaire";
    /// On the command line: a file cannot be asked and scored.
    InvalidQuestionnaire = "invalid_questionnaire";
}
