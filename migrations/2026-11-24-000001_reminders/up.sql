-- Where reminders go: one address for each session, which ends with it. The address and its keys are sealed.

CREATE TABLE push_subscriptions (
    account_id TEXT COLLATE "BINARY" NOT NULL,
    session_id TEXT COLLATE "BINARY" NOT NULL,
    body BYTEA NOT NULL,
    renewed_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, session_id),
    FOREIGN KEY (account_id, session_id) REFERENCES sessions (account_id, id) ON DELETE CASCADE
);

-- When to look whether somebody is to be reminded: at due_at, which is 0 when what it follows from has changed.
-- This index alone runs over all accounts: the servers ask it who is due.

CREATE TABLE reminders (
    account_id TEXT COLLATE "BINARY" PRIMARY KEY REFERENCES accounts (account_id) ON DELETE CASCADE,
    due_at BIGINT,
    snoozed_until BIGINT
);

CREATE INDEX reminders_by_due ON reminders (due_at);

-- What was claimed before it was sent, as keyed digests of what and on which day.

CREATE TABLE reminder_claims (
    account_id TEXT COLLATE "BINARY" NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    id TEXT COLLATE "BINARY" NOT NULL,
    claimed_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);

-- The calendar that a patient subscribed to, by the digest of the secret in its address.

CREATE TABLE calendar_feeds (
    account_id TEXT COLLATE "BINARY" PRIMARY KEY REFERENCES accounts (account_id) ON DELETE CASCADE,
    secret_hash BYTEA NOT NULL,
    made_at BIGINT NOT NULL
);
