ALTER TABLE journals DROP COLUMN trail_end;
