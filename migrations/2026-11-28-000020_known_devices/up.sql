-- Counts how often every session of the account was ended: devices that signed in before that are known no longer.

ALTER TABLE accounts ADD COLUMN device_era BIGINT NOT NULL DEFAULT 0;
