ALTER TABLE accounts DROP COLUMN recovery_set_at;
ALTER TABLE accounts DROP COLUMN password_set_at;
ALTER TABLE accounts DROP COLUMN sessions_ended_at;
DROP TABLE earlier_tips;
ALTER TABLE records DROP COLUMN tip;
ALTER TABLE journals DROP COLUMN history_from;
ALTER TABLE journals DROP COLUMN history;
