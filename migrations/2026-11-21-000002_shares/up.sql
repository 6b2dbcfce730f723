-- Links for clinicians. Of every secret only a digest is kept; what is shared, and how, is sealed.

CREATE TABLE shares (
    account_id TEXT COLLATE "BINARY" NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    id TEXT COLLATE "BINARY" NOT NULL,
    link_hash BYTEA NOT NULL,
    manifest_hash BYTEA NOT NULL,
    passcode_hash BYTEA,
    failures BIGINT NOT NULL,
    terms BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (account_id, id)
);

CREATE UNIQUE INDEX shares_by_link ON shares (account_id, link_hash);
CREATE UNIQUE INDEX shares_by_manifest ON shares (account_id, manifest_hash);

CREATE TABLE share_visits (
    account_id TEXT COLLATE "BINARY" NOT NULL,
    share_id TEXT COLLATE "BINARY" NOT NULL,
    id TEXT COLLATE "BINARY" NOT NULL,
    at BIGINT NOT NULL,
    way TEXT NOT NULL,
    device TEXT NOT NULL,
    PRIMARY KEY (account_id, share_id, id),
    FOREIGN KEY (account_id, share_id) REFERENCES shares (account_id, id) ON DELETE CASCADE
);
