DROP TABLE share_visits;
DROP TABLE shares;
