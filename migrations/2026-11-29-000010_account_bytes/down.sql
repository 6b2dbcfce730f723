ALTER TABLE journals DROP COLUMN bytes;
