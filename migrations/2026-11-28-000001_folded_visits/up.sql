-- How many more visits a line stands for: whoever has a link must not fill the list of its visits.

ALTER TABLE share_visits ADD COLUMN more BIGINT NOT NULL DEFAULT 0;
