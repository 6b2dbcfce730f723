-- Where reminders go by mail: one address for each account, sealed, with the secret by which its mails are stopped, of
-- which the digest is kept beside it. While code_ends_at is not null nobody has confirmed the address.

CREATE TABLE reminder_mails (
    account_id TEXT COLLATE "BINARY" PRIMARY KEY REFERENCES accounts (account_id) ON DELETE CASCADE,
    body BYTEA NOT NULL,
    stop_hash BYTEA NOT NULL,
    code_ends_at BIGINT,
    tries BIGINT NOT NULL
);
