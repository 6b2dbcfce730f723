ALTER TABLE share_visits DROP COLUMN more;
