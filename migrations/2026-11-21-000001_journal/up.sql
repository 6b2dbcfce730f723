-- Plain SQL that SQLite and PostgreSQL both understand. Instants are milliseconds since 1970 UTC;
-- BYTEA is PostgreSQL's name, and SQLite keeps blobs in such a column as they are.

CREATE TABLE accounts (
    account_id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    recovery_hash TEXT NOT NULL,
    data_key BYTEA NOT NULL,
    profile BYTEA NOT NULL,
    time_zone TEXT NOT NULL,
    locale TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    account_id TEXT NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    token_hash BYTEA NOT NULL,
    previous_hash BYTEA,
    rotated_at BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);

CREATE TABLE journals (
    account_id TEXT PRIMARY KEY REFERENCES accounts (account_id) ON DELETE CASCADE,
    revision BIGINT NOT NULL
);

CREATE TABLE records (
    account_id TEXT NOT NULL REFERENCES journals (account_id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    revision BIGINT NOT NULL,
    occurred_at BIGINT,
    local_date TEXT,
    body BYTEA,
    PRIMARY KEY (account_id, id)
);

CREATE UNIQUE INDEX records_by_revision ON records (account_id, revision);
CREATE INDEX records_by_time ON records (account_id, kind, occurred_at, id);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
