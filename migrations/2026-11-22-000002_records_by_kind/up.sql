-- One index beside the primary key instead of two: a storm of check-ins touches a page of every index
-- for every patient, and what was written to the disk for each was mostly these pages. Lists in order
-- of time sort one patient's records of one kind instead.

DROP INDEX records_by_time;
DROP INDEX records_by_revision;
CREATE UNIQUE INDEX records_by_kind ON records (account_id, kind, revision);
