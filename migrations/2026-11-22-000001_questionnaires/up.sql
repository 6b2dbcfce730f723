-- Forms of questionnaires that the operator added for everyone: public texts, nothing of any patient.

CREATE TABLE questionnaires (
    questionnaire TEXT COLLATE "BINARY" PRIMARY KEY,
    resource TEXT NOT NULL,
    added_at BIGINT NOT NULL
);
