DROP INDEX journals_importing;
ALTER TABLE journals DROP COLUMN import_alive_at;
ALTER TABLE journals DROP COLUMN import_revision;
