CREATE TABLE survey_before (
  id TEXT PRIMARY KEY NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  appointment_id TEXT NOT NULL UNIQUE REFERENCES appointment (id),
  official_id TEXT,
  centre_id TEXT,
  language TEXT NOT NULL,
  sent_at TIMESTAMP NOT NULL,
  answered_at TIMESTAMP,
  mark INTEGER,
  obstacle BOOLEAN,
  first_time BOOLEAN,
  remark TEXT
);
INSERT INTO survey_before
SELECT
  id, token_hash, substr(about, 13), official_id, centre_id, language, sent_at, answered_at, mark,
  obstacle, first_time, remark
FROM survey WHERE occasion = 'meeting';
DROP TABLE survey;
ALTER TABLE survey_before RENAME TO survey;
DROP INDEX call_log_at;
ALTER TABLE call_log DROP COLUMN way;
DROP TABLE written;
DROP TABLE conversation;
DROP TABLE call_back;
DROP TABLE reach;
