-- The revision that a running import has written ahead to, and when it last wrote: nobody sees what is above `revision`.

ALTER TABLE journals ADD COLUMN import_revision BIGINT;
ALTER TABLE journals ADD COLUMN import_alive_at BIGINT;

-- The next start looks for those that were broken off.
CREATE INDEX journals_importing ON journals (account_id) WHERE import_revision IS NOT NULL;
