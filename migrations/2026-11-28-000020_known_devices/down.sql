ALTER TABLE accounts DROP COLUMN device_era;
