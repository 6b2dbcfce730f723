//! The tables, as `migrations/` makes them.
#![expect(missing_docs, reason = "a column is called what it holds; the migrations say the rest")]

diesel::table! {
    /// Who may sign in, and the wrapped key of what they write.
    accounts (account_id) {
        account_id -> Text,
        username -> Text,
        password_hash -> Text,
        recovery_hash -> Text,
        data_key -> Binary,
        profile -> Binary,
        time_zone -> Text,
        locale -> Text,
        created_at -> BigInt,
        sessions_ended_at -> BigInt,
        password_set_at -> BigInt,
        recovery_set_at -> BigInt,
        device_era -> BigInt,
    }
}

diesel::table! {
    /// Devices that are signed in.
    sessions (account_id, id) {
        account_id -> Text,
        id -> Text,
        token_hash -> Binary,
        previous_hash -> Nullable<Binary>,
        rotated_at -> BigInt,
        authenticated_at -> BigInt,
        device -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    /// The revision that each journal has reached and in which history, and where the account's audit trail ends.
    journals (account_id) {
        account_id -> Text,
        revision -> BigInt,
        trail_end -> Nullable<Binary>,
        history -> Text,
        history_from -> BigInt,
        import_revision -> Nullable<BigInt>,
        import_alive_at -> Nullable<BigInt>,
        bytes -> BigInt,
    }
}

diesel::table! {
    /// Everything patients recorded, sealed; a record without a body is a tombstone.
    records (account_id, id) {
        account_id -> Text,
        id -> Text,
        kind -> Text,
        revision -> BigInt,
        occurred_at -> Nullable<BigInt>,
        local_date -> Nullable<Text>,
        body -> Nullable<Binary>,
        tip -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// The tips of revisions whose record was changed again since.
    earlier_tips (account_id, revision) {
        account_id -> Text,
        revision -> BigInt,
        tip -> BigInt,
    }
}

diesel::table! {
    /// What the server remembers of itself.
    settings (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    /// Forms of questionnaires that the operator added for everyone.
    questionnaires (questionnaire) {
        questionnaire -> Text,
        resource -> Text,
        added_at -> BigInt,
    }
}

diesel::table! {
    /// Links for clinicians.
    shares (account_id, id) {
        account_id -> Text,
        id -> Text,
        link_hash -> Binary,
        manifest_hash -> Binary,
        passcode_hash -> Nullable<Binary>,
        failures -> BigInt,
        terms -> Binary,
        created_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// When a link was opened.
    share_visits (account_id, share_id, id) {
        account_id -> Text,
        share_id -> Text,
        id -> Text,
        at -> BigInt,
        way -> Text,
        device -> Text,
        more -> BigInt,
    }
}

diesel::table! {
    /// How often somebody tried to get in lately.
    attempts (subject) {
        subject -> Text,
        count -> BigInt,
        ends_at -> BigInt,
    }
}

diesel::table! {
    /// What happened with accounts.
    audit_events (account_id, id) {
        account_id -> Text,
        id -> Text,
        at -> BigInt,
        action -> Text,
        device -> Text,
        link -> Binary,
    }
}

diesel::table! {
    /// Where reminders go, by the session that asked for them.
    push_subscriptions (account_id, session_id) {
        account_id -> Text,
        session_id -> Text,
        body -> Binary,
        renewed_at -> BigInt,
    }
}

diesel::table! {
    /// When to look whether somebody is to be reminded.
    reminders (account_id) {
        account_id -> Text,
        due_at -> Nullable<BigInt>,
        snoozed_until -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Reminders that were claimed before they were sent.
    reminder_claims (account_id, id) {
        account_id -> Text,
        id -> Text,
        claimed_at -> BigInt,
    }
}

diesel::table! {
    /// Where reminders go by mail.
    reminder_mails (account_id) {
        account_id -> Text,
        body -> Binary,
        stop_hash -> Binary,
        code_ends_at -> Nullable<BigInt>,
        tries -> BigInt,
    }
}

diesel::table! {
    /// Calendars that patients subscribed to.
    calendar_feeds (account_id) {
        account_id -> Text,
        secret_hash -> Binary,
        made_at -> BigInt,
    }
}

diesel::joinable!(journals -> accounts (account_id));
diesel::allow_tables_to_appear_in_same_query!(accounts, sessions, journals, records, settings);
