-- The end of an account's audit trail, authenticated, so that a trail that was cut is told from one that ends there.

ALTER TABLE journals ADD COLUMN trail_end BYTEA;
