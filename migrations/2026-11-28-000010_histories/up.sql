-- The history that a journal's revisions count in, as of its last change, and the revision at which that history left
-- the one before it. A restored backup begins another history for all journals at once (the setting "history"); each
-- journal follows when it is next changed.

ALTER TABLE journals ADD COLUMN history TEXT NOT NULL DEFAULT 'first';
ALTER TABLE journals ADD COLUMN history_from BIGINT NOT NULL DEFAULT 0;

-- A random number for each revision, by which two journals that count alike and hold other things are told apart. It
-- is beside the record; when that is changed again, its earlier number goes into a table of its own.

ALTER TABLE records ADD COLUMN tip BIGINT;

CREATE TABLE earlier_tips (
    account_id TEXT COLLATE "BINARY" NOT NULL REFERENCES journals (account_id) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    tip BIGINT NOT NULL,
    PRIMARY KEY (account_id, revision)
);

-- When every session of an account was ended, and its password and its recovery code were set, in milliseconds; 0 where
-- that was before this was kept. Compared with the list beside the key they say whether an older database came back.

ALTER TABLE accounts ADD COLUMN sessions_ended_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN password_set_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN recovery_set_at BIGINT NOT NULL DEFAULT 0;
