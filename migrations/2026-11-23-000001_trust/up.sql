-- How often somebody tried to get in lately. The subject is a keyed digest of a name or an address, so
-- that neither can be read here.

CREATE TABLE attempts (
    subject TEXT COLLATE "BINARY" PRIMARY KEY,
    count BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX attempts_by_end ON attempts (ends_at);

-- What happened with an account, each line bound to the one before it.

CREATE TABLE audit_events (
    account_id TEXT COLLATE "BINARY" NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    id TEXT COLLATE "BINARY" NOT NULL,
    at BIGINT NOT NULL,
    action TEXT NOT NULL,
    device TEXT NOT NULL,
    link BYTEA NOT NULL,
    PRIMARY KEY (account_id, id)
);
