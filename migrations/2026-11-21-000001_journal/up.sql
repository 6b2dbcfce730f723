-- Plain SQL that SQLite and PostgreSQL both understand. Instants are milliseconds since 1970 UTC;
-- BYTEA is PostgreSQL's name, and SQLite keeps blobs in such a column as they are. Texts that are keys
-- or put things in order have the collation "BINARY": SQLite's own, which is made in PostgreSQL first.

CREATE TABLE accounts (
    account_id TEXT COLLATE "BINARY" PRIMARY KEY,
    username TEXT COLLATE "BINARY" NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    recovery_hash TEXT NOT NULL,
    data_key BYTEA NOT NULL,
    profile BYTEA NOT NULL,
    time_zone TEXT NOT NULL,
    locale TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    account_id TEXT COLLATE "BINARY" NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    id TEXT COLLATE "BINARY" NOT NULL,
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
    account_id TEXT COLLATE "BINARY" PRIMARY KEY REFERENCES accounts (account_id) ON DELETE CASCADE,
    revision BIGINT NOT NULL
);

CREATE TABLE records (
    account_id TEXT COLLATE "BINARY" NOT NULL REFERENCES journals (account_id) ON DELETE CASCADE,
    id TEXT COLLATE "BINARY" NOT NULL,
    kind TEXT COLLATE "BINARY" NOT NULL,
    revision BIGINT NOT NULL,
    occurred_at BIGINT,
    local_date TEXT COLLATE "BINARY",
    body BYTEA,
    PRIMARY KEY (account_id, id)
);

CREATE UNIQUE INDEX records_by_revision ON records (account_id, revision);
CREATE INDEX records_by_time ON records (account_id, kind, occurred_at, id);

CREATE TABLE settings (
    name TEXT COLLATE "BINARY" PRIMARY KEY,
    value TEXT NOT NULL
);
