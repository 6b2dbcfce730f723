DROP TABLE settings;
DROP TABLE records;
DROP TABLE journals;
DROP TABLE sessions;
DROP TABLE accounts;
