DROP INDEX records_by_kind;
CREATE UNIQUE INDEX records_by_revision ON records (account_id, revision);
CREATE INDEX records_by_time ON records (account_id, kind, occurred_at, id);
