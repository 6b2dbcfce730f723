-- How many bytes the sealed records of each journal have, for what an account may hold.

ALTER TABLE journals ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;

UPDATE journals
SET bytes = COALESCE((SELECT SUM(LENGTH(body)) FROM records WHERE records.account_id = journals.account_id), 0);
